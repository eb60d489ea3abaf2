from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from hvc.errors import ReadError
from hvc.reading import container, limits, read
from hvc.schema import ROW

Make = Callable[..., bytes]
ROWS = [["会员ID", "金额"], ["M1", 129.696], ["M2", 20000]]


def repacked(data: bytes, changes: dict[str, Callable[[bytes], bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, changes.get(part, bytes)(old.read(part)))
    return buffer.getvalue()


def test_every_sheet_with_a_table_is_read_and_named(workbook: Make) -> None:
    tables = read("客户.xlsx", workbook({"会员": ROWS, "空": [], "等级": [["会员ID", "等级"], ["M1", "金卡"]]}))
    assert [(each.name, each.file, each.sheet) for each in tables] == [
        ("客户.xlsx / 会员", "客户.xlsx", "会员"),
        ("客户.xlsx / 等级", "客户.xlsx", "等级"),
    ]
    assert tables[0].digest != tables[1].digest


def test_numbers_and_dates_read_as_a_person_sees_them(workbook: Make) -> None:
    moments = [date(2024, 3, 5), datetime(2024, 3, 5, 12, 0, 1, tzinfo=UTC).replace(tzinfo=None)]
    rows = [
        ["a", "b", "c", "d", "e"],
        [129.696, 20000, 6222021234567890, 0.1 + 0.2, moments[0]],
        [1, 2, 3, 4, moments[1]],
    ]
    (table,) = read("数.xlsx", workbook({"S": rows}))
    assert table.frame.drop(ROW).rows() == [
        ("129.696", "20000", "6222021234567890", "0.3", "2024-03-05"),
        ("1", "2", "3", "4", "2024-03-05 12:00:01"),
    ]


def test_times_of_day_lose_the_day_zero(workbook: Make) -> None:
    data = workbook({"S": [["客户", "时间"], ["M1", datetime(1900, 1, 1, 8, 30, tzinfo=UTC).replace(tzinfo=None)]]})
    sheet = "xl/worksheets/sheet1.xml"
    data = repacked(data, {sheet: lambda xml: re.sub(rb"<v>1\.354\d*</v>", b"<v>0.3541666667</v>", xml)})
    (table,) = read("时.xlsx", data)
    assert table.frame["时间"].to_list() == ["08:30:00"]


def test_rows_and_columns_may_begin_anywhere(workbook: Make) -> None:
    offset = [[], [], *([None, None, *row] for row in ROWS)]
    (table,) = read("偏.xlsx", workbook({"S": offset}))
    assert (table.header_row, table.frame[ROW].to_list(), table.headers) == (3, [4, 5], ("会员ID", "金额"))


def test_error_cells_are_missing_counted_and_placed(workbook: Make) -> None:
    (table,) = read("错.xlsx", workbook({"S": [["客户", "金额"], ["M1", "#DIV/0!"], ["M2", "#N/A"], ["M3", 5]]}))
    assert table.frame["金额"].to_list() == [None, None, "5"]
    assert table.remarks[0].rows == (2, 3)
    assert "2 个单元格" in table.remarks[0].text


def test_hidden_sheets_and_notes_are_left_out_with_a_word(workbook: Make) -> None:
    sheets = {"说明": [["本表为示例"]], "会员": ROWS, "旧数据": ROWS}
    (table,) = read("客户.xlsx", workbook(sheets, hidden=("旧数据",)))
    assert table.sheet == "会员"
    assert [("旧数据" in remark.text, "说明" in remark.text) for remark in table.remarks] == [
        (True, False),
        (False, True),
    ]


def test_hidden_sheets_are_read_where_nothing_else_is(workbook: Make) -> None:
    (table,) = read("客户.xlsx", workbook({"空": [], "会员": ROWS}, hidden=("会员",)))
    assert table.sheet == "会员"


def test_an_empty_workbook_is_refused(workbook: Make) -> None:
    with pytest.raises(ReadError, match="没有找到表格"):
        read("空.xlsx", workbook({"S": []}))


def test_a_workbook_under_another_name_is_still_a_workbook(workbook: Make) -> None:
    assert read("其实是工作簿.csv", workbook({"S": ROWS}))[0].frame.height == 2


def test_escapes_of_control_characters_are_removed(workbook: Make) -> None:
    (table,) = read("x.xlsx", workbook({"S": [["客户", "备注"], ["M1", "甲_x000D_\n乙\x1f"]]}))
    assert table.frame["备注"].to_list() == ["甲\n乙"]


def test_one_cell_at_the_end_of_the_sheet_is_refused_before_it_is_read(workbook: Make) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = workbook({"会员": ROWS})
    data = repacked(data, {"xl/worksheets/sheet1.xml": lambda xml: xml.replace(b"</sheetData>", far)})
    with pytest.raises(ReadError, match="工作表「会员」用到了第 1,048,576 行、第 16,384 列"):
        read("炸.xlsx", data)


def box(xml: bytes, size: int = 1000) -> tuple[int, int]:
    return container.bounding_box(lambda: (xml[i : i + size] for i in range(0, len(xml), size)))


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (b'<row r="1"><c r="A1"/><c r="C1" s="1"><v>1</v></c></row>', container.USUAL_BOX),
        (b'<row r="1"><c r="A1"/></row><row r="70"><c r="AB70"/></row>', (70, 28)),
        (b'<row r="1"><c s="1" r="C1"/></row><row><c\tr=\'B9\'/></row>', (9, 3)),
        (b'<x:row r="5"><x:c r="b5"></x:c></x:row>', (5, 2)),
        (b'<row r="1048576"><c r="A1048576"/></row>', (1_048_576, 1)),
        (b'<row r="8"><c><v>1</v></c></row>', (8, container.MAX_SHEET_COLUMNS)),
        (b'<cols><col min="1"/></cols><row r="1"><c r="A1" t="s"/></row><cfRule/>', container.USUAL_BOX),
    ],
)
@pytest.mark.parametrize("size", [5, 13, 1000])
def test_the_box_is_measured_however_cells_are_written(cells: bytes, wanted: tuple[int, int], size: int) -> None:
    assert box(b"<sheetData>" + cells + b"</sheetData>", size) == wanted


@pytest.mark.parametrize(
    ("part", "change", "words"),
    [
        ("xl/workbook.xml", lambda xml: xml.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "c">]>', 1), "文档类型"),
        ("xl/sharedStrings.xml", lambda xml: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4000000000"', xml), "声称"),
        ("xl/styles.xml", lambda xml: xml + b" " * (2 * limits.ZIP_RATIO_FROM), "解压后过大"),
    ],
)
def test_hostile_containers_are_refused(
    workbook: Make, part: str, change: Callable[[bytes], bytes], words: str
) -> None:
    with pytest.raises(ReadError, match=words):
        read("坏.xlsx", repacked(workbook({"S": ROWS}), {part: change}))


def test_a_broken_workbook_is_a_refusal_without_its_content(workbook: Make) -> None:
    data = repacked(workbook({"S": ROWS}), {"xl/workbook.xml": lambda xml: xml[: len(xml) // 2]})
    with pytest.raises(ReadError, match="可能已损坏") as caught:
        read("坏.xlsx", data)
    assert "M1" not in caught.value.message + caught.value.hint
    with pytest.raises(ReadError, match="可能已损坏"):
        read("短.xlsx", workbook({"S": ROWS})[:200])


def test_an_encrypted_workbook_says_what_to_do() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(ReadError, match="有密码保护") as caught:
        read("密.xlsx", data)
    assert "密码" in caught.value.hint


def test_an_encrypted_ods_is_recognised() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", b"\x01\x02")
        archive.writestr("META-INF/manifest.xml", b"<manifest:encryption-data/>")
    with pytest.raises(ReadError, match="有密码保护"):
        read("密.ods", buffer.getvalue())


@pytest.mark.parametrize("lie", [b"\xff\xff\xff\x7f", b"\x01\x00\x00\x00"])
def test_a_directory_that_points_nowhere_is_a_refusal(workbook: Make, lie: bytes) -> None:
    data = workbook({"S": ROWS})
    at = data.index(b"PK\x01\x02") + 42  # where the first part is said to begin
    with pytest.raises(ReadError, match="可能已损坏"):
        read("坏.xlsx", data[:at] + lie + data[at + 4 :])
