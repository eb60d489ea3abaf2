"""The lines at a text's end that did not fit its table → a second table, where that is what they are."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

import polars as pl

from hvc.reading.dialect import SAMPLE_LINES, Reading, head, sniff
from hvc.reading.grid import Grid
from hvc.reading.lines import ODD_SHARE
from hvc.reading.records import MENDED, read_records
from hvc.reading.tables import Remark, SetAside
from hvc.reading.words import is_value
from hvc.schema import ROW

NARROWEST: Final = 2  # columns of a second table


def below(body: bytes, grid: Grid, reading: Reading) -> tuple[Grid, Grid] | None:
    """`grid` without the rows at its end that were set aside, and the table of another width that they are."""
    lines = body.rstrip(b"\r\n").split(b"\n") if grid.set_aside else []
    first = _tail([row for part in grid.set_aside for row in part.rows], len(lines))
    if not first or (grid.frame[ROW] > first).any():
        return None
    second = _table(b"\n".join(lines[first - 1 :]), reading.dialect.delimiter)
    if second is None:
        return None
    told = Remark(f"第 {first} 行起是另一张表，已分开读入")
    above = _above(grid, first)
    return (
        replace(above, remarks=(*above.remarks, told)),
        replace(_moved(second, first - 1), encoding=grid.encoding, delimiter=grid.delimiter, part=2),
    )


def _above(grid: Grid, first: int) -> Grid:
    """`grid` with what is said of its rows before `first` alone."""
    parts = (SetAside(part.reason, tuple(row for row in part.rows if row < first)) for part in grid.set_aside)
    remarks = (replace(each, rows=tuple(row for row in each.rows if row < first)) for each in grid.remarks)
    return replace(
        grid,
        set_aside=tuple(part for part in parts if part.rows),
        odd=grid.odd.filter(pl.col(ROW) < first),
        remarks=tuple(remark for remark in remarks if remark.rows or remark.text != MENDED),
    )


def _moved(grid: Grid, down: int) -> Grid:
    """`grid` with its rows numbered from further down."""
    frame, odd = (each.with_columns((pl.col(ROW) + down).cast(pl.UInt32)) for each in (grid.frame, grid.odd))
    return replace(
        grid,
        frame=frame,
        odd=odd,
        set_aside=tuple(SetAside(part.reason, tuple(row + down for row in part.rows)) for part in grid.set_aside),
        remarks=tuple(replace(each, rows=tuple(row + down for row in each.rows)) for each in grid.remarks),
    )


def _tail(rows: list[int], last: int) -> int:
    """Where the unbroken run of `rows` begins that ends with row `last`; 0 where there is none of two rows."""
    rows = sorted(rows)
    if len(rows) < NARROWEST or rows[-1] != last:
        return 0
    breaks = [after for row, after in pairwise(rows) if after != row + 1]
    first = breaks[-1] if breaks else rows[0]
    return first if first < last else 0


def _table(text: bytes, delimiter: str) -> Grid | None:
    """The table in `text`, if names stand above values and hardly a row does not fit."""
    sample = head(text, SAMPLE_LINES)
    reading = sniff(sample, delimiter)
    nothing: list[str] = []
    named, row, *_ = [*reading.dialect.reader(sample), nothing, nothing]
    if reading.width < NARROWEST or any(map(is_value, named)) or not any(map(is_value, row)):
        return None
    found = read_records(text, reading)
    misfits = sum(len(part.rows) for part in found.set_aside)
    return found if misfits <= ODD_SHARE * found.frame.height else None
