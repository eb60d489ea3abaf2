"""Orders → what was spent on each purchase day, and what newcomers of each period were worth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.joining import Dataset
from hvc.schema import ORDER_AMOUNT, ORDER_DATE
from hvc.timeline.purchases import DAYS, Purchases, day_numbers, rows

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
FIRST, LONGER = 30, 90  # days of the initial value
MEANS = ("first30", "first90", "later", "total")
QUARTERS_FROM = 540  # days of first purchases from which newcomers are gathered by quarter, not by month


def spent_on_days(dataset: Dataset, found: Purchases) -> Floats:
    """The money of each of `found.visits`, 元; refunds lower the day they are dated, where that is a purchase day."""
    orders = dataset.orders
    if orders is None or not found.visits.size:
        return np.zeros(found.visits.size)
    key = rows(dataset.customers, orders) * DAYS + day_numbers(orders.get_column(ORDER_DATE.key))
    order = np.argsort(key)  # in order, each look-up stands beside the one before: ten times faster
    key, amount = key[order], orders.get_column(ORDER_AMOUNT.key).fill_null(0.0).to_numpy()[order]
    place = np.minimum(np.searchsorted(found.visits, key), found.visits.size - 1)
    here = found.visits[place] == key
    money: Floats = np.bincount(place[here], weights=amount[here], minlength=found.visits.size).astype(np.float64)
    return money.round(2)


def cohorts(found: Purchases, spent: Floats) -> pl.DataFrame:
    """Customers by the period of their first purchase: columns of `Clv.cohorts`."""
    whose, when = np.divmod(found.visits, DAYS)
    first = found.first[whose]
    passed = when - first
    lived = found.newest - found.first
    known = found.first >= 0
    size = found.first.size

    def within(keep: npt.NDArray[np.bool_]) -> Floats:
        return np.bincount(whose[keep], weights=spent[keep], minlength=size).astype(np.float64)

    frame = pl.DataFrame(
        {
            "day": found.first,
            "first30": np.where(lived >= FIRST, within(passed < FIRST), np.nan),
            "first90": np.where(lived >= LONGER, within(passed < LONGER), np.nan),
            "later": within(passed >= LONGER),
            "total": within(passed >= 0),
        }
    ).filter(pl.Series(known))
    return _by_period(frame.fill_nan(None))


def _by_period(frame: pl.DataFrame) -> pl.DataFrame:
    dates = pl.col("day").cast(pl.Int32).cast(pl.Date)
    span = int(np.ptp(frame.get_column("day").to_numpy())) if frame.height else 0
    year = pl.format("{} 年", dates.dt.year())
    named = (
        pl.format("{} {} 季度", year, dates.dt.quarter())
        if span >= QUARTERS_FROM
        else pl.format("{} {} 月", year, dates.dt.month())
    )
    return (
        frame.with_columns(cohort=named)
        .group_by("cohort")
        .agg(pl.col("day").min(), customers=pl.len().cast(pl.Int64), **{k: pl.col(k).mean() for k in MEANS})
        .sort("day")
        .select("cohort", "customers", *MEANS)
    )
