"""A file's name and bytes → its Tables: the content decides which reader, and no parser's own words ever get out."""

from __future__ import annotations

import csv
import hashlib
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

import fastexcel
import polars as pl
import pyarrow as pa

from hvc.reading import columnar, delimited, refusals, workbook
from hvc.reading.grid import Grid
from hvc.reading.layout import table
from hvc.reading.scrub import scrubbed_text
from hvc.reading.tables import Remark, Table

WORKBOOK_NAMES: Final = (".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et")
REAL_COLUMNS: Final = 2  # a sheet with one column beside sheets with tables is a note
_PARSERS: Final = (
    pl.exceptions.PolarsError, fastexcel.FastExcelError, pa.ArrowException, zipfile.BadZipFile, zlib.error, csv.Error,
    struct.error, UnicodeError, EOFError, OSError, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """One input format: `marks` are the first bytes that give it away; `read` makes the grids of a file."""

    label: str
    marks: tuple[bytes, ...]
    read: Callable[[str, bytes], tuple[Grid, ...]]


READERS: Final = (
    Reader("Parquet", (columnar.PARQUET,), columnar.read_parquet),
    Reader("Arrow", (columnar.ARROW,), columnar.read_arrow),
    Reader("工作簿", (workbook.ZIP, workbook.OLE), workbook.read),
    Reader("文本", (b"",), delimited.read),
)


def read(name: str, data: bytes) -> tuple[Table, ...]:
    """Every table of one file, in the file's order.

    Raises:
        ReadError: what is wrong with the file, and what to do; never a cell's text.
    """
    name = scrubbed_text(name).strip() or "未命名文件"
    refusals.check(name, data)
    reader = next(reader for reader in READERS if data.startswith(reader.marks))
    with ThreadPoolExecutor(1) as pool, _contained(name):
        hashing = pool.submit(hashlib.sha256, data)
        grids = reader.read(name, data)
    found = [_table(grid, name, hashing.result().copy()) for grid in grids if not _skipped(grid)]
    held = [each for each in found if each is not None]
    tables = [each for each in held if _real(each)] or held
    if not tables or (_is_text(reader) and name.lower().endswith(WORKBOOK_NAMES) and not _real(tables[0])):
        raise refusals.no_table(name, is_text=_is_text(reader))
    return (_with_unread(tables[0], grids, tables), *tables[1:])


def read_files(files: Sequence[tuple[str, bytes]]) -> tuple[Table, ...]:
    """Every table of every file, each under a name of its own; a file given twice is read once.

    Raises:
        ReadError: of the first file that cannot be read.
    """
    tables: dict[str, Table] = {}
    digests: dict[str, str] = {}
    for file, data in files:
        for each in read(file, data):
            if (twin := digests.get(each.digest)) is not None:
                tables[twin] = _remarked(tables[twin], f"「{each.name}」与它内容完全相同，只读了一次")
                continue
            name, number = each.name, 2
            while name in tables:
                name, number = f"{each.name} ({number})", number + 1
            tables[name] = replace(each, name=name)
            digests[each.digest] = name
    return tuple(tables.values())


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


def _skipped(grid: Grid) -> bool:
    return grid.frame.is_empty() and grid.names is None


def _table(grid: Grid, file: str, digest: hashlib._Hash) -> Table | None:
    if grid.sheet is not None:
        digest.update(b"\x00" + grid.sheet.encode("utf-8", "replace"))
    name = file if grid.sheet is None else f"{file} / {grid.sheet}"
    return table(grid, name, file, digest.hexdigest())


def _real(each: Table) -> bool:
    """Whether this is a table and not a note: one column or no rows count only where there is nothing else."""
    return each.frame.height > 0 and len(each.headers) >= REAL_COLUMNS


def _with_unread(first: Table, grids: tuple[Grid, ...], tables: list[Table]) -> Table:
    """Say on the first table which sheets were left out, and why."""
    read_ = {each.sheet for each in tables}
    hidden = [grid.sheet for grid in grids if grid.sheet and grid.hidden and grid.sheet not in read_]
    other = [grid.sheet for grid in grids if grid.sheet and not grid.hidden and grid.sheet not in read_]
    if hidden:
        first = _remarked(first, f"隐藏的工作表没有读入：{'、'.join(hidden)}（需要时请先在 Excel 里取消隐藏）")
    return _remarked(first, f"没有表格的工作表已跳过：{'、'.join(other)}") if other else first


def _remarked(each: Table, text: str) -> Table:
    return replace(each, remarks=(*each.remarks, Remark(text)))
