"""A child reads, and may die: what its parent makes of every way it can end."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from hvc.errors import ReadError
from hvc.reading import Remark, SetAside, Table, isolation, limits, read, read_files, wire
from hvc.reading.isolation import by_memory, by_pipes, read_apart
from hvc.reading.read import read_small
from hvc.schema import ROW

Make = Callable[..., bytes]
CSV = "会员ID,城市,金额\nM1,北京,5\nM2,6\n,,\n合计,,11\n".encode()
ROWS = [["会员ID", "金额"], ["M1", 129.696], ["M2", 20000]]
FACTS = ("name", "digest", "file", "sheet", "header_row", "encoding", "delimiter", "set_aside", "remarks")


def assert_same(found: tuple[Table, ...], wanted: tuple[Table, ...]) -> None:
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert [getattr(one, fact) for fact in FACTS] == [getattr(other, fact) for fact in FACTS]
        assert_frame_equal(one.frame, other.frame)


@pytest.mark.parametrize("way", [by_memory, by_pipes])
def test_a_child_reads_what_we_would_read(way: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_ask", way)
    assert_same(read_apart("客户.csv", CSV), read("客户.csv", CSV))


def test_a_workbook_is_read_by_a_child(workbook: Make) -> None:
    data = workbook({"会员": ROWS, "等级": [["会员ID", "等级"], ["M1", "金卡"]]})
    assert_same(read_files([("客户.xlsx", data)]), read("客户.xlsx", data))


def test_what_a_child_refuses_its_parent_refuses_in_the_same_words() -> None:
    data = b"a,b\n" + b"\xff\xff\xff,\xfe\xfe\n" * 20
    with pytest.raises(ReadError, match="编码") as ours:
        read("坏.csv", data)
    with pytest.raises(ReadError) as theirs:
        read_apart("坏.csv", data)
    assert (theirs.value.message, theirs.value.hint) == (ours.value.message, ours.value.hint)


@pytest.mark.parametrize("way", [by_memory, by_pipes])
def test_a_child_over_its_time_is_ended_and_named(way: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_ask", way)
    monkeypatch.setattr(isolation, "TICK", 0.01)
    monkeypatch.setattr(limits, "CHILD_SECONDS", 0.0)
    with pytest.raises(ReadError, match=r"「慢\.csv」读取超过 0 秒"):
        read_apart("慢.csv", CSV)


def test_a_child_over_its_processor_time_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_CPU", 1)
    line = b'"' + b'x" y,' * 200_000  # each mark may be the closing one
    with pytest.raises(ReadError, match=r"读取超过|已中止"):
        read_apart("慢.csv", b"a,b\n1,2\n" + (line + b"\n") * 40)


def test_a_child_over_its_memory_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CHILD_MEMORY", 256 * limits.MB)
    with pytest.raises(ReadError, match="读取进程已中止"):
        read_apart("大.csv", b"a,b\n" + b"M1,5\n" * 8_000_000)


def test_a_child_that_cannot_start_is_a_refusal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(isolation, "ROOT", tmp_path)
    monkeypatch.setenv("PYTHONPATH", "")
    (tmp_path / "hvc.py").write_text("raise SystemExit(3)")
    with pytest.raises(ReadError, match="读取进程已中止"):
        read_apart("客户.csv", CSV)


@pytest.mark.parametrize("answer", [b"", b"hvc-end\n", b"x" * 100, b"{}" + b"\xff" * 8 + wire.END])
def test_an_answer_that_breaks_off_is_a_refusal(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "_ask", lambda *_: (0, memoryview(answer)))
    with pytest.raises(ReadError, match="可能已损坏"):
        read_apart("客户.csv", CSV)


def test_a_bug_in_the_child_is_told_by_its_place_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sink = io.BytesIO()
    wire.pack_bug("KeyError in f, line 3 of x.py", sink)
    monkeypatch.setattr(isolation, "_ask", lambda *_: (0, memoryview(sink.getvalue())))
    with pytest.raises(ReadError, match="可能已损坏"):
        read_apart("客户.csv", CSV)
    assert "line 3 of x.py" in caplog.text


def test_whoever_waits_is_told_and_may_stop_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "TICK", 0.01)
    told: list[tuple[str, float]] = []

    def waiting(name: str, seconds: float) -> None:
        told.append((name, seconds))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files([("长.csv", b"a,b\n" + b"1,2\n" * 300_000)], waiting)
    assert told[0][0] == "长.csv"


def test_no_more_children_read_than_there_are_places(monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[int] = []
    lock = threading.Lock()
    most = 0

    def ask(*_: object) -> tuple[int, memoryview]:
        nonlocal most
        with lock:
            inside.append(1)
            most = max(most, len(inside))
        threading.Event().wait(0.05)
        with lock:
            inside.pop()
        sink = io.BytesIO()
        wire.pack(read("客户.csv", CSV), sink)
        return 0, memoryview(sink.getvalue())

    monkeypatch.setattr(isolation, "_ask", ask)
    monkeypatch.setattr(isolation, "TICK", 0.01)
    threads = [threading.Thread(target=read_apart, args=("客户.csv", CSV, lambda *_: None)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most <= limits.CHILDREN


def test_what_is_packed_is_unpacked() -> None:
    frame = pl.DataFrame({ROW: [2, 3], "城市": ["北京", None]}, schema_overrides={ROW: pl.UInt32})
    table = Table(
        "a / b", "d", frame, "a", "b", 2, "utf-8", ",", (SetAside("空行", (4,)),), (Remark("看见了", (2,)), Remark("x"))
    )
    sink = io.BytesIO()
    wire.pack([table, table], sink)
    found = wire.unpack(memoryview(sink.getvalue()))
    assert not isinstance(found, str)
    assert_same(found, (table, table))


@pytest.mark.parametrize("cut", [1, 9, 60, 400])
def test_an_answer_cut_short_is_not_taken_for_whole(cut: int) -> None:
    sink = io.BytesIO()
    wire.pack(read("客户.csv", CSV), sink)
    with pytest.raises(wire.BrokenAnswerError):
        wire.unpack(memoryview(sink.getvalue()[:-cut]))


def test_an_answer_about_another_frame_is_broken() -> None:
    sink = io.BytesIO()
    wire.pack(read("客户.csv", CSV), sink)
    for old, new in ((b'"rows": 1', b'"rows": 2'), (b'"frame": [0', b'"frame": [8'), (b'"of"', b'"if"')):
        assert old in sink.getvalue()
        with pytest.raises(wire.BrokenAnswerError):
            wire.unpack(memoryview(sink.getvalue().replace(old, new)))


def test_small_plain_text_needs_no_child() -> None:
    plain = "会员ID,金额\nM1,5\n".encode()
    assert_same(read_small("客户.csv", plain), read("客户.csv", plain))


@pytest.mark.parametrize(
    "data", [CSV, b"a,b\n1," + b"x" * limits.SHORT_LINE, b"a,b\n" + b"1,2\n" * limits.SMALL_TEXT, b"PK\x03\x04"]
)
def test_ragged_long_or_large_text_and_workbooks_need_one(data: bytes) -> None:
    assert read_small("客户.csv", data) == ()
