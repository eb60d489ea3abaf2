"""How far a sheet reaches is known before it is spread out."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from hvc.reading import reach
from hvc.reading.reach import claimed_box, ods_boxes, xlsb_boxes

CELL = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
BLANKS = '<table:table-cell table:number-columns-repeated="16382"/>'
END = f'<table:table-row table:number-rows-repeated="1048000">{BLANKS}</table:table-row>'


def ods(*tables: str) -> zipfile.ZipFile:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet>")
    return zipfile.ZipFile(buffer)


def table(name: str, *rows: str) -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


@pytest.mark.parametrize("chunk", [1 << 22, 64])
def test_what_is_repeated_counts_as_often_as_it_is_repeated(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "CHUNK", chunk)
    wide = CELL.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="900"')
    archive = ods(
        table("会员 &amp; 订单", row(CELL + CELL + BLANKS), row(CELL), END),
        table("远", row(CELL), row(BLANKS, 70_000), row(CELL + wide), END),
        table("空", END),
    )
    assert list(ods_boxes(archive)) == [("会员 & 订单", 2, 2), ("远", 70_002, 901), ("空", 0, 0)]


def test_a_cell_far_to_the_right_is_as_wide_as_the_blanks_before_it() -> None:
    assert list(ods_boxes(ods(table("S", row(BLANKS + CELL, 5))))) == [("S", 5, 16_383)]


def test_a_binary_sheet_says_how_far_it_reaches() -> None:
    claim = b"\x81\x01\x00" + b"\x94\x01\x10" + struct.pack("<4I", 0, 1_048_575, 0, 16_383)
    assert claimed_box(claim) == (1_048_576, 16_384)
    assert claimed_box(claim[:9]) == (0, 0)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.bin", claim)
        archive.writestr("xl/workbook.bin", b"")
    assert list(xlsb_boxes(zipfile.ZipFile(buffer))) == [("sheet1", 1_048_576, 16_384)]


def test_an_ordinary_sheet_is_not_measured() -> None:
    assert list(ods_boxes(ods(table("S", row(CELL + CELL + BLANKS), row(CELL, 2), END)))) == []
