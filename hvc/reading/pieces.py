"""Text → a Grid at the parser's full speed, from a file a piece at a time: a long text never stands in memory whole."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import IO, Final

import polars as pl

from hvc.reading.dialect import SAMPLE_LINES, Dialect, Reading, head
from hvc.reading.grid import Grid, numbered
from hvc.reading.lines import Proven, proven
from hvc.reading.records import read_records
from hvc.reading.scrub import scrubbed

PIECE: Final = 1 << 22  # bytes read at once: enough for the parser's threads, little beside the table
LONGEST: Final = 8 * PIECE  # bytes without a place to cut: no ordinary text
_LEFT: Final = b"\r\n\x00\x1a"  # what editors leave at the end
_TAILS: Final = (b"\n\n", b"\n\r\n", b"\r\r", b"\x00", b"\x1a")


class NoPieceError(ValueError):
    """The text cannot be cut, or is not what its beginning promised."""


def pieces(file: IO[bytes], codec: str) -> Iterator[bytes]:
    """What follows in `file`, in UTF-8, each piece but the last ending with a line.

    Raises:
        NoPieceError: a line without end, or bytes that `codec` does not know.
    """
    decoder = None if codec == "utf-8" else codecs.getincrementaldecoder(codec)("strict")
    rest = b""
    try:
        while chunk := file.read(PIECE):
            text = rest + (decoder.decode(chunk).encode() if decoder else chunk)
            end = text.rfind(b"\n", 0, len(text) - len(_LEFT)) + 1  # what may be cut from the end comes last
            if end:
                yield text[:end]
            elif len(text) > LONGEST:
                raise NoPieceError
            rest = text[end:]
        rest += decoder.decode(b"", final=True).encode() if decoder else b""
    except UnicodeError:
        raise NoPieceError from None
    if last := trimmed(rest):
        yield last


def trimmed(data: bytes) -> bytes:
    """A text without the blank lines and marks that editors leave at its end."""
    return data.rstrip(_LEFT) if data.endswith(_TAILS) else data


def read_whole(body: bytes, reading: Reading) -> Grid | None:
    """The file through Polars, or None where that would not account for every byte of it."""
    return read_pieces(iter((body,)), reading)


def read_pieces(texts: Iterator[bytes], reading: Reading) -> Grid | None:
    """The text that `texts` add up to, or None where Polars would not account for every byte of it."""
    dialect, width = reading.dialect, reading.width
    if dialect not in {Dialect(dialect.delimiter), Dialect(dialect.delimiter, None)} or not dialect.delimiter.isascii():
        return None
    first = next(texts)
    sample = head(first, SAMPLE_LINES)
    skip = _lines_above(sample, dialect, width)
    offset = len("".join(sample[:skip]).encode())
    above = read_records(first[:offset], reading)
    cells = _Cells(dialect, width, above.frame.height + sum(len(part.rows) for part in above.set_aside) + 1)
    if not cells.take(chain([first[offset:] if offset else first], texts)):
        return None
    frames = [above.frame, *cells.frames] if skip else cells.frames
    hashed = cells.hashed or b"#" in first[:offset]
    return replace(above, frame=pl.concat(frames, rechunk=False), hashed=hashed)


@dataclass(slots=True)
class _Cells:
    """The cells of the pieces so far: `row` is the number of the next row, `line_ends` whether lines end in CR LF."""

    dialect: Dialect
    width: int
    row: int
    frames: list[pl.DataFrame] = field(default_factory=list)
    line_ends: set[bool] = field(default_factory=set)
    hashed: bool = False

    def take(self, texts: Iterable[bytes]) -> bool:
        """Whether every byte of `texts` was accounted for; a piece that ends within quotation marks goes with the next."""
        rest, held = b"", None
        for text in texts:
            body = rest + text if rest else text
            cells = proven(body, self.dialect, self.width)
            quotes = body.count(b'"') if cells is None else cells.found.quotes
            if quotes % 2 and self.dialect.quote:
                if rest and len(body) > LONGEST:
                    return False
                rest, held = body, cells
            elif cells is None or not self._fits(cells):
                return False
            else:
                rest, held = b"", None
        return not rest or (held is not None and self._fits(held))

    def _fits(self, cells: Proven) -> bool:
        """Take the cells, unless their lines end otherwise than those before."""
        found = cells.found
        self.frames.append(scrubbed(numbered(cells.frame, self.row), sound=found.sound, spaced=cells.spaced))
        self.row += cells.frame.height
        self.hashed |= found.hashed
        self.line_ends |= {found.returns > 0} if found.ends else set()
        return len(self.line_ends) <= 1


def _lines_above(sample: list[str], dialect: Dialect, width: int) -> int:
    """How many lines stand above the first record of full width."""
    reader = dialect.reader(sample)
    lines = 0
    for record in reader:
        if len(record) == width:
            return lines
        lines = reader.line_num
    return 0
