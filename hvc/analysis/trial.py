"""An analysis and another threshold → whom it would mark: who stays, who would come in and who would go out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.overview import line_of, universe
from hvc.analysis.segments import Mask
from hvc.analysis.slicing import Dimensions, Numbers, numbers, sliced
from hvc.rules import Over, amount_of, with_amount


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """The customers whom a line strictly over `threshold` (元) would mark, all other conditions held.

    `marked`, `coming`, `going`: in numbers; `enters`, `leaves`: one truth value a customer; `total` the amount of all (元).
    """

    threshold: float
    customers: int
    total: float
    marked: Numbers
    coming: Numbers
    going: Numbers
    enters: Mask
    leaves: Mask


def trial(analysis: Analysis, made: Dimensions, threshold: float) -> Trial | None:
    """Try another line; None where the rule does not ask for the amount.

    Raises:
        RuleError: the rule cannot be resolved.
    """
    if amount_of(analysis.rule) is None:
        return None
    customers = universe(analysis.dataset)
    line = line_of(analysis.dataset, with_amount(analysis.rule, Over(threshold, analysis.line.field)))
    then = customers.select(line.mask().fill_null(value=False)).to_series().to_numpy()
    now = made.group.chosen
    enters, leaves = then & ~now, now & ~then
    marked, coming, going = (numbers(made, who) for who in (then, enters, leaves))
    total = round(float(made.group.amount.sum()), 2)
    return Trial(threshold, customers.height, total, marked, coming, going, enters, leaves)


def by_level(made: Dimensions, tried: Trial, key: str) -> pl.DataFrame:
    """The dimension with this key under both lines, one row per level, in its order.

    Columns: level (str) · customers · now, then (high-value customers of each) · coming, going.
    """
    every = sliced(made, np.ones(tried.customers, dtype=bool), key).frame
    coming, going = (sliced(made, who, key).frame.get_column("customers") for who in (tried.enters, tried.leaves))
    return every.select(
        "level",
        "customers",
        pl.col("high_value").alias("now"),
        (pl.col("high_value") + coming - going).alias("then"),
        coming.alias("coming"),
        going.alias("going"),
    )
