"""Where the header stands is the user's to say: another row, or none."""

from __future__ import annotations

import io

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from hvc.reading import Table, read
from hvc.reading.asides import REPEATED, TOTALS
from hvc.reading.heading import first_rows, with_header, without_header
from hvc.schema import ROW

TEXT = "六月会员,,\n会员ID,城市,金额\nM1,北京,5\n会员ID,城市,金额\n合计,,5\nM2,3\nM3,上海,6\n"
FACTS = ("header_row", "set_aside", "remarks", "encoding", "delimiter", "name", "file")


def one(text: str) -> Table:
    (table,) = read("客户.csv", text.encode())
    return table


def assert_same(found: Table, wanted: Table) -> None:
    assert [getattr(found, fact) for fact in FACTS] == [getattr(wanted, fact) for fact in FACTS]
    assert_frame_equal(found.frame, wanted.frame)
    assert_frame_equal(found.aside, wanted.aside)


def test_the_first_rows_are_shown_as_they_stand() -> None:
    assert first_rows(one(TEXT), 3).rows() == [
        (1, "六月会员", None, None),
        (2, "会员ID", "城市", "金额"),
        (3, "M1", "北京", "5"),
    ]


def test_a_header_taken_for_data_and_back_is_what_was_read() -> None:
    table = one(TEXT)
    bare = without_header(table)
    assert bare.headerless
    assert bare.headers == ("列1", "列2", "列3")
    assert bare.frame.rows()[0] == (2, "会员ID", "城市", "金额")
    assert bare.rows_read == table.rows_read + 1
    assert bare.digest != table.digest
    assert_same(with_header(bare, 2), table)


def test_another_row_is_the_header_and_what_stands_above_is_none_of_the_table() -> None:
    text = "M0,北京,5\n列一,列二,列三\nM1,北京,5\n合计,,5\nM2,上海,6\n"
    table = with_header(one(text), 2)
    assert (table.header_row, table.headers) == (2, ("列一", "列二", "列三"))
    assert table.frame[ROW].to_list() == [3, 5]
    assert {part.reason: part.rows for part in table.set_aside} == {TOTALS: (4,)}
    assert table.remarks[0].rows == (1,)


def test_a_row_of_another_length_above_the_new_header_counts_no_more() -> None:
    table = with_header(one(TEXT + "会员编号,市,额\nM4,广州,7\n"), 8)
    assert table.rows_read == 1
    assert not table.set_aside
    assert table.aside.filter(pl.col(ROW) == 6).rows() == [(6, "M2", "3", None)]


def test_a_file_without_header_can_be_given_one_and_says_it_has_none() -> None:
    table = one("M001,北京,5\nM002,上海,6\n")
    assert table.headerless
    assert without_header(table) is table
    named = with_header(table, 1)
    assert (named.headers, named.headerless, named.frame.height) == (("M001", "北京", "5"), False, 1)


def test_the_header_that_was_found_stays_found() -> None:
    table = one(TEXT)
    assert with_header(table, 2) is table
    with pytest.raises(ValueError, match="99"):
        with_header(table, 99)


def test_where_the_format_names_the_columns_there_is_nothing_to_choose() -> None:
    buffer = io.BytesIO()
    pl.DataFrame({"客户": ["M1", "M2"], "金额": [5, 6]}).write_parquet(buffer)
    (typed,) = read("客户.parquet", buffer.getvalue())
    (lines,) = read("客户.jsonl", '{"客户": "M1", "金额": 1}\n{"客户": "M2", "金额": 2}\n'.encode())
    for table in (typed, lines):
        assert first_rows(table).is_empty()
        assert without_header(table) is table


def test_two_levels_under_the_row_that_was_chosen_are_joined() -> None:
    text = "a,b,c,d,e\nx,y,z,u,v\n会员ID,今年,,去年,\n,金额,次数,金额,次数\nM1,5,1,6,2\nM2,5,1,6,2\n"
    table = with_header(one(text), 3)
    assert table.headers == ("会员ID", "今年-金额", "今年-次数", "去年-金额", "去年-次数")
    assert (table.header_row, table.frame.height) == (4, 2)


def test_repeated_headers_are_found_again_under_the_new_one() -> None:
    bare = without_header(one(TEXT))
    assert REPEATED not in {part.reason for part in bare.set_aside}
    assert REPEATED in {part.reason for part in with_header(bare, 2).set_aside}
