"""Titles, rows and frames → the sheets of one Excel workbook, in one look, with every text inert."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from hvc.export.text import clean, width
from hvc.report.theme import LIGHT

OPTIONS = {
    "in_memory": True,  # no customer on disk, not even for a moment
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FONT = "微软雅黑"
NAME_LENGTH = 31  # of a sheet, by Excel's own limit
CELL_LENGTH = 32_767  # likewise, of a cell's text
NARROWEST, WIDEST = 8, 48  # columns of a column's text
SAMPLE = 500  # rows looked at for a column's width and their own heights
A4 = 9  # as Excel numbers papers
HEAD = 3  # rows over the header of a grid: title, note, a blank one
Look = dict[str, str | int | bool]
HEIGHT, LEADING = 19, 16  # points of a row, and of each further line in it
TALL = {"title": 34, "section": 28, "number": 22}
LOOKS: Mapping[str, Look] = {
    "title": {"font_size": 18, "bold": True, "font_color": LIGHT.ink},
    "subtitle": {"font_size": 10, "font_color": LIGHT.muted},
    "section": {"font_size": 13, "bold": True, "font_color": LIGHT.high_value, "bottom": 1, "bottom_color": LIGHT.hairline},
    "label": {"font_color": LIGHT.muted, "valign": "top"},
    "text": {"font_color": LIGHT.ink, "text_wrap": True, "valign": "top"},
    "strong": {"font_color": LIGHT.ink, "bold": True, "text_wrap": True, "valign": "top"},
    "number": {"font_color": LIGHT.high_value, "bold": True, "font_size": 12, "align": "left", "valign": "top"},
    "note": {"font_color": LIGHT.muted, "font_size": 9, "text_wrap": True, "valign": "top"},
    "link": {"font_color": LIGHT.high_value, "underline": 1, "valign": "top"},
    "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": LIGHT.high_value, "valign": "vcenter", "text_wrap": True},
    "opportunity": {"font_color": LIGHT.opportunity, "bold": True, "valign": "top"},
    "watch": {"font_color": LIGHT.watch, "bold": True, "valign": "top"},
    "risk": {"font_color": LIGHT.risk, "bold": True, "valign": "top"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of a grid: the frame's column, its title, and its Office number format ("@": text)."""

    key: str
    title: str
    number: str = "@"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a text sheet: its cells, the look of each (a key of `LOOKS`), and a sheet that the last one links to."""

    cells: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    link: str = ""


@dataclass(slots=True, eq=False)
class Book:
    """A workbook being written; `names` are the sheets so far, lower case, for Excel tells no case apart."""

    out: io.BytesIO = field(default_factory=io.BytesIO)
    names: set[str] = field(default_factory=set)
    styles: dict[str, Style] = field(default_factory=dict)
    file: xlsxwriter.Workbook = field(init=False)

    def __post_init__(self) -> None:
        """Open the file and set the type that plain cells have."""
        self.file = xlsxwriter.Workbook(self.out, OPTIONS)
        self.file.formats[0].set_font_name(FONT)
        self.file.formats[0].set_font_size(10)

    def close(self) -> bytes:
        """The file's bytes."""
        self.file.close()
        return self.out.getvalue()

    def look(self, name: str) -> Style:
        """One of `LOOKS`."""
        return self._style(name, LOOKS[name])

    def _style(self, name: str, properties: Look) -> Style:
        if name not in self.styles:
            self.styles[name] = self.file.add_format({"font_name": FONT, "font_size": 10, **properties})
        return self.styles[name]

    def sheet(self, wanted: str) -> Worksheet:
        """A new sheet under the first free name that Excel allows."""
        plain = re.sub(r"[\[\]:*?/\\]", " ", clean(wanted)).strip(" '")[:NAME_LENGTH] or "表"
        name, count = plain, 1
        while name.lower() in self.names or name.lower() == "history":
            count += 1
            name = f"{plain[: NAME_LENGTH - len(str(count)) - 1]}_{count}"
        self.names.add(name.lower())
        sheet = self.file.add_worksheet(name)
        sheet.hide_gridlines(2)
        return sheet

    def text(self, sheet: Worksheet, lines: Iterable[Line], widths: tuple[int, ...]) -> None:
        """Write `lines` from the top, in columns of these widths; the last cell of a line runs to the right edge."""
        for place, columns in enumerate(widths):
            sheet.set_column(place, place, columns)
        for row, line in enumerate(lines):
            last = len(line.cells) - 1
            for place, (text, name) in enumerate(zip(line.cells, line.looks, strict=True)):
                if place == last and 0 < place < len(widths) - 1:
                    sheet.merge_range(row, place, row, len(widths) - 1, "", self.look(name))
                sheet.write_string(row, place, clean(text)[:CELL_LENGTH], self.look(name))
            if line.link:
                target = line.link.replace("'", "''")
                sheet.write_url(row, last, f"internal:'{target}'!A1", self.look("link"), clean(line.cells[last])[:255])
            sheet.set_row(row, _height(line, widths))
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)

    def grid(
        self, sheet: Worksheet, frame: pl.DataFrame, columns: Sequence[GridColumn], heads: tuple[str, str]
    ) -> None:
        """Write `heads` (title, note), a frozen header with filters, and every row of `frame` with real numbers."""
        sheet.write_string(0, 0, clean(heads[0]), self._style("head", LOOKS["title"] | {"font_size": 14}))
        sheet.write_string(1, 0, clean(heads[1]), self.look("subtitle"))
        sheet.set_row(HEAD, 32)
        lines = [1] * min(frame.height, SAMPLE)
        for place, column in enumerate(columns):
            values = _writable(frame[column.key])
            shown = [width(_shown(value)) + 4 for value in values[:SAMPLE]]
            room = min(WIDEST, max(NARROWEST, width(column.title) + 4, *shown))
            sheet.set_column(place, place, room)
            header = self._style(f"header {column.number == '@'}", LOOKS["header"] | _sides(column))
            sheet.write_string(HEAD, place, clean(column.title), header)
            sheet.write_column(HEAD + 1, place, values, self._body(column, wrap=max(shown, default=0) > WIDEST))
            lines = [max(count, -(-size // room)) for count, size in zip(lines, shown, strict=True)]
        for row, count in enumerate(lines, HEAD + 1):
            sheet.set_row(row, HEIGHT + LEADING * (count - 1))
        sheet.autofilter(HEAD, 0, HEAD + frame.height, max(len(columns) - 1, 0))
        sheet.freeze_panes(HEAD + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD)

    def _body(self, column: GridColumn, *, wrap: bool) -> Style:
        rule: Look = {"num_format": column.number, "bottom": 1, "bottom_color": LIGHT.hairline, "font_color": LIGHT.ink}
        look = rule | _sides(column) | {"text_wrap": wrap, "valign": "top"}
        return self._style(f"body {column.number} {wrap}", look)


def _shown(value: object) -> str:
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


def _sides(column: GridColumn) -> Look:
    """Text to the left, a little off the number before it; numbers to the right."""
    return {"align": "left", "indent": 1} if column.number == "@" else {"align": "right"}


def _height(line: Line, widths: tuple[int, ...]) -> float:
    """Points that a line takes: Excel fits no row of merged cells by itself."""
    room = (*widths[: len(line.cells) - 1], sum(widths[len(line.cells) - 1 :])) if line.cells else ()
    rows = (-(-round(1.1 * width(clean(text))) // columns) for text, columns in zip(line.cells, room, strict=True))
    return max((TALL.get(name, HEIGHT) for name in line.looks), default=HEIGHT) + LEADING * (
        max(max(rows, default=1), 1) - 1
    )


def _writable(values: pl.Series) -> list[float | int | str | None]:
    """What Excel can hold: finite numbers, dates as they are, texts clean and not too long."""
    frame = values.alias("v").to_frame()
    value = pl.col("v")
    if values.dtype.is_float():
        frame = frame.select(pl.when(value.is_finite()).then(value))
    elif not (values.dtype.is_numeric() or values.dtype.is_temporal()):
        text = value.cast(pl.String).str.replace_all(r"[\t\r\n]+", " ").str.replace_all(r"[\p{Cc}\p{Bidi_Control}]", "")
        frame = frame.select(text.str.slice(0, CELL_LENGTH))
    return frame["v"].to_list()
