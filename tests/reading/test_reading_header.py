"""Headers of several rows, repeated ones, and rows above them that only look like a part."""

from __future__ import annotations

import pytest

from hvc.reading import Table, read

MEMBERS = "会员ID,2023年,,,,2024年,,,\n,线上,,线下,,线上,,线下,\n,金额,次数,金额,次数,金额,次数,金额,次数\n"
WIDE = tuple(f"{year}年-{way}-{what}" for year in (2023, 2024) for way in ("线上", "线下") for what in ("金额", "次数"))


def one(text: str) -> Table:
    (table,) = read("客户.csv", text.encode())
    return table


def test_three_levels_of_merged_names_are_joined() -> None:
    table = one(MEMBERS + "M1,1,2,3,4,5,6,7,8\nM2,1,2,3,4,5,6,7,8\n")
    assert (table.header_row, table.headers) == (3, ("会员ID", *WIDE))
    assert not table.remarks


def test_labels_far_above_a_full_row_of_names_are_joined_where_names_stand_twice() -> None:
    text = "六月,,,,,,,,,\n基本,,2023年,,,,2024年,,,\n,,线上,,线下,,线上,,线下,\n会员ID,姓名" + ",金额,次数" * 4
    table = one(text + "\nM1,甲,1,2,3,4,5,6,7,8\n")
    assert (table.header_row, table.headers) == (4, ("会员ID", "姓名", *WIDE))
    assert [remark.rows for remark in table.remarks] == [(1,)]


def test_a_merged_label_reaches_no_further_than_its_group() -> None:
    table = one("会员ID,消费,,,,等级\n,线上,,线下,,\n,金额,次数,金额,次数,\n,元,,元,,\nM1,1,2,3,4,金卡\n")
    assert table.headers == ("会员ID", "线上-金额（元）", "线上-次数", "线下-金额（元）", "线下-次数", "等级")


def test_a_column_named_above_its_neighbours_keeps_its_name() -> None:
    table = one("会员ID,今年,,去年,\n,线上金额,线下金额,网上,网下\nM1,1,2,3,4\n")
    assert (table.header_row, table.headers) == (2, ("会员ID", "线上金额", "线下金额", "网上", "网下"))


@pytest.mark.parametrize("above", ["六月会员报表,,,单位：元", "六月会员报表,,,", "导出,,,2024-06-30"])
def test_a_title_names_no_column(above: str) -> None:
    table = one(f"{above}\n会员ID,城市,金额,\nM1,北京,5,x\nM2,上海,6,y\n")
    assert (table.header_row, table.headers) == (2, ("会员ID", "城市", "金额", "列4"))


def test_names_in_two_rows_without_values_below_are_one_header_and_data() -> None:
    table = one("会员ID,等级,,城市\n,甲,乙,\nM,金,银,京\n")
    assert (table.header_row, table.frame.height) == (1, 2)


def test_every_row_of_a_header_is_recognised_when_it_comes_again() -> None:
    rows = "M1,1,2,3,4,5,6,7,8\n" * 2
    table = one(MEMBERS + ",元,次,元,次,元,次,元,次\n" + rows + MEMBERS + ",元,次,元,次,元,次,元,次\n" + rows)
    assert {part.reason: part.rows for part in table.set_aside} == {
        "单位行，已并入表头": (4,),
        "重复的表头": (7, 8, 9, 10),
    }
    assert table.headers[1] == "2023年-线上-金额（元）"
