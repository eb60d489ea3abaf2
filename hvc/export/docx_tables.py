"""Rows of text → tables of a Word document: grids with a repeated head, and cards that no page break cuts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm
from docx.table import Table, _Cell

from hvc.export.paper import SMALL, SPACE, TEXT_WIDTH, add, element
from hvc.export.text import clean, halved, width
from hvc.report.palette import LIGHT

NARROWEST, WIDEST = 4, 30  # columns of text
STIFF = 8  # columns of a text that is not broken: four Chinese characters
ONE_LINE, ROOMY = 8, 14  # columns of a title that is not broken where columns are many, and where they are few
CROWDED = 7  # columns from which the type is a size smaller
WHOLE = 12  # rows of a table that is not cut by a page break
PADDING, TIGHT = 80, 45  # side margins of a cell, in twentieths of a point
TWIPS = 1440 / 2.54  # of a centimetre
HALF = 0.6 * 2.54 / 72  # cm of a half-width figure, by point of its type
_W = nsdecls("w")
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


def grid(
    document: Document, titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool], *, noted: bool
) -> None:
    """A table of text: numbers to the right, every second row shaded, the head repeated on each page.

    `noted`: a note follows, and stays with the last row.
    """
    crowded = len(titles) >= CROWDED
    titles = [halved(clean(title), ONE_LINE if crowded else ROOMY) for title in titles]
    edges = {"insideH": HAIRLINE, "bottom": HAIRLINE}
    widths = _widths(titles, rows, numbers, (8 if crowded else 9) * HALF)
    table = make(document, 0, widths, edges, TIGHT if crowded else PADDING)
    together = {*range(len(rows) if len(rows) <= WHOLE else 2)} | ({len(rows)} if noted else set())
    for place, texts in enumerate((titles, *rows)):
        look = _Look(place, 8 if crowded else 9, kept=place in together)
        sides = zip(texts, widths, numbers, (False, *numbers), strict=False)
        made = "".join(
            _text_cell(text, size, look, number=number, after=before) for text, size, number, before in sides
        )
        head = "<w:tblHeader/>" if not place else ""
        table._tbl.append(parse_xml(f"<w:tr {_W}><w:trPr><w:cantSplit/>{head}</w:trPr>{made}</w:tr>"))  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class _Look:
    """What the cells of one row share: the row's place (0: the head), the size of its type (points), `kept` with the next."""

    place: int
    size: int
    kept: bool


def _text_cell(text: str, size: float, look: _Look, *, number: bool, after: bool) -> str:
    """One cell as WordprocessingML; python-docx takes ten times as long. `after`: a number stands to its left."""
    ink = LIGHT.ink.removeprefix("#")
    if not look.place:
        border = f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink}"/></w:tcBorders>'
        dressed, run = (
            f'{border}<w:vAlign w:val="bottom"/>',
            f'<w:b/><w:color w:val="{LIGHT.muted.removeprefix("#")}"/>',
        )
    else:
        fill = LIGHT.surface.removeprefix("#")
        dressed, run = "" if look.place % 2 else f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>', ""
    kept = "<w:keepNext/>" if look.kept else ""
    lines = [text] if look.place else text.split("\n")
    shown = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(clean(line)) for line in lines)
    indent = '<w:ind w:left="120"/>' if after and not number else ""
    side = f'<w:jc w:val="{"right" if number else "left"}"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(size * TWIPS)}" w:type="dxa"/>{dressed}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{SMALL}"/>{kept}{indent}{side}</w:pPr>'
        f'<w:r><w:rPr>{run}<w:sz w:val="{2 * look.size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{shown}</w:t></w:r></w:p></w:tc>'
    )


def _widths(
    titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[bool], figure: float
) -> list[float]:
    """Widths in cm that add up to the page: each column's longest text, a long title on two lines.

    Long texts yield to numbers and short texts, which must not break, but for half of their room at most. `figure`: the width of a half-width figure.
    """
    heads = [max(map(width, title.split("\n"))) for title in titles]
    longest = [max(head, *(width(row[place]) for row in rows), 0) for place, head in enumerate(heads)]
    wanted = [min(WIDEST, max(NARROWEST, size) + 2) for size in longest]
    shares = [TEXT_WIDTH * size / sum(wanted) for size in wanted]
    stiff = [number or size <= STIFF for size, number in zip(longest, numbers, strict=True)]
    needs = [(size + 2) * figure if firm else 0.0 for size, firm in zip(longest, stiff, strict=True)]
    short = sum(max(0.0, need - share) for need, share in zip(needs, shares, strict=True))
    words = sum(share for share, firm in zip(shares, stiff, strict=True) if not firm)
    if short > words / 2:
        return shares
    given = zip(shares, needs, stiff, strict=True)
    return [max(share, need) if firm else share * (1 - short / words) for share, need, firm in given]


def space(document: Document) -> None:
    """The paragraph that must stand between two tables."""
    add(document, SPACE)
