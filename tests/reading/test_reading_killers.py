"""Files that end a process which reads them plainly: through the server's own door, each is refused and nothing dies."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from hvc.errors import ReadError
from hvc.reading import limits, read_files

Make = Callable[..., bytes]
SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
DOCTYPE = b'?><!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]>'
NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
ODS = f"""<office:document-content xmlns:office="{NAMESPACE}office:1.0" xmlns:table="{NAMESPACE}table:1.0"
 xmlns:text="{NAMESPACE}text:1.0"><office:body><office:spreadsheet><table:table table:name="S">
<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="string"
 table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def killer(kind: str, book: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    match kind:
        case "far":
            parts[SHEET] = parts[SHEET].replace(b"</sheetData>", FAR)
        case "strings":
            name = "xl/sharedStrings.xml"
            parts[name] = re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4000000000"', parts[name])
        case "swollen":
            parts[SHEET] += b" " * (300 * limits.MB)
        case "entries":
            parts |= {f"x/{number}.xml": b"<a/>" for number in range(10_000)}
        case "entities":
            parts[SHEET] = parts[SHEET].replace(b"?>", DOCTYPE, 1)
        case "cut":
            return book[: len(book) // 2]
        case _:
            parts = {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "META-INF/manifest.xml": b"<manifest/>",
                "content.xml": ODS.encode(),
            }
    return packed(parts)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("far", "范围太大"),
        ("strings", "声称有 4,000,000,000 个文本"),
        ("swollen", "解压后过大"),
        ("entries", "解压后过大"),
        ("entities", "文档类型声明"),
        ("cut", "可能已损坏"),
        ("repeated", "可能已损坏|已中止"),
    ],
)
def test_a_killer_is_refused_by_name_and_nothing_dies(kind: str, words: str, workbook: Make) -> None:
    data = killer(kind, workbook({"会员": [["会员ID", "金额"], ["M1", 5]]}))
    with pytest.raises(ReadError, match=words) as caught:
        read_files([("炸.xlsx", data)])
    assert "炸.xlsx" in caught.value.message
