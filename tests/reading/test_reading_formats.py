"""Formats beside text and workbooks, and files whose name says something else."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.errors import ReadError
from hvc.reading import Table, limits, read
from hvc.schema import ROW

Make = Callable[..., bytes]
CSV = "会员ID,金额\nM1,5\nM2,6\n"
CELLS = [("M1", "5"), ("M2", "6")]


def cells(table: Table) -> list[tuple[str | None, ...]]:
    return table.frame.drop(ROW).rows()


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_json_lines_keep_numbers_as_written_and_name_broken_lines() -> None:
    lines = '{"客户": "M1", "金额": 1.10}\n{"金额": 62220212345678901234, "标签": ["甲", "乙"], "会员": true}\n{"坏\n\n{}\n{"金额": 1}\n'
    (table,) = read("客户.jsonl", lines.encode())
    assert table.headers == ("客户", "金额", "标签", "会员")
    assert cells(table)[:2] == [("M1", "1.10", None, None), (None, "62220212345678901234", "甲、乙", "true")]
    assert [(part.rows, "JSON" in part.reason) for part in table.set_aside] == [((5,), False), ((3,), True)]


def test_a_list_of_json_objects_is_a_table() -> None:
    (table,) = read("客户.json", json.dumps([{"客户": "M1", "家": {"市": "京"}}, {"客户": "M2"}]).encode("utf-16"))
    assert cells(table) == [("M1", '{"市": "京"}'), ("M2", None)]


@pytest.mark.parametrize("text", ['{"a": 1\n{"b"', '[{"a": 1}', '[{"a": ' + "[" * 100_000])
def test_broken_json_is_a_refusal(text: str) -> None:
    with pytest.raises(ReadError):
        read("坏.json", text.encode())


scalars = st.none() | st.booleans() | st.integers() | st.text(st.characters(categories=("L", "N")), min_size=1)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.fixed_dictionaries({"甲": scalars, "乙": scalars}), min_size=1, max_size=5))
def test_what_was_written_as_json_lines_reads_back(rows: list[dict[str, object]]) -> None:
    kept = [row for row in rows if set(row.values()) != {None}]
    if not kept:
        return
    (table,) = read("t.jsonl", "\n".join(json.dumps(row) for row in kept).encode())
    said = [{name: str(v).lower() if isinstance(v, bool) else str(v) for name, v in row.items()} for row in kept]
    found = [{name: str(v) for name, v in row.items()} for row in table.frame.drop(ROW).to_dicts()]
    assert table.rows_read == len(kept)
    assert [row for row in found if row in said] == found


def test_a_zip_gives_the_tables_of_every_file_under_its_own_name(workbook: Make) -> None:
    inner = {"一月/会员.csv": CSV.encode("gb18030"), "b.xlsx": workbook({"会员": [["会员ID", "金额"], ["M3", 7]]})}
    one, two = read("包.zip", zipped(inner | {"__MACOSX/._会员.csv": b"\x00\x05", "说明.pdf": b"%PDF-1.7"}))
    assert [(t.name, t.file) for t in (one, two)] == [
        ("包.zip / 一月/会员.csv", "包.zip"),
        ("包.zip / b.xlsx / 会员", "包.zip"),
    ]
    assert (cells(one), cells(two)) == (CELLS, [("M3", "7")])
    assert "1 个文件没有读入" in one.remarks[-1].text
    assert "说明.pdf" in one.remarks[-1].text


def test_chinese_names_in_a_zip_from_windows_are_read() -> None:
    data = zipped({"??.csv": CSV.encode()}).replace(b"??.csv", "会员"[:1].encode("gb18030") + b".csv")
    assert read("包.zip", data)[0].name == "包.zip / 会.csv"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"内.zip": zipped({"a.csv": b"a,b\n1,2\n"})}, "压缩包里的压缩包"),
        ({f"{i}.csv": b"a" for i in range(limits.ZIP_ENTRIES + 1)}, "解压后过大"),
        ({"零.csv": bytes(3 * limits.MB)}, "解压后过大"),
        ({"空.csv": b""}, "空文件"),
    ],
)
def test_archives_within_bombs_and_nothing_are_refused(files: dict[str, bytes], words: str) -> None:
    with pytest.raises(ReadError, match=words):
        read("包.zip", zipped(files))


def test_a_directory_without_end_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "ZIP_ENTRIES", 1)
    with pytest.raises(ReadError, match="解压后过大"):
        read("包.zip", zipped({f"{i}.csv": b"a" for i in range(11)}))


def test_a_zip_with_a_password_says_so() -> None:
    data = bytearray(zipped({"a.csv": b"a,b\n1,2\n"}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ReadError, match="密码保护"):
        read("包.zip", bytes(data))


PAGE = """<html><head><meta charset="gbk"><style>td {x: y}</style></head><body><table><tr><td>
<table><tr><th>会员ID</th><th colspan="2">金额</th><tr><td rowspan=2>M1<td>5&nbsp;<td>x<br>y</tr>
<tr><td>6</td><td>7</td></tr></table></td></tr></table></body></html>"""


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
def test_a_page_named_xls_is_read_as_the_table_in_it(codec: str) -> None:
    (table,) = read("报表.xls", PAGE.encode(codec))
    assert table.headers == ("会员ID", "金额", "列3")
    assert cells(table) == [("M1", "5", "x\ny"), (None, "6", "7")]


def test_every_table_of_a_page_is_a_table() -> None:
    part = "<table><tr><td>会员ID</td><td>金额</td></tr><tr><td>M1</td><td>5</td></tr></table>"
    tables = read("报表.xls", f"<!DOCTYPE html><body>{part}<p>与</p>{part}".encode())
    assert [(t.sheet, cells(t)) for t in tables] == [("表格 1", [("M1", "5")]), ("表格 2", [("M1", "5")])]


SPREADSHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Worksheet ss:Name="会员"><Table>
<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">会员ID</Data></Cell><Cell ss:MergeAcross="1"><Data
 ss:Type="String">金额</Data></Cell><Cell><Data ss:Type="String">日期</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">M1</Data></Cell><Cell><Data ss:Type="Number">5.5</Data></Cell>
<Cell ss:Index="5"><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>
<Cell ss:Index="5"><Data ss:Type="DateTime">1899-12-31T08:30:00.000</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions>
</Worksheet></Workbook>"""


def test_a_workbook_written_as_xml_is_read() -> None:
    (table,) = read("报表.xls", SPREADSHEET.encode())
    assert (table.sheet, table.header_row, table.headers) == ("会员", 3, ("会员ID", "金额", "日期"))
    assert table.frame.rows() == [(4, "M1", "5.5", "2024-03-05"), (5, "true", None, "08:30:00")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<Workbook ", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook '),
        ("</Workbook>", ""),
        ('ss:Index="3"', 'ss:Index="x"'),
    ],
)
def test_broken_or_hostile_xml_is_refused(old: str, new: str) -> None:
    with pytest.raises(ReadError, match="可能已损坏"):
        read("报表.xls", SPREADSHEET.replace(old, new).encode())


def test_a_stray_cell_far_away_in_xml_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHEET_CELLS", 1000)
    with pytest.raises(ReadError, match="范围太大"):
        read("报表.xls", SPREADSHEET.replace("<Row>", '<Row ss:Index="1048576">', 1).encode())


TRADITIONAL = (
    "會員編號,姓名,所在城市,累計消費金額,會員等級\nM1,陳小明,臺北市,5200,黃金會員\nM2,林美玲,高雄市,600,普通會員\n" * 3
)
SIMPLIFIED = (
    "会员编号,姓名,所在城市,累计消费金额,会员等级\nM1,陈小明,台北市,5200,黄金会员\nM2,林美玲,高雄市,600,普通会员\n" * 3
)


@pytest.mark.parametrize(("text", "codec"), [(TRADITIONAL, "big5"), (SIMPLIFIED, "gb18030"), (TRADITIONAL, "gb18030")])
def test_big5_and_gb18030_are_told_apart_by_how_common_the_characters_are(text: str, codec: str) -> None:
    (table,) = read("客户.csv", text.encode(codec))
    assert (table.encoding, table.headers[0]) == (codec, text[:4])
