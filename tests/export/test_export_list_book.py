"""A customer list as a workbook: the customers with real numbers and days, and beside them what is to be done."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace

import openpyxl
import polars as pl
import pytest
from export_cases import HOSTILE, action, material, members

from hvc.export import list_book
from hvc.export.list_book import Telling, packed, sheets, table, workbook
from hvc.export.lists import CONTACTED, HELD, csv, customers
from hvc.export.workbook import Book
from hvc.insights.model import Action, Control, Fact
from hvc.units import SHARE

FIELDS = material().analysis.dataset.fields
MASKED = Telling(FIELDS)
CONTROL = Control(pl.Series("held", [False, True, False]), 0.33, 5000, Fact("可检出差异", 0.4, SHARE))
CLEAR = openpyxl.load_workbook(io.BytesIO(workbook(action(), Telling(FIELDS, purpose="五月回访"))))


def words(book: openpyxl.Workbook) -> str:
    return " ".join(str(cell) for row in book["做法"].iter_rows(values_only=True) for cell in row if cell)


def test_ids_are_text_money_is_a_number_and_days_are_days() -> None:
    header, first, second = list(CLEAR["名单"].iter_rows())[:3]
    assert [cell.value for cell in header[:3]] == ["客户编号", "累计交易金额", "姓名"]
    assert (second[0].value, second[0].number_format) == ("6222021234567890123", "@")
    assert (first[1].value, first[1].number_format) == (12000.5, "#,##0.00")
    assert first[6].value == dt.datetime(2024, 1, 2)  # noqa: DTZ001  as Excel holds it
    assert first[6].number_format == "yyyy-mm-dd"


def test_a_list_is_masked_and_says_so_unless_a_purpose_was_named() -> None:
    masked = openpyxl.load_workbook(io.BytesIO(workbook(action(), MASKED)))
    assert masked["名单"]["D2"].value == "138****8041"
    assert "已脱敏" in words(masked)
    assert CLEAR["名单"]["D2"].value == "13800138041"
    assert "未脱敏，用途：五月回访" in words(CLEAR)


def test_the_second_sheet_says_what_to_do() -> None:
    assert "VIP 专属服务" in words(CLEAR)
    assert "指定专属客服。" in words(CLEAR)
    assert "lists/" not in words(CLEAR)


def test_who_is_left_alone_is_marked_in_every_list() -> None:
    grouped = replace(action(), control=CONTROL)
    frame, fields = customers(grouped, FIELDS, clear=False)
    assert frame["contact_group"].to_list() == [CONTACTED, HELD, CONTACTED]
    assert csv(frame, fields).decode("utf-8-sig").splitlines()[0].startswith("客户编号,分组,累计交易金额")
    book = openpyxl.load_workbook(io.BytesIO(workbook(grouped, MASKED)))
    assert [row[1] for row in book["名单"].iter_rows(values_only=True)] == ["分组", CONTACTED, HELD, CONTACTED]
    assert "这一轮不联系" in words(book)


def test_what_else_a_customer_fits_stands_beside_them_whichever_list_they_are_on() -> None:
    first = action()
    kept = replace(action("补升"), code="upgrade", members=members()[1:2])
    yielding = replace(action("唤回"), code="winback", members=members()[2:], yielded=members()["customer"].head(2))
    frame, fields = customers(first, FIELDS, clear=False, plan=(first, kept, yielding))
    assert [field.label for field in fields][:3] == ["客户编号", "累计交易金额", "也符合"]
    assert frame["also_fits"].to_list() == ["唤回", "补升、唤回", "唤回"]
    assert "also_fits" not in customers(first, FIELDS, clear=False, plan=(first,))[0].columns


def test_a_list_of_more_customers_than_a_sheet_holds_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_book, "ROWS", 2)
    book = Book()
    assert sheets(book, "名单", customers(action(), FIELDS, clear=True), None) == "名单"
    read = openpyxl.load_workbook(io.BytesIO(book.close()))
    assert {sheet.title: sheet.max_row for sheet in read} == {"名单": 3, "名单_2": 2}
    told = words(openpyxl.load_workbook(io.BytesIO(workbook(action(), MASKED))))
    assert "共 3 位客户，一张工作表放不下，依次写在 2 张「名单」工作表上。" in told
    assert "放不下" not in words(CLEAR)


def test_hostile_cells_are_texts() -> None:
    hostile = pl.concat([members().with_columns(name=pl.lit(text)) for text in HOSTILE])
    wild: Action = replace(action(), members=hostile)
    read = openpyxl.load_workbook(io.BytesIO(workbook(wild, Telling(FIELDS, purpose="=1+1"))))
    kinds = {cell.data_type for row in read["名单"].iter_rows(min_row=2) for cell in row if cell.column == 3}
    assert kinds == {"s"}
    assert not [cell for row in read["做法"].iter_rows() for cell in row if cell.data_type == "f"]


def test_all_lists_are_packed_in_the_order_of_the_plan() -> None:
    first, second = action(), replace(action("唤回"), file="唤回")
    archive = zipfile.ZipFile(io.BytesIO(packed((first, second), MASKED)))
    assert archive.namelist() == [
        "Excel/01-VIP专属服务.xlsx", "CSV/01-VIP专属服务.csv", "Excel/02-唤回.xlsx", "CSV/02-唤回.csv",
    ]  # fmt: skip
    assert archive.read("CSV/02-唤回.csv") == table(second, MASKED)
