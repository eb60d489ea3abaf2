"""Chosen customers → how many they are and what they are worth beside the others, and the order to show them in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.overview import universe
from hvc.analysis.segments import Mask
from hvc.analysis.slicing import Numbers, numbers_of
from hvc.analysis.tally import grouped

Rows = npt.NDArray[np.int64]  # row numbers in `universe(analysis.dataset)`


@dataclass(frozen=True, slots=True)
class Sizes:
    """The chosen customers, and all the others."""

    chosen: Numbers
    rest: Numbers


def sizes(analysis: Analysis, who: Mask) -> Sizes:
    """Count both."""
    group = grouped(universe(analysis.dataset), analysis.line)
    return Sizes(numbers_of(group, who), numbers_of(group, ~who))


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
