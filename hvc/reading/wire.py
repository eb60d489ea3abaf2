"""Tables, or a refusal ↔ the bytes of a child's answer: Arrow streams one after another, then what they are, as JSON.

Nothing in an answer is executed or trusted to be whole: a child that died half-way leaves no end mark, and the lengths
are held against the bytes that are there.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import IO, Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading.tables import Remark, SetAside, Table
from hvc.schema import ROW

END: Final = b"hvc-end\n"
ALIGNED: Final = 64  # bytes; the frames are used where they lie
_TAIL: Final = struct.Struct("<Q8s")


class BrokenAnswerError(ValueError):
    """The bytes are no whole answer."""


def pack(tables: Sequence[Table], sink: IO[bytes]) -> None:
    """Write `tables` into `sink`, which must know its position."""
    contents = []
    for each in tables:
        frames = {"frame": _write(each.frame, sink), "aside": _write(each.aside, sink)}
        contents.append(frames | {"rows": each.frame.height} | _described(each))
    _close(sink, {"tables": contents})


def pack_refusal(error: ReadError, sink: IO[bytes]) -> None:
    """Write why a file was not read."""
    _close(sink, {"refusal": [error.message, error.hint]})


def pack_bug(place: str, sink: IO[bytes]) -> None:
    """Write where reading failed in a way that is nobody's file's fault."""
    _close(sink, {"bug": place})


def unpack(answer: memoryview) -> tuple[Table, ...] | str:
    """The tables of an answer, their frames lying in its bytes; or the place of a bug.

    Raises:
        ReadError: what the child refused.
        BrokenAnswerError: the answer is not whole.
    """
    match _contents(answer):
        case {"refusal": [str(message), str(hint)]}:
            raise ReadError(message, hint=hint)
        case {"bug": str(place)}:
            return place
        case {"tables": [*tables]}:
            return tuple(_table(each, answer) for each in tables)
        case _:
            raise BrokenAnswerError


def _write(frame: pl.DataFrame, sink: IO[bytes]) -> tuple[int, int]:
    """From where to where the frame's own buffers stand; Polars' writer would copy them first, and take three times as long."""
    import pyarrow as pa  # noqa: PLC0415  a refusal needs none of it, and the parent starts the faster

    sink.write(bytes(-sink.tell() % ALIGNED))
    sink.flush()
    start = sink.tell()
    table = frame.to_arrow(compat_level=pl.CompatLevel.newest())
    with pa.ipc.new_stream(pa.PythonFile(sink, mode="w"), table.schema) as stream:
        stream.write_table(table)
    sink.flush()
    return start, sink.tell()


def _close(sink: IO[bytes], contents: object) -> None:
    text = json.dumps(contents).encode()
    sink.write(text)
    sink.write(_TAIL.pack(len(text), END))
    sink.flush()


def _contents(answer: memoryview) -> object:
    if len(answer) < _TAIL.size:
        raise BrokenAnswerError
    size, mark = _TAIL.unpack(answer[-_TAIL.size :])
    if mark != END or size > len(answer) - _TAIL.size:
        raise BrokenAnswerError
    try:
        found: object = json.loads(bytes(answer[-_TAIL.size - size : -_TAIL.size]))
    except ValueError:
        raise BrokenAnswerError from None
    return found


def _described(each: Table) -> dict[str, object]:
    return {
        "of": [each.name, each.digest, each.file],
        "place": [each.sheet, each.header_row, each.encoding, each.delimiter],
        "set_aside": [[part.reason, part.rows] for part in each.set_aside],
        "remarks": [[remark.text, remark.rows, remark.lost] for remark in each.remarks],
    }


def _table(told: object, answer: memoryview) -> Table:
    match told:
        case {
            "frame": [int(start), int(end)],
            "aside": [int(aside_start), int(aside_end)],
            "rows": int(rows),
            "of": [str(name), str(digest), str(file)],
            "place": [str() | None as sheet, int(header_row), str() | None as encoding, str() | None as delimiter],
            "set_aside": [*asides],
            "remarks": [*remarks],
        }:
            frame = _frame(answer[start:end])
            aside = _frame(answer[aside_start:aside_end])
            if frame.height != rows or frame.columns[:1] != [ROW] or aside.columns not in ([], frame.columns):
                raise BrokenAnswerError
            parts = tuple(SetAside(reason, tuple(numbers)) for reason, numbers in asides)
            said = tuple(Remark(text, tuple(numbers), lost) for text, numbers, lost in remarks)
            return Table(name, digest, frame, file, sheet, header_row, encoding, delimiter, parts, said, aside)
        case _:
            raise BrokenAnswerError


def _frame(stream: memoryview) -> pl.DataFrame:
    import pyarrow as pa  # noqa: PLC0415  as above

    try:
        frame = pl.from_arrow(pa.ipc.open_stream(pa.py_buffer(stream)).read_all())
    except (pa.ArrowException, OSError):
        raise BrokenAnswerError from None
    if not isinstance(frame, pl.DataFrame):
        raise BrokenAnswerError
    return frame
