"""Customers and the line → three layers of value: the high-value ones, and the others on both sides of a second cut."""

from __future__ import annotations

import polars as pl

from hvc.analysis.parts import Layers
from hvc.analysis.reach import readable_below
from hvc.rules import Layering, Resolved

LEAST = 1.0  # 元: where none of the others has spent anything, who spends the first yuan is in the middle
HIGH, MIDDLE, LOW = 0, 1, 2


def layers(customers: pl.DataFrame, line: Resolved, layering: Layering) -> Layers:
    """Divide the customers; every one of them stands in exactly one layer, also where a layer is empty."""
    key = line.field.key
    marked = customers.lazy().select(amount=line.field.col, high=line.mask())
    cut = cut_of(marked.filter(~pl.col("high")).select("amount").collect().to_series(), line, layering)
    counted = _counted(marked, _place(pl.col("high"), pl.col("amount"), cut))
    top = line.cut.threshold if line.cut else None
    every = pl.DataFrame(
        {"place": [HIGH, MIDDLE, LOW], "layer": layering.names, "low": [top, cut, None], "high": [None, top, cut]},
        schema_overrides={"low": pl.Float64, "high": pl.Float64},
    )
    shown = (
        every.join(counted, on="place", how="left")
        .sort("place")
        .with_columns(pl.col("customers", "amount").fill_null(0))
    )
    return Layers(_shared(shown, customers.height, float(customers.get_column(key).sum())))


def layer(line: Resolved, made: Layers) -> pl.Expr:
    """The layer of each customer, by its name, lowest first."""
    names = made.frame.get_column("layer").to_list()
    cut = made.frame.get_column("low")[MIDDLE]
    place = _place(line.mask().fill_null(value=False), line.field.col, cut)
    return place.replace_strict(
        {HIGH: names[HIGH], MIDDLE: names[MIDDLE], LOW: names[LOW]}, return_dtype=pl.Enum(names[::-1])
    )


def _place(high: pl.Expr, amount: pl.Expr, cut: float) -> pl.Expr:
    """In which of the three layers a customer is; every one is in exactly one."""
    return pl.when(high).then(HIGH).when((amount * 100).round(0) >= round(cut * 100)).then(MIDDLE).otherwise(LOW)


def _counted(marked: pl.LazyFrame, place: pl.Expr) -> pl.DataFrame:
    """One row per layer that has a customer: place · customers · amount, mean, median (元)."""
    amount = pl.col("amount")
    return (
        marked.group_by(place=place.cast(pl.Int64))
        .agg(
            customers=pl.len().cast(pl.Int64),
            amount=amount.sum().round(2),
            mean=amount.mean(),
            median=amount.median(),
        )
        .sort("place")
        .collect()
    )


def _shared(shown: pl.DataFrame, customers: int, total: float) -> pl.DataFrame:
    """With shares; of the amount only where it is positive and no layer is negative."""
    shares = pl.col("amount") / total if total > 0 and (shown["amount"] >= 0).all() else pl.lit(None, pl.Float64)
    return shown.select(
        "layer",
        "low",
        "high",
        "customers",
        customers_share=pl.col("customers") / customers,
        amount="amount",
        amount_share=shares,
        mean="mean",
        median="median",
    )


def cut_of(others: pl.Series, line: Resolved, layering: Layering) -> float:
    """Where the middle begins (元): as chosen, never over the line that decides alone; else near the others' median.

    Of those who spent anything: in a list where most never bought, the median of all would be nothing.
    """
    top = line.cut.threshold if line.cut else None
    if layering.cut is not None:
        return layering.cut if top is None else min(layering.cut, top)
    middle = others.filter(others > 0).median()
    if not isinstance(middle, int | float) or middle == float("inf"):
        return LEAST
    return readable_below(float(middle)) if middle >= 0.01 else LEAST  # noqa: PLR2004  1 分
