"""Several tables on one sheet or in one text, and what only looks like several."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hvc.reading import Table, read
from hvc.schema import ROW

Make = Callable[..., bytes]
MEMBERS = [["会员ID", "金额"], ["M1", 5], ["M2", 6]]
TIERS = [["等级", "门槛", "折扣"], ["金卡", 5000, 0.9], ["银卡", 1000, 0.95]]


def shapes(tables: tuple[Table, ...]) -> list[tuple[tuple[str, ...], list[int]]]:
    return [(table.headers, table.frame[ROW].to_list()) for table in tables]


def beside(left: list[list[object]], right: list[list[object]], gap: int = 1) -> list[list[object]]:
    width = max(map(len, left))
    height = max(len(left), len(right))
    pad = [[*row, *[None] * (width + gap - len(row))] for row in [*left, *[[]] * (height - len(left))]]
    return [a + b for a, b in zip(pad, [*right, *[[]] * (height - len(right))], strict=True)]


def test_tables_below_each_other_are_read_apart_and_said(workbook: Make) -> None:
    tables = read("客户.xlsx", workbook({"S": [["六月"], *MEMBERS, [], [], *TIERS]}))
    assert shapes(tables) == [(("会员ID", "金额"), [3, 4]), (("等级", "门槛", "折扣"), [8, 9])]
    assert [table.name for table in tables] == ["客户.xlsx / S", "客户.xlsx / S / 表 2"]
    assert tables[0].digest != tables[1].digest
    assert "2 张表" in tables[0].remarks[0].text


def test_tables_side_by_side_are_read_apart(workbook: Make) -> None:
    tables = read("客户.xlsx", workbook({"S": beside([*MEMBERS, ["M3", 7], ["M4", 8]], TIERS)}))
    assert shapes(tables) == [(("会员ID", "金额"), [2, 3, 4, 5]), (("等级", "门槛", "折扣"), [2, 3])]


def test_side_tables_of_one_height_are_told_by_a_name_they_share(workbook: Make) -> None:
    tables = read("客户.xlsx", workbook({"S": beside(MEMBERS, [["会员ID", "等级"], ["M1", 3], ["M2", 4]])}))
    assert [table.headers for table in tables] == [("会员ID", "金额"), ("会员ID", "等级")]


@pytest.mark.parametrize(
    "rows",
    [
        beside(MEMBERS, [["等级", "次数"], ["金卡", 3], ["银卡", 4]]),  # a spacer column
        [*MEMBERS, [], ["M3", 7], ["M4", 8]],  # a gap
        [*MEMBERS, [], *MEMBERS],  # the header again on the next page
        [*MEMBERS, [], ["华东"], ["M5", 7]],  # a section's title
        [*MEMBERS, [], ["M6", None], ["M7", 8]],  # a row without its amount
        [*MEMBERS, [], ["注：", "含税"], ["制表", "某"]],
    ],
)
def test_gaps_spacers_titles_and_notes_split_nothing(workbook: Make, rows: list[list[object]]) -> None:
    assert len(read("客户.xlsx", workbook({"S": rows}))) == 1


def test_a_second_table_below_a_text_of_its_own_width_is_a_table() -> None:
    text = "会员ID,城市,金额\nM1,北京,5\nM2,7\nM3,上海,6\nM4,上海,6\n等级,门槛\n金卡,5000\n银卡,1000\n"
    tables = read("客户.csv", text.encode())
    assert shapes(tables) == [(("会员ID", "城市", "金额"), [2, 4, 5]), (("等级", "门槛"), [7, 8])]
    assert [part.rows for part in tables[0].set_aside] == [(3,)]
    assert sum(table.rows_read for table in tables) == 6


@pytest.mark.parametrize("tail", ["短,1\n行,2\n", "等级,门槛\n金,1\n银,2,3\n", "M9,x\n"])
def test_odd_rows_at_the_end_are_no_table(tail: str) -> None:
    (table,) = read("客户.csv", ("会员ID,城市,金额\nM1,北京,5\n" + tail).encode())
    assert table.rows_read == 1 + tail.count("\n")
