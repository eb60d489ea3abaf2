"""Orders and who is high-value → revenue and active customers by month, and how many of each cohort came back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.joining import Dataset
from hvc.schema import ORDER_AMOUNT, ORDER_DATE
from hvc.timeline.purchases import day_numbers, rows

PERIODS_AT_MOST = 16  # cohorts that a picture can hold


class Step(Enum):
    """The length of a cohort's periods: `value` its word, months in it."""

    MONTH = ("月", 1)
    QUARTER = ("季度", 3)
    YEAR = ("年", 12)

    @property
    def word(self) -> str:
        """As it stands in a sentence."""
        return self.value[0]

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.value[1]


@dataclass(frozen=True, slots=True, eq=False)
class Trends:
    """What happened month by month; a month is the number of months since the year 0 (year × 12 + month − 1).

    `monthly`, one row per month from the first purchase to the last, empty ones too: month (int) · revenue_high,
    revenue_others (net, 元) · active_high, active_others (customers with a purchase). `retention`, one row per cohort and
    later period that the data reach: cohort (int, first period: month // step) · age (periods since, from 1) · customers (of
    the cohort) · active · rate = active / customers (0–1). `step`: the length of a period.
    """

    monthly: pl.DataFrame
    retention: pl.DataFrame
    step: Step


def trends(dataset: Dataset, high: npt.NDArray[np.bool_]) -> Trends | None:
    """Count dated order lines of known customers; None without any. `high`: who is high-value, in the order of the customers."""
    orders = dataset.orders
    if orders is None or ORDER_DATE.key not in orders.columns:
        return None
    row, at = rows(dataset.customers, orders), day_numbers(orders.get_column(ORDER_DATE.key))
    keep = (row >= 0) & (at >= 0)
    if not keep.any():
        return None
    date = pl.col("day").cast(pl.Int32).cast(pl.Date)
    lines = pl.DataFrame(
        {
            "row": row[keep],
            "day": at[keep],
            "amount": orders.get_column(ORDER_AMOUNT.key).fill_null(0.0).to_numpy()[keep],
            "high": high[row[keep]],
        }
    ).with_columns(month=date.dt.year().cast(pl.Int64) * 12 + date.dt.month() - 1)
    bought = lines.filter(pl.col("amount") > 0)
    if bought.is_empty():
        return None
    step = _step(bought.get_column("month"))
    return Trends(_monthly(lines), _retention(bought, step), step)


def _step(months: pl.Series) -> Step:
    """The shortest step of which no more than `PERIODS_AT_MOST` cover the months."""
    fits = (step for step in Step if (months // step.months).n_unique() <= PERIODS_AT_MOST)
    return next(fits, Step.YEAR)


def _monthly(lines: pl.DataFrame) -> pl.DataFrame:
    months = lines.get_column("month")
    counted = (
        lines.group_by("month")
        .agg(
            *(pl.col("amount").filter(who).sum().round(2).alias(f"revenue_{name}") for name, who in _SIDES),
            *(
                pl.col("row").filter(who & (pl.col("amount") > 0)).n_unique().cast(pl.Int64).alias(f"active_{name}")
                for name, who in _SIDES
            ),
        )
        .sort("month")
    )
    numbers = months.to_numpy()
    every = pl.DataFrame({"month": np.arange(numbers.min(), numbers.max() + 1)})
    return every.join(counted, on="month", how="left", maintain_order="left").fill_null(0)


_SIDES = (("high", pl.col("high")), ("others", ~pl.col("high")))


def _retention(bought: pl.DataFrame, step: Step) -> pl.DataFrame:
    """Customers of each cohort who bought in a later period; the period in which the data end counts as it is."""
    seen = bought.select("row", period=pl.col("month") // step.months).unique()
    first = seen.group_by("row").agg(cohort=pl.col("period").min())
    sizes = first.group_by("cohort").agg(customers=pl.len().cast(pl.Int64))
    last = int(seen.get_column("period").to_numpy().max())
    counted = (
        seen.join(first, on="row")
        .group_by("cohort", age=pl.col("period") - pl.col("cohort"))
        .agg(active=pl.len().cast(pl.Int64))
    )
    return (
        sizes.with_columns(age=pl.int_ranges(1, last - pl.col("cohort") + 1))
        .filter(pl.col("age").list.len() > 0)
        .explode("age")
        .join(counted, on=["cohort", "age"], how="left")
        .with_columns(pl.col("active").fill_null(0))
        .with_columns(rate=pl.col("active") / pl.col("customers"))
        .sort("cohort", "age")
        .select("cohort", "age", "customers", "active", "rate")
    )
