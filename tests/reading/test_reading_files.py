from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.errors import ReadError
from hvc.reading import limits, read, read_files
from hvc.reading.dialect import Dialect
from hvc.reading.lines import proven
from hvc.reading.read import _contained
from hvc.reading.scan import scan, scan_large, scan_small
from hvc.reading.scrub import scrubbed, scrubbed_text
from hvc.schema import ROW, TAG_SEPARATOR

FRAME = pl.DataFrame(
    {
        "会员ID": ["M1", "M2"],
        "金额": [129.696, 20000.0],
        "次数": [3, None],
        "日期": [date(2024, 3, 5), None],
        "时间": [datetime(2024, 3, 5, 12, 0, 1), datetime(2024, 3, 6)],  # noqa: DTZ001  exports carry no zone
        "标签": [["高价值", "活跃"], []],
        "余额": [Decimal("1.50"), None],
        "会员": [True, False],
        "照片": [b"\x00", None],
    }
)
TEXT = [
    (2, "M1", "129.696", "3", "2024-03-05", "2024-03-05 12:00:01", "高价值、活跃", "1.50", "true"),
    (3, "M2", "20000", None, None, "2024-03-06", None, None, "false"),
]


@pytest.mark.parametrize("write", ["write_parquet", "write_ipc"])
def test_typed_files_become_text_and_unreadable_columns_are_named(write: str) -> None:
    buffer = io.BytesIO()
    getattr(FRAME, write)(buffer)
    (table,) = read("客户.bin", buffer.getvalue())
    assert table.frame.rows() == TEXT
    assert "照片" in table.remarks[0].text
    assert table.header_row == 1


def test_a_footer_that_claims_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    FRAME.write_parquet(buffer)
    monkeypatch.setattr(limits, "FRAME_CELLS", 10)
    with pytest.raises(ReadError, match="2 行 9 列"):
        read("客户.parquet", buffer.getvalue())


def test_a_damaged_parquet_is_a_refusal() -> None:
    with pytest.raises(ReadError, match="可能已损坏"):
        read("客户.parquet", b"PAR1" + b"\x15\x00" * 20 + b"PAR1")


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, b"a,b\n1,2\n")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.csv", b"", "空文件"),
        ("空.csv", b"\xef\xbb\xbf\r\n \r\n", "空文件"),
        ("报表.xls", b"<html><p>\xe6\x97\xa0</p></html>", "网页（HTML）"),
        ("报表.xls", b'\xef\xbb\xbf<?xml version="1.0"?><Workbook></Workbook>', "XML 文件"),
        ("报表.xls", b"Report not found here", "没有找到表格"),
        ("文.csv", b"%PDF-1.7 ...", "PDF"),
        ("文.docx", zipped("word/document.xml"), "Word"),
        ("包.zip", zipped("__MACOSX/a.csv"), "没有找到表格"),
        ("坏.xlsx", b"PK\x03\x04 and nothing else", "可能已损坏"),
        ("二.csv", bytes(range(128)) * 20, "不是表格文件"),
        ("三.csv", bytes(range(256)) * 20, "编码无法识别"),
    ],
)
def test_what_is_no_table_is_refused_by_name(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read(name, data)
    assert name in caught.value.message
    assert caught.value.hint


def test_a_file_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 4)
    with pytest.raises(ReadError, match="超过上限"):
        read("大.csv", b"a,b\n1,2\n")


def test_a_panic_of_a_parser_is_contained_and_a_bug_is_not() -> None:
    with pytest.raises(ReadError, match="可能已损坏"), _contained("x.csv"):
        raise pl.exceptions.PanicException
    with pytest.raises(KeyboardInterrupt), _contained("x.csv"):
        raise KeyboardInterrupt


def test_tables_of_several_files_have_names_of_their_own() -> None:
    tables = read_files([("a.csv", b"k,v\nM1,5\n"), ("a.csv", b"k,v\nM2,6\n")])
    assert [table.name for table in tables] == ["a.csv", "a.csv (2)"]


def test_the_same_file_twice_is_read_once_and_said() -> None:
    (table,) = read_files([("a.csv", b"k,v\nM1,5\n"), ("b.csv", b"k,v\nM1,5\n")])
    assert table.name == "a.csv"
    assert "b.csv" in table.remarks[0].text


CELLS = st.sampled_from(
    ["甲", "", " ", "乙 丙", '""', '" "', '"\n"', '"x\ny"', "\t", "\u3000", " 丁", '"#N/A"', "¥5", "“六”"]
)
HOSTILE = [
    "\x00",
    TAG_SEPARATOR,
    "\x7f",
    "\x85",
    "\xad",
    "\u200b",
    "\u202e",
    "\u2066",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\u061c",
]


@pytest.mark.parametrize("character", HOSTILE)
def test_hostile_characters_leave_every_cell_and_header(character: str) -> None:
    text = f"客{character}户,金额\n甲{character}乙,5\n"
    (table,) = read(f"客{character}户.csv", text.encode())
    assert (table.name, table.headers) == ("客户.csv", ("客户", "金额"))
    assert table.frame["客户"].to_list() == ["甲乙"]
    assert not scan_small(text.encode(), b",").sound
    assert not scan_large(text.encode(), b",").sound


def test_ordinary_chinese_text_is_sound() -> None:
    data = "客户,“引号”，全角（括号）\t、é £\r\n".encode()
    assert scan_small(data, b",").sound
    assert scan_large(data, b",").sound


@settings(max_examples=50, deadline=None)
@given(
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6), end=st.sampled_from(["\n", "\r\n"])
)
def test_where_no_cell_begins_with_a_blank_none_is_blank(rows: list[list[str]], end: str) -> None:
    body = end.join(",".join(row) for row in rows).encode()
    assert scan_small(body, b",") == scan_large(body, b",")
    cells = proven(body, Dialect(","), 3)
    if cells is not None and cells.found.sound and not cells.spaced:
        assert_frame_equal(scrubbed(cells.frame, sound=True), cells.frame)


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=20))
def test_scrubbing_is_idempotent_and_the_same_for_headers_and_cells(text: str) -> None:
    once = scrubbed_text(text)
    assert scrubbed_text(once) == once
    sound = text.encode("utf-8", "ignore").decode()
    frame = pl.DataFrame({"a": [sound]}, schema={"a": pl.String})
    (cell,) = scrubbed(frame)["a"].to_list()
    assert cell == (scrubbed_text(sound) if scrubbed_text(sound).strip() else None)
    assert scan_small(sound.encode(), b",") == scan_large(sound.encode(), b",")
    if scan(sound.encode(), b",").sound and "\r" not in sound:
        assert_frame_equal(scrubbed(frame, sound=True), scrubbed(frame))


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(st.tuples(st.integers(0, 999), st.floats(0, 1e6, allow_nan=False)), min_size=1, max_size=5),
)
def test_rows_read_are_rows_kept_and_rows_set_aside(rows: list[tuple[int, float]]) -> None:
    lines = [f"M{number:04d},{amount:.2f}" for number, amount in rows]
    text = "\n".join(["客户,金额", *lines, "", "合计,1", "短"]) + "\n"
    (table,) = read("t.csv", text.encode())
    assert table.rows_read == len(rows) + 3
    assert table.frame.height == len(rows)
    assert table.frame[ROW].to_list() == list(range(2, len(rows) + 2))
