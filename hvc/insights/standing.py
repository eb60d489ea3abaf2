"""Breakdown → its levels as values a sentence can be made of, with the word each may carry."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hvc.analysis.intervals import newcombe
from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.insights.model import Fact
from hvc.insights.phrase import PERCENT_FROM, Said, beside, chain, say
from hvc.units import RATIO

HIGHER = frozenset({Word.MUCH_HIGHER, Word.HIGHER})
LOWER = frozenset({Word.MUCH_LOWER, Word.LOWER})
NOTABLE = HIGHER | LOWER
SIGNIFICANT = 0.05  # of q
HALF = 0.5  # strength of a difference that is only just beyond chance, or not at all
VAGUE = frozenset({"其他", "其它", "未知", "不详", "不明", "保密", "Unknown", "unknown", "未填写"})


@dataclass(frozen=True, slots=True)
class Standing:
    """One level of a breakdown: counts in customers, `diff*` as shares (−1 to 1), `rr*` as ratios."""

    level: str
    customers: int
    high_value: int
    others: int
    n_high_value: int
    n_others: int
    rr: float | None
    rr_low: float | None
    diff_low: float | None
    diff_high: float | None
    share_low: float | None
    share_high: float | None
    word: Word
    amount: float

    @property
    def sure(self) -> float:
        """The distance between the two shares that the interval vouches for, 0–1: its end nearer to zero."""
        low, high = self.diff_low or 0.0, self.diff_high or 0.0
        return max(low, -high, 0.0)


def standings(breakdown: Breakdown) -> tuple[Standing, ...]:
    """Every level, in the order of the breakdown."""
    return tuple(
        Standing(
            level=row["level"],
            customers=row["customers"],
            high_value=row["high_value"],
            others=row["others"],
            n_high_value=breakdown.n_high_value,
            n_others=breakdown.n_others,
            rr=row["rr"],
            rr_low=row["rr_low"],
            diff_low=row["diff_low"],
            diff_high=row["diff_high"],
            share_low=row["share_high_value_low"],
            share_high=row["share_high_value_high"],
            word=Word(row["word"]),
            amount=row["amount"],
        )
        for row in breakdown.frame.iter_rows(named=True)
    )


def thin(breakdown: Breakdown) -> bool:
    """One of the two groups is too small for a percentage or an adjective."""
    return min(breakdown.n_high_value, breakdown.n_others) < PERCENT_FROM


def differs_whole(breakdown: Breakdown) -> bool:
    """The dimension as a whole sets the two groups apart, whether or not one level does (None: not tested)."""
    return breakdown.whole_q is not None and breakdown.whole_q < SIGNIFICANT and not thin(breakdown)


def few(analysis: Analysis) -> bool:
    """The whole analysis stands on fewer than 30 customers on one side of the line."""
    seen = analysis.overview
    return min(seen.high_value, seen.customers - seen.high_value) < PERCENT_FROM


def with_word(rows: Sequence[Standing], words: frozenset[Word]) -> tuple[Standing, ...]:
    """Levels that carry one of `words`, the surest difference first."""
    return tuple(sorted((row for row in rows if row.word in words), key=lambda row: (-row.sure, row.level)))


def claimed(key: str, rows: Sequence[Standing]) -> tuple[tuple[str, str], ...]:
    """The notable ones of `rows` as levels of the field `key`: what a headline about them stands on."""
    return tuple((key, row.level) for row in rows if row.word in NOTABLE)


def apart(row: Standing) -> Said:
    """「A」42.9%（18/42），其他客户 5.1%（4/78）."""
    name = f"「{row.level}」"
    return say(name, beside(name, (row.high_value, row.n_high_value), (row.others, row.n_others)))


def judged(rows: Sequence[Standing]) -> Said:
    """Write the two shares of each level and the word they allow, once for neighbours of one word; a thin base has counts alone."""
    runs = (tuple(run) for _, run in itertools.groupby(rows, key=lambda row: row.word))
    return chain([_run(run) for run in runs])


def _run(rows: Sequence[Standing]) -> Said:
    """「A」42.9%（18/42），其他客户 5.1%（4/78）；「B」…，均为显著偏高."""
    told = chain([apart(row) for row in rows])
    if min(rows[0].n_high_value, rows[0].n_others) < PERCENT_FROM:
        return told
    if rows[0].word is Word.UNKNOWN:
        return say(told, "，证据不足" if len(rows) == 1 else "，都证据不足")
    if rows[0].word is Word.SAME:
        return say(told, "，都无明显差异" if len(rows) > 1 else "，无明显差异")
    return say(told, "，均为" if len(rows) > 1 else "，", rows[0].word.value)


def times(row: Standing) -> Said:
    """How many times the others' share, with the interval; nothing where the ratio says nothing."""
    name = f"「{row.level}」在高价值客户与其他客户中的占比之比"
    if row.others == 0 and row.rr_low:
        return say("，至少是其他客户的 ", Fact(f"{name}（区间下限）", row.rr_low, RATIO))
    if row.rr is None or row.rr_low is None or row.word not in HIGHER:
        return Said("")
    return say(
        "，是其他客户的 ",
        Fact(name, row.rr, RATIO),
        "（保守估计 ",
        Fact(f"{name}（区间下限）", row.rr_low, RATIO),
        "）",
    )


def overlapping(first: Standing, second: Standing) -> bool:
    """The intervals of two levels' shares among the high-value customers meet: their order says nothing."""
    if None in (first.share_low, first.share_high, second.share_low, second.share_high):
        return True
    return max(first.share_low or 0, second.share_low or 0) <= min(first.share_high or 0, second.share_high or 0)


def distance(ours: tuple[int, int], theirs: tuple[int, int]) -> float:
    """How far the interval of the difference stays from zero: > 0 ours is higher, < 0 lower, 0 the groups cannot be told apart.

    Each side (part, whole) in customers; Newcombe's interval, 95 % (METHODS §1); a base under 30 tells nothing.
    """
    if min(ours[1], theirs[1]) < PERCENT_FROM:
        return 0.0
    low, high = (float(end) for end in newcombe(*(np.asarray(count, float) for count in (*ours, *theirs))))
    return low if low > 0 else min(high, 0.0)


def widest(rows: Sequence[Standing]) -> tuple[float, float]:
    """How far apart the two shares of the surest row are (0–1), and how sure that is."""
    row = max(rows, key=lambda one: one.sure, default=None)
    if row is None or not row.n_high_value or not row.n_others:
        return 0.0, HALF
    gap = abs(row.high_value / row.n_high_value - row.others / row.n_others)
    return gap, _surety(row.sure, gap)


def sure_of(ours: tuple[int, int], theirs: tuple[int, int]) -> float:
    """How sure the difference of two shares, each (part, whole), is."""
    if not ours[1] or not theirs[1]:
        return HALF
    return _surety(abs(distance(ours, theirs)), abs(ours[0] / ours[1] - theirs[0] / theirs[1]))


def _surety(end: float, gap: float) -> float:
    """From one half, where the interval of a difference just leaves zero, to 1, where it is nothing but the difference."""
    return HALF + HALF * min(1.0, end / gap) if gap else HALF
