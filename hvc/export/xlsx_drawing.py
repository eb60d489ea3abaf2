"""Cells of a workbook → a chart of Excel's own over them, in our look: strong beside receding, numbers on the marks."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.chart import Chart as Drawing
from xlsxwriter.worksheet import Worksheet

from hvc.export.native import Sheet
from hvc.export.text import clean
from hvc.export.workbook import FONT, Book
from hvc.report.model import Mark

SIZE = 9  # points
HEADROOM = 1.18  # of the longest bar: its number stands beyond it
KINDS = {
    Mark.BARS: {"type": "bar"},
    Mark.CURVES: {"type": "scatter", "subtype": "straight"},
}


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the numbers of a picture stand: names in column `names` of rows `first` to `last`, heads in row `head`."""

    sheet: str
    head: int
    first: int
    last: int
    names: int
    values: tuple[int, ...]
    number: str
    top: float = 0.0
    averaged: bool = False


def bars(book: Book, cells: Cells) -> Drawing:
    """Bars of the strong colour over bars that recede, rows from the top down, numbers on the bars."""
    colours = book.palette
    made = _new(book, Mark.BARS)
    shades = ((colours.high_value, colours.high_value), (colours.others, colours.muted))
    for place, (column, (shade, ink)) in enumerate(zip(cells.values, shades, strict=False)):
        label = {
            "value": True,
            "position": "outside_end",
            "num_format": cells.number,
            "font": _font(ink, bold=not place),
        }
        series = _series(cells, column) | {"fill": {"color": shade}, "gap": 55, "overlap": -8, "data_labels": label}
        if cells.averaged and not place:
            series["points"] = [None] * (cells.last - cells.first) + [{"fill": {"color": colours.others}}]
        made.add_series(series)
    line = {"color": colours.others}
    names = {
        "reverse": True,
        "num_font": _font(colours.ink),
        "line": line,
        "major_tick_mark": "none",
        "label_position": "low",
    }
    made.set_y_axis(names)  # to xlsxwriter the axis that stands upright, of bars their names
    top = {"max": cells.top * HEADROOM} if cells.top > 0 else {}
    made.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, **top})
    _legend(made, colours.ink, shown=len(cells.values) > 1)
    return made


def curves(book: Book, cells: Cells, drawn: Sheet) -> Drawing:
    """A strong curve and a dashed one, the horizontal axis under its name."""
    colours = book.palette
    made = _new(book, Mark.CURVES)
    lines = ({"color": colours.high_value, "width": 2.25}, {"color": colours.muted, "width": 1.5, "dash_type": "dash"})
    for column, line in zip(cells.values, lines, strict=False):
        made.add_series(_series(cells, column) | {"line": line, "marker": {"type": "none"}})
    rough, quiet = cells.number.replace("0.0%", "0%"), _font(colours.muted)
    axis = {"num_font": quiet, "num_format": rough, "line": {"color": colours.others}, "min": 0}
    inert = {"name_font": quiet, "major_gridlines": {"visible": False}, "max": drawn.end}
    made.set_x_axis(axis | inert | {"name": [cells.sheet, cells.head, cells.names]})
    whole = {"max": 1} if cells.top <= 1 else {}
    made.set_y_axis(axis | {"major_gridlines": {"visible": True, "line": {"color": colours.hairline}}} | whole)
    _legend(made, colours.ink, shown=len(cells.values) > 1)
    return made


def _series(cells: Cells, column: int) -> dict[str, object]:
    """Names and values as lists of places: xlsxwriter quotes the sheet's name, and no text becomes a formula."""
    return {
        "name": [cells.sheet, cells.head, column],
        "categories": [cells.sheet, cells.first, cells.names, cells.last, cells.names],
        "values": [cells.sheet, cells.first, column, cells.last, column],
    }


def _new(book: Book, mark: Mark) -> Drawing:
    """An empty chart without a title or a frame; its Chinese type is named too, xlsxwriter names the Latin one alone."""
    made = book.file.add_chart(KINDS[mark])
    latin = made._write_a_latin  # noqa: SLF001  as above

    def both(attributes: list[tuple[str, str]]) -> None:
        latin(attributes)
        made._xml_empty_tag("a:ea", [("typeface", FONT)])  # noqa: SLF001  as above

    made._write_a_latin = both  # noqa: SLF001  as above
    made.set_title({"none": True})
    made.set_chartarea({"border": {"none": True}, "fill": {"color": book.palette.paper}})
    return made


def _font(colour: str, *, bold: bool = False) -> dict[str, object]:
    return {"name": FONT, "size": SIZE, "color": colour, "bold": bold}


def _legend(made: Drawing, colour: str, *, shown: bool) -> None:
    made.set_legend({"position": "top", "font": _font(colour)} if shown else {"none": True})


def put(sheet: Worksheet, place: tuple[int, int], made: Drawing, words: str, size: dict[str, int]) -> None:
    """Put a chart at a cell, in pixels, with words for who cannot see it; it moves with the cells and keeps its size."""
    made.set_size(size)
    sheet.insert_chart(*place, made, {"object_position": 2, "description": clean(words)})
