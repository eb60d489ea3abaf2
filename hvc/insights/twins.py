"""Crosses and pairs of tags → columns and tags that hold the same of the same customers."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.model import Analysis, Breakdown, Cross
from hvc.analysis.parts import Confounding
from hvc.insights.phrase import PERCENT_FROM
from hvc.schema import Field

MATCHED = 0.95  # of the customers: whoever is in a level of the one is in its partner of the other, both ways
BOUND = 0.8  # Cramér's V: where nearly everybody is in one level, that many match by themselves
ALONG = 0.9  # correlation of the places of two ordered fields
SHARED = 0.9  # of the customers with either of two tags have both

Counts = npt.NDArray[np.float64]


def twins(analysis: Analysis, keys: Collection[str]) -> dict[str, Field]:
    """Each field of `keys` that repeats another: its key → the one it repeats, which stands before it."""
    order = {b.field.key: (place, b) for place, b in enumerate(analysis.breakdowns) if b.field.key in keys}
    found: dict[str, Field] = {}
    for cross in analysis.crosses:
        row, column = order.get(cross.row.key), order.get(cross.column.key)
        if row is None or column is None or not _repeats(cross, row[1], column[1]):
            continue
        first, second = sorted((row, column), key=lambda one: one[0])
        found.setdefault(second[1].field.key, first[1].field)
    return found


def _repeats(cross: Cross, row: Breakdown, column: Breakdown) -> bool:
    if row.multi_valued or column.multi_valued or row.frame.height < 2 or column.frame.height < 2:  # noqa: PLR2004
        return False
    counts = _counts(cross, row, column)
    total = counts.sum()
    if total < PERCENT_FROM:
        return False
    matched = min(counts.max(axis=0).sum(), counts.max(axis=1).sum()) >= MATCHED * total
    return bool((matched and _cramer(counts) >= BOUND) or (row.ordered and column.ordered and _along(counts) >= ALONG))


def _counts(cross: Cross, row: Breakdown, column: Breakdown) -> Counts:
    """Customers by level of the row and of the column."""
    rows, columns = ({level: i for i, level in enumerate(one.frame["level"])} for one in (row, column))
    counts = np.zeros((len(rows), len(columns)))
    for one, other, customers in cross.frame.select("row_level", "column_level", "customers").iter_rows():
        if one in rows and other in columns:
            counts[rows[one], columns[other]] = customers
    return counts


def _cramer(counts: Counts) -> float:
    kept = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(kept.shape) < 2:  # noqa: PLR2004  nothing varies
        return 0.0
    expected = np.outer(kept.sum(axis=1), kept.sum(axis=0)) / kept.sum()
    return float(np.sqrt(((kept - expected) ** 2 / expected).sum() / kept.sum() / (min(kept.shape) - 1)))


def _along(counts: Counts) -> float:
    """The correlation of the two places, each level at the middle of its ranks; either direction counts."""
    both = [_middles(counts.sum(axis=axis)) for axis in (1, 0)]
    weights = counts / counts.sum()
    spread = [np.sqrt((weights.sum(axis=1 - axis) * both[axis] ** 2).sum()) for axis in (0, 1)]
    return abs(float(both[0] @ weights @ both[1] / (spread[0] * spread[1]))) if min(spread) > 0 else 0.0


def _middles(totals: Counts) -> Counts:
    """The mean rank of each level, centred."""
    ranks = totals.cumsum() - totals / 2
    return np.asarray(ranks - (ranks * totals).sum() / totals.sum())


def genuine(analysis: Analysis) -> tuple[Confounding, ...]:
    """The confounded levels without those that only a repetition of their own field confounds: it leaves nothing to compare."""
    keys = reduce(set.union, ({one.field.key, one.by.key} for one in analysis.confounding), set[str]())
    same = twins(analysis, keys)
    return tuple(
        one for one in analysis.confounding if same.get(one.field.key) != one.by and same.get(one.by.key) != one.field
    )


def twin_tags(analysis: Analysis, field: Field) -> dict[str, str]:
    """Each tag that nearly the same customers carry as another, commoner one → that one."""
    part = next((one for one in analysis.tag_pairs if one.field.key == field.key), None)
    breakdown = analysis.breakdown(field.key)
    if part is None or breakdown is None:
        return {}
    carried = dict(breakdown.frame.select("level", "customers").iter_rows())
    found: dict[str, str] = {}
    for tag, other, both in (
        part.frame.filter(pl.col("customers") >= PERCENT_FROM).select("tag", "other", "customers").rows()
    ):
        if tag in carried and other in carried and both >= SHARED * (carried[tag] + carried[other] - both):
            first, second = sorted((tag, other), key=lambda one: (-carried[one], one))
            found.setdefault(second, first)
    return found
