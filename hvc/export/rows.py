"""A frame → the rows of an Excel sheet as XML, built by expressions and spliced into a workbook that holds everything else.

xlsxwriter writes a cell at a time, 15 s for 100,000 customers of ten columns; this takes one. The workbook comes from
xlsxwriter with one row of blanks where the rows shall stand: their styles are the styles of the columns.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl
from xlsxwriter.utility import xl_col_to_name

CELL_LENGTH = 32_767  # characters of a cell's text, by Excel's own limit
ROW = "\0row"  # the column of row numbers beside the user's own, whose names cannot hold a control character
AT_ONCE = 20_000  # rows put into XML at a time: about 12 MB, and as much again for each step on the way
FAST = 1  # of zlib's levels: half the time of the usual one for files a tenth larger
DAY_ZERO, FIRST_DAY = pl.date(1899, 12, 30), pl.date(1900, 3, 1)  # before it, Excel counts a day that never was
_CELL = re.compile(r'<c r="[A-Z]+\d+"(?: s="(\d+)")?/>')
_ESCAPED = r"_(x[0-9A-Fa-f]{4}_)"  # to Excel an escaped character, to the user an ordinary text
_SPECIAL = r"[&<>]|_x|^\s|\s$"  # a column without any of it is written as it is
_UNSAFE = r"[\p{Cc}\p{Bidi_Control}\x{fffe}\x{ffff}]"  # in XML, and what turns the text around it


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What shall stand from row `first` of the `sheet`-th sheet, both counted from 1; every column came through `writable`."""

    sheet: int
    first: int
    frame: pl.DataFrame


def spliced(book: bytes, waiting: Mapping[int, Rows]) -> bytes:
    """The workbook with the rows that wait, by the number of their sheet, in the place of their row of blanks."""
    target = io.BytesIO()
    packed = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=FAST)
    with zipfile.ZipFile(io.BytesIO(book)) as old, packed as new:
        for entry in old.infolist():
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", entry.filename)
            rows = waiting.get(int(found.group(1))) if found else None
            if rows is None:
                new.writestr(entry, old.read(entry))
                continue
            with new.open(entry.filename, "w", force_zip64=True) as sheet:
                for piece in _sheet(old.read(entry).decode(), rows):
                    sheet.write(piece.encode())
    return target.getvalue()


def _sheet(xml: str, rows: Rows) -> Iterator[str]:
    """The sheet's XML in pieces, its blank row replaced and its extent told."""
    width, height = rows.frame.width, rows.frame.height
    blank = re.search(rf'<row r="{rows.first}"[^>]*>(.*?)</row>', xml)
    assert blank is not None, "the sheet has a row of blanks for the rows"
    styles = [style or "0" for style in _CELL.findall(blank.group(1))]
    last = f"{xl_col_to_name(width - 1)}{rows.first + height - 1}"
    yield re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', xml[: blank.start()])
    for start in range(0, height, AT_ONCE):
        yield _written(rows.frame.slice(start, AT_ONCE), styles, rows.first + start)
    yield xml[blank.end() :]


def _written(frame: pl.DataFrame, styles: list[str], first: int) -> str:
    number = pl.int_range(first, first + frame.height).cast(pl.String)
    cells = [
        _cell(values, xl_col_to_name(place), style)
        for place, (values, style) in enumerate(zip(frame.iter_columns(), styles, strict=True))
    ]
    row = pl.concat_str(pl.lit('<row r="'), pl.col(ROW), pl.lit('">'), *cells, pl.lit("</row>"))
    return str(frame.with_columns(number.alias(ROW)).select(row.str.join("")).item())


def _cell(values: pl.Series, column: str, style: str) -> pl.Expr:
    """One cell as XML; nothing where there is no value."""
    value = pl.col(values.name)
    head = pl.concat_str(pl.lit(f'<c r="{column}'), pl.col(ROW), pl.lit(f'" s="{style}"'))
    if values.dtype.is_temporal():
        day = value.cast(pl.Date)
        serial = (day - DAY_ZERO).dt.total_days().cast(pl.String)
        number = pl.concat_str(head, pl.lit("><v>"), serial, pl.lit("</v></c>"))
        written = pl.when(day >= FIRST_DAY).then(number).otherwise(_text(head, day.cast(pl.String), ""))
    elif values.dtype.is_numeric():
        written = pl.concat_str(head, pl.lit("><v>"), value.cast(pl.String), pl.lit("</v></c>"))
    elif bool(values.str.contains(_SPECIAL).any()):
        written = _text(head, escaped(value), ' xml:space="preserve"')
    else:
        written = _text(head, value, "")
    return written.fill_null("")


def _text(head: pl.Expr, text: pl.Expr, space: str) -> pl.Expr:
    return pl.concat_str(head, pl.lit(f' t="inlineStr"><is><t{space}>'), text, pl.lit("</t></is></c>"))


def escaped(text: pl.Expr) -> pl.Expr:
    """A clean `text` as the content of an XML element that Excel reads as exactly that text."""
    return text.str.replace_all(_ESCAPED, "_x005F_${1}").str.replace_many(["&", "<", ">"], ["&amp;", "&lt;", "&gt;"])


def writable(values: pl.Series) -> pl.Series:
    """What Excel can hold: finite numbers, dates as they are, texts clean and not too long."""
    frame = values.alias("v").to_frame()
    value = pl.col("v")
    if values.dtype.is_float():
        frame = frame.select(pl.when(value.is_finite()).then(value))
    elif not (values.dtype.is_numeric() or values.dtype.is_temporal()):
        frame = frame.select(value.cast(pl.String))
        if not bool(frame.select(_fits(value).all()).item()):  # nearly always they do, and a million copies are saved
            text = value.str.replace_all(r"[\t\r\n]+", " ").str.replace_all(_UNSAFE, "")
            frame = frame.select(text.str.slice(0, CELL_LENGTH))
    return frame["v"]


def _fits(text: pl.Expr) -> pl.Expr:
    """Whether a text can stand in a cell as it is."""
    return ~text.str.contains(_UNSAFE) & (text.str.len_bytes() <= CELL_LENGTH)


def shown_as(value: object) -> str:
    """About what a cell shows, for its width."""
    match value:
        case None:
            return ""
        case float():
            return f"{value:,.2f}"
        case dt.date():
            return f"{value:%Y-%m-%d}"
        case _:
            return str(value)
