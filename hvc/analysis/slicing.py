"""An analysis → its dimensions in codes, once; a segment → every dimension counted within it, quick enough for a click."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.amount_bins import amount_bins
from hvc.analysis.coding import Coded, Codes, code, smallest
from hvc.analysis.intervals import divide, wilson
from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.overview import universe
from hvc.analysis.segments import Mask, Segment, having, in_fields, sided
from hvc.analysis.tally import Group, count, grouped
from hvc.errors import RuleError
from hvc.rules import Resolved
from hvc.schema import Field

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Dimensions:
    """Every dimension of one analysis in codes, one code per customer, and the customers' other side.

    `coded` and `orders` follow the breakdowns of the analysis; `orders`: the coded level of each row of a breakdown's
    frame. `bins`: columns low, high (元) of `amount_bins`, `binned`: the bin of each customer.
    """

    coded: tuple[Coded, ...]
    orders: tuple[npt.NDArray[np.int64], ...]
    group: Group
    bins: pl.DataFrame
    binned: Codes

    def place(self, key: str) -> int:
        """Where the dimension with this key stands.

        Raises:
            RuleError: there is none.
        """
        for place, coded in enumerate(self.coded):
            if coded.field.key == key:
                return place
        raise RuleError("筛选用到的维度在现在的数据里没有。", hint="请清除筛选后重新选择。")


@dataclass(frozen=True, slots=True)
class Numbers:
    """A group of customers in numbers: `rate` 0–1 with its Wilson interval, amounts in 元; None of an empty group."""

    customers: int
    high_value: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None
    amount: float
    mean: float | None
    median: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    """One dimension within a segment, one row per level of `field`, in the order of its breakdown, the empty ones too.

    `frame` columns: level (str) · customers, high_value, others (int) · amount (元) · share = customers of the level /
    customers with the field filled · share_high_value, share_others (the same within each side) · rate = high_value /
    customers, rate_low, rate_high (Wilson); 0–1, null where the base is zero. Of a multi-valued field a customer counts in
    each of their levels. `n_*`: customers with the field filled, `missing`: without it.
    """

    field: Field
    frame: pl.DataFrame
    multi_valued: bool
    ordered: bool
    n_high_value: int
    n_others: int
    missing: int


def dimensions(analysis: Analysis) -> Dimensions:
    """Code every dimension that has a breakdown."""
    customers = universe(analysis.dataset)
    coded = tuple(_coded(breakdown, customers) for breakdown in analysis.breakdowns)
    orders = tuple(_order(*both) for both in zip(coded, analysis.breakdowns, strict=True))
    bins = amount_bins(analysis.dataset, analysis.line).select("low", "high")
    group = grouped(customers, analysis.line)
    return Dimensions(coded, orders, group, bins, _binned(bins, group.amount, analysis.line))


def _coded(breakdown: Breakdown, customers: pl.DataFrame) -> Coded:
    coded = code(breakdown.field, customers.get_column(breakdown.field.key))
    assert isinstance(coded, Coded)  # its breakdown was made from the same column
    return coded


def _order(coded: Coded, breakdown: Breakdown) -> npt.NDArray[np.int64]:
    places = {level: place for place, level in enumerate(coded.levels)}
    return np.array([places[level] for level in breakdown.frame.get_column("level")], dtype=np.int64)


def _binned(bins: pl.DataFrame, amount: npt.NDArray[np.float64], line: Resolved) -> Codes:
    """The bin of each amount; it holds its upper edge where the line is strictly over."""
    edges = np.round(bins.get_column("high").to_numpy()[:-1] * 100)
    upper = line.amount is not None and line.amount.operator == ">"
    return smallest(np.searchsorted(edges, np.round(amount * 100), "left" if upper else "right"), bins.height)


def within(made: Dimensions, segment: Segment, *apart: str) -> Mask:
    """Who is in the segment; picks of the fields `apart` do not count, so that their levels can be seen beside each other.

    Raises:
        RuleError: a picked dimension or level is not in the data.
    """
    who = sided(made.group.chosen, segment.side)
    for key, levels in in_fields(segment):
        if key not in apart:
            who &= having(made.coded[made.place(key)], levels)
    return who


def numbers(made: Dimensions, who: Mask) -> Numbers:
    """Some of the customers in numbers."""
    return numbers_of(made.group, who)


def numbers_of(group: Group, who: Mask) -> Numbers:
    """Some of the customers in numbers."""
    rows = np.flatnonzero(who)
    amount, n, ours = group.amount[rows], rows.size, int(group.chosen[rows].sum())
    if not n:
        return Numbers(0, 0, None, None, None, 0.0, None, None)
    low, high = wilson(np.array([ours]), np.array([n]))
    total = round(float(amount.sum()), 2)
    return Numbers(n, ours, ours / n, float(low[0]), float(high[0]), total, total / n, float(np.median(amount)))


def sliced(made: Dimensions, who: Mask, key: str) -> Slice:
    """Count the dimension with this key within a group; raises as `Dimensions.place`."""
    place = made.place(key)
    coded, order = made.coded[place], made.orders[place]
    rows = np.flatnonzero(who)  # numpy takes rows by number many times faster than by truth value
    counts = count(of_them(coded, rows), their_side(made.group, rows))
    a, b = counts.a[order], counts.b[order]
    n1, n0 = counts.n1, counts.n0
    low, high = wilson(a, a + b)
    columns = {
        "customers": a + b,
        "high_value": a,
        "others": b,
        "amount": counts.amount[order],
        "share": divide(a + b, n1 + n0),
        "share_high_value": divide(a, n1),
        "share_others": divide(b, n0),
        "rate": divide(a, a + b),
        "rate_low": low,
        "rate_high": high,
    }
    levels = pl.Series("level", [coded.levels[at] for at in order], dtype=pl.String)
    frame = pl.DataFrame([levels, *(pl.Series(name, cells, nan_to_null=True) for name, cells in columns.items())])
    missing = counts.missing1 + counts.missing0
    return Slice(coded.field, frame, coded.multi_valued, coded.ordered, n1, n0, missing)


def spread(made: Dimensions, who: Mask) -> pl.DataFrame:
    """The amounts of a group: columns low, high (元) · customers, high_value (int), one row a bin of all customers."""
    rows = np.flatnonzero(who)
    key = made.binned[rows].astype(np.intp)
    both = np.bincount(key, minlength=made.bins.height)
    ours = np.bincount(key[made.group.chosen[rows]], minlength=made.bins.height)
    return made.bins.hstack([pl.Series("customers", both), pl.Series("high_value", ours)])


def of_them(coded: Coded, rows: Rows) -> Coded:
    """The dimension of the customers in these rows alone."""
    return replace(coded, codes=coded.codes[rows])


def their_side(group: Group, rows: Rows) -> Group:
    """The other side of the customers in these rows alone."""
    return Group(group.chosen[rows], group.amount[rows])
