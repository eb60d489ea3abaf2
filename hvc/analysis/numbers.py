"""Every number and date of the customers, sorted once → the small facts that profile and key metrics are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis import cuts
from hvc.analysis.information import BINS, evidence
from hvc.analysis.parts import Cut
from hvc.analysis.ranking import binned, edges, place, quartiles, ranked, superiority
from hvc.schema import Field, Kind

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
WORKERS = 2  # columns sorted at a time, each with a copy of its values
LARGE = 3_000_000  # customers from which memory counts for more than time, and one column is sorted at a time


@dataclass(frozen=True, slots=True, eq=False)
class NumberFacts:
    """One number or date, both groups.

    `quartiles_*`: lower quartile, median, upper quartile in the field's unit, of a date days before the latest date;
    `place_*`: percentile position of the two medians among all customers (0–1). `edges` divide the values into bins of
    which `a` and `b` count both groups. `values`: the raw numbers, NaN where missing.
    """

    field: Field
    values: Floats
    n_high_value: int
    n_others: int
    quartiles_high_value: tuple[float, float, float]
    quartiles_others: tuple[float, float, float]
    place_high_value: float
    place_others: float
    auc: float
    p: float | None
    edges: Floats
    a: Integers
    b: Integers
    cut: Cut | None

    @property
    def evidence(self) -> Floats:
        """Weight of evidence of each bin."""
        return evidence(self.a, self.b)


def numbers(
    customers: pl.DataFrame, fields: Sequence[Field], chosen: npt.NDArray[np.bool_], latest: dt.date | None
) -> tuple[NumberFacts, ...]:
    """The facts of each number and date of `fields`; one that a whole group lacks, or that never varies, is left out."""

    def look(field: Field) -> NumberFacts | None:
        return _facts(field, values_of(customers.get_column(field.key), latest), chosen, latest)

    with ThreadPoolExecutor(
        WORKERS if customers.height < LARGE else 1
    ) as pool:  # sorting gives up the interpreter's lock
        return tuple(facts for facts in pool.map(look, fields) if facts is not None)


def latest_date(customers: pl.DataFrame, orders: pl.DataFrame | None, fields: Sequence[Field]) -> dt.date | None:
    """The latest date among the dates of `fields` and of the orders: the day the data end on."""
    columns = [customers.get_column(field.key) for field in fields if field.kind is Kind.DATE]
    columns += (
        [orders.get_column(name) for name in orders.columns if orders[name].dtype.is_temporal()]
        if orders is not None
        else []
    )
    days = [day for column in columns if isinstance(day := column.max(), dt.date)]
    return max((day.date() if isinstance(day, dt.datetime) else day for day in days), default=None)


def values_of(column: pl.Series, latest: dt.date | None) -> Floats:
    """A column as numbers, NaN where missing or infinite; a date as days before `latest`."""
    if column.dtype.is_temporal():
        days = pl.Series([latest], dtype=pl.Date).to_physical().item() if latest else 0
        column = days - column.cast(pl.Date).to_physical().cast(pl.Float64)
    values = column.cast(pl.Float64).to_numpy()
    return np.where(np.isfinite(values), values, np.nan)


def _facts(field: Field, values: Floats, chosen: npt.NDArray[np.bool_], latest: dt.date | None) -> NumberFacts | None:
    order = ranked(values, chosen)
    if order is None or min(order.ours[0], order.others[0]) == max(order.ours[-1], order.others[-1]):
        return None
    ours, others = quartiles(order.ours), quartiles(order.others)
    auc, p = superiority(order)
    inner = edges(order, BINS)
    a, b = binned(order, inner)
    return NumberFacts(
        field=field,
        values=values,
        n_high_value=order.ours.size,
        n_others=order.others.size,
        quartiles_high_value=ours,
        quartiles_others=others,
        place_high_value=place(order, ours[1]),
        place_others=place(order, others[1]),
        auc=auc,
        p=p,
        edges=inner,
        a=a,
        b=b,
        cut=cuts.of_number(field, order, latest),
    )
