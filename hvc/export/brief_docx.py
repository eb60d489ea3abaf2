"""The 一页纸 → `brief.docx`: one A4 page; lines of a fixed height, so that no other font's lines make it two."""

from __future__ import annotations

import io
from typing import assert_never

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from hvc.export import docx_tables as tables
from hvc.export.cover import Cover, small_head
from hvc.export.cover_docx import marked
from hvc.export.model import File, Material
from hvc.export.paper import LEAD, NOTE, SMALL, WARNING, add, blank, dress, edge, write
from hvc.export.text import cell, clean
from hvc.export.words import undrawn
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metrics, Paragraph, Section
from hvc.report.palette import LIGHT, Palette

MARGIN = 1.6  # cm, all round
WIDTH = 21 - 2 * MARGIN  # cm of text
TALLEST = 6.2  # cm of a picture
GUTTER = 0.4  # cm between two pictures
LINES = {"Title": 26, "Normal": 15.5, LEAD: 15.5, WARNING: 15, NOTE: 12, SMALL: 12.5, "Heading 2": 16}  # points a line
STYLES = {"warning": WARNING, "note": NOTE}
SHARES = {5: (4.7, 1.4, 2.2, 4.0, 5.5)}  # cm of the columns of the actions, before they fill the page


def render(material: Material) -> tuple[File, ...]:
    """`brief.docx`; nothing where there is no 一页纸."""
    if material.brief is None:
        return ()
    told = small_head(material.brief, material.brand)
    document = _page(told, material.palette)
    if told.headed:
        marked(document.sections[0].first_page_header, told, WIDTH)
    for section in material.brief.sections:
        _section(document, section, material)
    out = io.BytesIO()
    document.save(out)
    return (("brief.docx", out.getvalue()),)


def _page(told: Cover, palette: Palette) -> Document:
    """An empty page under its title and its definition, without a running head or a page number."""
    document = blank(told.title, palette)
    document.core_properties.author = told.author
    page = document.sections[0]
    page.orientation = WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = page.top_margin = Cm(MARGIN)
    page.bottom_margin, page.footer_distance, page.header_distance = Cm(1.2), Cm(0.6), Cm(0.6)
    for part in (page.first_page_footer, page.footer, page.header):
        for line in part.paragraphs:
            line.clear()
    _tight(write(add(document, "Title"), [(told.title, False)]), "Title").runs[0].font.size = Pt(19)
    text = "　".join(f"{name}：{value}" for name, value in told.facts)
    line = _tight(write(add(document, NOTE), [(text, False)]), NOTE, after=7)
    edge(line._p.get_or_add_pPr(), "bottom", palette.high_value, 8, 4)  # noqa: SLF001  python-docx has no borders
    return document


def _section(document: Document, section: Section, material: Material) -> None:
    pictures = [block for block in section.blocks if isinstance(block, Chart)]
    if pictures:
        _pictures(document, pictures, material)
    rest = [block for block in section.blocks if not isinstance(block, Chart)]
    if section.key == "actions":
        head = _tight(write(add(document, "Heading 2"), [(section.title, False)]), "Heading 2", before=6, after=3)
        head.paragraph_format.keep_with_next = None
    for block in rest:
        _block(document, block, material.palette)


def _block(document: Document, block: Block, palette: Palette) -> None:
    match block:
        case Paragraph(runs, role):
            style = STYLES.get(role, "Normal")
            line = write(add(document, style), [(run.text, run.bold) for run in runs])
            _tight(line, style, after=5)
        case DataTable():
            _table(document, block, palette)
        case Chart() | Metrics() | Findings() | Actions():
            pass  # pictures stand in a row of their own; the one page holds none of the others
        case _:
            assert_never(block)


def _tight(line: Line, style: str, *, before: float = 0, after: float = 0) -> Line:
    """Lines of a fixed height, and no space but what is asked for."""
    look = line.paragraph_format
    look.line_spacing_rule, look.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINES[style])
    look.space_before, look.space_after = Pt(before), Pt(after)
    return line


def _pictures(document: Document, charts: list[Chart], material: Material) -> None:
    """Pictures side by side, each under the finding it shows."""
    wide = WIDTH / 2
    table = tables.make(document, 1, [wide] * len(charts), {}, 80)
    for one, chart in zip(tables.cells(table, 0), charts, strict=True):
        _tight(write(dress(one.paragraphs[0], SMALL), [(chart.title, True)]), SMALL)
        _tight(write(add(one, NOTE), [(chart.subtitle, False)]), NOTE, after=2)
        _picture(one, chart, material, wide - GUTTER)
        _tight(write(add(one, NOTE), [(chart.note, False)]), NOTE)


def _picture(one: _Cell, chart: Chart, material: Material, wide: float) -> None:
    picture = material.pictures.get(chart.name)
    if picture is None:
        _tight(write(add(one, NOTE), [(undrawn(chart), False)]), NOTE)
        return
    line = one.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = 1.0
    size = min(wide, TALLEST * picture.width / picture.height)
    drawn = line.add_run().add_picture(io.BytesIO(picture.png), width=Cm(size))
    properties = drawn._inline.docPr  # noqa: SLF001  python-docx has no alternative text
    properties.set("descr", clean(chart.alt))
    properties.set("name", clean(chart.name))


def _table(document: Document, block: DataTable, palette: Palette) -> None:
    """The actions, one a row, under a line of titles."""
    shares = SHARES.get(len(block.columns), (1.0,) * len(block.columns))
    widths = [WIDTH * share / sum(shares) for share in shares]
    edges = {"top": (12, palette.high_value), "insideH": tables.HAIRLINE, "bottom": tables.HAIRLINE}
    table = tables.make(document, block.frame.height + 1, widths, edges, 70)
    rows = block.frame.select([column.key for column in block.columns]).rows()
    texts = [[column.title for column in block.columns]]
    texts += [[cell(value, column) for value, column in zip(row, block.columns, strict=True)] for row in rows]
    for place, row in enumerate(texts):
        for one, text, column in zip(tables.cells(table, place), row, block.columns, strict=True):
            bold = bool(place) and column is block.columns[0]
            line = write(dress(one.paragraphs[0], SMALL), [(text, bold)], "" if place else LIGHT.muted)
            line.alignment = WD_ALIGN_PARAGRAPH.LEFT if column.unit is None else WD_ALIGN_PARAGRAPH.RIGHT
            _tight(line, SMALL)
    _tight(write(add(document, NOTE), [(block.note, False)]), NOTE, before=2, after=3)
