"""A breakdown or a finding → what may be said of it: how far the groups differ, and whether it explains anything."""

from __future__ import annotations

from enum import Enum

from hvc.analysis.model import Breakdown, Word
from hvc.insights.detectors.dimensions import mechanical
from hvc.insights.model import Finding
from hvc.insights.phrase import called
from hvc.insights.standing import NOTABLE
from hvc.report.folding import RATE_FROM, counts_only
from hvc.schema import Kind

# Findings about some customers or about the data, not about the spread that the picture shows.
BESIDE = (
    "confounded.",
    "credit.conflict",
    "credit.coverage",
    "credit.poor",
    "credit.unjudged",
    "missing.",
    "recency.",
    "tags.bare",
    "tags.leaders",
    "tiers.low",
    "tiers.order",
    "tiers.source",
    "tiers.top",
    "together.",
    "unavailable.",
)
SURE = 0.05  # q of the whole dimension


class Standing(Enum):
    """How far two groups of customers differ in a dimension, as a table says it."""

    SMALL = "人数太少"
    SAME = "无明显差异"
    APART = "有差异"
    WHOLE = "整体有差异，落不到某一类"
    UNKNOWN = "证据不足"


SENTENCES = {
    Standing.SMALL: f"{{}}：有一组客户不足 {RATE_FROM} 位，只列人数",
    Standing.SAME: "两类客户的{}分布没有明显差异",
    Standing.APART: "两类客户的{}分布有差异",
    Standing.WHOLE: "两类客户的{}整体上有差异，但说不准差在哪一类",
    Standing.UNKNOWN: "按{}看，现有数据分不出两类客户",
}


def spread(found: Finding) -> bool:
    """The finding speaks of the spread over levels, which the picture shows."""
    return not found.code.startswith(BESIDE)


def bound_to_amount(breakdown: Breakdown) -> bool:
    """The field is computed from the amount, or grows and shifts with it: it describes and explains nothing.

    Levels that people set are bound only where the test of the same source says so.
    """
    by_itself = mechanical(breakdown) and breakdown.field.kind is not Kind.ORDERED
    return breakdown.same_source is not None or by_itself


def verdict(breakdown: Breakdown) -> str:
    """What can be said of a dimension that no finding speaks of."""
    return SENTENCES[standing(breakdown)].format(called(breakdown.field))


def standing(breakdown: Breakdown) -> Standing:
    """How far the two groups of customers differ in a dimension."""
    if counts_only(breakdown):
        return Standing.SMALL
    words = set(breakdown.frame.get_column("word"))
    if words == {Word.SAME.value}:
        return Standing.SAME
    if words & {word.value for word in NOTABLE}:
        return Standing.APART
    if breakdown.whole_q is not None and breakdown.whole_q < SURE:
        return Standing.WHOLE
    return Standing.UNKNOWN


def differs(breakdown: Breakdown) -> bool:
    """Some level is notable, or the dimension as a whole is beyond chance; a group under 30 allows neither."""
    if counts_only(breakdown):
        return False
    words = {word.value for word in NOTABLE}
    whole = breakdown.whole_q is not None and breakdown.whole_q < SURE
    return whole or bool(words & set(breakdown.frame.get_column("word")))
