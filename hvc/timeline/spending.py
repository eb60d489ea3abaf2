"""Purchase days and what was spent on them → what newcomers of each period were worth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.timeline.lines import pieces
from hvc.timeline.visits import Floats, Integers, Purchases

FIRST, LONGER, NEVER = 30, 90, 1 << 20  # days of the initial value; more than anybody lives
MEANS = ("first30", "first90", "later", "total")
QUARTERS_FROM = 540  # days of first purchases from which newcomers are gathered by quarter, not by month


def cohorts(found: Purchases) -> pl.DataFrame:
    """Customers by the period of their first purchase: columns of `Clv.cohorts`."""
    known = found.first >= 0
    if not known.any():
        return pl.DataFrame(schema={"cohort": pl.String, "customers": pl.Int64, **dict.fromkeys(MEANS, pl.Float64)})
    names, cohort = _periods(found.first[known])
    lived = (found.newest - found.first)[known]
    first30, first90, total = (spent[known] for spent in _spent(found))
    whole = np.ones(lived.size, dtype=np.bool_)
    columns = {
        "first30": _means(first30, cohort, lived >= FIRST),
        "first90": _means(first90, cohort, lived >= LONGER),
        "later": _means(total - first90, cohort, whole),
        "total": _means(total, cohort, whole),
    }
    made = pl.DataFrame({"cohort": names, "customers": np.bincount(cohort, minlength=len(names)), **columns})
    return made.filter(pl.col("customers") > 0).fill_nan(None)


def _periods(first: Integers) -> tuple[list[str], Integers]:
    """The quarters, or where the span is short the months, from the first to the last, and in which each day falls."""
    low, high = int(first.min()), int(first.max())
    word, months = ("季度", 3) if high - low >= QUARTERS_FROM else ("月", 1)
    dates = (
        np.arange(low, high + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    )  # months since 1970
    period = dates // months
    year, part = np.divmod(np.arange(period[0], period[-1] + 1) * months, 12)
    names = [f"{1970 + y} 年 {p // months + 1} {word}" for y, p in zip(year.tolist(), part.tolist(), strict=True)]
    return names, (period - period[0])[first - low]


def _means(values: Floats, cohort: Integers, counted: npt.NDArray[np.bool_]) -> Floats:
    """The mean of the counted customers of each cohort; NaN without any."""
    size = int(cohort.max()) + 1
    sums = np.bincount(cohort[counted], weights=values[counted], minlength=size)
    customers = np.bincount(cohort[counted], minlength=size)
    means: Floats = np.divide(sums, customers, out=np.full(size, np.nan), where=customers > 0)
    return means


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
