"""Rows of cells → a workbook's bytes in every format that is read, each written from its own description."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

Cell = str | float | bool | date | None
Rows = list[list[Cell]]
SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD  # what a sector is used for, in a compound file
NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"


def zipped(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def xlsx(sheets: dict[str, Rows], hidden: tuple[str, ...] = ()) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        formats = {kind: book.add_format({"num_format": code}) for kind, code in DATES.items()}
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, cell in _cells(rows):
                match cell:
                    case date():
                        sheet.write_datetime(*at, cell, formats[type(cell)])
                    case bool():
                        sheet.write_boolean(*at, cell)
                    case str():
                        sheet.write_string(*at, cell)
                    case _:
                        sheet.write_number(*at, cell)
            if name in hidden:
                sheet.hide()
    return buffer.getvalue()


DATES = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm:ss"}


def _cells(rows: Rows) -> list[tuple[tuple[int, int], str | float | bool | date]]:
    return [((i, j), cell) for i, row in enumerate(rows) for j, cell in enumerate(row) if cell is not None]


def xls(sheets: dict[str, Rows]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for at, cell in _cells(rows):
            code = DATES[type(cell)] if isinstance(cell, date) else "general"
            sheet.write(*at, cell, xlwt.easyxf(num_format_str=code))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def locked_xls(sheets: dict[str, Rows]) -> bytes:
    """An .xls whose record WRITEACCESS is the record FILEPASS instead: what follows counts as encrypted."""
    data = xls(sheets)
    assert data.count(b"\x5c\x00\x70\x00") == 1
    return data.replace(b"\x5c\x00\x70\x00", b"\x2f\x00\x70\x00")


def ods(sheets: dict[str, Rows], *, rows_repeated: int = 1) -> bytes:
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(_ods_row(row, rows_repeated) for row in rows)
        + "</table:table>"
        for name, rows in sheets.items()
    )
    spaces = " ".join(f'xmlns:{name}="{NAMESPACE}{name}:1.0"' for name in ("office", "table", "text"))
    content = f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": "<manifest/>",
            "content.xml": '<?xml version="1.0" encoding="UTF-8"?>' + content,
        }
    )


def _ods_row(row: list[Cell], repeated: int) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{repeated}">'
        + "".join(map(_ods_cell, row))
        + "</table:table-row>"
    )


def _ods_cell(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            kind = f'boolean" office:boolean-value="{str(cell).lower()}'
        case date():
            kind = f'date" office:date-value="{cell.isoformat()}'
        case str():
            kind = "string"
        case _:
            kind = f'float" office:value="{cell!r}'
    text = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="{kind}">{text}</table:table-cell>'


def xlsb(sheets: dict[str, Rows]) -> bytes:
    """The least an .xlsb can be: its sheets' names, and cells that hold their text or number themselves."""
    book = b"".join(
        _record(156, struct.pack("<II", 0, place) + _wide(f"rId{place}") + _wide(name))
        for place, name in enumerate(sheets, 1)
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    told = "".join(
        f'<Relationship Id="rId{place}" Type="{relation}/worksheet" Target="worksheets/sheet{place}.bin"/>'
        for place in range(1, len(sheets) + 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="bin" ContentType="{kind}"/></Types>',
        "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}/relationships">{told}</Relationships>',
        "xl/workbook.bin": _record(131, b"") + _record(143, b"") + book + _record(144, b"") + _record(132, b""),
    }
    for place, rows in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{place}.bin"] = _xlsb_sheet(rows)
    return zipped(parts)


def _xlsb_sheet(rows: Rows) -> bytes:
    width = max(map(len, rows), default=1)
    records = [_record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1)), _record(145, b"")]
    for i, row in enumerate(rows):
        records.append(_record(0, struct.pack("<I", i) + bytes(13)))
        records += [_xlsb_cell(j, cell) for j, cell in enumerate(row) if cell is not None]
    return _record(129, b"") + b"".join(records) + _record(146, b"") + _record(130, b"")


def _xlsb_cell(column: int, cell: str | float | date) -> bytes:
    at = struct.pack("<II", column, 0)
    match cell:
        case bool():
            return _record(4, at + bytes([cell]))
        case str():
            return _record(6, at + _wide(cell))
        case date():
            raise TypeError
        case _:
            return _record(5, at + struct.pack("<d", cell))


def _record(kind: int, content: bytes) -> bytes:
    return _seven(kind) + _seven(len(content)) + content


def _seven(number: int) -> bytes:
    """A number of 7 bits a byte, the lowest first."""
    low, rest = number & 0x7F, number >> 7
    return bytes([low]) if not rest else bytes([low | 0x80]) + _seven(rest)


def _wide(text: str) -> bytes:
    coded = text.encode("utf-16-le")
    return struct.pack("<I", len(coded) // 2) + coded


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (.xls, or whatever is encrypted) of these streams, each as long as it must be to need no second table."""
    padded = {name: data.ljust(4096, b"\x00") for name, data in streams.items()}
    padded = {name: data + bytes(-len(data) % SECTOR) for name, data in padded.items()}
    entries, chain, body = [_entry("Root Entry", 5, (END, 0), child=1)], [FAT, END], b""
    for place, (name, data) in enumerate(padded.items(), 1):
        count, start = len(data) // SECTOR, len(chain)
        entries.append(_entry(name, 2, (start, len(data)), right=place + 1 if place < len(padded) else FREE))
        chain += [*range(start + 1, start + count), END]
        body += data
    table = struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII109I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 62, 3, 0xFFFE, 9, 6, bytes(6),
        0, 1, 1, 0, 4096, END, 0, END, 0, 0, *[FREE] * 108,
    )  # fmt: skip
    return head + table + b"".join(entries).ljust(SECTOR, b"\x00") + body


def _entry(name: str, kind: int, place: tuple[int, int], *, child: int = FREE, right: int = FREE) -> bytes:
    coded = name.encode("utf-16-le")
    return struct.pack("<64sHBBIII36sIII", coded, len(coded) + 2, kind, 1, FREE, right, child, bytes(36), *place, 0)


def locked_xlsx() -> bytes:
    """What an .xlsx becomes under a password: a compound file around an encrypted package."""
    return compound({"EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00", "EncryptedPackage": bytes(range(256)) * 20})
