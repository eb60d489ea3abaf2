"""An .xls's bytes → the records about the whole workbook, which stand in the clear at its beginning."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

FILE_PASS, DATE_MODE = 0x2F, 0x22
_HEAD: Final = struct.Struct("<HH")  # of a record: what, and how many bytes follow
_BEGIN: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # how the part about the whole workbook begins
_END: Final = 0x0A
_RECORDS: Final = 500  # looked at; those we ask for are among the first


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(kind, content) of the first records; none where `data` is something else."""
    at = data.find(_BEGIN)
    for _ in range(_RECORDS):
        if at < 0 or at + _HEAD.size > len(data):
            return
        kind, size = _HEAD.unpack_from(data, at)
        if kind == _END:
            return
        yield kind, data[at + _HEAD.size : at + _HEAD.size + size]
        at += _HEAD.size + size


def locked(data: bytes) -> bool:
    """Whether all that follows is encrypted."""
    return any(kind == FILE_PASS for kind, _ in records(data))
