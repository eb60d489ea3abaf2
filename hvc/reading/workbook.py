"""An Excel or ODS workbook → one Grid per sheet, every cell as the text a person reads in it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import polars as pl

from hvc.reading.biff import locked
from hvc.reading.container import check_zip, protected
from hvc.reading.epoch import from_1904
from hvc.reading.grid import DamagedError, Grid, numbered
from hvc.reading.scrub import scrubbed, scrubbed_text
from hvc.reading.signs import ZIP

if TYPE_CHECKING:
    import fastexcel

ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")  # the stream an encrypted workbook hides in
MOMENT: Final = r"^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d"  # how the parser writes a date
_ERROR = re.compile(r"Error\((\w+)\)")
_DURATION = re.compile(r'DurationIso\("PT(\d+)H(\d+)M(\d+)')
_ERRORS: Final = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
}  # fmt: skip


def read(name: str, data: bytes) -> tuple[Grid, ...]:
    """A grid per worksheet; the cells of hidden sheets are read only where no visible one holds anything.

    Raises:
        ReadError: a password, or a container that would hurt.
    """
    if data.startswith(ZIP):
        check_zip(name, data)
    elif ENCRYPTED in data or locked(data):
        raise protected(name)
    sheets = _sheets(name, data)
    held = [sheet for sheet in sheets if sheet.height and sheet.width]
    shown = [sheet for sheet in held if sheet.visible == "visible"]
    grids = (_grid(sheet) if sheet in (shown or held) else _unread(sheet) for sheet in held)
    since = from_1904(data)
    return tuple(replace(grid, from_1904=since) if since else grid for grid in grids)


def _sheets(name: str, data: bytes) -> list[fastexcel.ExcelSheet]:
    import fastexcel  # noqa: PLC0415  a text file is read without it, and its child starts the faster

    try:
        book = fastexcel.read_excel(data)
        return [book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string") for sheet in book.sheet_names]
    except fastexcel.CalamineError as error:
        if "password" in str(error):
            raise protected(name) from None
        raise DamagedError from None
    except fastexcel.FastExcelError:
        raise DamagedError from None


def _unread(sheet: fastexcel.ExcelSheet) -> Grid:
    return Grid(numbered(pl.DataFrame()), scrubbed_text(sheet.name), hidden=True)


def _grid(sheet: fastexcel.ExcelSheet) -> Grid:
    batch, errors = sheet.to_arrow_with_errors()
    frame = pl.DataFrame(batch)
    frame.columns = [str(column.absolute_index + 1) for column in sheet.selected_columns]
    for column, marks in _marks(errors).items():
        series = frame[:, column]
        frame = frame.with_columns(series.scatter(list(marks), list(marks.values())))
    frame = frame.select(column.name for column in frame if column.null_count() < frame.height)
    return Grid(numbered(scrubbed(_plain(frame))), scrubbed_text(sheet.name), hidden=sheet.visible != "visible")


def _marks(errors: fastexcel.CellErrors | None) -> dict[int, dict[int, str]]:
    """Column → row → how Excel shows the error, or the time of day of an ODS, there: the parser hands on nothing at all."""
    marks: dict[int, dict[int, str]] = {}
    for error in errors.errors if errors is not None else []:
        row, column = error.position
        marks.setdefault(column, {})[row] = _mark(error.detail)
    return marks


def _mark(detail: str) -> str:
    if time := _DURATION.search(detail):
        return ":".join(part.zfill(2) for part in time.groups())
    kind = _ERROR.search(detail)
    return _ERRORS.get(kind[1] if kind else "", "#VALUE!")


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Dates without midnight, times of day without the day zero, no leftovers of XML escapes."""
    found = frame.select(pl.all().str.contains(MOMENT).any().name.prefix("d"), pl.all().str.contains("_x000D_").any())
    dates = [name for name in frame.columns if found["d" + name].item()]
    escaped = [name for name in frame.columns if found[name].item()]
    return frame.with_columns(pl.col(escaped).str.replace_all("_x000D_", "", literal=True)).with_columns(
        _moments(pl.col(name)) for name in dates
    )


def _moments(cell: pl.Expr) -> pl.Expr:
    is_moment = cell.str.contains(MOMENT + r"(\.\d+)?$")
    exact = cell.str.replace("T", " ", literal=True).str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False)
    text = exact.dt.round("1s").dt.strftime("%Y-%m-%d %H:%M:%S")
    short = text.str.replace(r" 00:00:00$", "").str.replace(r"^1899-12-3[01] ", "")
    return pl.when(is_moment).then(pl.coalesce(short, cell)).otherwise(cell)
