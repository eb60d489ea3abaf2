from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.errors import ReadError
from hvc.reading import SetAside, Table, read
from hvc.reading.delimited import read as read_text
from hvc.schema import ROW

CSV = "会员ID,姓名,金额\nM1,甲,12.50\nM2,乙,7\n"


def one(data: bytes | str, name: str = "客户.csv") -> Table:
    (table,) = read(name, data.encode() if isinstance(data, str) else data)
    return table


def cells(table: Table) -> list[tuple[str | None, ...]]:
    return table.frame.drop(ROW).rows()


def test_an_encoding_is_told_as_people_call_it() -> None:
    told = [one(CSV.encode(codec)).coding for codec in ("utf-8", "utf-8-sig", "gb18030")]
    assert told == ["UTF-8", "UTF-8", "GB18030"]


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
    ],
)
def test_the_encoding_changes_nothing_but_its_label(codec: str, label: str) -> None:
    table = one(CSV.encode(codec))
    assert table.encoding == label
    assert cells(table) == [("M1", "甲", "12.50"), ("M2", "乙", "7")]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，", "；"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(delimiter: str, end: str) -> None:
    table = one(CSV.replace(",", delimiter).replace("\n", end))
    assert table.delimiter == delimiter
    assert table.headers == ("会员ID", "姓名", "金额")
    assert cells(table) == [("M1", "甲", "12.50"), ("M2", "乙", "7")]


def test_a_sep_line_names_the_delimiter_and_is_no_row() -> None:
    table = one("sep=;\r\na;b\r\nx,1;2\r\n")
    assert (table.delimiter, table.headers, cells(table)) == (";", ("a", "b"), [("x,1", "2")])


def test_blanks_after_commas_do_not_belong_to_the_cells() -> None:
    table = one('客户, 备注, 金额\nM1, "甲, 乙", 5\nM2, 丙, 6\n')
    assert table.delimiter == ", "
    assert cells(table) == [("M1", "甲, 乙", "5"), ("M2", "丙", "6")]


def test_rows_are_numbered_as_excel_counts_records() -> None:
    table = one('客户,备注\nM1,"两\n行"\n\nM2,x\n')
    assert table.frame[ROW].to_list() == [2, 4]
    assert table.set_aside == (SetAside("空行", (3,)),)
    assert table.rows_read == 3
    assert table.frame.schema[ROW] == pl.UInt32


def test_a_short_and_a_long_row_are_set_aside_with_their_numbers() -> None:
    table = one("客户,城市,金额\nM1,北京,5\nM2,6\nM3,上海,7,8\nM4,广州,9\n")
    assert table.frame[ROW].to_list() == [2, 5]
    assert [aside.rows for aside in table.set_aside] == [(3,), (4,)]
    assert "少于" in table.set_aside[0].reason
    assert "多于" in table.set_aside[1].reason


def test_empty_cells_past_the_width_are_no_reason_to_set_a_row_aside() -> None:
    table = one("客户,金额\nM1,5,,\nM2,6\n")
    assert cells(table) == [("M1", "5"), ("M2", "6")]
    assert not table.set_aside


def test_an_unclosed_quotation_mark_swallows_no_rows() -> None:
    rows = "".join(f"M{i},城{i},{i}\n" for i in range(50))
    table = one(f'客户,城市,金额\n{rows}X,"坏,1\n{rows}Y,"好,的",2\n')
    assert table.frame.height == 102
    assert not table.set_aside
    assert table.remarks[0].rows == (52,)


def test_quotation_marks_inside_a_quoted_cell_are_mended_and_said() -> None:
    table = one('客户,备注,金额\nM1,"约 10" 屏幕, 新",5\nM2,"a, b",6\n')
    assert cells(table) == [("M1", '约 10" 屏幕, 新', "5"), ("M2", "a, b", "6")]
    assert table.remarks[0].rows == (2,)


def test_backslashes_before_quotation_marks_escape_them() -> None:
    table = one('客户,备注\nM1,"8\\" 屏, 新"\nM2,"好, 的"\n')
    assert cells(table) == [("M1", '8" 屏, 新'), ("M2", "好, 的")]


def test_single_quotation_marks_are_found() -> None:
    table = one("客户,备注\nM1,'a, b'\nM2,'c'\n")
    assert cells(table) == [("M1", "a, b"), ("M2", "c")]


def test_an_inch_mark_in_a_cell_is_text() -> None:
    table = one('客户,屏幕\nM1,5" 屏\nM2,6\n')
    assert cells(table) == [("M1", '5" 屏'), ("M2", "6")]


def test_one_damaged_character_is_kept_visible_and_counted() -> None:
    data = ("客户,城市\n" + "M1,北京\n" * 200).encode() + b"M2,\xe4\xba\n"
    table = one(data)
    assert table.encoding == "utf-8"
    assert table.remarks[0].rows == (202,)
    assert "1 个字符" in table.remarks[0].text


def test_bytes_that_fit_no_encoding_are_refused() -> None:
    with pytest.raises(ReadError, match="编码"):
        one(b"a,b\n" + b"\xff\xff\xff,\xfe\xfe\n" * 20)


@pytest.mark.parametrize(("first", "then"), [("utf-8", "gb18030"), ("gb18030", "utf-8")])
def test_two_encodings_in_one_file_are_refused_and_not_read_as_other_words(first: str, then: str) -> None:
    rows = "".join(f"M{place},上海,{place}\n" for place in range(40))
    with pytest.raises(ReadError, match="有的文字是 UTF-8 编码，有的不是"):
        one(("客户,城市,金额\n" + rows).encode(first) + rows.encode(then))


def test_a_late_row_in_another_encoding_does_not_slip_through() -> None:
    data = ("客户,城市\n" + "M1,北京\n" * 60_000).encode() + "M2,上海\n".encode("gb18030")
    table = one(data)
    assert table.frame.height == 60_001
    assert table.remarks[0].rows == (60_002,)


def test_a_header_shorter_than_its_rows_is_refused_not_shifted() -> None:
    with pytest.raises(ReadError, match="表头有 2 列，数据却有 3 列"):
        one("客户,金额\n1,M1,5\n2,M2,6\n")


def test_a_column_of_its_own_needs_no_delimiter() -> None:
    table = one("客户编号\nM001\nM002\n")
    assert (table.headers, table.delimiter, cells(table)) == (("客户编号",), None, [("M001",), ("M002",)])


def test_the_slow_reader_sees_what_the_fast_one_sees() -> None:
    rows = "".join(f"M{i:05d},城市{i % 7},{i}.50\n" for i in range(2_000))
    fast = one("客户,城市,金额\n" + rows)
    slow = one("客户,城市,金额\n" + rows + "坏,行\n")
    assert slow.frame.equals(fast.frame)
    assert slow.set_aside[0].rows == (2_002,)


text = st.text(st.characters(codec="gb18030", categories=("L", "N", "P", "Zs"), include_characters='",\n'), max_size=8)


@settings(max_examples=50, deadline=None)
@given(
    rows=st.lists(st.tuples(text, text, text), min_size=1, max_size=6),
    codec=st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_with_quotes_reads_back(rows: list[tuple[str, ...]], codec: str, end: str) -> None:
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [("甲", "乙", "丙"), *rows]]
    (grid,) = read_text("t.csv", (end.join(quoted) + end).encode(codec))
    wanted = [tuple(cell if cell.strip() else None for cell in row) for row in rows]
    frame = grid.frame.drop(ROW).slice(1)
    assert [tuple(map(_plain, row)) for row in frame.rows()] == [tuple(map(_plain, row)) for row in wanted]


def _plain(cell: str | None) -> str | None:
    """What scrubbing leaves: none of the blanks here are forbidden."""
    return cell.replace("\xad", "") or None if cell is not None else None
