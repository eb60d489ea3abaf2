"""A workbook that counts its days from 1904 → the bare serial numbers in its date columns as others count them.

Cells that are formatted as dates come out of the parser right; a bare number does not say from which day it counts.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

import polars as pl

from hvc.reading.biff import DATE_MODE, records
from hvc.reading.refusals import BROKEN_ZIP
from hvc.reading.signs import ZIP
from hvc.reading.tables import Remark
from hvc.schema import ROW
from hvc.units import COUNT

SHIFT: Final = 1462  # days from 1899-12-30 to 1904-01-01
SERIALS: Final = (10_000, 80_000)  # days since 1904: the years 1931 to 2123
MOSTLY: Final = 0.9  # of a column's cells; the others may be dates as text
DATES: Final = re.compile(r"日期|时间|生日|日$|date|time|birth|day", re.IGNORECASE)
_XML = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*[\"'](?:1|true)[\"']")
_PROPERTIES: Final = 153  # the record of an .xlsb whose first bit says it
_RECORDS: Final = 500  # looked at; it is among the first


def from_1904(data: bytes) -> bool:
    """Whether the workbook says that it counts from 1904; False where that cannot be told."""
    if not data.startswith(ZIP):
        return any(kind == DATE_MODE and content[:1] == b"\x01" for kind, content in records(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = set(archive.namelist())
            if "xl/workbook.xml" in parts:
                return _XML.search(archive.read("xl/workbook.xml")) is not None
            return "xl/workbook.bin" in parts and _xlsb(archive.read("xl/workbook.bin"))
    except BROKEN_ZIP:
        return False


def counted_from_1900(frame: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Remark, ...]]:
    """`frame` with the serial numbers of its date columns moved on by the days between the two beginnings."""
    text = pl.selectors.by_name(*(name for name in frame.columns if DATES.search(name) and name != ROW))
    share = frame.select(_is_serial(text).mean())
    names = [name for name in share.columns if (share[name].item() or 0) >= MOSTLY]
    if not names:
        return frame, ()
    moved = [pl.when(_is_serial(pl.col(name))).then(_moved(pl.col(name))).otherwise(name).alias(name) for name in names]
    told = f"工作簿从 1904 年起计日：「{'」「'.join(names)}」列的日期序号已加上 {COUNT.text(SHIFT)} 天"
    return frame.with_columns(moved), (Remark(told),)


def _number(cell: pl.Expr) -> pl.Expr:
    return cell.str.strip_chars().cast(pl.Float64, strict=False)


def _is_serial(cell: pl.Expr) -> pl.Expr:
    return _number(cell).is_between(*SERIALS)


def _moved(cell: pl.Expr) -> pl.Expr:
    text = (_number(cell) + SHIFT).cast(pl.String)
    return text.str.replace(r"\.0$", "")


def _xlsb(part: bytes) -> bool:
    at = 0
    for _ in range(_RECORDS):
        kind, at = _varint(part, at)
        size, at = _varint(part, at)
        if at >= len(part):
            return False
        if kind == _PROPERTIES:
            return bool(part[at] & 1)
        at += size
    return False


def _varint(part: bytes, at: int) -> tuple[int, int]:
    """A number of 7 bits a byte, the lowest first, and where it ends; of an .xlsb's record types both bytes' 7 bits."""
    number = 0
    for place in range(4):
        if at >= len(part):
            break
        number |= (part[at] & 0x7F) << 7 * place
        at += 1
        if part[at - 1] < 0x80:  # noqa: PLR2004  the bit that says another byte follows
            break
    return number, at
