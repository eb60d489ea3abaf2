"""Workbooks made on the spot: each sheet a list of rows."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime

import pytest
import xlsxwriter

Rows = list[list[object]]


def workbook_bytes(sheets: dict[str, Rows], hidden: tuple[str, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    match cell:
                        case datetime():
                            sheet.write_datetime(i, j, cell, moment)
                        case date():
                            sheet.write_datetime(i, j, cell, day)
                        case str() if cell.startswith("#") and cell.isupper():
                            sheet.write_formula(i, j, "=1/0", None, cell)
                        case None:
                            pass
                        case _:
                            sheet.write(i, j, cell)
            if name in hidden:
                sheet.hide()
    return buffer.getvalue()


@pytest.fixture
def workbook() -> Callable[..., bytes]:
    return workbook_bytes
