"""Files that end, swell or stall a process which reads them plainly, made on the spot."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

MB = 1 << 20
SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
DOCTYPE = b'?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]>'
NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = f"""<office:document-content xmlns:office="{NAMESPACE}office:1.0" xmlns:table="{NAMESPACE}table:1.0"
 xmlns:text="{NAMESPACE}text:1.0"><office:body><office:spreadsheet><table:table table:name="S">
<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string"
 table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""
OLD_XML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
DEEP = 500_000  # elements inside each other
ROWS = 12_345  # of a real Parquet file, before its footer lies


def killer(kind: str) -> bytes:
    """The file that kills in this way."""
    make = WHOLE.get(kind)
    return make() if make else packed(_hurt(kind, unpacked(book())))


def _hurt(kind: str, parts: dict[str, bytes]) -> dict[str, bytes]:
    match kind:
        case "far":
            return parts | {SHEET: parts[SHEET].replace(b"</sheetData>", FAR)}
        case "strings":
            name = "xl/sharedStrings.xml"
            return parts | {name: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4000000000"', parts[name])}
        case "swollen":
            return parts | {SHEET: parts[SHEET] + b" " * (300 * MB)}
        case "entries":
            return parts | {f"x/{number}.xml": b"<a/>" for number in range(10_000)}
        case "entities":
            return parts | {SHEET: parts[SHEET].replace(b"?>", DOCTYPE, 1)}
        case _:
            raise ValueError(kind)


def book() -> bytes:
    """A workbook that harms nobody."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet("会员")
        for place, row in enumerate((("会员ID", "金额"), ("M1", 5))):
            sheet.write_row(place, 0, row)
    return buffer.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def parquet(claimed: int) -> bytes:
    """A small Parquet file whose footer claims so many rows."""
    buffer = io.BytesIO()
    columns = {name: pa.array(["x"] * ROWS) for name in ("会员ID", "金额")}
    pq.write_table(pa.table(columns), buffer)
    data = buffer.getvalue()
    (size,) = struct.unpack("<I", data[-8:-4])
    footer = data[-8 - size : -8]
    assert _zigzag(ROWS) in footer
    lying = footer.replace(_zigzag(ROWS), _zigzag(claimed))
    return data[: -8 - size] + lying + struct.pack("<I", len(lying)) + b"PAR1"


def _zigzag(number: int) -> bytes:
    """A number as Thrift's compact protocol writes it."""
    rest, out = number << 1, b""
    while rest > 0x7F:
        out, rest = out + bytes([rest & 0x7F | 0x80]), rest >> 7
    return out + bytes([rest])


def _repeated() -> bytes:
    parts = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": b"<manifest/>"}
    return packed(parts | {"content.xml": ODS.encode()})


WHOLE: dict[str, Callable[[], bytes]] = {
    "cut": lambda: book()[: len(book()) // 2],
    "deep": lambda: OLD_XML + b"<Row>" * DEEP,
    "tables": lambda: b"<html>" + b"<table><tr><td>" * DEEP,
    "locked": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "footer": lambda: parquet(300_000_000),
    "footer in bounds": lambda: parquet(100_000_000),
    "repeated": _repeated,
}
