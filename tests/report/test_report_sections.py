from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import pytest
from report_cases import club, concentration, counted, deed, said, studied, tiers

from hvc.analysis.model import Word
from hvc.insights.model import Level
from hvc.report import sections
from hvc.report.model import Chart, DataTable, Findings, Metrics, Paragraph, Section
from hvc.report.sections.judging import verdict
from hvc.rules import Line, TopShare
from hvc.schema import AMOUNT, CITY, TAGS

T = TypeVar("T")


def blocks(section: Section | None, kind: type[T]) -> list[T]:
    assert section is not None
    return [block for block in section.blocks if isinstance(block, kind)]


def words(section: Section | None) -> str:
    return "\n".join(block.text for block in blocks(section, Paragraph))


def test_every_number_of_the_opening_stands_beside_its_base_or_the_others() -> None:
    (row,) = blocks(sections.overview(club(), [], []), Metrics)
    beside = {item.label: (item.value, item.note) for item in row.items}
    assert beside["高价值客户"] == ("42 位", "其他客户 78 位")
    assert beside["占全部客户"] == ("35.0%", "42/120")
    assert beside["人均金额"] == ("1.371 万元", "其他客户 1,919 元")
    assert beside["正好在门槛上"] == ("3 位", "不计入高价值")


def test_customers_on_the_line_count_where_the_line_includes_them() -> None:
    seen = replace(club(), line=Line(AMOUNT, ">=", 5000.0), rule=TopShare(0.2))
    (row,) = blocks(sections.overview(seen, [], []), Metrics)
    assert row.items[-1].note == "计入高价值"


def test_a_warning_about_the_sample_opens_the_report() -> None:
    found = [said("profile.who", "overview"), said("sample.small", "overview")]
    first = sections.overview(club(), found, []).blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.role, first.runs[0].bold) == ("warning", True)
    assert first.text == "sample.small 的发现。sample.small 的依据。"


def test_the_opening_names_the_best_finding_of_each_topic_and_leaves_its_evidence_to_the_report() -> None:
    found = [
        said("tags.a", "tags", 0.9),
        said("tags.b", "tags", 0.8),
        said("credit.a", "credit", 0.4),
        said("quality.rows", "quality", 1),
    ]
    opening = words(sections.overview(club(), found, []))
    assert "tags.a 的发现。\ncredit.a 的发现。" in opening
    assert "tags.b" not in opening
    assert "quality.rows" not in opening
    assert "依据" not in opening


def test_what_the_data_lack_is_no_finding_of_the_best() -> None:
    found = [said("unavailable.credit_score", "credit_score", weight=0.9), said("tags.a", "tags", weight=0.3)]
    opening = words(sections.overview(club(), found, []))
    assert "tags.a 的发现。" in opening
    assert "unavailable" not in opening


def test_the_opening_names_the_first_actions_with_their_size() -> None:
    assert "VIP 专属服务：2 位，合计 1.15 万元" in words(sections.overview(club(), [], [deed()]))


def test_the_best_finding_of_a_dimension_is_the_title_of_its_picture_and_stands_nowhere_else() -> None:
    found = [said("tier.weak", "tier", 0.2), said("tier.best", "tier", 0.9), said("tags.x", "tags", 1.0)]
    section = sections.dimension(club(), tiers(), found)
    pictures = blocks(section, Chart)
    assert pictures[0].title == "tier.best 的发现"
    assert words(section) == "tier.best 的依据。"
    assert [f.code for cards in blocks(section, Findings) for f in cards.items] == ["tier.weak"]


def test_a_finding_about_a_few_customers_does_not_name_the_picture() -> None:
    section = sections.dimension(club(), tiers(), [said("tiers.top", "tier", 0.9)])
    assert blocks(section, Chart)[0].title == "按会员等级看，现有数据分不出两类客户"
    assert blocks(section, Findings)[0].items[0].code == "tiers.top"


def test_an_ordered_dimension_also_shows_the_rate_of_its_levels() -> None:
    seen = club()
    credit = seen.breakdown("credit")
    assert credit is not None
    shares, rates, *_ = blocks(sections.dimension(seen, replace(credit, whole_q=0.001), []), Chart)
    assert (shares.name, rates.name) == ("credit-shares", "credit-rates")
    quiet = blocks(sections.dimension(seen, credit, []), Chart)[1]  # nothing beyond chance: no level is named
    assert quiet.title == "按信用评级分组的高价值客户占比，填写了的客户平均 35.3%"
    assert rates.title == "「AAA」中高价值客户占 46.2%（30/65），「AA」中占 21.6%（11/51），填写了的客户平均 35.3%"
    gender = seen.breakdown("gender")
    assert gender is not None
    assert len(blocks(sections.dimension(seen, gender, []), Chart)) == 1


def test_highest_and_lowest_are_not_named_while_a_level_prints_no_rate() -> None:
    rates = blocks(sections.dimension(club(), tiers(), []), Chart)[1]
    assert rates.title == "按会员等级分组的高价值客户占比，全部客户平均 35.0%"


def test_the_missing_are_a_row_of_their_own_outside_the_denominators() -> None:
    credit = club().breakdown("credit")
    assert credit is not None
    table, *_ = blocks(sections.dimension(club(), credit, []), DataTable)
    row = table.frame.row(-1, named=True)
    assert (row["level"], row["high_value"], row["others"], row["share_high_value"]) == ("未填写", 1, 3, None)
    assert "41 位高价值客户和 75 位其他客户" in table.note


def test_a_table_without_missing_customers_has_no_such_row() -> None:
    table, *_ = blocks(sections.dimension(club(), tiers(), []), DataTable)
    assert "未填写" not in table.frame["level"].to_list()


def test_a_ratio_without_an_upper_end_is_written_as_at_least() -> None:
    frame = tiers().frame.with_columns(rr_high=None)
    table, *_ = blocks(sections.dimension(club(), replace(tiers(), frame=frame), []), DataTable)
    assert all(text.endswith(" 以上") for text in table.frame["interval"])


def test_a_dimension_of_several_values_says_that_shares_may_pass_the_whole() -> None:
    tags = club().breakdown("tags")
    assert tags is not None
    (table,) = blocks(sections.dimension(club(), tags, []), DataTable)
    assert "可以超过 100%" in table.note


def test_advice_names_the_actions_whose_audience_the_field_tells() -> None:
    actions = [deed(), deed("唤回", "久未消费的客户")]
    said_here = words(sections.dimension(club(), tiers(), [], actions))
    assert "VIP 专属服务" in said_here
    assert "唤回" not in said_here


@pytest.mark.parametrize(
    ("word", "whole_q", "sentence"),
    [
        (Word.SAME, 0.9, "两类客户的城市分布没有明显差异"),
        (Word.MUCH_LOWER, 0.9, "两类客户的城市分布有差异"),
        (Word.UNKNOWN, 0.01, "两类客户的城市整体上有差异，但说不准差在哪一类"),
        (Word.UNKNOWN, None, "按城市看，现有数据分不出两类客户"),
    ],
)
def test_a_dimension_without_a_finding_is_judged_by_its_words(word: Word, whole_q: float | None, sentence: str) -> None:
    assert verdict(counted(CITY, [("甲", 40, 40), ("乙", 30, 30)], word=word.value, whole_q=whole_q)) == sentence


def test_a_small_group_is_not_judged() -> None:
    assert verdict(counted(CITY, [("甲", 9, 40)])) == "城市：有一组客户不足 30 位，只列人数"


def test_dimensions_without_a_section_stand_in_one_table() -> None:
    section = sections.rest([tiers()], [said("alike", "rest")])
    (table,) = blocks(section, DataTable)
    assert table.frame.row(0)[:2] == ("会员等级", 4)
    assert blocks(section, Findings)[0].items[0].code == "alike"
    assert sections.rest([], []) is None


def test_concentration_is_told_under_its_finding_once() -> None:
    found = [said("concentration.gini", "concentration"), said("concentration.more", "concentration", 0.1)]
    section = sections.concentration(club(), found)
    assert blocks(section, Chart)[0].title == "concentration.gini 的发现"
    assert words(section) == "concentration.gini 的依据。"
    assert [f.code for f in blocks(section, Findings)[0].items] == ["concentration.more"]


def test_without_a_curve_the_concentration_is_a_sentence_and_without_amounts_nothing() -> None:
    flat = studied(tiers(), concentration=concentration(customers_for_80=None))
    assert words(sections.concentration(flat, [])) == "金额集中程度：基尼系数 0.58"
    empty = studied(tiers(), concentration=concentration(top=concentration().top.clear()))
    assert sections.concentration(empty, []) is None


def test_the_conclusion_keeps_apart_what_is_known_and_what_is_not() -> None:
    told = counted(TAGS, [("甲", 30, 40), ("乙", 12, 38)], word=Word.MUCH_HIGHER.value)
    same = replace(counted(CITY, [("甲", 30, 40)], word=Word.MUCH_HIGHER.value), same_source="由金额计算")
    risk = said("credit.poor", "credit", level=Level.RISK)
    text = words(sections.conclusion(studied(told, tiers(), same), [risk], [deed()]))
    assert "有证据的区别：客户标签。" in text
    assert "没有看到可靠区别：会员等级。" in text
    assert "有区别但不作依据：城市。" in text
    assert "要留意：credit.poor 的发现。" in text
    assert "先做：VIP 专属服务，2 位" in text
    assert "没有看到可靠区别" not in words(sections.conclusion(studied(told), [], []))


def test_what_the_equation_and_the_table_of_issues_say_is_not_said_again_and_nothing_else_is_lost() -> None:
    found = [
        said(code, "quality") for code in ("quality.rows", "quality.doubtful", "quality.repaired", "missing.uneven")
    ]
    (cards,) = blocks(sections.notes(club(), found), Findings)
    assert [f.code for f in cards.items] == ["missing.uneven"]
