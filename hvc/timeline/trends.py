"""Purchase days and who is high-value → revenue and active customers by month, and how many of each cohort came back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.timeline.lines import totals
from hvc.timeline.model import Step, Trends
from hvc.timeline.visits import Purchases, Visits, starts

Small = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
PERIODS_AT_MOST = 16  # cohorts that a picture can hold


def trends(found: Purchases | None, high: npt.NDArray[np.bool_]) -> Trends | None:
    """Count purchase days and what was spent on them; None without any. `high`: who is high-value, in the order of the customers."""
    if found is None or not found.visits.row.size:
        return None
    bought, back = _by_month(found.visits), _by_month(found.apart)
    step = _step(bought.month)
    return Trends(_monthly(bought, back, high), _retention(bought, step), step)


@dataclass(frozen=True, slots=True, eq=False)
class _Months:
    """One entry per visit, ascending by customer and day: the customer's `row`, the `month` (see `Trends`), `spent` (元)."""

    row: Small
    month: Small
    spent: Floats


def _by_month(visits: Visits) -> _Months:
    if not visits.day.size:
        return _Months(visits.row, visits.day, visits.spent)
    low, high = int(visits.day.min()), int(visits.day.max())
    date = pl.col("day").cast(pl.Date)
    days = pl.DataFrame({"day": np.arange(low, high + 1, dtype=np.int32)})
    of_day = days.select((date.dt.year() * 12 + date.dt.month() - 1).cast(pl.Int32)).to_series().to_numpy()
    return _Months(visits.row, of_day[visits.day - low], visits.spent)


def _step(month: Small) -> Step:
    """The shortest step of which no more than `PERIODS_AT_MOST` cover the months."""
    months = np.flatnonzero(np.bincount(month))
    fits = (step for step in Step if np.unique(months // step.months).size <= PERIODS_AT_MOST)
    return next(fits, Step.YEAR)


def _monthly(bought: _Months, back: _Months, high: npt.NDArray[np.bool_]) -> pl.DataFrame:
    """Columns of `Trends.monthly`."""
    first = min(int(part.month.min(initial=np.iinfo(np.int32).max)) for part in (bought, back))
    size = max(int(part.month.max(initial=0)) for part in (bought, back)) + 1 - first
    columns: dict[str, npt.NDArray[np.float64 | np.int64]] = {"month": np.arange(first, first + size)}
    fresh = _changes(bought.row, bought.month)
    for name, who in (("high", high), ("others", ~high)):
        revenue = np.zeros(size)
        for part in (bought, back):
            revenue += totals(part.month - np.int32(first), np.where(who[part.row], part.spent, 0.0), size)
        columns[f"revenue_{name}"] = revenue.round(2)
        columns[f"active_{name}"] = np.bincount(bought.month[fresh & who[bought.row]] - first, minlength=size)
    frame = pl.DataFrame(columns)
    return frame.select("month", "revenue_high", "revenue_others", "active_high", "active_others")


def _changes(row: Small, period: Small) -> npt.NDArray[np.bool_]:
    """Where the customer or the period is another than in the entry before."""
    fresh = np.ones(row.size, dtype=np.bool_)
    fresh[1:] = (row[1:] != row[:-1]) | (period[1:] != period[:-1])
    return fresh


def _retention(bought: _Months, step: Step) -> pl.DataFrame:
    """Customers of each cohort who bought in a later period; the period in which the data end counts as it is."""
    every = bought.month // np.int32(step.months)
    first = int(every.min())
    fresh = _changes(bought.row, every)
    row, period = bought.row[fresh], every[fresh] - first
    begins = starts(row)
    cohort = np.repeat(period[begins], np.diff(np.append(begins, row.size)))
    size = int(period.max()) + 1
    active = np.bincount(cohort * size + period - cohort, minlength=size * size).reshape(
        size, size
    )  # age 0: the cohort
    whose, age = np.nonzero(np.arange(size)[:, None] + np.arange(size) < size)
    later = (age > 0) & (active[whose, 0] > 0)
    whose, age = whose[later], age[later]
    return pl.DataFrame(
        {"cohort": whose + first, "age": age, "customers": active[whose, 0], "active": active[whose, age]}
    ).with_columns(rate=pl.col("active") / pl.col("customers"))
