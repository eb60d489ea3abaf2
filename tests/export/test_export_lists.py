from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from export_cases import material, members
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.export.lists import csv, customers, inert, render, titles
from hvc.export.model import Material
from hvc.schema import AMOUNT, CITY, CREDIT_SCORE, CUSTOMER, ORDERS, OVERDUE, REGISTER_DATE, extra


def text(files: tuple[tuple[str, bytes], ...]) -> list[str]:
    return files[0][1].decode("utf-8-sig").splitlines()


def test_a_list_is_named_after_its_action_and_masked(plain: Material) -> None:
    files = render(plain)
    assert files[0][0] == "lists/VIP专属服务.csv"
    assert text(files)[0] == "客户编号,累计交易金额,姓名,手机号,客户标签,会员等级,注册日期,同意营销"
    assert text(files)[1] == "00123,12000.5,甲*,138****8041,高消费潜力、品牌忠诚度高,钻石会员,2024-01-02,是"


def test_a_clear_list_holds_what_the_file_held_made_inert(plain: Material) -> None:
    lines = text(render(replace(plain, clear=True)))
    assert lines[2] == "6222021234567890123,8000.0,乙某某,'+86 139-0013-9000,\"\",'@黄金会员,2023-05-06,否"
    assert lines[3].startswith("'=1+1,5100.25,")


def test_excel_is_told_that_it_is_utf_8(plain: Material) -> None:
    assert render(plain)[0][1].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "  =", "\u3000@", "\t", "\r", "\n"])
def test_a_cell_that_looks_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert pl.select(inert(pl.lit(f"{start}1"))).item() == f"'{start}1"


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_an_inert_cell_never_begins_a_formula_and_keeps_its_text(cell: str) -> None:
    shown = pl.select(inert(pl.lit(cell, dtype=pl.String))).item()
    assert shown.removeprefix("'") == cell.removeprefix("'") or shown == f"'{cell}"
    assert not shown.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


def test_two_columns_of_one_label_are_told_apart_and_a_header_is_inert() -> None:
    fields = (CUSTOMER, extra(1, "=城市"), extra(2, "=城市"))
    assert titles(fields) == ("客户编号", "=城市", "=城市_2")
    frame = pl.DataFrame({"customer": ["1"], "extra_1": ["甲"], "extra_2": ["乙"]})
    assert csv(frame, fields).decode("utf-8-sig").splitlines()[0] == "客户编号,'=城市,'=城市_2"


def test_a_column_that_is_ours_alone_stays_behind() -> None:
    made = material()
    action = replace(made.actions[0], members=members().with_columns(__row=1))
    header = text(render(replace(made, actions=(action,))))[0]
    assert "__row" not in header
    assert CITY.label not in header


def test_whole_numbers_are_written_as_such_and_money_is_not() -> None:
    frame = pl.DataFrame({"amount": [9.0], "orders": [18.0], "credit_score": [612.5]})
    assert csv(frame, (AMOUNT, ORDERS, CREDIT_SCORE)).decode("utf-8-sig").splitlines()[1] == "9.0,18,612.5"


def test_a_day_has_no_hour_and_what_we_worked_out_no_long_tail() -> None:
    rows = members().with_columns(
        register_date=pl.lit(dt.datetime(2025, 4, 10, 16, 31)),  # noqa: DTZ001  no zone by contract
        overdue=pl.lit(13.947368),
    )
    action = replace(material().actions[0], members=rows, shows=("overdue",))
    frame, _ = customers(action, (REGISTER_DATE, replace(OVERDUE, derived=True)), clear=False)
    assert frame["register_date"].unique().to_list() == [dt.date(2025, 4, 10)]
    assert frame["overdue"].unique().to_list() == [13.95]
