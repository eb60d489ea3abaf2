"""A Table and what to take back of the rows it set aside → the Table with those rows in its frame again, in row order."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from typing import Final

import polars as pl

from hvc.reading.asides import NOTES, REPEATED, TOTALS
from hvc.reading.tables import Remark, SetAside, Table
from hvc.schema import ROW
from hvc.units import COUNT

RESTORABLE: Final = (
    TOTALS,
    REPEATED,
    NOTES,
)  # they only looked like no data; the others hold none, or nobody knows where


def restorable(table: Table) -> tuple[SetAside, ...]:
    """What of `table.set_aside` can be taken back."""
    return tuple(part for part in table.set_aside if part.reason in RESTORABLE)


def restore(table: Table, what: str | Collection[int]) -> Table:
    """`table` with the rows set aside for the reason `what`, or with these row numbers, as data again.

    Rows that cannot be taken back (titles, blank rows, rows of another length) stay where they are; the number of rows
    read stays what it is. The digest is another one, so that what was computed of the old table is computed anew.
    """
    chosen = {part: _chosen(part, what) for part in restorable(table)}
    back = [row for rows in chosen.values() for row in rows]
    if not back:
        return table
    told = tuple(
        Remark(f"{part.reason} {COUNT.text(len(rows))} 行已放回数据，照常参与分析", rows)
        for part, rows in chosen.items()
        if rows
    )
    returned = pl.col(ROW).is_in(back)
    left = (replace(part, rows=tuple(row for row in part.rows if row not in back)) for part in table.set_aside)
    return replace(
        table,
        frame=pl.concat([table.frame, table.aside.filter(returned)]).sort(ROW),
        aside=table.aside.filter(~returned),
        set_aside=tuple(part for part in left if part.rows),
        remarks=(*table.remarks, *told),
        digest=hashlib.sha256(f"{table.digest} with {sorted(back)}".encode()).hexdigest(),
    )


def _chosen(part: SetAside, what: str | Collection[int]) -> tuple[int, ...]:
    if isinstance(what, str):
        return part.rows if part.reason == what else ()
    return tuple(row for row in part.rows if row in what)
