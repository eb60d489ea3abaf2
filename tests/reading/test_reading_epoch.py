"""Workbooks that count their days from 1904."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date

import pytest
import xlsxwriter

from hvc.reading import Table, read
from hvc.reading.epoch import from_1904

DAY = date(2024, 3, 5)
SINCE_1900, SINCE_1904 = 45356, 43894  # the same day


def book(*, since_1904: bool, cells: list[object], header: str = "注册日期") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "date_1904": since_1904}) as made:
        sheet = made.add_worksheet("会员")
        sheet.write_row(0, 0, ["会员ID", header, "金额"])
        for row, cell in enumerate(cells, 1):
            sheet.write(row, 0, f"M{row}")
            if isinstance(cell, date):
                sheet.write_datetime(row, 1, cell, made.add_format({"num_format": "yyyy-mm-dd"}))
            else:
                sheet.write(row, 1, cell)
            sheet.write(row, 2, SINCE_1904)
    return buffer.getvalue()


def one(data: bytes) -> Table:
    (table,) = read("客户.xlsx", data)
    return table


@pytest.mark.parametrize("since_1904", [True, False])
def test_formatted_dates_are_the_same_day_in_both(since_1904: bool) -> None:
    assert one(book(since_1904=since_1904, cells=[DAY])).frame["注册日期"].to_list() == [DAY.isoformat()]


def test_bare_serials_of_a_date_column_are_counted_anew_and_said() -> None:
    table = one(book(since_1904=True, cells=[SINCE_1904, SINCE_1904 + 0.5]))
    assert table.frame["注册日期"].to_list() == [str(SINCE_1900), f"{SINCE_1900}.5"]
    assert table.frame["金额"].to_list() == [str(SINCE_1904)] * 2
    assert "「注册日期」" in table.remarks[0].text


def test_where_days_count_from_1900_serials_stay() -> None:
    table = one(book(since_1904=False, cells=[SINCE_1900]))
    assert table.frame["注册日期"].to_list() == [str(SINCE_1900)]
    assert not table.remarks


def test_numbers_that_are_no_days_stay() -> None:
    table = one(book(since_1904=True, cells=[SINCE_1904], header="次数"))
    assert table.frame["次数"].to_list() == [str(SINCE_1904)]
    assert not one(book(since_1904=True, cells=[3, 4])).remarks


def record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def xls(*records: bytes) -> bytes:
    start = record(0x809, b"\x00\x06\x05\x00" + bytes(12))
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + start + b"".join(records)


def xlsb(*parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00" + b"".join(parts))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (xls(record(0x42, b"\xe4\x04"), record(0x22, b"\x01\x00")), True),
        (xls(record(0x22, b"\x00\x00")), False),
        (xls(record(0x0A, b""), record(0x22, b"\x01\x00")), False),
        (xls(record(0x42, b"\xe4\x04")), False),
        (b"\xd0\xcf\x11\xe0 cut", False),
        (xlsb(b"\x80\x01\x02ab", b"\x99\x01\x0c\x21" + bytes(11)), True),
        (xlsb(b"\x99\x01\x0c\x20" + bytes(11)), False),
        (xlsb(b"\x99\x01"), False),
        (b"PK\x03\x04 cut", False),
    ],
)
def test_every_kind_of_workbook_says_from_where_it_counts(data: bytes, *, wanted: bool) -> None:
    assert from_1904(data) is wanted
