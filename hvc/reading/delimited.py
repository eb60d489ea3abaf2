"""CSV, TSV or TXT bytes → a Grid: well-formed files at the parser's full speed, the others record by record."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading.below import below
from hvc.reading.dialect import SAMPLE_LINES, Dialect, Reading, head, sniff
from hvc.reading.encoding import Text, decode, likely_utf8
from hvc.reading.grid import Grid, numbered
from hvc.reading.layout import refuse_wide
from hvc.reading.lines import proven, read_lines
from hvc.reading.records import read_records
from hvc.reading.scrub import scrubbed
from hvc.reading.tables import Remark
from hvc.reading.words import is_value
from hvc.schema import ROW

Way = Callable[[bytes, Reading], Grid | None]
SLOWER: Final[tuple[Way, ...]] = (read_lines, read_records)  # the last one reads anything
_SEP = re.compile(rb'"?sep=(.|\xef\xbc\x8c)"?\r?\n', re.IGNORECASE)
_TAIL: Final = (b"\n\n", b"\n\r\n", b"\r\r", b"\x00", b"\x1a")  # nothing follows but what editors leave behind
_CONTROLS: Final = {*range(9), *range(14, 32)}
_BINARY_KINDS: Final = 8  # text may hold a stray control character, but not of many kinds


def read(name: str, data: bytes) -> tuple[Grid, ...]:
    """One grid, its delimiter and encoding found by evidence.

    Raises:
        ReadError: no encoding fits, or this is not text.
    """
    guess = likely_utf8(data)
    if guess and (grids := _read(name, guess, (read_whole,))):
        return grids
    text = decode(name, data)
    tried = guess is not None and text.encoding == guess.encoding and not text.damaged
    return _read(name, text, SLOWER if tried else (read_whole, *SLOWER))


def read_plain(name: str, data: bytes) -> tuple[Grid, ...]:
    """What `read` gives where the quick way accounts for every byte; else nothing."""
    text = decode(name, data)
    return () if text.damaged else _read(name, text, (read_whole,))


def _read(name: str, text: Text, ways: tuple[Way, ...]) -> tuple[Grid, ...]:
    """The grid of a text by the first of `ways` that can tell every cell; nothing where none can."""
    text = _trimmed(text)
    _refuse_binary(name, text.data)
    told = _SEP.match(text.data)
    body = text.data[told.end() :] if told else text.data
    sample = head(body, SAMPLE_LINES)
    reading = sniff(sample, told[1].decode() if told else None)
    refuse_wide(name, reading.width)
    _refuse_odd_header(name, sample, reading)
    grid = next(filter(None, (way(body, reading) for way in ways)), None)
    if grid is None:
        return ()
    delimiter = reading.dialect.delimiter + " " * reading.dialect.spaced if reading.width > 1 else None
    remarks = (*grid.remarks, *_damage(grid.frame, text.damaged))
    grid = replace(grid, encoding=text.encoding, delimiter=delimiter, remarks=remarks)
    return below(body, grid, reading) or (grid,)


def _trimmed(text: Text) -> Text:
    data = text.data.rstrip(b"\r\n\x00\x1a") if text.data.endswith(_TAIL) else text.data
    return replace(text, data=data if data.find(b"\n") >= 0 else data.replace(b"\r", b"\n"))


def read_whole(body: bytes, reading: Reading) -> Grid | None:
    """The file through Polars, or None where that would not account for every byte of it."""
    dialect, width = reading.dialect, reading.width
    if dialect != Dialect(dialect.delimiter) or not dialect.delimiter.isascii():
        return None
    sample = head(body, SAMPLE_LINES)
    skip = _lines_above(sample, dialect, width)
    offset = len("".join(sample[:skip]).encode())
    rest = body[offset:] if offset else body
    cells = proven(rest, dialect.delimiter, width)
    if cells is None:
        return None
    above = read_records(body[:offset], reading)
    first = above.frame.height + sum(len(part.rows) for part in above.set_aside) + 1
    rows = scrubbed(numbered(cells.frame, first), sound=cells.found.sound, spaced=cells.spaced)
    return replace(above, frame=pl.concat([above.frame, rows]) if skip else rows)


def _lines_above(sample: list[str], dialect: Dialect, width: int) -> int:
    """How many lines stand above the first record of full width."""
    reader = dialect.reader(sample)
    lines = 0
    for record in reader:
        if len(record) == width:
            return lines
        lines = reader.line_num
    return 0


def _damage(frame: pl.DataFrame, damaged: int) -> tuple[Remark, ...]:
    if not damaged:
        return ()
    hit = pl.any_horizontal(pl.selectors.string().str.contains("\ufffd", literal=True))
    rows = tuple(frame.filter(hit)[ROW].to_list())
    return (Remark(f"文件里有 {damaged} 个字符已损坏，无法辨认，显示为“\ufffd”", rows),)


def _refuse_binary(name: str, body: bytes) -> None:
    kinds = set(body[:65536]) & _CONTROLS
    if len(kinds) > _BINARY_KINDS:
        raise ReadError(
            f"「{name}」不是表格文件，无法读取",
            hint="请上传 Excel 工作簿（.xlsx、.xls）、CSV 或 Parquet 文件。",
        )


def _refuse_odd_header(name: str, sample: list[str], reading: Reading) -> None:
    """A header with more or fewer names than the rows have cells says nothing certain about any column."""
    above: list[str] = []
    for record in reading.dialect.reader(sample):
        if len(record) == reading.width:
            break
        above = record
    else:
        return
    fits = len(above) in {0, 1} or len(above) < reading.width - 1 or not all(above)
    if fits or not record[-1] or not any(map(is_value, record)) or any(map(is_value, above)):
        return
    raise ReadError(
        f"「{name}」的表头有 {len(above)} 列，数据却有 {reading.width} 列，对不上",
        hint="请在 Excel 里让每一列都有表头、每一行都一样长，再上传。",
    )
