"""UTF-8 bytes → what a look at every byte tells: marks, line ends, whether anything must be scrubbed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint8]

_CHUNK: Final = 1 << 16  # stays in the processor's cache, and what is made of it in the allocator's
_SMALL: Final = 1 << 21  # bytes searched as text: sooner done than numpy is loaded
_RUNS: Final = (  # the same as UTF-8: all bytes but the last, and what the last may be
    (b"\xc2", bytes(range(0x80, 0xA1)) + b"\xad"),
    (b"\xd8", b"\x9c"),
    (b"\xe1\xa0", b"\x8e"),
    (b"\xe2\x80", bytes(range(0x8B, 0x90)) + bytes(range(0xAA, 0xAF))),
    (b"\xe2\x81", bytes(range(0xA0, 0xB0))),
    (b"\xef\xbb", b"\xbf"),
    (b"\xef\xbf", b"\xb9\xba\xbb\xbe\xbf"),
)
_SPACE: Final = 0x20  # below it stand the controls
_QUOTE: Final = 0x22
_RETURN: Final = 0x0D
_KEPT: Final = (0x0A, 0x09, _RETURN, _QUOTE)  # the controls that a text file is made of, and the mark
_FORBIDDEN_BYTES = re.compile(
    b"|".join([rb"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]", *(prefix + b"[" + lasts + b"]" for prefix, lasts in _RUNS)])
)


@dataclass(frozen=True, slots=True)
class Scan:
    """How many quotation marks and carriage returns there are, and whether `scrubbed` would remove nothing else."""

    quotes: int
    returns: int
    sound: bool


def scan(data: bytes) -> Scan:
    """Look at every byte once; without holding the interpreter, so that a parser may work meanwhile."""
    return scan_small(data) if len(data) <= _SMALL else scan_large(data)


def scan_small(data: bytes) -> Scan:
    """The quicker way for little."""
    return Scan(data.count(b'"'), data.count(b"\r"), _FORBIDDEN_BYTES.search(data) is None)


def scan_large(data: bytes) -> Scan:
    """The quicker way for much: in pieces that stay in the processor's cache."""
    import numpy as np  # noqa: PLC0415  a small file is read without it, and its child starts the faster

    runs = [run for run in _RUNS if data.find(run[0][:1]) >= 0]
    overlap = max(len(prefix) for prefix, *_ in _RUNS)
    codes = np.frombuffer(data, np.uint8)
    sound = data.find(b"\x7f") < 0
    present = [code for code in _KEPT if data.find(code) >= 0]
    quotes = returns = 0
    for start in range(0, codes.size, _CHUNK):
        chunk = codes[start : start + _CHUNK]
        counts = {code: int(np.count_nonzero(chunk == code)) for code in present}
        quotes += counts.pop(_QUOTE, 0)
        returns += counts.get(_RETURN, 0)
        wide = codes[max(0, start - overlap) : start + _CHUNK]
        sound = sound and np.count_nonzero(chunk < _SPACE) == sum(counts.values())
        sound = sound and not any(_has_run(wide, *run) for run in runs)
    return Scan(quotes, returns, sound)


def _has_run(chunk: Codes, prefix: bytes, lasts: bytes) -> bool:
    import numpy as np  # noqa: PLC0415  as above

    at = np.flatnonzero(chunk[: -len(prefix)] == prefix[0])
    for offset, code in enumerate(prefix[1:], 1):
        at = at[chunk[at + offset] == code]
    return bool(np.isin(chunk[at + len(prefix)], np.frombuffer(lasts, np.uint8)).any()) if at.size else False
