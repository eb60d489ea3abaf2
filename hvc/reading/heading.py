"""A Table and where its header really stands → the Table as it is then; or none, and its first row is data."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Final

import polars as pl

from hvc.reading.asides import FOUND_HERE
from hvc.reading.grid import Grid
from hvc.reading.header import Header, headed, headless
from hvc.reading.layout import ABOVE, table
from hvc.reading.tables import SetAside, Table
from hvc.schema import ROW

PREVIEW: Final = 20  # rows among which a user looks for the header


def first_rows(read: Table, rows: int = PREVIEW) -> pl.DataFrame:
    """The file's first rows as they stand, titles and header among them: `ROW`, then columns "1", "2", ….

    No rows where the format itself names the columns (Parquet, Arrow, JSON) and there is no header to choose.
    """
    known = read.headerless or read.header_row in _titles(read)[ROW]
    return _whole(read).head(rows if known else 0)


def with_header(read: Table, row: int) -> Table:
    """`read` under the header that stands (or begins) in row `row` of the file; what is above it becomes a title.

    Raises:
        ValueError: `first_rows` holds no such row.
    """
    whole = first_rows(read, PREVIEW)
    at = whole[ROW].index_of(row)
    if at is None:
        raise ValueError(row)
    if row == read.header_row:
        return read
    rows = whole.drop(ROW).rows()
    return _laid_out(read, headed(rows, at, tuple(whole.columns[1:])), row)


def without_header(read: Table) -> Table:
    """`read` with its header taken for the first row of data; its columns are then called 列1, 列2, …."""
    at = None if read.headerless else first_rows(read)[ROW].index_of(read.header_row)
    if at is None:
        return read
    return _laid_out(read, headless(tuple(map(str, range(1, len(read.headers) + 1))), above=at), read.header_row - 1)


def _laid_out(read: Table, header: Header, above: int) -> Table:
    """`read` under `header`; of the rows up to number `above`, none counts as one of the table any more."""
    names = {name: str(place) for place, name in enumerate(read.headers, 1)}
    odd = tuple(replace(part, rows=tuple(row for row in part.rows if row > above)) for part in _unplaced(read))
    grid = Grid(
        _whole(read),
        sheet=read.sheet,
        encoding=read.encoding,
        delimiter=read.delimiter,
        set_aside=tuple(part for part in odd if part.rows),
        remarks=tuple(remark for remark in read.remarks if remark.text != ABOVE),
        odd=_aside(read).filter(pl.col(ROW).is_in(_numbers(read))).rename(names),
    )
    digest = hashlib.sha256(f"{read.digest} under {header}".encode()).hexdigest()
    found = table(grid, read.name, read.file, digest, header)
    return found or read


def _whole(read: Table) -> pl.DataFrame:
    """Every row that has its full cells, columns by position."""
    whole = pl.concat([read.frame, _titles(read)]).sort(ROW)
    return whole.rename({name: str(place) for place, name in enumerate(read.headers, 1)})


def _titles(read: Table) -> pl.DataFrame:
    """The rows set aside that have their full cells: all but those of another length."""
    return _aside(read).filter(~pl.col(ROW).is_in(_numbers(read)))


def _aside(read: Table) -> pl.DataFrame:
    return read.aside if read.aside.width else read.frame.clear()


def _unplaced(read: Table) -> tuple[SetAside, ...]:
    return tuple(part for part in read.set_aside if part.reason not in FOUND_HERE)


def _numbers(read: Table) -> list[int]:
    return [row for part in _unplaced(read) for row in part.rows]
