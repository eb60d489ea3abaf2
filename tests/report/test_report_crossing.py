"""Crosses, combinations, confounded levels and pairs of tags as sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

import polars as pl
import pytest
from report_cases import club, counted, crossed, said, studied

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Combination, Confounded, Confounding, TagPairs
from hvc.insights.plans.combined import Chosen
from hvc.report import charts, sections
from hvc.report.charts import Measure
from hvc.report.model import Block, Chart, DataTable, Metrics, Paragraph, Section
from hvc.schema import CHANNEL, CITY, CREDIT, GENDER, TAGS, TIER, Field

T = TypeVar("T", bound=Block)
CELLS = [("女", "甲", 60, 45), ("女", "乙", 60, 12), ("男", "甲", 60, 9), ("男", "乙", 20, 12)]


def kinds(section: Section | None, kind: type[T]) -> list[T]:
    assert section is not None
    return [block for block in section.blocks if isinstance(block, kind)]


def words(section: Section | None) -> str:
    return "".join(block.text for block in kinds(section, Paragraph))


def entry(*levels: tuple[Field, str], expected: float = 0.4, synergy: bool = True) -> Combination:
    return Combination(levels, 60, 45, 0.75, 0.63, 0.84, expected, 2.14, 90000.0, 0.2, 0.001, 60, synergy)


BEST = entry((GENDER, "女"), (CITY, "甲"))


def pair(cells: Sequence[tuple[str, str, int, int]] = CELLS, *found: Combination) -> Analysis:
    both = [counted(GENDER, [("女", 50, 70), ("男", 20, 90)]), counted(CITY, [("甲", 50, 70), ("乙", 20, 90)])]
    return studied(*both, crosses=(crossed(GENDER, CITY, cells),), combinations=found)


def confounded(verdict: Confounded = Confounded.REVERSED) -> Confounding:
    strata = pl.DataFrame(
        {
            "stratum": ["甲", "乙"], "customers": [80, 20], "high_value": [40, 2],
            "rest_customers": [20, 80], "rest_high_value": [12, 16], "rate": [0.5, 0.1],
            "rest_rate": [0.6, 0.2], "odds_ratio": [0.67, 0.44],
        }
    )  # fmt: skip
    return Confounding(GENDER, "女", CITY, verdict, 1.87, 1.1, 3.2, 0.6, 0.4, 0.9, 0.01, strata)


def tag_pairs(q: float | None = 0.001) -> TagPairs:
    rows = [("甲", "乙", 60, 20.0), ("甲", "丙", 40, 40.0), ("乙", "丙", 3, 20.0)]
    frame = pl.DataFrame(rows, schema=["tag", "other", "customers", "expected"], orient="row").with_columns(
        lift=pl.col("customers") / pl.col("expected"), high_value=pl.col("customers") // 2, rate=pl.lit(0.5),
        rate_tag=pl.lit(0.3), rate_other=pl.lit(0.4), share_high_value=pl.lit(0.2), share_others=pl.lit(0.1),
        p=pl.lit(q, pl.Float64), q=pl.lit(q, pl.Float64), amount=pl.lit(1000.0),
    )  # fmt: skip
    return TagPairs(TAGS, frame)


def test_the_best_combination_is_the_title_of_the_picture_and_the_table_lists_all() -> None:
    section = sections.strongest(pair(CELLS, BEST), [said("cross.synergy", "cross")])
    picture, heat = kinds(section, Chart)
    assert picture.title == "性别为「女」且城市为「甲」的客户中，高价值占 75.0%（45/60），全部客户平均 35.0%"
    assert heat.name == "gender-city-heat"
    (table,) = kinds(section, DataTable)
    assert table.frame.select("combination", "expected", "synergy", "covers").rows() == [
        ("性别为「女」且城市为「甲」", 0.4, "高于预期", 60)
    ]
    assert "不是因果" in table.note


def test_a_combination_that_its_parts_explain_is_said_to_be_explained() -> None:
    plain, below = replace(BEST, synergy=False), replace(BEST, expected=0.9)
    assert "分别看就能解释" in words(sections.strongest(pair(CELLS, plain)))
    (table,) = kinds(sections.strongest(pair(CELLS, plain, below)), DataTable)
    assert table.frame["synergy"].to_list() == ["—", "低于预期"]


def test_where_no_combination_stands_out_the_report_says_so_beside_a_picture_to_look_things_up_in() -> None:
    section = sections.strongest(pair())
    assert "没有哪种组合" in words(section)
    assert [chart.name for chart in kinds(section, Chart)] == ["gender-city-heat"]
    assert "没有哪种组合" in words(sections.combinations(pair()))


def test_a_dimension_inside_another_is_not_drawn() -> None:
    nested = [(f"市{i}", f"省{i // 2}", 40, 14) for i in range(8)]
    assert not kinds(sections.strongest(pair(nested)), Chart)


def test_a_dimension_that_shares_its_source_with_the_amount_enters_no_list_of_combinations() -> None:
    seen = pair(CELLS, BEST)
    bound = replace(seen, breakdowns=(seen.breakdowns[0], replace(seen.breakdowns[1], same_source="由金额计算。")))
    assert sections.strongest(bound) is None
    assert "由金额计算。这样的交叉只作描述" in words(sections.cross(bound, bound.crosses[0]))


def test_a_chosen_cross_shows_every_cell_small_ones_without_a_rate() -> None:
    (table,) = kinds(sections.cross(pair(), pair().crosses[0]), DataTable)
    assert table.frame["rate"].to_list() == [0.75, 0.2, 0.15, None]
    assert table.frame["lift"].to_list()[3] is None
    assert table.frame["amount"].to_list()[3] == 20000.0


def test_a_chosen_cross_of_small_cells_says_why_there_is_no_picture() -> None:
    section = sections.cross(club(), crossed(TIER, CREDIT, [("普通会员", "AA", 29, 20)]))
    assert not kinds(section, Chart)
    assert words(section) == "每一格都不足 30 位客户，不给占比。"


@pytest.mark.parametrize("measure", Measure)
def test_a_chosen_cross_can_show_each_measure(measure: Measure) -> None:
    (chart,) = kinds(sections.cross(pair(), pair().crosses[0], measure), Chart)
    texts = pl.DataFrame(chart.chart.to_dict()["datasets"].popitem()[1])["c3"].to_list()
    assert (
        texts
        == {
            Measure.RATE: ["75.0%", "20.0%", "15.0%", "—"],
            Measure.LIFT: ["2.1 倍", "0.57 倍", "0.43 倍", "—"],
            Measure.CUSTOMERS: ["60", "60", "60", "20"],
            Measure.AMOUNT: ["6 万元", "6 万元", "6 万元", "2 万元"],
            Measure.MEAN: ["1,000 元", "1,000 元", "1,000 元", "—"],
        }[measure]
    )


def test_amounts_that_are_not_above_zero_are_not_coloured() -> None:
    cross = crossed(GENDER, CITY, CELLS)
    nothing = replace(cross, frame=cross.frame.with_columns(amount=pl.lit(0.0)))
    assert charts.heat(nothing, 0.35, "题", Measure.AMOUNT) is None


def test_a_confounded_pair_is_warned_of_with_both_tables() -> None:
    section = sections.cross(pair(), pair().crosses[0], found=[confounded()])
    assert "按城市分开看，性别「女」的差别就反了过来。同时变化不等于因果" in words(section)
    both = kinds(section, DataTable)[1]
    assert both.frame["城市" if "城市" in both.frame.columns else "stratum"].to_list() == [
        "不分组",
        "甲",
        "乙",
        "各组合并",
    ]
    assert both.frame["customers"].to_list() == [100, 80, 20, None]
    assert both.frame["rate"].to_list() == [0.42, 0.5, None, None]
    assert both.frame["odds_ratio"].to_list() == [1.87, 0.67, 0.44, 0.6]


def test_confounded_levels_have_a_section_that_names_what_is_held_and_the_mirror_image_once() -> None:
    seen = pair()
    mirror = replace(confounded(), level="男", crude=0.53)
    section = sections.doubting(replace(seen, confounding=(mirror, confounded())))
    text = words(section)
    assert "性别「女」：不分组比较，优势比 1.87（95% 区间 1.10–3.20）；按城市分组再合并，优势比 0.60" in text
    assert "差别反转；各组之间并不一致" in text
    assert "「男」" not in text
    assert sections.doubting(seen) is None


def test_many_confounded_levels_are_listed_and_the_rest_counted() -> None:
    many = tuple(replace(confounded(), field=CHANNEL, level=f"第{i}级") for i in range(10))
    section = sections.doubting(replace(pair(), confounding=many))
    assert len(kinds(section, DataTable)) == 3
    assert "另有 2 项变化较小" in words(section)


def test_tags_that_come_together_are_drawn_and_listed_beside_the_average() -> None:
    section = sections.together(replace(club(), tag_pairs=(tag_pairs(),)))
    (chart,) = kinds(section, Chart)
    assert chart.title == "「甲」和「乙」同时出现的客户 60 位，是互不相关时的 3.0 倍"
    (table,) = kinds(section, DataTable)
    assert table.frame.select("tag", "other", "rate").rows() == [
        ("甲", "乙", 0.5),
        ("甲", "丙", 0.5),
        ("乙", "丙", None),
    ]
    assert "全部客户平均 35.0%" in table.note


def test_tags_that_do_not_come_together_or_cannot_be_judged_are_a_sentence() -> None:
    seen = replace(club(), tag_pairs=(tag_pairs(0.6),))
    assert words(sections.together(seen)) == "没有哪两个客户标签明显比偶然更常一起出现。"
    assert "判断不了" in words(sections.together(replace(club(), tag_pairs=(tag_pairs(None),))))
    assert sections.together(club()) is None


def test_two_tags_make_a_sentence_and_no_picture() -> None:
    two = tag_pairs()
    part = replace(two, frame=two.frame.head(1))
    assert charts.together(part, "题") is None


def test_an_audience_stands_beside_all_customers_and_a_small_one_has_no_rate() -> None:
    (large,) = kinds(sections.audience(club(), Chosen(60, 30, 100000.0, None)), Metrics)
    assert [(m.value, m.note) for m in large.items][:2] == [("60", "占全部客户 50.0%"), ("50.0%", "30 位；全部 35.0%")]
    (small,) = kinds(sections.audience(club(), Chosen(20, 8, 100000.0, None)), Metrics)
    assert small.items[1].value == "—"
    assert "没有客户符合" in words(sections.audience(club(), Chosen(0, 0, 0.0, None)))


def test_long_combinations_keep_their_levels_and_no_two_labels_are_alike() -> None:
    long = Field("extra_1", "Total_Relationship_Count_Of_The_Year", CITY.kind)
    found = [entry((long, "2"), (CITY, "甲" * 30)), entry((long, "2"), (CITY, "甲" * 31))]
    chart = charts.combined(found, 0.35, "题")
    datasets = chart.chart.to_dict()["datasets"]
    labels = next(pl.DataFrame(rows)["c1"].to_list() for rows in datasets.values() if len(rows) == 2)
    assert len(set(labels)) == 2
    assert all(label.split("\n")[0].endswith("… 2") for label in labels)
