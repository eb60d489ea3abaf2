"""A breakdown → whether its field is bound to the amount: computed from it, or growing with it by itself."""

from __future__ import annotations

from hvc.analysis.model import Breakdown, Word
from hvc.schema import Kind

HIGHER = (Word.MUCH_HIGHER.value, Word.HIGHER.value)
LOWER = (Word.MUCH_LOWER.value, Word.LOWER.value)
NOTABLE = (*HIGHER, *LOWER)
SEVERAL = 2  # levels that make a breadth


def describes_only(breakdown: Breakdown) -> bool:
    """The field marks high-value customers because of what it is made from: it explains nothing.

    Levels that people set (等级) are bound only where the test of the same source says so; counts of orders, dates and the
    breadth of what was bought always are.
    """
    made = breakdown.field.from_amount or breakdown.field.kind is Kind.DATE or _broad(breakdown)
    return breakdown.same_source is not None or (made and breakdown.field.kind is not Kind.ORDERED)


def follows_amount(breakdown: Breakdown) -> bool:
    """The field may be a consequence of the amount: it must not be held still to judge another (a tier, an order count)."""
    return breakdown.same_source is not None or breakdown.field.from_amount


def _broad(breakdown: Breakdown) -> bool:
    """Most levels of a multi-valued field are higher: who buys much has bought of everything."""
    words = breakdown.frame.get_column("word").to_list()
    higher = sum(word in HIGHER for word in words)
    return (
        breakdown.multi_valued
        and higher >= SEVERAL
        and 2 * higher >= len(words)
        and not any(word in LOWER for word in words)
    )
