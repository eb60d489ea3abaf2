"""Small columns and tables as a file would hold them."""

from __future__ import annotations

import datetime as dt

import polars as pl

from hvc.cleaning.parsed import Parsed
from hvc.mapping import Column, Mapping, TableKind
from hvc.reading.tables import SetAside, Table
from hvc.schema import ROW, Field

TODAY = dt.date(2026, 1, 1)


def text(*cells: str | None) -> pl.Series:
    return pl.Series("列", list(cells), dtype=pl.String)


def column(field: Field, header: str = "列", **settings: object) -> Column:
    return Column("表", header, field, **settings)  # type: ignore[arg-type]  # settings of the test


def codes(parsed: Parsed) -> dict[str, list[int]]:
    """The places each note concerns."""
    return {note.code: note.where.arg_true().to_list() for note in parsed.notes}


def table(rows: dict[str, list[str | None]], *, name: str = "表", aside: tuple[SetAside, ...] = ()) -> Table:
    frame = pl.DataFrame({header: pl.Series(cells, dtype=pl.String) for header, cells in rows.items()})
    numbers = pl.Series(ROW, range(2, frame.height + 2), dtype=pl.UInt32)
    return Table(name, f"digest of {name}", frame.insert_column(0, numbers), f"{name}.csv", set_aside=aside)


def mapped(kind: TableKind, *columns: Column) -> Mapping:
    return Mapping(columns, (("表", kind),))
