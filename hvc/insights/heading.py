"""The levels of a dimension → the one sentence that says how they part."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from hvc.analysis.model import Breakdown, Word
from hvc.insights.model import Fact
from hvc.insights.phrase import PERCENT_FROM, Said, called, quoted, say
from hvc.insights.standing import HIGHER, LOWER, Standing, with_word
from hvc.schema import Kind
from hvc.units import RATIO, SHARE

TWO = 2  # levels: one higher is the other lower
STEPS = 3  # levels in a row before a slope is a slope
TIMES = 1.2  # the least that a ratio is vouched for before it stands in a headline
LARGE = frozenset({Word.MUCH_HIGHER, Word.MUCH_LOWER})


def headline(breakdown: Breakdown, rows: Sequence[Standing]) -> Said:
    """How the levels of a dimension part, by the form of the difference: a slope, a middle, one level, several, little at all."""
    label = called(breakdown.field)
    more, less = with_word(rows, HIGHER), with_word(rows, LOWER)
    if place := _place(breakdown, rows):
        return say(f"{label}偏{place}的客户更常是高价值客户", _ends(breakdown))
    if breakdown.ordered and breakdown.field.kind is not Kind.DATE and (form := _form(rows)):
        return say(f"{label}{form}")
    if not LARGE & {row.word for row in rows}:
        return _slight(label, more, less)
    return _named(label, more, less, two=len(rows) == TWO)


def _slight(label: str, more: Sequence[Standing], less: Sequence[Standing]) -> Said:
    """No level is far apart: the headline says so first."""
    words = ((more, "略多"), (less, "略少"))
    told = [say("，", quoted([row.level for row in some]), word) for some, word in words if some]
    return say(f"{label}在两类客户中有别，但差距有限", *told)


def _named(label: str, more: Sequence[Standing], less: Sequence[Standing], *, two: bool) -> Said:
    """By the names of the levels; of two, one is the other's mirror image."""
    names, fewer = (quoted([row.level for row in some]) for some in (more, less))
    if not more:
        return say(f"按{label}看，", fewer, "在高价值客户中占比更低")
    if len(more) == 1 and (top := _multiple(more[0])) is not None:
        rarer = say("，", fewer, "更少") if less and not two else ""
        return say(f"{label}为", names, "的客户更常见于高价值客户：占比是其他客户的 ", top, rarer)
    if not less or two:
        return say(f"按{label}看，", names, "在高价值客户中占比更高")
    return say(f"按{label}看，", names, "在高价值客户中占比更高，", fewer, "更低")


def _form(rows: Sequence[Standing]) -> str:
    """Whether the higher levels lie between the lower ones, or the other way round."""
    more = [i for i, row in enumerate(rows) if row.word in HIGHER]
    less = [i for i, row in enumerate(rows) if row.word in LOWER]
    if len(less) >= TWO and more and min(less) < min(more) <= max(more) < max(less):
        return "居中的客户更常是高价值客户，偏高和偏低的都更少"
    if len(more) >= TWO and less and min(more) < min(less) <= max(less) < max(more):
        return "偏高和偏低的客户都更常是高价值客户，居中的更少"
    return ""


def _multiple(row: Standing) -> Fact | None:
    """How many times the others' share, where that is worth a headline."""
    if row.rr is None or row.rr_low is None or row.rr_low < TIMES:
        return None
    return Fact(f"「{row.level}」在高价值客户与其他客户中的占比之比", row.rr, RATIO)


def _ends(breakdown: Breakdown) -> Said:
    """From which share to which the high-value customers' part goes, where it moves one way from end to end."""
    large = breakdown.frame.filter(breakdown.frame["customers"] >= PERCENT_FROM)
    rates = large["rate"].to_list()
    rising = all(low <= high for low, high in itertools.pairwise(rates))
    falling = all(low >= high for low, high in itertools.pairwise(rates))
    if large.height < STEPS or not (rising or falling):
        return Said("")
    first, last = large.row(0, named=True), large.row(large.height - 1, named=True)
    return say("：高价值占比从", *_rate(first), " 一路", "升到" if rising else "降到", *_rate(last))


def _rate(row: dict[str, Any]) -> tuple[str, Fact]:
    return f"「{row['level']}」的 ", Fact(f"「{row['level']}」的高价值占比", row["rate"], SHARE)


def _place(breakdown: Breakdown, rows: Sequence[Standing]) -> str:
    """高 or 低 (晚 or 早) where all the higher levels of an ordered field lie on one side of the lower ones; else nothing."""
    more = [i for i, row in enumerate(rows) if row.word in HIGHER]
    less = [i for i, row in enumerate(rows) if row.word in LOWER]
    high, low = ("晚", "早") if breakdown.field.kind is Kind.DATE else ("高", "低")
    if not breakdown.ordered or not more or not less:
        return ""
    if min(more) > max(less):
        return high
    return low if max(more) < min(less) else ""
