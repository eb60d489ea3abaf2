"""The fields of credit → how good the high-value customers' ratings are, and where value and risk meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.insights.ladder import End, good_end, named, poor_end, ratings, sides
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, beside, called, chain, finding, money, people, quoted, say
from hvc.insights.standing import (
    HIGHER,
    LOWER,
    NOTABLE,
    Standing,
    claimed,
    differs_whole,
    distance,
    judged,
    standings,
    sure_of,
    thin,
    widest,
    with_word,
)
from hvc.units import SHARE

SHOWN = 4  # ratings spelled out with their numbers
SECOND = 0.6  # of its weight, what a second field of credit says: mostly the same of the same customers


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What each field of credit says; nothing when there are none."""
    found = [breakdown for breakdown in ratings(analysis) if breakdown.n_high_value]
    return tuple(
        one for place, b in enumerate(found) for one in _of(analysis, b, first=not place, alone=len(found) == 1)
    )


def _of(analysis: Analysis, breakdown: Breakdown, *, first: bool, alone: bool) -> tuple[Finding, ...]:
    good, poor = good_end(analysis, breakdown.field), poor_end(analysis, breakdown.field)
    rows, by = standings(breakdown), "" if alone else f"按{called(breakdown.field)}看，"
    told = (
        *(_good(good, _compared(analysis, good, breakdown), by) if good else ()),
        *(_poor(analysis, poor, _compared(analysis, poor, breakdown), by) if poor else ()),
        *_levels(breakdown, rows),
        *_alike(breakdown, rows),
    )
    return told if first else tuple(replace(one, weight=SECOND * one.weight) for one in told)


@dataclass(frozen=True, slots=True)
class _Compared:
    """One end of a field in both groups, each (customers there, customers rated).

    `gap`: how far the interval of the difference stays from zero; `counts`: the field as a whole or a level of this end sets
    the groups apart, so that the gap is no chance find among many (METHODS §1).
    """

    ours: tuple[int, int]
    theirs: tuple[int, int]
    gap: float
    counts: bool

    @property
    def sure(self) -> float:
        """The gap where it may be claimed, else 0."""
        return self.gap if self.counts else 0.0

    @property
    def apart(self) -> float:
        """How far the two shares are apart, 0–1."""
        return abs(self.ours[0] / max(self.ours[1], 1) - self.theirs[0] / max(self.theirs[1], 1))

    @property
    def verdict(self) -> str:
        """What the two shares beside each other allow to be said."""
        if min(self.ours[1], self.theirs[1]) < PERCENT_FROM:
            return ""
        if not self.gap:
            return "，差距没有超出误差范围"
        return "，差距超出误差范围" if self.counts else "，同时比较的项目多，这点差距还不足为凭"


def _compared(analysis: Analysis, end: End, breakdown: Breakdown) -> _Compared:
    ours, theirs = sides(analysis, end)
    notable = any(row.level in end.levels for row in with_word(standings(breakdown), NOTABLE))
    return _Compared(ours, theirs, distance(ours, theirs), notable or differs_whole(breakdown))


def _good(good: End, seen: _Compared, by: str) -> tuple[Finding, ...]:
    numbers = say("评级良好指", named(good), "：", beside("评级良好", seen.ours, seen.theirs), seen.verdict, "。")
    level = Level.WATCH if seen.sure < 0 else Level.OPPORTUNITY if seen.sure else Level.NOTE
    strength = sure_of(seen.ours, seen.theirs) if seen.sure else 1.0
    said = (say(by, _standing(seen)), numbers)
    return (finding("credit.good", good.field.key, level, said, seen.apart if seen.sure else 0.8, strength=strength),)


def _standing(seen: _Compared) -> Said:
    if min(seen.ours[1], seen.theirs[1]) < PERCENT_FROM:
        count = people("评级良好的高价值客户数", seen.ours[0])
        return say("评级良好的高价值客户有 ", count, "，样本太少，不与其他客户比高低")
    if seen.sure:
        return Said("高价值客户的信用好于其他客户" if seen.sure > 0 else "高价值客户的信用反而不如其他客户")
    if 2 * seen.ours[0] > seen.ours[1]:
        return Said("高价值客户多数信用良好，但不能说比其他客户更好")
    return Said("高价值客户中信用良好的没有过半，与其他客户分不出高低")


def _poor(analysis: Analysis, poor: End, seen: _Compared, by: str) -> tuple[Finding, ...]:
    label = called(poor.field)
    if not seen.ours[0]:
        said = (
            Said(f"没有一位高价值客户的{label}落在较差的一端"),
            say("较差指", named(poor), "；其他客户中有 ", people("评级较差的其他客户数", seen.theirs[0]), "。"),
        )
        return (finding("credit.poor", poor.field.key, Level.NOTE, said, 0.6),)
    amount = analysis.line.field
    held = float(analysis.dataset.customers.select(amount.col.filter(poor.who & analysis.line.mask()).sum()).item())
    reverse = "，而且比其他客户更常见" if seen.sure > 0 else ""
    who = people("评级较差的高价值客户数", seen.ours[0])
    headline = say(by, "价值高、信用差的客户有 ", who, "，合计 ", money("评级较差的高价值客户金额", held), reverse)
    numbers = beside("评级较差", seen.ours, seen.theirs)
    evidence = say("较差指", named(poor), "：", numbers, seen.verdict, _part(analysis, seen, held), "。")
    stake = max(seen.ours[0] / seen.ours[1], held / max(analysis.overview.high_value_amount, held, 1.0))
    return (finding("credit.poor", poor.field.key, Level.RISK, (headline, evidence), stake),)


def _part(analysis: Analysis, seen: _Compared, held: float) -> Said:
    """What part of the high-value customers' money is theirs; nothing where a share would mislead."""
    total = analysis.overview.high_value_amount
    if not 0 < held <= total or seen.ours[1] < PERCENT_FROM:
        return Said("")
    return say("；他们的金额占高价值客户的 ", Fact("评级较差的高价值客户金额占比", held / total, SHARE))


def _levels(breakdown: Breakdown, rows: Sequence[Standing]) -> tuple[Finding, ...]:
    found = (*with_word(rows, HIGHER), *with_word(rows, LOWER))
    if not found:
        return ()
    more = quoted([row.level for row in with_word(found, HIGHER)])
    less = quoted([row.level for row in with_word(found, LOWER)])
    pieces = [say(more, "占比更高")] * bool(more.text) + [say(less, "占比更低")] * bool(less.text)
    said = (
        say(f"按{called(breakdown.field)}逐级看，高价值客户中", chain(pieces, "，")),
        say(judged(found[:SHOWN]), "。"),
    )
    key, (gap, sure) = breakdown.field.key, widest(found)
    return (finding("credit.levels", key, Level.NOTE, said, 0.4 + gap, claimed(key, found), sure),)


def _alike(breakdown: Breakdown, rows: Sequence[Standing]) -> tuple[Finding, ...]:
    """No single rating stands out; the commonest are named all the same."""
    if thin(breakdown) or with_word(rows, NOTABLE):
        return ()
    common = sorted((row for row in rows if row.high_value), key=lambda row: (-row.high_value, row.level))[:2]
    same = all(row.word is Word.SAME for row in common)
    verdict = "在两类客户中占比几乎一样" if same else "没有哪一级单独突出"
    said = (
        say(f"{called(breakdown.field)}{verdict}，高价值客户中最常见的是", quoted([row.level for row in common])),
        say(judged(common), "。"),
    )
    return (finding("credit.alike", breakdown.field.key, Level.NOTE, said, 0.7),)
