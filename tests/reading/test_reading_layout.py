from __future__ import annotations

import pytest

from hvc.errors import ReadError
from hvc.reading import Table, read
from hvc.reading.words import is_aside, is_unit, is_value
from hvc.schema import ROW


def one(text: str) -> Table:
    (table,) = read("客户.csv", text.encode())
    return table


def cells(table: Table) -> list[tuple[str | None, ...]]:
    return table.frame.drop(ROW).rows()


def aside(table: Table) -> dict[str, tuple[int, ...]]:
    return {part.reason: part.rows for part in table.set_aside}


def test_titles_and_notes_above_the_header_are_passed_over_and_said() -> None:
    table = one("2024 年会员报表,,\n导出时间：2024-06-30,,\n,,\n会员ID,城市,金额\nM1,北京,5\nM2,上海,6\n")
    assert (table.header_row, table.headers) == (4, ("会员ID", "城市", "金额"))
    assert table.frame[ROW].to_list() == [5, 6]
    assert table.remarks[0].rows == (1, 2)


def test_short_title_lines_need_no_padding() -> None:
    table = one("2024 年会员报表\n\n会员ID,城市,金额\nM1,北京,5\n")
    assert (table.header_row, table.frame[ROW].to_list(), aside(table)) == (3, [4], {})


@pytest.mark.parametrize(
    "label", ["合计", "总计：", "小 计", "本页合计", "华东 汇总", "Total", "【合计】", "合计（120 人）"]
)
def test_totals_are_set_aside(label: str) -> None:
    table = one(f"客户,城市,金额\nM1,北京,5\n{label},,5\nM2,上海,6\n,{label},11\n")
    assert aside(table) == {"合计行": (3, 5)}
    assert table.frame[ROW].to_list() == [2, 4]


def test_a_total_shorter_than_the_table_is_a_total() -> None:
    assert aside(one("客户,城市,金额\nM1,北京,5\n合计,5\n")) == {"合计行": (3,)}


def test_repeated_headers_and_notes_at_the_foot_are_set_aside() -> None:
    table = one("客户,城市,金额\nM1,北京,5\n客户,城市,金额\nM2,上海,6\n注：金额含税,,\n制表人：某,,\n")
    assert aside(table) == {"重复的表头": (3,), "说明文字": (5, 6)}
    assert table.rows_read == 5


def test_a_customer_with_nothing_but_an_id_is_no_note() -> None:
    assert one("客户,城市,金额,等级\nM1,北京,5,金卡\nM2,,,\n").frame.height == 2


def test_units_under_the_header_join_it() -> None:
    table = one("会员ID,累计消费,年龄,城市\n,万元,(岁),\nM1,1.2,30,北京\n")
    assert table.headers == ("会员ID", "累计消费（万元）", "年龄（岁）", "城市")
    assert aside(table) == {"单位行，已并入表头": (2,)}


def test_labels_merged_over_two_columns_keep_like_names_apart() -> None:
    table = one("会员ID,2023 年,,2024 年,\n,金额,次数,金额,次数\nM1,5,1,6,2\n")
    assert table.headers == ("会员ID", "2023 年-金额", "2023 年-次数", "2024 年-金额", "2024 年-次数")
    assert table.header_row == 2


def test_group_labels_above_a_full_header_are_joined_where_names_stand_twice() -> None:
    table = one(",今年,,去年,\n会员ID,金额,次数,金额,次数\nM1,5,1,6,2\n")
    assert table.headers == ("会员ID", "今年-金额", "今年-次数", "去年-金额", "去年-次数")


def test_headers_are_unique_and_written_as_in_the_file() -> None:
    table = one('客户ID, 客户ID ,"累计\n金额","total\namount",__row\nM1,x,1,2,3\n')
    assert table.headers == ("客户ID", "客户ID (2)", "累计金额", "total amount", "__row (2)")


def test_a_file_without_header_keeps_its_first_row() -> None:
    table = one("M001,北京,5\nM002,上海,6\n")
    assert (table.header_row, table.headers) == (0, ("列1", "列2", "列3"))
    assert table.frame[ROW].to_list() == [1, 2]


def test_years_are_names_of_columns() -> None:
    assert one("省份,2022,2023\n甘肃,5,6\n").headers == ("省份", "2022", "2023")


def test_a_column_without_name_or_cells_is_no_column() -> None:
    assert one("客户,金额,\nM1,5,\n").headers == ("客户", "金额")


def test_a_column_with_cells_but_no_name_is_named_by_its_place() -> None:
    assert one("客户,,金额\nM1,x,5\n").headers == ("客户", "列2", "金额")


def test_formula_errors_are_missing_and_counted() -> None:
    table = one("客户,金额\nM1,#N/A\nM2,6\n#1,#DIV/0!\n")
    assert cells(table) == [("M1", None), ("M2", "6"), ("#1", None)]
    assert table.remarks[0].rows == (2, 4)


def test_blank_cells_are_null() -> None:
    assert cells(one('客户,a,b,c\nM1," ",\u3000,""\n')) == [("M1", None, None, None)]


def test_more_columns_than_the_limit_are_refused() -> None:
    with pytest.raises(ReadError, match="301 列"):
        one(",".join(f"c{i}x" for i in range(301)) + "\n" + ",".join("1" * 301) + "\n")


@pytest.mark.parametrize(
    "cell", ["5,200.00", "￥12", "１２", "2024-03-05", "2024年3月5日", "M0001", "12%", "1.2万", "a@b.cn", "#N/A"]
)
def test_values_are_told_from_names(cell: str) -> None:
    assert is_value(cell)


@pytest.mark.parametrize("cell", ["客户ID", "2024", "金额(元)", "近30天消费", "A1", "Q1"])
def test_names_are_told_from_values(cell: str) -> None:
    assert not is_value(cell)


def test_units_and_asides_are_recognised() -> None:
    assert is_unit("（万元）")
    assert not is_unit("北京")
    assert is_aside((None, "合计", "5"))
    assert not is_aside(("M1", "合计"))


def test_a_cell_longer_than_excel_could_hold_is_refused_with_its_row() -> None:
    with pytest.raises(ReadError, match="第 3 行有一格文字过长"):
        one("客户,备注\nM1,x\nM2," + "长" * 33_400 + "\n")
