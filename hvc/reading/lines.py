"""Text with a few odd lines → a Grid: the good lines at the parser's full speed, the odd ones one by one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import polars as pl

from hvc.reading.dialect import Dialect, Reading
from hvc.reading.grid import Grid, numbered
from hvc.reading.records import alone, grid_of, placed
from hvc.reading.scan import Scan, scan
from hvc.reading.scrub import scrubbed
from hvc.schema import ROW

ODD_SHARE: Final = 0.05  # of the lines; with more of them the plain reader is as fast
UNUSED: Final = "\x1f"  # in no line, so that a line is one cell
LINE: Final = pl.col("line")


@dataclass(frozen=True, slots=True, eq=False)
class Proven:
    """Cells that account for every byte of a text, and what a look at those bytes found; `spaced` if a cell may be blank."""

    frame: pl.DataFrame
    found: Scan
    spaced: bool


def proven(body: bytes, dialect: Dialect, width: int) -> Proven | None:
    """The cells as Polars reads them, or None where they do not account for every byte of `body`."""
    delimiter, marked = dialect.delimiter, dialect.quote is not None and b'"' in body
    schema = {str(place): pl.String() for place in range(1, width + 1)}
    with ThreadPoolExecutor(1) as pool:
        scanning = pool.submit(scan, body, delimiter.encode())
        try:
            frame = pl.read_csv(
                body, has_header=False, schema=schema, separator=delimiter, quote_char='"' if marked else None
            )
        except pl.exceptions.PolarsError:
            return None  # a row too long, or a quotation mark astray
    found = scanning.result()
    if not _accounts_for_all(frame, body, found, found.quotes if marked else 0):
        return None
    within = found.ends > frame.height - (not body.endswith(b"\n"))  # a line end may be all that a cell holds
    return Proven(frame, found, found.spaced or within)


def _accounts_for_all(frame: pl.DataFrame, body: bytes, found: Scan, quotes: int) -> bool:
    """Whether cells, delimiters, line ends and the `quotes` around cells add up to the file's bytes.

    A row that was padded, merged or cut breaks the sum, so this proves the parse for a hundredth of its cost.
    """
    ends = frame.height - (not body.endswith(b"\n"))
    if found.returns not in {0, ends}:
        return False  # mixed line ends, or line ends inside cells
    cells = sum(frame.select(pl.all().str.len_bytes().sum()).row(0))
    total = cells + frame.height * (frame.width - 1) + ends + found.returns + quotes
    if quotes and total != len(body):  # some marks stand inside cells: they count once, not twice
        total -= sum(frame.select(pl.all().str.count_matches('"', literal=True).sum()).row(0))
    return bool(total == len(body))


def read_lines(body: bytes, reading: Reading) -> Grid | None:
    """Every line of `body` as a record, or None where records may span lines or too many lines are odd."""
    delimiter, width = reading.dialect.delimiter, reading.width
    if reading.dialect != Dialect(delimiter) or not delimiter.isascii() or UNUSED.encode() in body:
        return None
    lines = _lines(body)
    if lines is None:
        return None
    marks = LINE.str.count_matches('"', literal=True)
    fits = LINE.str.count_matches(delimiter, literal=True) == width - 1
    groups = lines.with_columns(group=pl.when(marks == 0).then(fits).fill_null(value=False), marks=marks)
    if groups.select((pl.col("marks") % 2 == 1).any()).item():
        return None
    bare = groups.filter("group")
    quoted = groups.filter(pl.col("marks") > 0)
    odd = groups.filter(~pl.col("group") & (pl.col("marks").fill_null(0) == 0))
    parts = [_cells(bare, reading), _cells(quoted, reading)]
    if parts[1] is None:  # marks inside cells: for the careful reader
        odd, parts = pl.concat([odd, quoted]).sort(ROW), parts[:1]
    good = [part for part in parts if part is not None]
    if not good or odd.height > ODD_SHARE * lines.height:
        return None
    return _merged(pl.concat(good), odd, reading, sound=scan(body, delimiter.encode()).sound)


def _lines(body: bytes) -> pl.DataFrame | None:
    """(ROW, line): the physical lines, if nothing but a line end ends them."""
    if body.count(b"\r") not in {0, body.count(b"\n")}:
        return None
    lines = pl.read_csv(body, has_header=False, schema={"line": pl.String()}, separator=UNUSED, quote_char=None)
    return numbered(lines)


def _cells(lines: pl.DataFrame, reading: Reading) -> pl.DataFrame | None:
    """The lines' cells with their numbers, or None where the lines are not well formed."""
    cells = proven(lines["line"].str.join("\n").item().encode(), reading.dialect, reading.width)
    if cells is None or cells.frame.height != lines.height:
        return None
    return cells.frame.insert_column(0, lines[ROW])


def _merged(good: pl.DataFrame, odd: pl.DataFrame, reading: Reading, *, sound: bool) -> Grid:
    records = ((number, *alone(line or "", reading)) for number, line in odd.select(ROW, "line").iter_rows())
    first = good[ROW].min()
    begun_at = first if isinstance(first, int) else None
    grid = grid_of(lambda aside: placed(records, reading.width, aside, begun_at), reading.width)
    frame = pl.concat([scrubbed(good, sound=sound), grid.frame]).sort(ROW)
    return Grid(frame, set_aside=grid.set_aside, remarks=grid.remarks, odd=grid.odd)
