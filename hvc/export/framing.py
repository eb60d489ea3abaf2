"""Records of byte strings ↔ a pipe: what the exporting process and its child say to each other."""

from __future__ import annotations

import struct
from typing import IO

_COUNT = struct.Struct(">I")
_LENGTH = struct.Struct(">Q")


def send(pipe: IO[bytes], *parts: bytes) -> None:
    """Write one record."""
    pipe.write(_COUNT.pack(len(parts)))
    for part in parts:
        pipe.write(_LENGTH.pack(len(part)))
        pipe.write(part)
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[bytes, ...] | None:
    """Read one record; None where the pipe has ended, whether or not in the middle of one."""
    head = pipe.read(_COUNT.size)
    if len(head) < _COUNT.size:
        return None
    parts: list[bytes] = []
    for _ in range(_COUNT.unpack(head)[0]):
        size = pipe.read(_LENGTH.size)
        if len(size) < _LENGTH.size:
            return None
        length: int = _LENGTH.unpack(size)[0]
        part = pipe.read(length)
        if len(part) < length:
            return None
        parts.append(part)
    return tuple(parts)
