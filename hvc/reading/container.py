"""A workbook's container → nothing, or a refusal of what would hurt: passwords, bombs, a used range without end."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading import limits
from hvc.reading.ahead import ahead
from hvc.reading.grid import DamagedError
from hvc.reading.reach import ODS, ods_boxes, xlsb_boxes
from hvc.reading.refusals import BROKEN_ZIP, refuse_swollen

CHUNK: Final = 1 << 20
MAX_SHEET_COLUMNS: Final = 16_384
BROKEN_HINT: Final = "请用 Excel 或 WPS 打开它，另存为一个新的 .xlsx 文件，再上传。"
# For Rust's regex. A cell may come without its reference, with a prefix, or with it in any place among its attributes.
_TAG: Final = r"<(?:\w+:)?(?:c|row)(?:[\s/>][^>]*)"
_LETTERS: Final = r"\sr\s*=\s*[\"']([A-Za-z]{1,3})[0-9]"
_DIGITS: Final = r"\sr\s*=\s*[\"'][A-Za-z]{0,3}([0-9]{1,9})[\"']"
# Any cell but <c r="A1", columns A to Z and fewer than a million rows: where none is found, the box is small.
_UNUSUAL: Final = (
    r'<(?:[^\s<>/:]+:c[\s/>]|c(?:[^a-zA-Z ]| (?:[^r]|r(?:[^=]|=(?:[^"]|"(?:[^A-Z]|[A-Z](?:[^0-9]|[0-9]{7})))))))'
)
USUAL_BOX: Final = (999_999, 26)
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_STRINGS = re.compile(rb"<(?:\w+:)?sst\s[^>]*?uniqueCount=[\"'](\d+)[\"']")
_SMALLEST_STRING = 5  # bytes of one empty <si/>


def check_zip(name: str, data: bytes) -> None:
    """Refuse a zip container whose directory or parts would exhaust the reader.

    Raises:
        ReadError: too much of something, a document type declaration, a password, or damage.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(name, archive)
    except BROKEN_ZIP:
        raise DamagedError from None


def _check_archive(name: str, archive: zipfile.ZipFile) -> None:
    _check_directory(name, archive)
    for part in archive.namelist():
        if part.lower().endswith((".xml", ".rels")):
            _check_declarations(name, archive, part)
    _check_strings(name, archive)
    for part, sheet in _sheets(archive).items():
        refuse_box(name, sheet, *bounding_box(partial(_chunks, archive, part)))
    boxes = ods_boxes(archive) if ODS in archive.namelist() else xlsb_boxes(archive)
    for sheet, rows, columns in boxes:
        refuse_box(name, sheet, rows, columns)


def protected(name: str) -> ReadError:
    """What to say about a workbook with a password."""
    return ReadError(
        f"「{name}」有密码保护，无法读取。",
        hint="请用 Excel 打开它，删除密码（文件 → 信息 → 保护工作簿 → 用密码进行加密，清空后确定），保存后再上传。",
    )


def _check_directory(name: str, archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    manifest = "META-INF/manifest.xml"  # of an ODS
    hidden = manifest in archive.namelist() and b"encryption-data" in archive.open(manifest).read(CHUNK)
    if hidden or any(entry.flag_bits & 1 for entry in entries):
        raise protected(name)
    refuse_swollen(name, archive)


def _check_declarations(name: str, archive: zipfile.ZipFile, part: str) -> None:
    with archive.open(part) as stream:
        start = stream.read(4096).replace(b"\x00", b"")  # UTF-16 too
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise ReadError(f"「{name}」含有不安全的内容（文档类型声明），没有读取", hint=BROKEN_HINT)


def _check_strings(name: str, archive: zipfile.ZipFile) -> None:
    part = "xl/sharedStrings.xml"
    if part not in archive.namelist():
        return
    with archive.open(part) as stream:
        claimed = _STRINGS.search(stream.read(4096))
    count = int(claimed[1]) if claimed else 0
    if count > min(limits.SHARED_STRINGS, archive.getinfo(part).file_size // _SMALLEST_STRING + 1):
        raise ReadError(f"「{name}」声称有 {count:,} 个文本，与文件大小不符，可能已损坏", hint=BROKEN_HINT)


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _whole_tags(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """`chunks`, cut anew so that no tag stands across a cut (but for one longer than a chunk)."""
    rest = b""
    for chunk in chunks:
        text = rest + chunk
        end = text.rfind(b"<")
        end = len(text) if end <= 0 and len(text) > CHUNK else max(end, 0)
        yield text[:end]
        rest = text[end:]
    yield rest


def bounding_box(chunks: Callable[[], Iterable[bytes]]) -> tuple[int, int]:
    """(rows, columns) of a rectangle that holds every cell of a sheet's XML, whatever the sheet claims.

    An ordinary sheet is only searched for unusual cells; the others are measured cell by cell.
    """
    with closing(ahead(_whole_tags(chunks()))) as texts:
        if not any(_text(text).str.contains(_UNUSUAL).item() for text in texts):
            return USUAL_BOX
    rows = columns = counted = 0
    for text in _whole_tags(chunks()):
        tags = _text(text).alias("tag").str.extract_all(_TAG).explode(empty_as_null=False)
        cells = tags.to_frame().select(
            row=pl.col("tag").str.contains(r"^<(?:\w+:)?row"),
            letters=pl.col("tag").str.extract(_LETTERS),
            number=pl.col("tag").str.extract(_DIGITS).cast(pl.UInt32),
        )
        counted += cells.filter("row").height
        columns = max([columns, *map(_column, cells.filter(~pl.col("row"))["letters"].unique())])
        rows = max(rows, counted, *cells.select(pl.col("number").max().fill_null(0)).row(0))
    return rows, columns


def _text(data: bytes) -> pl.Series:
    """One string; valid UTF-8 is taken as it lies."""
    try:
        return pl.Series([data]).cast(pl.String)
    except pl.exceptions.PolarsError:
        return pl.Series([data.decode("utf-8", "replace")])


def _column(letters: str | None) -> int:
    """A → 1, AA → 27; a cell without a reference may stand anywhere."""
    if not letters:
        return MAX_SHEET_COLUMNS
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def refuse_box(name: str, sheet: str, rows: int, columns: int) -> None:
    """Raise a ReadError for a sheet whose used range is too large."""
    if rows * columns > limits.SHEET_CELLS:
        raise ReadError(
            f"「{name}」的工作表「{sheet}」用到了第 {rows:,} 行、第 {columns:,} 列，范围太大，没有读取",
            hint="多半是很远的地方误留了一个单元格：在 Excel 里按 Ctrl+End 找到它，删除多余的行和列，保存后再上传。",
        )


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Path → sheet name of every worksheet; the path's stem where the workbook does not say."""
    parts = [part for part in archive.namelist() if re.search(r"worksheets/[^/]+\.xml$", part, re.IGNORECASE)]
    names = {part: part.rsplit("/", 1)[-1].removesuffix(".xml") for part in parts}
    try:
        book, relations = archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels")
    except KeyError:
        return names
    targets = {_attribute(tag, b"Id"): _attribute(tag, b"Target") for tag in _RELATION.findall(relations)}
    for tag in _SHEET.findall(book):
        path = targets.get(_attribute(tag, rb"\w+:id"), "")
        full = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
        names |= {full: html.unescape(_attribute(tag, b"name"))} if full in names else {}
    return names


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"\s" + name + rb"\s*=\s*[\"']([^\"']*)[\"']", tag)
    return found[1].decode("utf-8", "replace") if found else ""
