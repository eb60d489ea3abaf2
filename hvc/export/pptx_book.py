"""The numbers of a native chart → the workbook that PowerPoint opens for 编辑数据: one sheet, one table, no formula."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter
from pptx.chart.chart import Chart
from xlsxwriter.utility import xl_col_to_name

from hvc.export.text import clean
from hvc.export.workbook import FONT, OPTIONS

SHEET = "数据"
MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001  of every workbook alike: the same numbers give the same bytes
_ROW, _COLUMN = 14, 18  # columns of text a cell holds


def workbook(
    head: str, rows: Sequence[str] | Sequence[float], series: Sequence[tuple[str, Sequence[float | None]]]
) -> bytes:
    """Rows down, series across; python-pptx's own writer would make live formulas of names that begin with =."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"created": MADE})
    book.formats[0].set_font_name(FONT)
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, 2 * _ROW)
    sheet.set_column(1, len(series), _COLUMN)
    sheet.write_string(0, 0, clean(head))
    for place, row in enumerate(rows, 1):
        if isinstance(row, str):
            sheet.write_string(place, 0, clean(row))
        else:
            sheet.write_number(place, 0, row)
    for column, (name, values) in enumerate(series, 1):
        sheet.write_string(0, column, clean(name))
        for place, value in enumerate(values, 1):
            if value is not None:
                sheet.write_number(place, column, value)
    book.close()
    return out.getvalue()


def refer(chart: Chart, rows: int, series: int) -> None:
    """Let each series of `chart` read from the sheet as `workbook` writes it."""
    named = f"{SHEET}!$A$2:$A${rows + 1}"
    found = chart._chartSpace.findall(".//{*}ser")  # noqa: SLF001  python-pptx writes its own references
    assert len(found) == series
    for place, one in enumerate(found, 1):
        column = xl_col_to_name(place)
        values = f"{SHEET}!${column}$2:${column}${rows + 1}"
        told = {"tx": f"{SHEET}!${column}$1", "cat": named, "xVal": named, "val": values, "yVal": values}
        for name, reference in told.items():
            for formula in one.findall(f"{{*}}{name}//{{*}}f"):
                formula.text = reference
