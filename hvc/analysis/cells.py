"""A group of customers and two dimensions → the cells of their cross, counted and not tested."""

from __future__ import annotations

import numpy as np
import polars as pl

from hvc.analysis.intervals import divide
from hvc.analysis.model import Cross
from hvc.analysis.segments import Mask
from hvc.analysis.slicing import Dimensions, of_them, their_side
from hvc.analysis.tally import pairs
from hvc.errors import RuleError


def crossed(made: Dimensions, who: Mask, row: str, column: str) -> Cross:
    """Two dimensions at once within a group, each cell counted and none tested: `expected`, `lift` and `q` are null.

    Raises:
        RuleError: one of them is not a dimension of these customers, or both are the same.
    """
    if row == column:
        raise RuleError("一个维度不能与自己交叉。", hint="请选择两个不同的维度。")
    places = made.place(row), made.place(column)
    rows = np.flatnonzero(who)
    both = of_them(made.coded[places[0]], rows), of_them(made.coded[places[1]], rows)
    table = pairs(both, their_side(made.group, rows))
    across = table.start[1] + made.orders[places[1]]
    cells = np.ix_(made.orders[places[0]], across)
    n = table.customers[cells]
    at = np.nonzero(n)
    names = [np.array(b.levels, dtype=object)[made.orders[p]] for b, p in zip(both, places, strict=True)]
    frame = pl.DataFrame(
        {
            "row_level": names[0][at[0]].tolist(),
            "column_level": names[1][at[1]].tolist(),
            "customers": n[at].astype(np.int64),
            "high_value": table.high_value[cells][at].astype(np.int64),
            "rate": divide(table.high_value[cells][at], n[at]),
            **dict.fromkeys(("expected", "lift", "q"), np.full(at[0].size, np.nan)),
            "amount": table.amount[cells][at].round(2),
        },
        schema_overrides={"row_level": pl.String, "column_level": pl.String},
        nan_to_null=True,
    )
    return Cross(both[0].field, both[1].field, frame)
