"""Cells by row and column → the Grid they lie in."""

from __future__ import annotations

import polars as pl

from hvc.reading.container import refuse_box
from hvc.reading.grid import Grid
from hvc.reading.scrub import scrubbed
from hvc.schema import ROW

Cells = dict[int, dict[int, str]]  # row → column → text, both from 1


def laid_out(
    name: str, cells: Cells, sheet: str | None = None, *, hidden: bool = False, encoding: str | None = None
) -> Grid:
    """The grid from the first row that holds a cell to the last, of the columns that hold one.

    Raises:
        ReadError: the rectangle is too large.
    """
    rows = range(min(cells), max(cells) + 1)
    columns = sorted({column for row in cells.values() for column in row})
    refuse_box(name, sheet or name, len(rows), len(columns))
    nothing: dict[int, str] = {}
    data = {str(column): [cells.get(row, nothing).get(column) for row in rows] for column in columns}
    schema = {ROW: pl.UInt32(), **dict.fromkeys(data, pl.String())}
    frame = pl.DataFrame({ROW: list(rows), **data}, schema=schema)
    return Grid(scrubbed(frame), sheet, hidden=hidden, encoding=encoding)
