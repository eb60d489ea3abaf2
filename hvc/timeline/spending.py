"""Purchase days and what was spent on them → what newcomers of each period were worth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.timeline.lines import pieces
from hvc.timeline.visits import Purchases

Floats = npt.NDArray[np.float64]
FIRST, LONGER, NEVER = 30, 90, 1 << 20  # days of the initial value; more than anybody lives
MEANS = ("first30", "first90", "later", "total")
QUARTERS_FROM = 540  # days of first purchases from which newcomers are gathered by quarter, not by month


def cohorts(found: Purchases) -> pl.DataFrame:
    """Customers by the period of their first purchase: columns of `Clv.cohorts`."""
    lived = found.newest - found.first
    first30, first90, total = _spent(found)
    frame = pl.DataFrame(
        {
            "day": found.first,
            "first30": np.where(lived >= FIRST, first30, np.nan),
            "first90": np.where(lived >= LONGER, first90, np.nan),
            "later": total - first90,
            "total": total,
        }
    ).filter(pl.Series(found.first >= 0))
    return _by_period(frame.fill_nan(None))


def _spent(found: Purchases) -> tuple[Floats, Floats, Floats]:
    """What each customer spent in the first 30 days, in the first 90, and altogether, on the days of purchases."""
    size, visits = found.first.size, found.visits
    sums = [np.zeros(size), np.zeros(size), np.zeros(size)]
    for piece in pieces(visits.row.size):
        row, spent = visits.row[piece], visits.spent[piece]
        passed = visits.day[piece] - found.first[row]
        for place, days in enumerate((FIRST, LONGER, NEVER)):
            within = passed < days
            sums[place] += np.bincount(row[within], weights=spent[within], minlength=size)
    return sums[0], sums[1], sums[2]


def _by_period(frame: pl.DataFrame) -> pl.DataFrame:
    """Gathered by month or by quarter, which are named once they are few."""
    dates = pl.col("day").cast(pl.Int32).cast(pl.Date)
    span = int(np.ptp(frame.get_column("day").to_numpy())) if frame.height else 0
    word, part = ("季度", dates.dt.quarter()) if span >= QUARTERS_FROM else ("月", dates.dt.month())
    return (
        frame.group_by(year=dates.dt.year(), part=part)
        .agg(customers=pl.len().cast(pl.Int64), **{k: pl.col(k).mean() for k in MEANS})
        .sort("year", "part")
        .select(pl.format("{} 年 {} " + word, "year", "part").alias("cohort"), "customers", *MEANS)
    )
