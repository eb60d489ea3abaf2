"""Tables of shares and charts of the report → charts of Excel's own over the cells of the workbook, in our look."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from xlsxwriter.worksheet import Worksheet

from hvc.export.model import Material
from hvc.export.native import Sheet, native
from hvc.export.pictures import charts
from hvc.export.text import clean
from hvc.export.workbook import HEAD, Book, GridColumn
from hvc.export.xlsx_drawing import KINDS, Cells, bars, curves, put
from hvc.report.model import Chart, DataTable, Mark
from hvc.units import SHARE

BESIDE = ("share_high_value", "share_others")  # the columns of a table that is drawn under itself
DATA = "图的数据"
MOST = 2  # pictures on the first sheet
WIDE, ROW, FRAME = 760, 44, 60  # pixels: a picture at most, a level of it, and what stands around its levels
TOLD = 3  # levels that the words for who cannot see the picture read out


def under(book: Book, sheet: Worksheet, table: DataTable, room: int) -> None:
    """Draw a table's shares of both groups side by side below it, no wider than the table; nothing where there are none."""
    keys = [column.key for column in table.columns]
    if not set(BESIDE) <= set(keys):
        return
    shares = table.frame.select(pl.col(BESIDE).cast(pl.Float64))
    drawn = int(shares.select(pl.all_horizontal(pl.all().is_not_null()).cum_min().sum()).item())
    if not drawn:
        return
    top = float(shares.head(drawn).select(pl.max_horizontal(pl.all()).max()).item())
    places = tuple(keys.index(key) for key in BESIDE)
    cells = Cells(sheet.get_name(), HEAD, HEAD + 1, HEAD + drawn, 0, places, SHARE.excel, top)
    size = {"width": min(7 * room + 5 * len(keys), WIDE), "height": FRAME + ROW * drawn}
    put(sheet, (HEAD + table.frame.height + 2, 0), bars(book, cells), _words(table, drawn), size)
    sheet.fit_to_pages(1, 1)


def _words(table: DataTable, drawn: int) -> str:
    """What the picture under a table shows, for who cannot see it."""
    rows = table.frame.select(table.columns[0].key, *BESIDE).head(min(drawn, TOLD)).rows()
    told = (f"{level}，占高价值 {SHARE.text(ours)}，占其他 {SHARE.text(theirs)}" for level, ours, theirs in rows)
    return f"{table.title}，条形图。{'；'.join(told)}。"


def chosen(material: Material) -> tuple[Chart, ...]:
    """The pictures of the first sheet: those of the 一页纸 as the report prints them, else the first ones Excel can draw."""
    able = {chart.name: chart for chart in charts(material.report) if _drawable(chart)}
    wanted = [chart.name.removeprefix("brief-") for chart in charts(material.brief)] if material.brief else []
    return tuple([able[name] for name in wanted if name in able][:MOST] or list(able.values())[:MOST])


def _drawable(chart: Chart) -> bool:
    """Whether Excel can draw a chart: its curves over shares of a whole alone."""
    drawn = native(chart)
    if chart.plot is None or drawn is None or chart.plot.mark not in KINDS:
        return False
    return chart.plot.mark is not Mark.CURVES or drawn.end <= 1


def opening(
    book: Book, sheet: Worksheet, shown: Sequence[Chart], place: tuple[int, Sequence[tuple[int, int, int, int]]]
) -> None:
    """Draw `shown` on the first sheet from this row on, from numbers on a sheet of theirs.

    Each stands at (column, pixels into it) and has (width, height).
    """
    if not shown:
        return
    data, row = book.sheet(DATA), 0
    for chart, (column, left, width, height) in zip(shown, place[1], strict=False):
        drawn = native(chart)
        assert drawn is not None, "chosen for it"
        assert chart.plot is not None, "drawn by it"
        cells = _kept(book, data, row, (chart.title, drawn))
        made = curves(book, cells, drawn) if chart.plot.mark is Mark.CURVES else bars(book, cells)
        put(sheet, (place[0], column), made, chart.alt, {"width": width, "height": height, "x_offset": left})
        row = cells.last + 2
    data.set_column(0, 0, 40)
    data.set_column(1, MOST, 22)
    data.fit_to_pages(1, 0)


def _kept(book: Book, data: Worksheet, row: int, told: tuple[str, Sheet]) -> Cells:
    """Write the numbers of one picture from this row on; where they stand."""
    title, drawn = told
    data.write_string(row, 0, clean(title), book.look("strong"))
    for column, name in enumerate((drawn.head, *(name for name, _ in drawn.series))):
        data.write_string(row + 1, column, clean(name), book.look("header"))
    text, number = (book.body(GridColumn("", "", form), wrap=False) for form in ("@", drawn.number))
    first = row + 2
    for place, label in enumerate(drawn.rows, first):
        if isinstance(label, str):
            data.write_string(place, 0, label, text)
        else:
            data.write_number(place, 0, label, number)
    for column, (_, values) in enumerate(drawn.series, 1):
        data.write_column(first, column, values, number)
    last = first + len(drawn.rows) - 1
    columns = tuple(range(1, len(drawn.series) + 1))
    return Cells(data.get_name(), row + 1, first, last, 0, columns, drawn.number, drawn.top, drawn.averaged)
