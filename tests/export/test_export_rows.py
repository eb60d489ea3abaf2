"""Rows spliced into a workbook: what is read back is what was there, as text, number or day."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import fastexcel
import openpyxl
import polars as pl
import pytest
from export_cases import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.export import rows
from hvc.export.workbook import AT_A_CELL, Book, GridColumn

MONEY, DAY = "#,##0.00", "yyyy-mm-dd"


def book(frame: pl.DataFrame, numbers: tuple[str, ...], heads: tuple[str, str] | None = None) -> bytes:
    made = Book()
    made.grid(made.sheet("说明"), pl.DataFrame({"a": ["甲"]}), [GridColumn("a", "一")], ("题", "注"))
    columns = [GridColumn(key, key, number) for key, number in zip(frame.columns, numbers, strict=True)]
    made.grid(made.sheet("名单"), frame, columns, heads)
    return made.close()


def cells(data: bytes) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data))["名单"].iter_rows(values_only=True))


def many(*head: dict[str, Any], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """`head` as the first rows of more than are written cell by cell; the first of them once more at the end."""
    rest = [dict.fromkeys(schema) for _ in range(AT_A_CELL - len(head))]
    return pl.DataFrame([*head, *rest, head[0]], schema=schema)


def test_many_rows_keep_their_kinds() -> None:
    schema = {"id": pl.String(), "money": pl.Float64(), "day": pl.Datetime("us"), "n": pl.UInt32()}
    first = {"id": "6222021234567890123", "money": 1234.5, "day": dt.datetime(2024, 2, 29), "n": 7}  # noqa: DTZ001  no zone by contract
    odd = {"id": "00123", "money": float("inf"), "day": dt.datetime(1899, 5, 6), "n": None}  # noqa: DTZ001
    data = book(many(first, odd, schema=schema), ("@", MONEY, DAY, "0"))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["名单"]
    assert sheet.dimensions == f"A1:D{AT_A_CELL + 2}"
    assert [cell.value for cell in sheet[2]] == ["6222021234567890123", 1234.5, dt.datetime(2024, 2, 29), 7]  # noqa: DTZ001
    assert [cell.value for cell in sheet[3]] == ["00123", None, "1899-05-06", None]
    assert [cell.number_format for cell in sheet[2]] == ["@", MONEY, DAY, "0"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", f"A1:D{AT_A_CELL + 2}")


def test_many_rows_stand_under_the_heads_where_there_are_some() -> None:
    frame = pl.DataFrame({"id": [str(place) for place in range(AT_A_CELL + 5)]})
    read = cells(book(frame, ("@",), ("名单", "共几位")))
    assert [row[0] for row in read[:5]] == ["名单", "共几位", None, "id", "0"]
    assert read[-1] == (str(AT_A_CELL + 4),)


@pytest.mark.parametrize("size", [5, AT_A_CELL + 5])
def test_few_and_many_rows_read_alike(size: int) -> None:
    frame = pl.DataFrame({"id": [f"c{place}" for place in range(size)], "n": [place / 4 for place in range(size)]})
    assert cells(book(frame, ("@", MONEY)))[1:] == frame.rows()


def test_rows_in_several_pieces_are_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "AT_ONCE", 900)
    frame = pl.DataFrame({"n": list(range(AT_A_CELL + 500))})
    assert cells(book(frame, ("0",)))[1:] == frame.rows()


def test_hostile_texts_are_texts() -> None:
    frame = many(*({"t": text} for text in HOSTILE), schema={"t": pl.String()})
    data = book(frame, ("@",))
    read = [row[0] for row in cells(data)[1 : len(HOSTILE) + 1]]
    assert read[:2] == list(HOSTILE[:2])
    assert read[4:7] == ["控制字符到此", "方向反", HOSTILE[6]]
    assert len(cells(data)) == frame.height + 1


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cn"), blacklist_characters="\ufeff"), max_size=20))
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    shown = pl.select(rows.writable(pl.Series([text]))).item()
    frame = many({"t": shown}, {"t": f"_x0041_{shown}"}, schema={"t": pl.String()})
    read = fastexcel.read_excel(book(frame, ("@",))).load_sheet("名单").to_polars()["t"]
    assert (read[0] or "", read[1]) == (shown, f"_x0041_{shown}")
