"""Text that is not well formed → a Grid, record by record: what cannot be placed is set aside, never shifted."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

import polars as pl

from hvc.reading import limits
from hvc.reading.blanks import rejoined
from hvc.reading.dialect import Reading
from hvc.reading.grid import SURPLUS, Grid
from hvc.reading.scrub import scrubbed
from hvc.reading.tables import Remark, SetAside
from hvc.reading.words import is_aside, is_value
from hvc.schema import ROW

Cells = tuple[int | str | None, ...]  # a row's number, then its cells

BATCH: Final = 50_000  # records held as Python objects at a time
SHORT: Final = "这一行的列数少于表头，无法确定每格属于哪一列"
LONG: Final = "这一行的列数多于表头，无法确定每格属于哪一列"
MENDED: Final = "引号用法不规范（或文字里有未加引号的分隔符），已按列数还原"

BETWEEN: Final = "\x1f"  # between the cells of a row kept as one text, as a million of them would fill the memory

csv.field_size_limit(limits.RECORD_CHARACTERS)


@dataclass(frozen=True, slots=True)
class Aside:
    """What could not be placed: by reason the rows' numbers and texts; and which rows had to be mended."""

    rows: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: {SHORT: [], LONG: []})
    mended: list[int] = field(default_factory=list)


def read_records(body: bytes, reading: Reading) -> Grid:
    """Every record of `body` (UTF-8) that fits the width, in a frame; the others by number in `set_aside`."""
    lines = io.TextIOWrapper(io.BytesIO(body), "utf-8", newline="")
    found = ((number, *record) for number, record in enumerate(_records(lines, reading), 1))
    records = rejoined(list(found), reading.width) if reading.dialect.delimiter == " " else found
    return grid_of(lambda aside: placed(records, reading.width, aside), reading.width)


def grid_of(rows: Callable[[Aside], Iterator[Cells]], width: int) -> Grid:
    """The grid of the rows that `rows` places, with what it sets aside."""
    aside = Aside()
    columns = [ROW, *(str(place) for place in range(1, width + 1))]
    schema = {column: pl.UInt32() if column == ROW else pl.String() for column in columns}
    frames = [pl.DataFrame(list(zip(*batch, strict=True)), schema=schema) for batch in _batches(rows(aside))]
    frame = pl.concat(frames) if frames else pl.DataFrame(schema=schema)
    return Grid(
        scrubbed(frame),
        set_aside=tuple(SetAside(why, tuple(number for number, _ in rows)) for why, rows in aside.rows.items() if rows),
        remarks=(Remark(MENDED, tuple(aside.mended)),) if aside.mended else (),
        odd=_odd(aside, width),
    )


def _odd(aside: Aside, width: int) -> pl.DataFrame:
    """The rows that could not be placed, their cells from the left; a surplus is one more cell."""
    rows = [row for rows in aside.rows.values() for row in rows]
    schema = {ROW: pl.UInt32(), "cells": pl.String()}
    split = pl.col("cells").str.splitn(BETWEEN, width + 1)
    cells = [split.struct[place].alias(str(place + 1)) for place in range(width + 1)]
    cells[-1] = cells[-1].str.replace_all(BETWEEN, SURPLUS, literal=True)
    return scrubbed(pl.DataFrame(rows, schema=schema, orient="row").sort(ROW).select(ROW, *cells))


def _records(lines: Iterable[str], reading: Reading) -> Iterator[tuple[list[str], bool]]:
    """Each record, and whether its quotation marks had to be mended.

    One that swallowed several lines and still does not fit, or never ends, is read again line by line: an unclosed
    quotation mark so costs its own line, and not all lines up to the next mark or the end.
    """
    pulled: list[str] = []

    def feed() -> Iterator[str]:
        for line in lines:
            pulled.append(line)
            yield line

    reader = reading.dialect.reader(feed())
    while (record := _next(reader)) is not None:
        if len(record) == reading.width and not (len(pulled) > 1 and _open_ended(pulled, reading)):
            yield record, False
        elif len(pulled) > 1:
            yield from (alone(line, reading) for line in pulled)
        else:
            yield _mended(record, "".join(pulled), reading)
        pulled.clear()


def _open_ended(lines: list[str], reading: Reading) -> bool:
    """Whether a quotation mark is left open where the file ends."""
    quote = reading.dialect.quote
    return quote is not None and sum(line.count(quote) for line in lines) % 2 > 0


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """The next record, or None at the end; a cell over the limit makes an empty one."""
    try:
        return next(reader, None)
    except csv.Error:
        return []


def alone(line: str, reading: Reading) -> tuple[list[str], bool]:
    """The record that one line is by itself, and whether its quotation marks had to be mended."""
    return _mended(_next(reading.dialect.reader([line.rstrip("\r\n")])) or [], line, reading)


def _mended(record: list[str], line: str, reading: Reading) -> tuple[list[str], bool]:
    """`record`, or the line's cells where marks close only before a delimiter, if that alone gives the right width."""
    quote = reading.dialect.quote
    if not quote or quote not in line or len(record) == reading.width:
        return record, False
    mark, delimiter = re.escape(quote), re.escape(reading.dialect.delimiter)
    cell = re.compile(rf"(?:{mark}(.*?){mark}|([^{delimiter}]*))(?:{delimiter}|$)", re.DOTALL)
    found = [inner or bare for inner, bare in cell.findall(line.rstrip("\r\n") + reading.dialect.delimiter)][:-1]
    return (found, True) if len(found) == reading.width else (record, False)


def placed(
    records: Iterable[tuple[int, list[str], bool]], width: int, aside: Aside, begun_at: int | None = None
) -> Iterator[Cells]:
    """(row number, *cells) of each record that fits; titles above the table and totals may be shorter.

    The table has begun with the first record of full width, or at row `begun_at` if that is known. What stands right
    under names that are too many, and is as long as they are, belongs to them: it fits only by chance.
    """
    begun = False
    other = (0, 0)  # where the next row of another table would stand, and how long it would be
    for number, cells, mended in records:
        wider = number == other[0] and (mended or len(cells) == other[1])
        other = (number + 1, other[1] if wider else len(cells)) if wider or _too_many_names(cells, width) else (0, 0)
        while len(cells) > width and not cells[-1].strip() and not wider:
            cells.pop()
        begun = begun or len(cells) == width or (begun_at is not None and number > begun_at)
        fits = len(cells) == width or (len(cells) < width and (not begun or not any(cells) or is_aside(tuple(cells))))
        if fits and not wider:
            yield (number, *cells, *[None] * (width - len(cells)))
        else:
            aside.rows[SHORT if len(cells) < width else LONG].append((number, BETWEEN.join(cells)))
        if mended:
            aside.mended.append(number)


def _too_many_names(cells: list[str], width: int) -> bool:
    """Whether this is the header of a wider table."""
    return len(cells) > width and all(cell and not is_value(cell) for cell in cells)


def _batches(rows: Iterator[Cells]) -> Iterator[list[Cells]]:
    while batch := list(islice(rows, BATCH)):
        yield batch
