"""Rows that are set aside → the rows that stay, and one Issue per table about the others."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from hvc.cleaning.issues import Effect, Issue
from hvc.cleaning.parsed import numbered
from hvc.cleaning.table import money_sum
from hvc.schema import ROW

TABLE = "__table"  # Enum of the tables' names: where a row comes from


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows are set aside: stable English `code`, one Chinese sentence `label`."""

    code: str
    label: str


def set_aside(frame: pl.DataFrame, where: pl.Expr, reason: Reason) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """Drop the rows of `frame` (with `ROW` and `TABLE`) for which `where` is true; a null keeps the row."""
    marks = frame.select(where.fill_null(value=False)).to_series()
    if not marks.any():
        return frame, ()
    return frame.filter(~marks), told(frame.filter(marks), reason, Effect.DROPPED)


def told(rows: pl.DataFrame, reason: Reason, effect: Effect) -> tuple[Issue, ...]:
    """One Issue per table about these rows, with their money."""
    return tuple(
        Issue(reason.code, reason.label, part.height, effect, numbered(part[ROW]), str(part[TABLE][0]), money_sum(part),
              part[ROW])
        for part in rows.sort(TABLE).partition_by(TABLE, maintain_order=True)
    )  # fmt: skip


def money_only(frame: pl.DataFrame, money: pl.Expr, reason: Reason) -> tuple[Issue, ...]:
    """One Issue per table about money (元) that is not added although its rows are used."""
    sums = (
        frame.lazy()
        .select(TABLE, cents=(money * 100).round().cast(pl.Int64))
        .filter(pl.col("cents") != 0)
        .group_by(TABLE)
        .agg(pl.col("cents").sum(), lines=pl.len())
        .sort(TABLE)
        .collect()
    )
    return tuple(
        Issue(reason.code, reason.label, 0, Effect.DROPPED, (f"涉及 {lines:,} 行",), str(table), cents / 100)
        for table, cents, lines in sums.iter_rows()
    )


def used(frame: pl.DataFrame | None) -> dict[str, int]:
    """How many rows of each table stand in `frame`."""
    if frame is None:
        return {}
    counts = frame.group_by(TABLE).len().sort(TABLE)
    return {str(table): count for table, count in counts.iter_rows()}
