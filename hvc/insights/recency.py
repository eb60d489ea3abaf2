"""Last order dates → the high-value customers who have not bought for long, counted back from the newest date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from hvc.analysis.model import Analysis
from hvc.schema import LAST_ORDER

DORMANT_DAYS = 180  # half a year without an order, where no rhythm of the trade is known


@dataclass(frozen=True, slots=True, eq=False)
class Dormant:
    """Customers of both groups by their last order; `newest` is the newest date in the data, `since` half a year before.

    `ours` and `theirs`: (customers without an order since, customers with a date); `amount` of ours in 元; `who` is true
    for high-value customers without an order since.
    """

    newest: date
    since: date
    ours: tuple[int, int]
    theirs: tuple[int, int]
    amount: float
    who: pl.Expr


def dormant(analysis: Analysis) -> Dormant | None:
    """Count them; None without last order dates, or when the dates span less than half a year."""
    customers, last = analysis.dataset.customers, LAST_ORDER.col
    if LAST_ORDER.key not in customers.columns:
        return None
    newest, oldest = customers.select(newest=last.max().dt.date(), oldest=last.min().dt.date()).row(0)
    if newest is None or newest - oldest < timedelta(days=DORMANT_DAYS):
        return None
    since = newest - timedelta(days=DORMANT_DAYS)
    high, gone = analysis.line.mask(), last < since  # midnight of that day: no date is made of each moment
    ours, all_ours, theirs, all_theirs, amount = customers.select(
        ours=(gone & high).sum(),
        all_ours=(last.is_not_null() & high).sum(),
        theirs=(gone & ~high).sum(),
        all_theirs=(last.is_not_null() & ~high).sum(),
        amount=analysis.line.field.col.filter(gone & high).sum(),
    ).row(0)
    return Dormant(newest, since, (ours, all_ours), (theirs, all_theirs), float(amount), high & gone)
