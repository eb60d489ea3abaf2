"""The one page: little enough to fit, true to its facts, shorter where there is less to say, never twice the same thing."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from linter import complaints
from report_cases import club, deed, said, studied
from test_report_bad_input import CASES
from test_report_bad_input import studied as walked
from test_report_golden import every_sample, walk

from hvc.analysis.parts import Robustness
from hvc.insights.model import Finding, Level
from hvc.report.brief import ACTIONS, SENTENCE, brief
from hvc.report.labels import columns_of
from hvc.report.model import Chart, DataTable, Paragraph, Report
from hvc.report.sections.choosing import apart, danger, leading, still_open
from hvc.report.sections.fitting import CAUTIOUS, HELD, first, fitted, within

DAY = dt.date(2026, 1, 1)
PICTURES = 2
LEAD = 12  # columns of 有何不同：and the like
HELD_COLUMNS = max(map(columns_of, HELD.values()))


def paragraphs(report: Report) -> list[str]:
    return [block.text for section in report.sections for block in section.blocks if isinstance(block, Paragraph)]


def drawn(report: Report) -> list[Chart]:
    return [block for section in report.sections for block in section.blocks if isinstance(block, Chart)]


def listed(report: Report) -> list[tuple[object, ...]]:
    tables = [block for section in report.sections for block in section.blocks if isinstance(block, DataTable)]
    return [row for one in tables for row in one.frame.rows()]


def fits(report: Report) -> bool:
    """What the layout is made for: so many lines of so many columns, so many pictures and rows."""
    texts = paragraphs(report)
    return (
        len(texts) <= 6
        and all(columns_of(text) <= SENTENCE + CAUTIOUS + HELD_COLUMNS + LEAD for text in texts)
        and len(drawn(report)) <= PICTURES
        and all(chart.frame.height <= 200 for chart in drawn(report))
        and len(listed(report)) <= ACTIONS
    )


@every_sample
def test_the_page_of_a_sample_holds_three_sentences_two_pictures_and_three_actions(names: tuple[str, ...]) -> None:
    made = walk(names)
    page = brief(made.analysis, made.findings, made.actions, generated=DAY)
    leads = [text.split("：")[0] for text in paragraphs(page)]
    assert [lead for lead in leads if lead in {"他们是谁", "有何不同", "要当心"}] == ["他们是谁", "有何不同", "要当心"]
    assert len(drawn(page)) == PICTURES
    assert [str(row[0]).split("（")[0] for row in listed(page)] == [action.title for action in made.actions[:ACTIONS]]
    assert fits(page)


@every_sample
def test_every_number_of_the_page_is_a_fact(names: tuple[str, ...]) -> None:
    made = walk(names)
    page = brief(made.analysis, made.findings, made.actions, generated=DAY)
    words = replace(page, sections=tuple(s for s in page.sections if s.key != "pictures"))
    assert complaints(words, made.analysis) == []


@every_sample
def test_the_three_sentences_speak_of_three_things(names: tuple[str, ...]) -> None:
    made = walk(names)
    risk = danger(made.findings)
    found = apart(made.analysis, made.findings, risk)
    assert risk is not None
    assert found is not None
    assert risk.section != found.section
    best = leading(made.analysis, made.findings)
    assert {found.code, risk.code} <= {one.code for one in best}
    assert len({one.section for one in best}) == len(best) == 3


@pytest.mark.parametrize("name", CASES)
def test_bad_input_gives_a_shorter_page_that_says_what_it_cannot_say(name: str) -> None:
    analysis, _, material = walked(CASES[name][0])
    page = brief(analysis, material.findings, material.actions, generated=DAY)
    texts = paragraphs(page)
    assert any(text.startswith("他们是谁：高价值客户有") for text in texts)
    assert any(text.startswith("有何不同：") for text in texts)
    assert not re.search(r"\b(nan|inf|None|null)\b", " ".join(texts))
    assert fits(page)


def test_without_dimensions_risks_and_actions_the_page_says_so() -> None:
    page = brief(studied(), [], [], generated=DAY)
    assert [text for text in paragraphs(page) if "没有" in text] == [
        "有何不同：数据里没有可以拿来对比的维度，说不出他们与其他客户有什么不同。",
        "还不清楚：现有数据里没有查出要先处理的风险；没有查出不等于没有。",
        "按现在的定义，没有一项行动找得到对应的客户，因此不列行动。",
    ]
    assert [chart.name for chart in drawn(page)] == ["brief-concentration-lorenz"]
    assert not listed(page)


def test_nothing_to_tell_the_groups_apart_is_itself_the_second_sentence() -> None:
    page = brief(club(), [said("absent.everything", "overview", 0.9, Level.WATCH)], [], generated=DAY)
    assert "有何不同：absent.everything 的发现。absent.everything 的依据。" in paragraphs(page)


def test_a_risk_goes_before_what_is_only_to_be_watched_and_that_before_what_is_missing() -> None:
    watch, lack = said("tags.lower", "tags", 0.9, Level.WATCH), said("unavailable.credit", "credit", 0.3)
    risk = said("credit.poor", "credit", 0.2, Level.RISK)
    assert danger([watch, risk]) == risk
    assert still_open([lack, watch], None) == watch
    assert still_open([lack, watch], said("tags.higher", "tags")) == lack
    assert still_open([said("quality.rows", "quality", 0.9, Level.WATCH)], None) is None


def test_a_difference_that_turns_round_with_the_line_sets_nobody_apart() -> None:
    turned = replace(said("tags.higher", "tags", 0.9, Level.OPPORTUNITY), robustness=Robustness.REVERSED)
    assert apart(club(), [turned]) is None
    assert apart(club(), [replace(turned, robustness=Robustness.STEADY)]) is not None


def test_the_picture_of_a_long_dimension_keeps_the_levels_that_the_finding_names() -> None:
    made = walk(("零售会员示例.csv", "零售订单示例.csv"))
    page = brief(made.analysis, made.findings, made.actions, generated=DAY)
    found = apart(made.analysis, made.findings, danger(made.findings))
    assert found is not None
    shown = drawn(page)[0].frame.to_series(0).to_list()
    assert len(shown) <= 5
    assert {level for _, level in found.levels} <= set(shown)


LONG = "特别长的标签名字" * 9


def test_a_long_finding_is_cut_at_a_clause_and_its_names_inside_their_quotes() -> None:
    clauses = "；".join(f"「{LONG}」{share}.5%（{share}/100）" for share in range(11, 60))
    found = Finding(
        "tags.higher", "tags", Level.OPPORTUNITY, f"更常带有「{LONG}」", f"{clauses}。但按等级分开看就反了过来。"
    )
    head, rest = fitted(found, SENTENCE)
    assert head == "更常带有「特别长的标签名字特别长…」。"
    assert columns_of(head + rest) <= SENTENCE + CAUTIOUS
    assert rest.endswith("。但按等级分开看就反了过来。")
    assert all(f"{share}.5%（{share}/100）" in clauses for share in re.findall(r"(\d+)\.5%", rest))


def test_a_text_that_fits_stays_and_one_that_does_not_is_cut_before_a_number_not_within() -> None:
    assert within("共 12 位。", 40) == "共 12 位。"
    assert within("一二三四五，六七八九十 12345", 20) == "一二三四五…"
    assert not re.search(r"\d", within("一二三四五六七八九十12345", 12))


def test_a_bracket_is_whole_or_not_there() -> None:
    assert first("今天 3 位（最近 90 天；目标 8 位）；金额 5 元。") == "今天 3 位（最近 90 天；目标 8 位）"
    found = Finding("a.b", "tags", Level.NOTE, "甲", f"乙（丙；{'丁' * 150}）；戊。")
    assert fitted(found, 60) == ("甲。", "")


def test_the_actions_carry_who_does_them_and_one_measure() -> None:
    action = replace(deed("名单" * 30), owner="客服一组", measure="人数（今天 3 位）；金额（今天 5 元）")
    ((title, customers, amount, window, measure),) = listed(brief(club(), [], [action], generated=DAY))
    assert str(title).endswith("…（客服一组）")
    assert (customers, amount, window, measure) == (2, 11500.0, "30 天", "人数（今天 3 位）")
