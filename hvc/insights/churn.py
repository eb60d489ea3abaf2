"""Overdue ratios → the high-value customers who have been away for twice their own usual gap or longer."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from hvc.analysis.model import Analysis
from hvc.schema import OVERDUE
from hvc.timeline.lifecycle import URGENT


@dataclass(frozen=True, slots=True, eq=False)
class Overdue:
    """Customers of both groups with a gap of their own (three purchase days or more).

    `ours` and `theirs`: (customers overdue `URGENT` times or more, customers with a gap of their own); `amount` of ours in 元;
    `who` is true for overdue high-value customers.
    """

    ours: tuple[int, int]
    theirs: tuple[int, int]
    amount: float
    who: pl.Expr


def has_rhythm(analysis: Analysis) -> bool:
    """Somebody has a gap of their own."""
    customers = analysis.dataset.customers
    return OVERDUE.key in customers.columns and bool(customers.get_column(OVERDUE.key).count())


def overdue(analysis: Analysis) -> Overdue | None:
    """Count them; None where nobody has a gap of their own."""
    if not has_rhythm(analysis):
        return None
    customers = analysis.dataset.customers
    high, known, late = analysis.line.mask(), OVERDUE.col.is_not_null(), OVERDUE.col.fill_null(0.0) >= URGENT
    ours, all_ours, theirs, all_theirs, amount = customers.select(
        ours=(late & high).sum(),
        all_ours=(known & high).sum(),
        theirs=(late & ~high).sum(),
        all_theirs=(known & ~high).sum(),
        amount=analysis.line.field.col.filter(late & high).sum(),
    ).row(0)
    return Overdue((ours, all_ours), (theirs, all_theirs), float(amount), late & high)
