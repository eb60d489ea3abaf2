"""Rows of text → tables of a Word document: grids with a repeated head, and cards that no page break cuts."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from docx.table import Table, _Cell

from hvc.export.paper import SMALL, SPACE, TEXT_WIDTH, add, dress, element, write
from hvc.export.text import width
from hvc.report.palette import LIGHT

NARROWEST, WIDEST = 4, 30  # columns of text
ONE_LINE = 8  # columns of a title that is not broken: four Chinese characters
CROWDED = 7  # columns from which the type is a size smaller
WHOLE = 12  # rows of a table that is not cut by a page break
PADDING, TIGHT = 80, 45  # side margins of a cell, in twentieths of a point
Edges = dict[str, tuple[int, str]]  # side → eighths of a point, colour
HAIRLINE = (4, LIGHT.hairline)


def make(document: Document, rows: int, widths: Sequence[float], edges: Edges, padding: int = PADDING) -> Table:
    """An empty table of fixed widths (cm) with these lines and side margins (twentieths of a point).

    No row is cut by a page break.
    """
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001  python-docx has no borders
    properties.append(_borders("w:tblBorders", edges))
    margins = element("w:tblCellMar")
    for side, twips in (("top", 50), ("left", padding), ("bottom", 50), ("right", padding)):
        margins.append(element(f"w:{side}", w=str(twips), type="dxa"))
    properties.append(margins)
    for column, size in zip(table.columns, widths, strict=True):
        column.width = Cm(size)
    for row in table._tbl.tr_lst:  # noqa: SLF001  the public rows are slow
        row.get_or_add_trPr().append(element("w:cantSplit"))
        for one, size in zip(row.tc_lst, widths, strict=True):
            one.width = Cm(size)
    return table


def _borders(tag: str, edges: Edges) -> BaseOxmlElement:
    borders = element(tag)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in edges:
            size, colour = edges[side]
            borders.append(element(f"w:{side}", val="single", sz=str(size), space="0", color=colour.removeprefix("#")))
    return borders


def cells(table: Table, row: int) -> list[_Cell]:
    """The cells of one row, without python-docx's search for merged ones."""
    return [_Cell(one, table) for one in table._tbl.tr_lst[row].tc_lst]  # noqa: SLF001


def line(one: _Cell, side: str, size: int, colour: str) -> None:
    """A line at one side of one cell."""
    one._tc.get_or_add_tcPr().append(_borders("w:tcBorders", {side: (size, colour)}))  # noqa: SLF001


def shade(one: _Cell, colour: str) -> None:
    """Fill a cell."""
    one._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour.removeprefix("#")))  # noqa: SLF001


def grid(
    document: Document, titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool], *, noted: bool
) -> None:
    """A table of text: numbers to the right, every second row shaded, the head repeated on each page.

    `noted`: a note follows, and stays with the last row.
    """
    crowded = len(titles) >= CROWDED
    edges = {"insideH": HAIRLINE, "bottom": HAIRLINE}
    table = make(document, len(rows) + 1, _widths(titles, rows), edges, TIGHT if crowded else PADDING)
    table._tbl.tr_lst[0].get_or_add_trPr().append(element("w:tblHeader"))  # noqa: SLF001
    together = {*range(len(rows) if len(rows) <= WHOLE else 2)} | ({len(rows)} if noted else set())
    for place, texts in enumerate((titles, *rows)):
        for one, text, number, before in zip(cells(table, place), texts, numbers, (False, *numbers), strict=False):
            paragraph = write(dress(one.paragraphs[0], SMALL), [(text, not place)], "" if place else LIGHT.muted)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if number else WD_ALIGN_PARAGRAPH.LEFT
            paragraph.paragraph_format.left_indent = Pt(6) if before and not number else None
            paragraph.paragraph_format.keep_with_next = place in together or None
            for run in paragraph.runs:
                run.font.size = Pt(8) if crowded else Pt(9)
            if not place:
                one.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
                line(one, "bottom", 8, LIGHT.ink)
            elif place % 2 == 0:
                shade(one, LIGHT.surface)


def _widths(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Widths in cm that add up to the page: each column's longest text, a long title on two lines."""
    heads = [size if size <= ONE_LINE else -(-size // 2) for size in map(width, titles)]
    longest = [max(head, *(width(row[place]) for row in rows), 0) for place, head in enumerate(heads)]
    wanted = [min(WIDEST, max(NARROWEST, size) + 2) for size in longest]
    return [TEXT_WIDTH * size / sum(wanted) for size in wanted]


def space(document: Document) -> None:
    """The paragraph that must stand between two tables."""
    add(document, SPACE)
