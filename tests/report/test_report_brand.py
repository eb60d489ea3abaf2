"""Sections that are left out of the samples' reports are gone, and nothing that is left sends a reader there."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from report_cases import texts
from test_report_golden import Walk, every_sample, walk

from hvc.errors import ExportError
from hvc.report.brand import ALWAYS, DATED, LONGEST, MADE, Brand, apart, printed, printed_page, worded
from hvc.report.brief import brief
from hvc.report.model import Chart, Report

DAY = dt.date(2026, 3, 31)


def prose(report: Report) -> str:
    """All that is read in words: the frames of pictures and tables send nobody anywhere."""
    blocks = [block for part in report.sections for block in part.blocks]
    told = [replace(block, chart=None, frame=None) if isinstance(block, Chart) else block for block in blocks]  # type: ignore[arg-type]  # of the picture only its words
    return "\n".join(text for block in told for text in texts(block))


def one_page(made: Walk) -> Report:
    return brief(made.analysis, made.findings, made.actions, generated=dt.date(2026, 1, 1))


@every_sample
def test_nothing_sends_a_reader_to_a_section_that_is_left_out(names: tuple[str, ...]) -> None:
    made = walk(names)
    page = one_page(made)
    for part in made.report.sections:
        brand = Brand(left_out=frozenset({part.key}))
        left, kept = apart(made.report, brand)
        assert [one.key for one in left] == ([] if part.key == ALWAYS else [part.key])
        assert len(left) + len(kept) == len(made.report.sections)
        if left:
            told = prose(printed(made.report, brand)) + prose(printed_page(page, made.report, brand))
            assert f"见「{part.title}」" not in told
            assert f"见{part.title}" not in told.replace("常见", "").replace("看见", "")


@every_sample
def test_with_all_sections_printed_no_word_is_lost(names: tuple[str, ...]) -> None:
    made = walk(names)
    assert prose(printed(made.report, Brand("示例", formal=True))) == prose(made.report)


@every_sample
def test_a_given_day_takes_the_place_of_the_day_of_the_making(names: tuple[str, ...]) -> None:
    made = walk(names)
    for report in (printed(made.report, Brand(date=DAY)), printed_page(one_page(made), made.report, Brand(date=DAY))):
        facts = dict(report.facts)
        assert facts[DATED] == "2026 年 3 月 31 日"
        assert MADE not in facts


def test_an_author_stands_before_the_day() -> None:
    made = walk(("会员客户示例.xlsx",))
    assert printed(made.report, Brand(author="客户部")).facts[-2:] == (("编制", "客户部"), (MADE, "2026 年 1 月 1 日"))


@pytest.mark.parametrize("part", LONGEST)
def test_words_are_one_line_without_anything_invisible_and_not_too_long(part: str) -> None:
    assert worded(part, " 甲\n乙\u202e\x00  丙 ") == "甲 乙 丙"
    assert worded(part, "长" * LONGEST[part]) == "长" * LONGEST[part]
    with pytest.raises(ExportError, match=f"最多 {LONGEST[part]} 个字"):
        worded(part, "长" * (LONGEST[part] + 1))
