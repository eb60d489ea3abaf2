"""Every exported text of a report read again: no number without a fact, no word beyond its rule.

The samples, the ten planted sets and the bad inputs go through the whole walk; what `linter` and its neighbours say of how
strict they are holds for each of them.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import linter
import linter_words
import linter_written
import pytest
from planted_bad import BAD
from planted_sets import SETS, period
from planted_walk import TODAY, Walk, walked

from hvc.export.analysis_json import document
from hvc.export.markdown import render
from hvc.export.model import Material
from hvc.insights.model import Fact
from hvc.report.brief import brief
from hvc.report.model import Paragraph, Report, Run, Section
from hvc.units import COUNT, SHARE

SAMPLES = Path(__file__).parents[2] / "sample_data"
FILES = {
    "会员": ("会员客户示例.xlsx",),
    "零售": ("零售会员示例.csv", "零售订单示例.csv"),
    "银行": ("银行客户示例.csv",),
}
TWO = "两期"
NAMES = (*FILES, TWO, *(make.__name__ for make in (*SETS, *BAD)))
every_report = pytest.mark.parametrize("name", NAMES)
pytestmark = pytest.mark.no_cover  # it reads again what other tests make; watched, it takes twice as long


@cache
def made(name: str) -> Walk:
    if name in FILES:
        return walked(tuple((file, (SAMPLES / file).read_bytes()) for file in FILES[name]))
    if name == TWO:
        now, before = (("会员.csv", period(41, 240, 480)),), (("会员上期.csv", period(42, 200, 500)),)
        return walked(now, None, before)
    for make in SETS:
        if make.__name__ == name:
            return walked(make().files, make().rule)
    return walked(next(make for make in BAD if make.__name__ == name)())


def material(walk: Walk) -> Material:
    return Material(walk.report, walk.analysis, walk.findings, walk.actions, {})


@every_report
def test_every_number_is_a_fact_of_the_block_it_stands_in(name: str) -> None:
    walk = made(name)
    assert linter.complaints(walk.report, walk.analysis) == []


@every_report
def test_every_finding_is_carried_by_its_own_facts(name: str) -> None:
    assert list(linter.findings_of(made(name).findings)) == []


@every_report
def test_no_word_says_more_than_its_rule_allows(name: str) -> None:
    walk = made(name)
    assert linter_words.complaints(walk.report, walk.analysis) == []


@every_report
def test_every_word_of_difference_follows_from_the_numbers_of_its_row(name: str) -> None:
    for breakdown in made(name).analysis.breakdowns:
        for row in breakdown.frame.iter_rows(named=True):
            word = linter_words.derived(row, breakdown.n_high_value, breakdown.n_others)
            assert word.value == row["word"], (breakdown.field.key, row["level"])


@every_report
def test_markdown_adds_no_number_of_its_own(name: str) -> None:
    walk = made(name)
    page = dict(render(material(walk)))["report.md"].decode()
    assert linter_written.of_markdown(page, walk.report, walk.analysis) == []


@every_report
def test_the_texts_of_analysis_json_stand_with_their_facts(name: str) -> None:
    assert linter_written.of_json(document(material(made(name)))) == []


@every_report
def test_the_one_page_is_held_to_the_same(name: str) -> None:
    walk = made(name)
    page = brief(walk.analysis, walk.findings, walk.actions, generated=TODAY)
    assert linter.complaints(page, walk.analysis) == []
    assert linter_words.complaints(page, walk.analysis) == []


def with_sentence(text: str, *facts: Fact) -> Report:
    """The report on the members with one more sentence in the section of the tiers."""
    report = made("会员").report
    extra = Paragraph((Run(text),), facts=facts)
    sections = (Section(s.key, s.title, (*s.blocks, extra)) if s.key == "tier" else s for s in report.sections)
    return replace(report, sections=tuple(sections))


@pytest.mark.parametrize(
    ("text", "facts", "what"),
    [
        ("钻石会员有 18 位。", (), "18"),
        ("钻石会员占 42.9%（18/42），其他客户 5.1%（4/78）。", (Fact("占比", 18 / 42, SHARE, "18/42"),), "5.1%"),
        ("有 42.9 位。", (Fact("占比", 18 / 42, SHARE, "18/42"),), "42.9"),
        ("占 42.9%（19/42）。", (Fact("占比", 18 / 42, SHARE, "19/42"),), "42.9%"),
    ],
)
def test_a_number_that_its_own_facts_do_not_carry_is_found(text: str, facts: tuple[Fact, ...], what: str) -> None:
    found = linter.complaints(with_sentence(text, *facts), made("会员").analysis)
    assert what in {one.what for one in found}
    assert {one.section for one in found} == {"tier"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("「黄金会员」31.0%（13/42），其他客户 14.1%（11/78），显著偏高。", "word"),
        ("「钻石会员」42.9%（18/42），其他客户 5.1%（4/78），显著偏低。", "word"),
        ("钻石会员显著地多。", "word"),
        ("等级高导致消费高。", "cause"),
        ("因为等级高所以消费高。", "cause"),
        ("会员权益使得消费增加。", "cause"),
        ("钻石会员的消费非常高。", "loud"),
        ("钻石会员明显更有价值，值得投入。", "plainly"),
        ("钻石会员是最有价值的一群客户，值得优先投入更多资源。", "superlative"),
        ("42.9%，请留意。", "whole"),
        ("占 42.9%，请留意。", "base"),
    ],
)
def test_a_word_that_no_rule_allows_is_found(text: str, rule: str) -> None:
    facts = (Fact("占比", 18 / 42, SHARE, "18/42" if rule == "base" else ""),) if rule in {"whole", "base"} else ()
    found = linter_words.complaints(with_sentence(text, *facts), made("会员").analysis)
    assert rule in {one.where for one in found}


def test_what_the_rules_allow_is_left_alone() -> None:
    text = "「钻石会员」42.9%（18/42），其他客户 5.1%（4/78），显著偏高，但不说明等级导致消费。"
    facts = (Fact("占比", 18 / 42, SHARE, "18/42"), Fact("其他占比", 4 / 78, SHARE, "4/78"), Fact("人数", 18, COUNT))
    report, analysis = with_sentence(text, *facts), made("会员").analysis
    assert linter.complaints(report, analysis) == []
    assert linter_words.complaints(report, analysis) == []


def test_a_number_of_another_section_excuses_nothing() -> None:
    analysis = made("会员").analysis
    page = dict(render(material(made("会员"))))["report.md"].decode()
    moved = page.replace("## 会员等级\n", "## 会员等级\n\n金额合计 72.54 万元，共 9,876 位。\n", 1)
    found = linter_written.of_markdown(moved, made("会员").report, analysis)
    assert [one.what for one in found] == ["9,876"]  # the overview stands beside every section, nothing else does
