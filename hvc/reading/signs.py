"""The first bytes of a file → what kind of file it really is, whatever its name says."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import Enum
from typing import Final

HEAD: Final = 8192  # bytes looked at
ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PARQUET: Final = b"PAR1"
ARROW: Final = b"ARROW1"
SPREADSHEET: Final = "urn:schemas-microsoft-com:office:spreadsheet"  # the workbooks that Excel 2003 wrote as XML
_BLANK: Final = r"(?:\s|<!--.*?-->)*"
_PAGE = re.compile(
    rf"{_BLANK}(?:<\?xml[^>]*>{_BLANK})?<(?:!doctype html|html|table|head|meta|body|div|style)\b",
    re.DOTALL | re.IGNORECASE,
)
_XML = re.compile(rf"{_BLANK}<(?:\?xml|!doctype|workbook)\b", re.DOTALL | re.IGNORECASE)
_OBJECT = re.compile(r"\s*(?:\[\s*)?\{\s*(?:\"|\}\s*[\r\n])")
_BOOKS: Final = {"xl/workbook.xml", "xl/workbook.bin", "content.xml", "[Content_Types].xml"}
_WIDE: Final = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Markup(Enum):
    """Text that is made of tags."""

    PAGE = "网页（HTML）"
    SPREADSHEET = "Excel 2003 XML 表格"
    OTHER = "XML 文件"


def markup(data: bytes) -> Markup | None:
    """What kind of markup `data` begins as, if any."""
    text = _head(data)
    if _PAGE.match(text):
        return Markup.PAGE
    if _XML.match(text):
        return Markup.SPREADSHEET if SPREADSHEET in text else Markup.OTHER
    return None


def is_page(data: bytes) -> bool:
    """Whether this is HTML."""
    return markup(data) is Markup.PAGE


def is_spreadsheet_xml(data: bytes) -> bool:
    """Whether this is a workbook as Excel 2003 wrote it in XML."""
    return markup(data) is Markup.SPREADSHEET


def is_objects(data: bytes) -> bool:
    """Whether this looks like JSON: an object, or a list that begins with one."""
    return _OBJECT.match(_head(data)) is not None


def is_archive(data: bytes) -> bool:
    """Whether this is a ZIP of files and no workbook."""
    if not data.startswith(ZIP):
        return False
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return not _BOOKS & set(archive.namelist())


def _head(data: bytes) -> str:
    start = data[:HEAD]
    for mark, codec in _WIDE.items():
        if start.startswith(mark):
            return start[2:].decode(codec, "replace")
    return start.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
