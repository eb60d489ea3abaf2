"""Chosen customers → how many they are and what they are worth beside the others, and the order to show them in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.overview import universe
from hvc.analysis.segments import Mask

Rows = npt.NDArray[np.int64]  # row numbers in `universe(analysis.dataset)`


@dataclass(frozen=True, slots=True)
class Size:
    """Some customers: how many, how many of them high-value, their amount (元), its median (元, None of nobody)."""

    customers: int
    high_value: int
    amount: float
    median: float | None

    @property
    def rate(self) -> float | None:
        """The share of high-value customers (0–1); None of nobody."""
        return self.high_value / self.customers if self.customers else None


@dataclass(frozen=True, slots=True)
class Sizes:
    """The chosen customers, and all the others."""

    chosen: Size
    rest: Size


def sizes(analysis: Analysis, who: Mask) -> Sizes:
    """Count both."""
    amount = analysis.line.field.col
    found = (
        universe(analysis.dataset)
        .lazy()
        .select(amount, ours=analysis.line.mask().fill_null(value=False), chosen=pl.Series(who))
        .group_by("chosen")
        .agg(
            customers=pl.len(),
            high_value=pl.col("ours").sum(),
            amount=amount.sum().round(2),
            median=amount.median(),
        )
        .collect()
    )
    return Sizes(*(_size(found.filter(pl.col("chosen") == chosen)) for chosen in (True, False)))


def _size(row: pl.DataFrame) -> Size:
    return (
        Size(*row.select("customers", "high_value", "amount", "median").row(0)) if row.height else Size(0, 0, 0.0, None)
    )


def ordered(customers: pl.DataFrame, who: Mask, value: pl.Expr, *, down: bool) -> Rows:
    """The row numbers of the chosen customers by `value`, equals in the order they stand in; who has none comes last."""
    places = (
        customers.lazy()
        .select(value=value)
        .with_row_index("row")
        .filter(pl.Series(who))
        .sort("value", descending=down, nulls_last=True, maintain_order=True)
        .select(pl.col("row").cast(pl.Int64))
        .collect()
    )
    return places.to_series().to_numpy()
