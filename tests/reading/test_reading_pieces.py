"""A long text is read a piece at a time: where the pieces are cut must not show."""

from __future__ import annotations

import hashlib
import io
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.errors import ReadError
from hvc.reading import delimited, limits, pieces, read
from hvc.reading.delimited import read_file as read_text
from hvc.reading.encoding import presumed
from hvc.reading.read import read_file
from hvc.reading.tables import Table

CELLS = st.sampled_from(["甲", "", "12", '"x, y"', '"第一行\n第二行"', '"引""号"', " 丙", "#N/A", '5" 屏', "乙丁戊己"])
LINES = ["会员,城市,金额", *(f"会员{number:05d},上海市浦东新区,{number}.5" for number in range(60))]
TEXT = "\n".join(LINES) + "\n"


FACTS = [each.name for each in fields(Table) if each.name not in {"frame", "aside"}]


def assert_same(found: tuple[Table, ...], wanted: tuple[Table, ...]) -> None:
    for one, other in zip(found, wanted, strict=True):
        assert [getattr(one, fact) for fact in FACTS] == [getattr(other, fact) for fact in FACTS]
        assert_frame_equal(one.frame, other.frame)
        assert_frame_equal(one.aside, other.aside)


def from_file(name: str, data: bytes) -> tuple[Table, ...]:
    return read_file(name, io.BytesIO(data), lambda: hashlib.sha256(data))


@pytest.fixture
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 64)
    monkeypatch.setattr(pieces, "LONGEST", 512)
    monkeypatch.setattr(limits, "SMALL_TEXT", 16)
    monkeypatch.setattr("hvc.reading.encoding.SAMPLE", 64)


@pytest.mark.usefixtures("short_pieces")
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n\n", "\x1a", "合计,,9\n", "短\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "big5"])
def test_a_text_in_a_file_reads_as_it_reads_in_memory(codec: str, tail: str, end: str) -> None:
    text = "會員編號,城市名稱\n" + "客戶甲,臺北市\n" * 80 if codec == "big5" else TEXT
    data = (text + tail.encode("big5", "ignore").decode("big5") * (codec != "big5")).replace("\n", end).encode(codec)
    assert_same(from_file("客户.csv", data), read("客户.csv", data))


@pytest.mark.usefixtures("short_pieces")
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=3, max_size=30), final=st.booleans())
def test_where_a_text_is_cut_does_not_show(rows: list[list[str]], *, final: bool) -> None:
    lines = ["编号,名称,金额", *(",".join(row) for row in rows)]
    data = ("\n".join(lines) + "\n" * final).encode()
    assert_same(from_file("客户.csv", data), read("客户.csv", data))


@pytest.mark.usefixtures("short_pieces")
def test_plain_text_is_read_in_pieces_and_numbered_through() -> None:
    (grid,) = read_text("客户.csv", io.BytesIO(TEXT.encode("gb18030")))
    assert grid.frame.n_chunks() > 1
    (whole,) = delimited.read("客户.csv", TEXT.encode("gb18030"))
    assert_frame_equal(grid.frame, whole.frame)
    assert (grid.encoding, grid.delimiter) == (whole.encoding, whole.delimiter)


@pytest.mark.usefixtures("short_pieces")
@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode() + b"\xff\xfe,x,1\n",  # another encoding further down
        TEXT.encode("gb18030") + b"\xff,x,1\n",
        TEXT.replace("\n", "\r").encode(),  # no line end to cut at
        (TEXT + TEXT.replace("\n", "\r\n")).encode(),  # line ends of two kinds
        (TEXT + '"没有合上\n' + TEXT).encode(),
        ("a,b\n" * 40 + "甲,1\n").encode(),  # no telling the encoding from the beginning
    ],
)
def test_what_pieces_cannot_tell_is_left_to_the_other_ways(data: bytes) -> None:
    assert read_text("客户.csv", io.BytesIO(data)) == ()
    assert_same(from_file("客户.csv", data), read("客户.csv", data))


@pytest.mark.usefixtures("short_pieces")
@pytest.mark.parametrize(
    "data",
    [
        b"\r\n" * 600_000 + b"a,b\n1,2\n",
        b"%PDF-1.7\n" + b"1,2\n" * 40,
        b"PK" + b"a,b\n" * 40,
        (TEXT * 400).encode("gb18030") + ("会员100000,上海市浦东,1\n" * 400).encode(),
    ],
)
def test_what_is_refused_from_memory_is_refused_from_a_file(data: bytes) -> None:
    def told(read_it: object) -> tuple[object, ...]:
        assert callable(read_it)
        try:
            return tuple(table.frame.shape for table in read_it("a.csv", data))
        except ReadError as error:
            return (error.message, error.hint)

    assert told(from_file) == told(read)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16", "utf-8-sig"])
def test_the_beginning_gives_the_encoding_away(codec: str) -> None:
    start = (TEXT * 400).encode(codec)
    found = presumed(start)
    assert found is not None
    assert start[found.mark :].decode(found.codec) == TEXT * 400
    assert presumed(b"a,b\n1,2\n") is None
