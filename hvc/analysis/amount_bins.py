"""Customers and a line → the bins of the amount with both sides counted, for the page where the rule is set."""

from __future__ import annotations

import math

import polars as pl

from hvc.analysis.bands import READABLE
from hvc.analysis.overview import universe
from hvc.joining import Dataset
from hvc.rules import Resolved

BINS = 40
CLIP = (0.01, 0.95)  # amounts beyond these quantiles fall into the outer bins


def amount_bins(dataset: Dataset, line: Resolved) -> pl.DataFrame:
    """Customers by amount, in at most about `BINS` bins of one round width, one edge on the line where there is one.

    Columns: low, high (元; a bin holds [low, high), or (low, high] where the line is strictly over, so that no bin lies
    on both sides of it; where other conditions decide too, a bin may hold both) · customers, high_value, others (int) ·
    outer (bool: the first or last bin, which also holds all that lies beyond it). Only bins between the `CLIP`
    quantiles, the empty ones among them too, smallest amount first.

    Raises:
        DataError: there is no customer.
    """
    customers = universe(dataset)
    amounts = customers.get_column(line.field.key)
    low, high = (_known(amounts.quantile(q, "nearest")) for q in CLIP)
    width = _width(high - low)
    cut = line.amount
    edge = cut.threshold if cut else 0.0
    step, origin = round(width * 100), round(edge * 100)
    place = ((line.field.col * 100).round(0) - origin) / step
    whole = (place.ceil() - 1) if cut and cut.operator == ">" else place.floor()
    ends = pl.DataFrame({line.field.key: [low, high]}).select(whole.cast(pl.Int64)).to_series().to_list()
    counted = (
        customers.lazy()
        .select(bin=whole.clip(*ends).cast(pl.Int64), ours=line.mask())
        .group_by("bin")
        .agg(customers=pl.len().cast(pl.Int64), high_value=pl.col("ours").sum().cast(pl.Int64))
    )
    every = pl.LazyFrame({"bin": pl.int_range(ends[0], ends[1] + 1, eager=True)})
    return (
        every.join(counted, on="bin", how="left")
        .sort("bin")
        .select(
            (edge + pl.col("bin") * width).round(2).alias("low"),
            (edge + (pl.col("bin") + 1) * width).round(2).alias("high"),
            pl.col("customers", "high_value").fill_null(0),
            others=(pl.col("customers") - pl.col("high_value")).fill_null(0),
            outer=pl.col("bin").is_in(ends),
        )
        .collect()
    )


def _known(value: float | None) -> float:
    assert value is not None  # an amount is never null
    return value


def _width(span: float) -> float:
    """The round width that cuts `span` into at most `BINS` bins, never under 1 分."""
    finest = max(span / BINS, 0.01)
    power = 10.0 ** math.floor(math.log10(finest))
    return next((r * power for r in READABLE if r in (1, 2, 2.5, 5, 10) and r * power >= finest * 0.999999), 10 * power)
