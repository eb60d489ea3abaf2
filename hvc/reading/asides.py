"""A table's body → the rows of it that are no data, by reason: blank, total, note, the header again, a row of units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import polars as pl

from hvc.reading.header import Header
from hvc.reading.tables import SetAside
from hvc.reading.words import NOTE, TOTAL
from hvc.schema import ROW

BLANK: Final = "空行"
REPEATED: Final = "重复的表头"
TOTALS: Final = "合计行"
NOTES: Final = "说明文字"
UNITS: Final = "单位行，已并入表头"
FOUND_HERE: Final = (UNITS, BLANK, REPEATED, TOTALS, NOTES)  # in this order: a row has the first reason that fits
ALIKE: Final = 0.8  # of a header's names found again in a row: the header repeated on the next page
NOTE_CELLS: Final = 2  # a note fills one cell, or a label and its text
NOTE_WIDTH: Final = 3  # in a narrower table a row with two cells is a full one


def asides(body: pl.DataFrame, header: Header, frame: pl.DataFrame) -> tuple[SetAside, ...]:
    """Why which rows of `body` are no data; `frame` is the grid that `body` and `header` were cut from."""
    units = (frame[ROW][header.units],) if header.units is not None else ()
    found = (units, _blank(body), _repeated(body, header, frame), _totals(body), _notes(body))
    taken: set[int] = set()
    parts = []
    for reason, rows in zip(FOUND_HERE, found, strict=True):
        fresh = tuple(row for row in rows if row not in taken)
        taken.update(fresh)
        parts += [SetAside(reason, fresh)] if fresh else []
    return tuple(parts)


def _numbers(rows: pl.DataFrame) -> tuple[int, ...]:
    return tuple(rows[ROW].to_list())


def _blank(body: pl.DataFrame) -> tuple[int, ...]:
    return _numbers(body.filter(pl.all_horizontal(pl.exclude(ROW).is_null())))


def _repeated(body: pl.DataFrame, header: Header, frame: pl.DataFrame) -> tuple[int, ...]:
    """Rows that say what the header's last row says, or exactly what another row of it does, or of the units under it."""
    names = {name: name for name in body.columns[1:]}
    if header.first < 0:
        return _like(body, names, ALIKE)
    last = header.last if header.units is None else header.units
    level = frame.slice(header.first, last - header.first + 1)
    rows = level.rename(dict(zip(frame.columns[1:], header.names, strict=True))).select(*names).to_dicts()
    shares = (ALIKE if at == header.last else 1.0 for at in range(header.first, last + 1))
    found = [_like(body, row, share) for row, share in zip(rows, shares, strict=True)]
    return tuple(sorted({number for numbers in found for number in numbers}))


def _like(body: pl.DataFrame, row: Mapping[str, str | None], share: float) -> tuple[int, ...]:
    """The rows of `body` of whose cells at least `share` are those of `row`, its first or last among them."""
    held = [(name, cell) for name, cell in row.items() if cell is not None]
    if not held:
        return ()
    likely = body.filter(pl.any_horizontal(pl.col(name) == cell for name, cell in (held[0], held[-1])))
    said = ((name, pl.lit(cell, pl.String()).str.strip_chars()) for name, cell in row.items())
    alike = (pl.col(name).str.strip_chars().eq_missing(cell) for name, cell in said)
    return _numbers(likely.filter(pl.mean_horizontal(alike) >= share))


def _first_cell(body: pl.DataFrame) -> pl.Expr:
    names = body.columns[1:]
    return pl.coalesce(names) if body[names[0]].null_count() else pl.col(names[0])


def _totals(body: pl.DataFrame) -> tuple[int, ...]:
    return _numbers(body.filter(_first_cell(body).str.contains(TOTAL)))


def _notes(body: pl.DataFrame) -> tuple[int, ...]:
    gaps = sum(column.null_count() > 0 for column in body)
    if body.width <= NOTE_WIDTH or gaps < body.width - 1 - NOTE_CELLS:
        return ()
    few = body.filter(pl.sum_horizontal(pl.exclude(ROW).is_not_null()) <= NOTE_CELLS)
    return _numbers(few.filter(_first_cell(few).str.contains(NOTE)))
