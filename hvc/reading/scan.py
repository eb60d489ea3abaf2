"""UTF-8 bytes → what a look at every byte tells: marks, line ends, whether anything must be scrubbed or may be blank."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Codes = npt.NDArray[np.uint8]

_CHUNK: Final = 1 << 18  # bytes; with what is made of them they stay in the processor's cache
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
_OVERLAP: Final = 2  # bytes of one piece looked at with the next: the longest run, but for its last
_LOW: Final = 0x21  # below it stand the blank and the controls
_END, _RETURN, _TAB, _BLANK, _QUOTE = b'\n\r\t "'
_IDEOGRAPHIC: Final = 0x80  # twice at the end of U+3000, the blank of Chinese text, and of few other characters
_FORBIDDEN_BYTES = re.compile(
    b"|".join([rb"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]", *(prefix + b"[" + lasts + b"]" for prefix, lasts in _RUNS)])
)


@dataclass(frozen=True, slots=True)
class Scan:
    """How many quotation marks and line ends there are, and what need not be looked for in any cell.

    `sound`: `scrubbed` would remove nothing but carriage returns. `spaced`: a cell may begin with a blank, or be quoted
    and empty. `hashed`: there is a `#`.
    """

    quotes: int
    returns: int
    ends: int
    sound: bool
    spaced: bool
    hashed: bool


def scan(data: bytes, delimiter: bytes) -> Scan:
    """Look at every byte once; without holding the interpreter, so that a parser may work meanwhile."""
    return scan_small(data, delimiter) if len(data) <= _SMALL else scan_large(data, delimiter)


def scan_small(data: bytes, delimiter: bytes) -> Scan:
    """The quicker way for little."""
    blanks = re.compile(rb"(?:^|[\n\"" + re.escape(delimiter) + rb"])[ \t]|\"\"|\x80\x80")
    return Scan(
        data.count(b'"'),
        data.count(b"\r"),
        data.count(b"\n"),
        sound=_FORBIDDEN_BYTES.search(data) is None,
        spaced=blanks.search(data) is not None,
        hashed=b"#" in data,
    )


def scan_large(data: bytes, delimiter: bytes) -> Scan:
    """The quicker way for much: in pieces that stay in the processor's cache."""
    look = _Look(data, delimiter)
    for start in range(0, len(data), _CHUNK):
        look.at(start)
    return Scan(look.quotes, look.returns, look.ends, look.sound, look.spaced, look.hashed)


class _Look:
    """What was seen so far; what is made of a piece lies in the same place for every one."""

    def __init__(self, data: bytes, delimiter: bytes) -> None:
        import numpy as np  # noqa: PLC0415  a small file is read without it, and its child starts the faster

        self.np = np
        self.data = data
        self.codes: Codes = np.frombuffer(data, np.uint8)
        self.separators = delimiter + b'\n"'
        self.quotes = self.returns = self.ends = 0
        self.sound = True
        self.hashed = False
        self.spaced = data.startswith((b" ", b"\t"))
        self.quoted = b'"' in data
        self.hits = np.empty(_CHUNK + _OVERLAP, np.bool_)
        self.pairs = np.empty(_CHUNK + _OVERLAP, np.bool_)

    def at(self, start: int) -> None:
        """Look at the piece that begins at `start`."""
        np = self.np
        chunk = self.codes[start : start + _CHUNK]
        wide = self.codes[max(0, start - _OVERLAP) : start + _CHUNK]
        low = np.count_nonzero(np.less(chunk, _LOW, out=self.hits[: chunk.size]))
        ends = self._count(chunk, _END)
        self.ends += ends
        if low > ends:
            self._blanks(chunk, start, low - ends)
        if self.quoted:
            self.quotes += self._count(chunk, _QUOTE)
        if not self.spaced:
            self.spaced = self._twice(wide, _IDEOGRAPHIC) or (self.quoted and self._twice(wide, _QUOTE))
        end = start + _CHUNK
        self.hashed = self.hashed or self.data.find(b"#", start, end) >= 0
        self.sound = self.sound and self.data.find(b"\x7f", start, end) < 0
        runs = [run for run in _RUNS if self.data.find(run[0][:1], max(0, start - _OVERLAP), end) >= 0]
        self.sound = self.sound and not any(self._has_run(wide, *run) for run in runs)

    def _blanks(self, chunk: Codes, start: int, low: int) -> None:
        """Of `low` bytes that are no line ends, those that stand in texts, and whether a cell begins with one."""
        returns = self._count(chunk, _RETURN)
        self.returns += returns
        found = returns
        for code in (_BLANK, _TAB) if low > returns else ():
            hits = self._hits(chunk, code)
            if self.spaced:
                found += int(self.np.count_nonzero(hits))
                continue
            at = self.np.flatnonzero(hits) + start
            before = self.codes[at[at > 0] - 1]
            self.spaced = self._any_of(before, self.separators)
            found += at.size
        self.sound = self.sound and low == found

    def _hits(self, chunk: Codes, code: int) -> npt.NDArray[np.bool_]:
        return self.np.equal(chunk, code, out=self.hits[: chunk.size])

    def _count(self, chunk: Codes, code: int) -> int:
        return int(self.np.count_nonzero(self._hits(chunk, code)))

    def _twice(self, chunk: Codes, code: int) -> bool:
        """Whether two of `code` stand together."""
        hits = self._hits(chunk, code)
        return bool(self.np.logical_and(hits[1:], hits[:-1], out=self.pairs[: hits[1:].size]).any())

    def _has_run(self, chunk: Codes, prefix: bytes, lasts: bytes) -> bool:
        at = self.np.flatnonzero(self._hits(chunk, prefix[0])[: -len(prefix)])
        for offset, code in enumerate(prefix[1:], 1):
            at = at[chunk[at + offset] == code]
        return self._any_of(chunk[at + len(prefix)], lasts)

    def _any_of(self, found: Codes, codes: bytes) -> bool:
        """Whether one of `codes` is among those found."""
        wanted = self.np.zeros(256, self.np.bool_)
        wanted[list(codes)] = True
        return bool(wanted[found].any())
