"""The sheets of an ODS or an XLSB → how many rows and columns each would take up once it is spread out."""

from __future__ import annotations

import html
import struct
import zipfile
from collections.abc import Iterator
from typing import Final

import polars as pl

from hvc.reading.grid import DamagedError

CHUNK: Final = 1 << 22
LONGEST: Final = 1 << 26  # bytes of one row of an ODS
ODS: Final = "content.xml"
_ROW: Final = b"<table:table-row"
_TABLE: Final = b"<table:table "
_TAG: Final = r"<table:(?:table |table-row|table-cell|covered-table-cell)[^>]*>|<text:p"
_REPEATED: Final = r"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,9})"
_NAME: Final = r"table:name\s*=\s*[\"']([^\"']*)"
_MANY: Final = r"-repeated=[\"']\d{3,}[\"'][^>]*"
_LAST_ROW: Final = (
    rf"rows{_MANY}>\s*<table:table-cell[^>]*/>\s*</table:table-row>\s*</table:table>"  # as every sheet ends
)
_FAR_CELL: Final = (  # repeated often, and not the blank end of a row
    rf"value-type[^>]*columns{_MANY}|columns{_MANY}(?:value-type|[^/>]>|/>\s*<table:(?:table-cell|covered))"
)
_DIMENSION: Final = 148  # the record of an XLSB sheet that claims its used range, among the first of them
_LIMITS: Final = struct.Struct("<4I")
SEVEN_BITS: Final = 0x7F
_BEFORE: Final = 4096  # bytes in which it must stand


def ods_boxes(archive: zipfile.ZipFile) -> Iterator[tuple[str, int, int]]:
    """(sheet, rows, columns) of every table of an ODS: repeated rows and cells count as often as they are repeated.

    Blank cells behind a row's last filled one and blank rows behind a sheet's last filled one take no room. Where nothing
    else is repeated often, a sheet is as large as it is long, and nothing is counted.
    """
    if not any(map(_is_unusual, _whole_rows(archive))):
        return
    tables, sheet = [], 0
    for chunk in _whole_rows(archive):
        found = _rows(chunk).with_columns(sheet=pl.col("sheet") + sheet)
        sheet = found.select(pl.col("sheet").max()).item() if found.height else sheet
        tables.append(found)
    rows = pl.concat(tables).with_columns(row=pl.col("repeated").cum_sum().over("sheet"))
    boxes = rows.group_by("sheet", maintain_order=True).agg(
        name=pl.col("name").drop_nulls().first(),
        rows=pl.col("row").filter(pl.col("width") > 0).max(),
        columns=pl.col("width").max(),
    )
    for name, height, width in boxes.drop("sheet").fill_null(0).iter_rows():
        yield html.unescape(str(name)), int(height), int(width)


def _whole_rows(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """The content, cut before a row or a table begins."""
    rest = b""
    with archive.open(ODS) as stream:
        while chunk := stream.read(CHUNK):
            text = rest + chunk
            end = max(text.rfind(_ROW), text.rfind(_TABLE), 0)
            if not end and len(text) > LONGEST:
                raise DamagedError
            yield text[:end]
            rest = text[end:]
    yield rest


def _is_unusual(chunk: bytes) -> bool:
    text = pl.Series([chunk.decode("utf-8", "replace")])
    often, at_end = (text.str.count_matches(pattern).item() for pattern in (f"rows{_MANY}", _LAST_ROW))
    return often > at_end or bool(text.str.contains(_FAR_CELL).item())


def _rows(chunk: bytes) -> pl.DataFrame:
    """One row per row of the content, and one per table's own tag: sheet, name, repeated, width."""
    text = pl.Series("tag", [chunk.decode("utf-8", "replace")])
    tags = text.str.extract_all(_TAG).explode(empty_as_null=False).to_frame()
    tag = pl.col("tag")
    is_table, is_row, is_text = (
        tag.str.starts_with("<table:table "),
        tag.str.starts_with("<table:table-row"),
        tag == "<text:p",
    )
    times = tag.str.extract(_REPEATED).cast(pl.Int64).fill_null(1)
    marked = tags.select(
        sheet=is_table.cum_sum().cast(pl.Int64),
        begun=(is_table | is_row).cum_sum(),
        name=pl.when(is_table).then(tag.str.extract(_NAME)),
        repeated=pl.when(is_row).then(times).otherwise(0),
        columns=pl.when(is_table | is_row | is_text).then(0).otherwise(times),
        held=tag.str.contains("value-type", literal=True) | is_text,
    )
    reached = pl.col("columns").cum_sum().over("begun")
    return (
        marked.with_columns(width=pl.when("held").then(reached))
        .group_by("begun", maintain_order=True)
        .agg(pl.col("sheet", "name", "repeated").first(), width=pl.col("width").max().fill_null(0))
        .drop("begun")
    )


def claimed_box(sheet: bytes) -> tuple[int, int]:
    """(rows, columns) that the beginning of an XLSB sheet claims; (0, 0) where it says nothing.

    Its cells are not looked at: one that lies beyond the claim is for the reading child's memory limit.
    """
    at = 0
    while at < len(sheet):
        kind, at = _varied(sheet, at, 2)
        length, at = _varied(sheet, at, 4)
        if kind == _DIMENSION and at + _LIMITS.size <= len(sheet):
            _, last_row, _, last_column = _LIMITS.unpack_from(sheet, at)
            return last_row + 1, last_column + 1
        at += length
    return 0, 0


def _varied(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number written in up to `most` bytes of seven bits, least first, and where it ends."""
    number = 0
    for place, code in enumerate(data[at : at + most]):
        number |= (code & SEVEN_BITS) << (7 * place)
        if code <= SEVEN_BITS:
            return number, at + place + 1
    return number, at + most


def xlsb_boxes(archive: zipfile.ZipFile) -> Iterator[tuple[str, int, int]]:
    """(sheet's part, rows, columns) of every worksheet of an XLSB, as it claims them."""
    for part in archive.namelist():
        if part.lower().startswith("xl/worksheets/") and part.lower().endswith(".bin"):
            with archive.open(part) as stream:
                yield part.rsplit("/", 1)[-1].removesuffix(".bin"), *claimed_box(stream.read(_BEFORE))
