"""Titles, rows and frames → the sheets of one Excel workbook, in one look, with every text inert."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format as Style
from xlsxwriter.worksheet import Worksheet

from hvc.export.looks import Look, looks
from hvc.export.rows import CELL_LENGTH, Rows, shown_as, spliced, writable
from hvc.export.text import clean, width
from hvc.report.palette import LIGHT, Palette

OPTIONS = {
    "in_memory": True,  # no customer on disk, not even for a moment
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FONT = "微软雅黑"
NAME_LENGTH = 31  # of a sheet, by Excel's own limit
NARROWEST, WIDEST = 8, 48  # columns of a column's text
SAMPLE = 500  # rows looked at for a column's width and their own heights
A4 = 9  # as Excel numbers papers
HEAD = 3  # rows over the header of a grid that has heads: title, note, a blank one
AT_A_CELL = 2000  # rows of a grid written cell by cell, each as high as its text; more are spliced in, one line each
HEIGHT, LEADING = 19, 16  # points of a row, and of each further line in it
TALL = {"from": 26, "title": 34, "section": 28, "number": 22}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of a grid: the frame's column, its title, and its Office number format ("@": text)."""

    key: str
    title: str
    number: str = "@"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a text sheet: its cells, the look of each (a key of `looks`), and a sheet that the last one links to."""

    cells: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    link: str = ""


@dataclass(slots=True, eq=False)
class Book:
    """A workbook being written.

    `names` are the sheets so far, lower case, for Excel tells no case apart; `waiting` the rows to be spliced in at the end.
    """

    palette: Palette = LIGHT
    out: io.BytesIO = field(default_factory=io.BytesIO)
    names: set[str] = field(default_factory=set)
    styles: dict[str, Style] = field(default_factory=dict)
    waiting: dict[int, Rows] = field(default_factory=dict)
    file: xlsxwriter.Workbook = field(init=False)

    def __post_init__(self) -> None:
        """Open the file and set the type that plain cells have."""
        self.file = xlsxwriter.Workbook(self.out, OPTIONS)
        self.file.formats[0].set_font_name(FONT)
        self.file.formats[0].set_font_size(10)

    def close(self) -> bytes:
        """The file's bytes."""
        self.file.close()
        return spliced(self.out.getvalue(), self.waiting) if self.waiting else self.out.getvalue()

    def look(self, name: str) -> Style:
        """One of `looks`."""
        return self._style(name, looks(self.palette)[name])

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
        self, sheet: Worksheet, frame: pl.DataFrame, columns: Sequence[GridColumn], heads: tuple[str, str] | None
    ) -> int:
        """Write `heads` (title, note) if there are any, a frozen header with filters, and real numbers; how wide it became."""
        top = 0 if heads is None else HEAD
        if heads is not None:
            sheet.write_string(0, 0, clean(heads[0]), self._style("head", looks()["title"] | {"font_size": 14}))
        sheet.set_row(top, 32)
        cells = frame.select(writable(frame[column.key]).alias(column.key) for column in columns)
        write = self._splice if frame.height > AT_A_CELL else self._write
        rooms = write(sheet, cells, columns, top)
        if heads is not None:
            self._note(sheet, clean(heads[1]), rooms)
        sheet.autofilter(top, 0, top + frame.height, max(len(columns) - 1, 0))
        sheet.freeze_panes(top + 1, 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        return sum(rooms)

    def _note(self, sheet: Worksheet, text: str, rooms: Sequence[int]) -> None:
        """Write a note as wide as the grid below: one that ran on would shrink the whole printed page."""
        style = self._style("grid note", looks(self.palette)["subtitle"] | {"text_wrap": True, "valign": "top"})
        if len(rooms) > 1:
            sheet.merge_range(1, 0, 1, len(rooms) - 1, "", style)
        sheet.write_string(1, 0, text, style)
        lines = -(-round(1.1 * width(text)) // max(sum(rooms), 1))
        sheet.set_row(1, HEIGHT + LEADING * (max(lines, 1) - 1))

    def _write(self, sheet: Worksheet, cells: pl.DataFrame, columns: Sequence[GridColumn], top: int) -> list[int]:
        lines, rooms = [1] * min(cells.height, SAMPLE), []
        for place, column in enumerate(columns):
            shown, room = self._column(sheet, place, column, (cells[column.key], top))
            style = self.body(column, wrap=max(shown, default=0) > WIDEST)
            sheet.write_column(top + 1, place, cells[column.key].to_list(), style)
            lines = [max(count, -(-size // room)) for count, size in zip(lines, shown, strict=True)]
            rooms.append(room)
        for row, count in enumerate(lines, top + 1):
            sheet.set_row(row, HEIGHT + LEADING * (count - 1))
        return rooms

    def _splice(self, sheet: Worksheet, cells: pl.DataFrame, columns: Sequence[GridColumn], top: int) -> list[int]:
        rooms = []
        for place, column in enumerate(columns):
            rooms.append(self._column(sheet, place, column, (cells[column.key], top))[1])
            sheet.write_blank(top + 1, place, None, self.body(column, wrap=False))
        number = self.file.worksheets().index(sheet) + 1
        self.waiting[number] = Rows(number, top + 2, cells)
        return rooms

    def _column(
        self, sheet: Worksheet, place: int, column: GridColumn, body: tuple[pl.Series, int]
    ) -> tuple[list[int], int]:
        """Write one header and set its column's width; the widths that the first cells ask for, and what they got."""
        values, top = body
        shown = [width(shown_as(value)) + 4 for value in values.head(SAMPLE).to_list()]
        room = min(WIDEST, max(NARROWEST, width(column.title) + 4, *shown))
        sheet.set_column(place, place, room)
        style = self._style(f"header {column.number == '@'}", looks(self.palette)["header"] | _sides(column))
        sheet.write_string(top, place, clean(column.title), style)
        return shown, room

    def body(self, column: GridColumn, *, wrap: bool) -> Style:
        """How a cell under this column looks."""
        rule: Look = {"num_format": column.number, "bottom": 1, "bottom_color": LIGHT.hairline, "font_color": LIGHT.ink}
        look = rule | _sides(column) | {"text_wrap": wrap, "valign": "top"}
        return self._style(f"body {column.number} {wrap}", look)


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
