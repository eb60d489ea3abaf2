"""Rows dropped or doubtful and the table they stand in → CSV: number, what happened, why, and the cells as they were."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.export.lists import csv, scrub
from hvc.export.masking import hidden, hide
from hvc.mapping import Column, headers
from hvc.reading.tables import Table
from hvc.schema import ROW, Field, Kind

WHERE = Field(ROW, "行号", Kind.COUNT)
EFFECT, REASON = Field("__effect", "处理", Kind.CATEGORY), Field("__reason", "原因", Kind.NAME)
BETWEEN = "；"  # between the reasons of one row


def rejected_rows(rejected: pl.DataFrame, table: Table) -> pl.DataFrame:
    """One row per row of `table` that `Dataset.rejected` names: `ROW`, effect, reason, then the cells as read.

    A row with several reasons stands once, as dropped if one of them dropped it. Rows that reading set aside
    (totals, notes) come with their cells too.
    """
    mine = rejected.filter(pl.col("table") == table.name)
    dropped = Effect.DROPPED.value
    rows = (
        mine.group_by(pl.col("row").alias(ROW))
        .agg(
            pl.when((pl.col("effect") == dropped).any())
            .then(pl.lit(dropped))
            .otherwise(pl.col("effect").first())
            .alias(EFFECT.key),
            pl.col("reason").unique(maintain_order=True).str.join(BETWEEN).alias(REASON.key),
        )
        .sort(ROW)
    )
    whole = pl.concat([table.frame, table.aside], how="diagonal").filter(pl.col(ROW).is_in(rows[ROW].implode()))
    return rows.join(whole, on=ROW, how="left", maintain_order="left")


def rejected_csv(rejected: pl.DataFrame, table: Table, columns: Sequence[Column], *, clear: bool) -> bytes:
    """The rows as people open them; personal columns masked unless `clear`. `columns`: what those of `table` mean."""
    frame = rejected_rows(rejected, table)
    meant = {column.header: column for column in columns if column.table == table.name}
    cells = tuple(_as_read(header, table, meant.get(header)) for header in table.headers)
    frame = frame.with_columns(scrub(pl.col(field.key)) for field in cells)
    return csv(frame if clear else hide(frame, cells), (WHERE, EFFECT, REASON, *cells))


def _as_read(header: str, table: Table, column: Column | None) -> Field:
    """A column of the file as one of text, personal if what it means is, or what its header says where it means nothing."""
    personal = headers.personal(header) if column is None else hidden(column, table.frame.get_column(header))
    return Field(header, header, Kind.NAME, personal=personal)
