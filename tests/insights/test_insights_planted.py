"""Ten sets with planted truths through the whole walk: what is planted is told, what is absent is claimed nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from planted_sets import SETS
from planted_walk import Absent, Planted, Walk, walked

from hvc.analysis.parts import Combination
from hvc.insights.model import Finding
from hvc.insights.standing import NOTABLE, standings
from hvc.report.model import Block, Chart, Findings, Paragraph

NAMES = [make.__name__ for make in SETS]
every_set = pytest.mark.parametrize("name", NAMES)
# Findings that may name what sets nobody apart: they say that it does not, or show it beside what does.
QUIET = ("absent.", "credit.alike", "tags.common", "tiers.alike", "missing.", "unavailable.", "quality.", "tags.bare")
BESIDE = ("profile.marks",)  # its evidence lists every tag with its word
CLAIM = re.compile(
    "显著|略[高低早近]|更高|更低|更常|更少|更多|偏[高低早晚]|能帮助认出|区分出来|最能标出|有差异|有别|突出"
)
DENIAL = re.compile("没有|看不出|认不出|证据不足|无明显|不能说|分不出|不足为凭|落不到")


@cache
def made(name: str) -> tuple[Planted, Walk]:
    planted = next(make for make in SETS if make.__name__ == name)()
    return planted, walked(planted.files, planted.rule)


@every_set
def test_each_planted_effect_is_told_by_a_finding_of_its_kind(name: str) -> None:
    planted, walk = made(name)
    assert len(planted.told) == 3
    for told in planted.told:
        near = [f"{f.code} {f.headline} {f.evidence}" for f in walk.findings if f.code.startswith(told.code)]
        assert any(told.by(found) for found in walk.findings), (told, near)


@every_set
def test_each_planted_level_carries_its_word_in_the_right_direction(name: str) -> None:
    planted, walk = made(name)
    words = {row.level: row.word.value for b in walk.analysis.breakdowns for row in standings(b)}
    expected = {level: word for told in planted.told for level, word in told.words}
    assert {level: words[level] for level in expected} == expected


@every_set
def test_a_planted_effect_reaches_the_page(name: str) -> None:
    planted, walk = made(name)
    page = "\n".join(printed(walk))
    for told in planted.told:
        assert any(f.headline in page and f.evidence in page for f in walk.findings if told.by(f)), told


@every_set
def test_no_level_of_what_is_absent_carries_a_word_of_difference(name: str) -> None:
    planted, walk = made(name)
    assert len(planted.absent) == 2
    for one in planted.absent:
        breakdown = walk.analysis.breakdown(one.key)
        assert breakdown is not None
        assert breakdown.field.label == one.label
        rows = [row for row in standings(breakdown) if one.level in {"", row.level}]
        assert rows
        assert not [row for row in rows if row.word in NOTABLE]
        assert one.level or breakdown.whole_q is None or breakdown.whole_q >= 0.05


@every_set
def test_no_finding_stands_on_what_is_absent(name: str) -> None:
    planted, walk = made(name)
    for one in planted.absent:
        for found in walk.findings:
            assert not claims(found, one), (one, found.code, found.headline)


@every_set
def test_no_combination_and_no_action_names_what_is_absent(name: str) -> None:
    planted, walk = made(name)
    for one in planted.absent:
        assert not [c for c in walk.analysis.combinations if held(c, one)]
        own = [a for a in walk.actions if not a.code.startswith(one.key)]  # what a rating is for, not what it tells
        assert not [a.title for a in own if named(one, f"{a.audience} {a.why}")]
        assert not [a.why for a in walk.actions if named(one, a.why) and bold(a.why)]


@every_set
def test_no_sentence_of_the_report_claims_what_is_absent(name: str) -> None:
    planted, walk = made(name)
    for one in planted.absent:
        for text in printed(walk):
            for clause in re.split("[。；\n]", text):
                assert not (named(one, clause) and bold(clause)), (one, clause)


@every_set
def test_the_ranking_of_the_key_metrics_leaves_out_what_is_absent(name: str) -> None:
    planted, walk = made(name)
    found = walk.analysis.key_metrics
    assert found is not None
    whole = {one.key for one in planted.absent if not one.level}
    assert not [one.field.key for one in found.ranked if one.field.key in whole]


def test_what_a_third_variable_turns_round_is_no_mark_of_the_high_value_customers() -> None:
    _, walk = made("turned_round")
    marks = next(found for found in walk.findings if found.code == "profile.marks")
    assert "客户类型为「企业」" in marks.headline
    assert "性别" not in marks.headline


def claims(found: Finding, one: Absent) -> bool:
    """The finding speaks of it as of a difference: by its place, its levels or its words."""
    if found.code.startswith(QUIET):
        return False
    if any(key == one.key and one.level in {"", level} for key, level in found.levels):
        return True
    text = found.headline if found.code in BESIDE else f"{found.headline}。{found.evidence}"
    about = found.section == one.key and not one.level
    return any((about or named(one, part)) and bold(part) for part in re.split("[。；]", text))


def bold(text: str) -> bool:
    """It claims a difference, and does not deny one."""
    return CLAIM.search(text) is not None and DENIAL.search(text) is None


def held(found: Combination, one: Absent) -> bool:
    return any(field.key == one.key and one.level in {"", level} for field, level in found.parts)


def named(one: Absent, text: str) -> bool:
    """Its level in quotes, or its label as a word."""
    return f"「{one.level}」" in text if one.level else one.label in text


def printed(walk: Walk) -> Iterator[str]:
    """The sentences of the report but for the tables, which list what is absent with its word."""
    for section in walk.report.sections:
        for block in section.blocks:
            yield from _sentences(block)


def _sentences(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield block.text
        case Chart():
            yield block.title
        case Findings(items):
            yield from (text for item in items for text in (item.headline, item.evidence))
        case _:
            return
