"""What reading set aside is kept with its cells, and comes back where the user says so."""

from __future__ import annotations

import io

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.cleaning import clean
from hvc.mapping import guess
from hvc.reading import Table, read, read_files, wire
from hvc.reading.asides import BLANK, NOTES, REPEATED, TOTALS, UNITS
from hvc.reading.objects import BROKEN
from hvc.reading.records import LONG, SHORT
from hvc.reading.restore import restorable, restore
from hvc.schema import ROW

TEXT = """六月会员,,,
会员ID,城市,金额,等级
,,元,
M1,北京,5,金
会员ID,城市,金额,等级
合计,,5,
,,,
M2,3
M3,上海,6,金,8,9
注：含税,,,
"""


def one(text: str) -> Table:
    (table,) = read("客户.csv", text.encode())
    return table


def reasons(table: Table) -> dict[str, tuple[int, ...]]:
    return {part.reason: part.rows for part in table.set_aside}


def test_every_row_that_is_no_data_is_kept_with_its_cells() -> None:
    table = one(TEXT)
    assert reasons(table) == {
        UNITS: (3,), REPEATED: (5,), TOTALS: (6,), BLANK: (7,), SHORT: (8,), LONG: (9,), NOTES: (10,)
    }  # fmt: skip
    assert table.aside.schema == table.frame.schema
    assert table.aside.rows() == [
        (1, "六月会员", None, None, None),
        (2, "会员ID", "城市", "金额", "等级"),
        (3, None, None, "元", None),
        (5, "会员ID", "城市", "金额", "等级"),
        (6, "合计", None, "5", None),
        (7, None, None, None, None),
        (8, "M2", "3", None, None),
        (9, "M3", "上海", "6", "金 | 8 | 9"),
        (10, "注：含税", None, None, None),
    ]


def test_a_row_of_another_length_among_many_is_kept_with_its_cells() -> None:
    table = one("会员ID,城市,金额\n" + "M1,北京,5\n" * 40 + "M2,上海,6,7\n,,\nM3,8\n")
    assert table.aside.rows()[1:] == [(42, "M2", "上海", "6 | 7"), (43, None, None, None), (44, "M3", "8", None)]
    assert reasons(table) == {LONG: (42,), BLANK: (43,), SHORT: (44,)}


def test_a_title_in_a_column_that_is_none_is_kept_in_the_last_cell() -> None:
    table = one("会员,,,单位：元\n会员ID,城市,金额,\nM1,北京,5,\nM2,上海,6,\n")
    assert table.headers == ("会员ID", "城市", "金额")
    assert table.aside.rows() == [(1, "会员", None, "单位：元"), (2, "会员ID", "城市", "金额")]


def test_what_stands_in_a_broken_line_of_json_is_kept() -> None:
    (table,) = read("客户.jsonl", '{"客户": "M1", "金额": 1}\n{"坏\n{"客户": "M2", "金额": 2}\n'.encode())
    assert reasons(table) == {BROKEN: (2,)}
    assert table.aside.rows() == [(2, '{"坏', None)]


def test_what_is_kept_comes_through_from_the_child() -> None:
    (ours,), (theirs,) = read("客户.csv", TEXT.encode()), read_files([("客户.csv", TEXT.encode())])
    assert_frame_equal(theirs.aside, ours.aside)
    sink = io.BytesIO()
    wire.pack([Table("t", "d", ours.frame, "f")], sink)
    found = wire.unpack(memoryview(sink.getvalue()))
    assert not isinstance(found, str)
    assert found[0].aside.is_empty()


@pytest.mark.parametrize(
    ("what", "rows"),
    [(TOTALS, [4, 6]), (REPEATED, [4, 5]), (NOTES, [4, 10]), ([10, 6], [4, 6, 10]), ({5, 1, 99}, [4, 5])],
)
def test_rows_come_back_in_their_order_by_reason_or_number(what: str | list[int], rows: list[int]) -> None:
    table = one(TEXT)
    back = restore(table, what)
    assert back.frame[ROW].to_list() == rows
    assert back.rows_read == table.rows_read
    assert back.frame.height + back.aside.height == table.frame.height + table.aside.height
    assert back.digest != table.digest
    assert back.remarks[-1].rows == tuple(row for row in rows if row != 4)[-len(back.remarks[-1].rows) :]
    assert restore(back, what) is back


@pytest.mark.parametrize("what", [BLANK, UNITS, SHORT, LONG, "x", [1, 2, 3, 7, 8, 9]])
def test_titles_blanks_and_rows_of_another_length_stay_aside(what: str | list[int]) -> None:
    table = one(TEXT)
    assert restore(table, what) is table


def test_what_can_come_back_is_offered() -> None:
    table = one(TEXT)
    assert {part.reason for part in restorable(table)} == {REPEATED, TOTALS, NOTES}
    assert not restorable(restore(table, [5, 6, 10]))


lines = st.lists(
    st.sampled_from(["M1,北京,5", "合计,,5", "会员ID,城市,金额", ",,", "小计：,,7", "M2,1", "a,b,c,d"]), min_size=1, max_size=9
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(rows=lines, chosen=st.sets(st.integers(1, 24)))
def test_rows_and_money_reconcile_whatever_comes_back(rows: list[str], chosen: set[int]) -> None:
    table = one("会员ID,城市,金额\n" + "M0,深圳,1\n" * 12 + "\n".join(rows) + "\n")
    back = restore(table, chosen)
    assert back.rows_read == table.rows_read
    standing = [*back.frame[ROW], *(row for part in back.set_aside for row in part.rows)]
    assert sorted(standing) == list(range(2, table.rows_read + 2))
    amount = pl.col("金额").cast(pl.Float64, strict=False).sum()
    taken = back.frame.join(table.frame, on=ROW, how="anti")
    assert back.frame.select(amount).item() == table.frame.select(amount).item() + taken.select(amount).item()
    cleaned = clean(back, guess([back]))
    assert cleaned.rows_read == table.rows_read
