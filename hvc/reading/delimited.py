"""CSV, TSV or TXT bytes → a Grid: well-formed files at the parser's full speed, the others record by record."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from itertools import chain
from typing import IO, Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading import limits
from hvc.reading.ahead import ahead
from hvc.reading.below import below
from hvc.reading.dialect import SAMPLE_LINES, Reading, head, sniff
from hvc.reading.encoding import GUESSED, SAMPLE, Text, decode, likely_utf8, mixed, presumed
from hvc.reading.grid import Grid
from hvc.reading.layout import refuse_wide
from hvc.reading.lines import read_lines
from hvc.reading.pieces import NoPieceError, pieces, read_pieces, read_whole, trimmed
from hvc.reading.records import read_records
from hvc.reading.tables import Remark
from hvc.reading.words import is_value
from hvc.schema import ROW

Way = Callable[[bytes, Reading], Grid | None]
SLOWER: Final[tuple[Way, ...]] = (read_lines, read_records)  # the last one reads anything
_SEP = re.compile(rb'"?sep=(.|\xef\xbc\x8c)"?\r?\n', re.IGNORECASE)
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


def read_file(name: str, file: IO[bytes]) -> tuple[Grid, ...]:
    """What `read` gives of a long text that follows in `file`, where the quick way accounts for every byte; else nothing.

    Raises:
        ReadError: this is not text.
    """
    begun = file.tell()
    found = presumed(file.read(limits.MB))
    if found is None or (found.encoding in GUESSED and mixed(_end(file))):
        return ()
    file.seek(begun + found.mark)
    with closing(ahead(pieces(file, found.codec))) as texts:
        try:
            first = next(texts, b"")
            start, reading = _opened(name, first)
            grid = read_pieces(chain((first[start:],), texts), reading)
        except NoPieceError:
            return ()
    return (_labelled(grid, found.encoding, reading),) if grid else ()


def _end(file: IO[bytes]) -> bytes:
    """What stands last in a file longer than that."""
    file.seek(-SAMPLE, os.SEEK_END)
    return file.read()


def _read(name: str, text: Text, ways: tuple[Way, ...]) -> tuple[Grid, ...]:
    """The grid of a text by the first of `ways` that can tell every cell; nothing where none can."""
    data = trimmed(text.data)
    data = data if data.find(b"\n") >= 0 else data.replace(b"\r", b"\n")
    start, reading = _opened(name, data)
    body = data[start:] if start else data
    grid = next(filter(None, (way(body, reading) for way in ways)), None)
    if grid is None:
        return ()
    grid = _labelled(grid, text.encoding, reading)
    grid = replace(grid, remarks=(*grid.remarks, *_damage(grid.frame, text.damaged)))
    return below(body, grid, reading) or (grid,)


def _opened(name: str, data: bytes) -> tuple[int, Reading]:
    """Where a text's table may begin, and how to read it."""
    _refuse_binary(name, data)
    told = _SEP.match(data)
    start = told.end() if told else 0
    sample = head(data[start:] if start else data, SAMPLE_LINES)
    reading = sniff(sample, told[1].decode() if told else None)
    refuse_wide(name, reading.width)
    _refuse_odd_header(name, sample, reading)
    return start, reading


def _labelled(grid: Grid, encoding: str, reading: Reading) -> Grid:
    delimiter = reading.dialect.delimiter + " " * reading.dialect.spaced if reading.width > 1 else None
    return replace(grid, encoding=encoding, delimiter=delimiter)


def _damage(frame: pl.DataFrame, damaged: int) -> tuple[Remark, ...]:
    if not damaged:
        return ()
    hit = pl.any_horizontal(pl.selectors.string().str.contains("\ufffd", literal=True))
    rows = tuple(frame.filter(hit)[ROW].to_list())
    return (Remark(f"文件里有 {damaged} 个字符已损坏，无法辨认，显示为“\ufffd”", rows, lost=True),)


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
