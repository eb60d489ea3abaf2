"""A file's name and bytes → its Tables: the content decides which reader, and no parser's own words ever get out."""

from __future__ import annotations

import csv
import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading import (
    archive,
    columnar,
    delimited,
    limits,
    objects,
    refusals,
    signs,
    spreadsheetml,
    webpage,
    workbook,
)
from hvc.reading.found import remarked, tables_of
from hvc.reading.grid import DamagedError, Grid
from hvc.reading.scrub import scrubbed_text
from hvc.reading.tables import Table

LEFT_SHOWN: Final = 5  # files of an archive whose refusal is spelled out
_PARSERS: Final = (
    DamagedError, pl.exceptions.PolarsError, zipfile.BadZipFile, zlib.error, csv.Error, struct.error, UnicodeError, EOFError,
    OSError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format: `takes` tells it by a file's bytes; `read` makes the grids of a file."""

    label: str
    takes: Callable[[bytes], bool]
    read: Callable[[str, bytes], tuple[Grid, ...]]


def _clean(name: str) -> str:
    return scrubbed_text(name).strip() or "未命名文件"


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(marks)


READERS: Final = (
    Reader("Parquet", _begins(signs.PARQUET), columnar.read_parquet),
    Reader("Arrow", _begins(signs.ARROW), columnar.read_arrow),
    Reader("工作簿", _begins(signs.ZIP, signs.OLE), workbook.read),
    Reader("网页", signs.is_page, webpage.read),
    Reader("XML 表格", signs.is_spreadsheet_xml, spreadsheetml.read),
    Reader("JSON", signs.is_objects, objects.read),
    Reader("文本", lambda _: True, delimited.read),
)


def read(name: str, data: bytes) -> tuple[Table, ...]:
    """Every table of one file, in the file's order; of a ZIP, those of every file in it.

    Raises:
        ReadError: what is wrong with the file, and what to do; never a cell's text.
    """
    name = _clean(name)
    refusals.check(name, data)
    if not signs.is_archive(data):
        return _read(name, data)
    with _contained(name):
        files = archive.members(name, data)
    return _read_all(name, files)


def read_file(name: str, file: IO[bytes], digest: Callable[[], hashlib._Hash]) -> tuple[Table, ...]:
    """What `read` gives of the bytes that follow in `file`, `digest` being theirs; a long text never stands in memory whole.

    Raises:
        ReadError: as `read`.
    """
    begun = file.tell()
    tables = _read_long(_clean(name), file, digest)
    if not tables:
        file.seek(begun)
    return tables or read(name, file.read())


def _read_long(name: str, file: IO[bytes], digest: Callable[[], hashlib._Hash]) -> tuple[Table, ...]:
    """The tables of a long text whose every byte the quick way accounts for; else nothing."""
    begun = file.tell()
    start = file.read(limits.MB)
    length = file.seek(0, os.SEEK_END) - begun
    file.seek(begun)
    is_text = _is_text(_reader(start)) and not start.startswith(b"PK") and bool(start.strip(refusals.NOTHING))
    if not is_text or not limits.SMALL_TEXT < length <= limits.FILE_BYTES:
        return ()
    refusals.check(name, start)
    with _contained(name):
        grids = delimited.read_file(name, file)
    return tables_of(name, grids, digest(), is_text=True) if grids else ()


def _read(name: str, data: bytes) -> tuple[Table, ...]:
    reader = _reader(data)
    with ThreadPoolExecutor(1) as pool, _contained(name):
        hashing = pool.submit(hashlib.sha256, data)
        grids = reader.read(name, data)
    return tables_of(name, grids, hashing.result(), is_text=_is_text(reader))


def _read_all(name: str, files: tuple[tuple[str, bytes], ...]) -> tuple[Table, ...]:
    """The tables of an archive's files under the archive's name; a file that cannot be read is told on the first."""
    tables: list[Table] = []
    left: list[ReadError] = []
    for inner, data in files:
        path = f"{name} / {scrubbed_text(inner)}"
        try:
            refusals.check(path, data)
            if signs.is_archive(data):
                raise refusals.archive_within(path)
            tables += [replace(each, file=name) for each in _read(path, data)]
        except ReadError as error:
            left.append(error)
    if not tables:
        raise left[0] if left else refusals.no_table(name, is_text=False)
    if left:
        told = "；".join(error.message for error in left[:LEFT_SHOWN])
        tables[0] = remarked(tables[0], f"压缩包里有 {len(left)} 个文件没有读入：{told}")
    return tuple(tables)


def read_small(name: str, data: bytes) -> tuple[Table, ...]:
    """What `read` gives, for a small text without long lines whose every byte is accounted for; else nothing.

    This much is safe in the server's own process: memory and time are bounded by the size, no search that goes back runs
    over more than a short line, and the parser has only to cut valid UTF-8 at its delimiters.

    Raises:
        ReadError: as `read`.
    """
    lines = data.split(b"\n") if len(data) <= limits.SMALL_TEXT and _is_text(_reader(data)) else ()
    if not lines or max(map(len, lines)) > limits.SHORT_LINE:
        return ()
    with _contained(name):
        grids = delimited.read_plain(name, data)
    return tables_of(name, grids, hashlib.sha256(data), is_text=True) if grids else ()


def _reader(data: bytes) -> Reader:
    return next(reader for reader in READERS if reader.takes(data))


@contextmanager
def _contained(name: str) -> Iterator[None]:
    """Turn what a parser raises into a refusal: its own message quotes the file, and a panic is no Exception."""
    try:
        yield
    except _PARSERS:
        raise refusals.damaged(name) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise refusals.damaged(name) from None


def _is_text(reader: Reader) -> bool:
    return reader.read is delimited.read
