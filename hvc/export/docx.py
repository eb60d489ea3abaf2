"""The report → `report.docx`: styled headings, pictures with words for who cannot see them, cards, data notes."""

from __future__ import annotations

import io
from typing import assert_never

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as Line

from hvc.export import docx_tables as tables
from hvc.export.cover import cover
from hvc.export.cover_docx import anchored, opening, run_head
from hvc.export.model import File, Material, Picture
from hvc.export.paper import CAPTION, LEAD, NOTE, SMALL, TEXT_WIDTH, WARNING, add, blank, dress, write
from hvc.export.text import cell, clean, width
from hvc.export.words import TONES, action_lines, action_size, folded, left_out, set_aside, tone, undrawn
from hvc.insights.model import Action, Finding
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metric, Metrics, Paragraph
from hvc.report.palette import LIGHT, Palette

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ROWS = 40  # of a table; the whole stands in the Excel file
TALLEST = 19.0  # cm of a picture
IN_A_ROW = 5  # metrics
VALUE = 16.0  # points of a metric's value
CARD = 180  # side margins of a card, in twentieths of a point
STYLES = {"lead": LEAD, "note": NOTE, "bullet": "List Bullet", "warning": WARNING}
ROLES = {"opportunity": "opportunity", "watch": "watch", "risk": "risk", "calm": "muted"}  # of the colour of a tone


def render(material: Material) -> tuple[File, ...]:
    """`report.docx`."""
    told = cover(material.report, material.brand)
    document = blank(material.report.title, material.palette)
    if told.headed or told.formal or told.author:
        run_head(document, told)
    opening(document, told, [section.title for section in material.report.sections], material.palette)
    for place, section in enumerate(material.report.sections):
        heading = write(add(document, "Heading 1"), [(section.title, False)])
        if told.formal:
            anchored(heading, place)
        for block in section.blocks:
            _block(document, block, material)
    out = io.BytesIO()
    document.save(out)
    return (("report.docx", out.getvalue()),)


def _small(line: Line) -> Line:
    return dress(line, SMALL)


def _block(document: Document, block: Block, material: Material) -> None:
    match block:
        case Paragraph(runs, role):
            line = write(add(document, STYLES.get(role, "Normal")), [(run.text, run.bold) for run in runs])
            line.paragraph_format.keep_with_next = all(run.bold for run in runs) or None  # a small heading
        case Metrics(items):
            count = -(-len(items) // -(-len(items) // IN_A_ROW)) if items else 1
            for start in range(0, len(items), count):
                _metrics(document, items[start : start + count], count, material.palette)
        case DataTable():
            _table(document, block)
        case Chart():
            _chart(document, block, material.pictures.get(block.name))
        case Findings(items):
            for finding in items:
                _finding(document, finding, material.palette)
        case Actions(items):
            for number, action in enumerate(items, 1):
                _action(document, number, action, material.palette)
        case _:
            assert_never(block)


def _metrics(document: Document, items: tuple[Metric, ...], count: int, palette: Palette) -> None:
    table = tables.make(document, 1, [TEXT_WIDTH / count] * count, {"top": (12, palette.high_value)})
    for one, item in zip(tables.cells(table, 0), items, strict=False):
        write(_small(one.paragraphs[0]), [(item.label, False)], LIGHT.muted)
        value = write(add(one, SMALL), [(item.value, True)], palette.high_value)
        value.runs[0].font.size = Pt(_fitting(items, TEXT_WIDTH / count))
        for line in folded(item.note):
            write(add(one, SMALL), [(line, False)], LIGHT.muted)
    tables.space(document)


def _fitting(items: tuple[Metric, ...], room: float) -> float:
    """Points of type in which no value of the row breaks in `room` (cm); a half-width figure is 0.6 as wide as high."""
    widest = max((width(item.value) for item in items), default=1)
    return max(9.0, min(VALUE, (room - 0.3) * 28.35 / (0.6 * max(widest, 1)) // 0.5 / 2))


def _table(document: Document, table: DataTable) -> None:
    if table.title:
        write(add(document, CAPTION), [(table.title, False)])
    columns = [column for column in table.columns if not column.detail]
    data = table.frame.select([column.key for column in columns]).head(min(ROWS, table.most)).rows()
    rows = [[cell(value, column) for value, column in zip(row, columns, strict=True)] for row in data]
    numbers = [column.unit is not None for column in columns]
    notes = [note for note in (left_out(table, ROWS), f"{table.note}{set_aside(table)}") if note]
    tables.grid(document, [clean(column.title) for column in columns], rows, numbers, noted=bool(notes))
    for note in notes:
        write(add(document, NOTE), [(note, False)])
    if not notes:
        tables.space(document)


def _chart(document: Document, chart: Chart, picture: Picture | None) -> None:
    write(add(document, "Heading 2"), [(chart.title, False)])
    measure = write(add(document, NOTE), [(chart.subtitle, False)])
    measure.paragraph_format.keep_with_next = True
    if picture is None:
        write(add(document, WARNING), [(undrawn(chart), False)])
    else:
        _picture(document, chart, picture)
    if chart.note:
        write(add(document, NOTE), [(chart.note, False)])


def _picture(document: Document, chart: Chart, picture: Picture) -> None:
    line = document.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.keep_with_next = bool(chart.note)
    wide = min(TEXT_WIDTH, TALLEST * picture.width / picture.height)
    drawn = line.add_run().add_picture(io.BytesIO(picture.png), width=Cm(wide))
    properties = drawn._inline.docPr  # noqa: SLF001  python-docx has no alternative text
    properties.set("descr", clean(chart.alt))
    properties.set("name", clean(chart.name))


def _finding(document: Document, finding: Finding, palette: Palette) -> None:
    colour = getattr(palette, ROLES[TONES[finding.level]])
    edges = {"left": (36, colour), "top": tables.HAIRLINE, "bottom": tables.HAIRLINE, "right": tables.HAIRLINE}
    (one,) = tables.cells(tables.make(document, 1, (TEXT_WIDTH,), edges, CARD), 0)
    head = _small(one.paragraphs[0])
    write(head, [(f"{tone(finding)}　", True)], colour)
    write(head, [(finding.headline, True)]).paragraph_format.space_after = Pt(3)
    for run in head.runs:
        run.font.size = Pt(10.5)
    if finding.evidence:
        write(add(one, SMALL), [(finding.evidence, False)])
    tables.space(document)


def _action(document: Document, number: int, action: Action, palette: Palette) -> None:
    """A card: its title over lines of label and text, all on one page."""
    lines = [("规模", [action_size(action)]), *((name, [text]) for name, text in action_lines(action))]
    lines.append(("做法", [f"{place}. {step}" for place, step in enumerate(action.steps, 1)]))
    edges = {
        "left": (36, palette.high_value),
        "top": tables.HAIRLINE,
        "bottom": tables.HAIRLINE,
        "right": tables.HAIRLINE,
    }
    table = tables.make(document, len(lines) + 1, (1.9, TEXT_WIDTH - 1.9), edges, CARD)
    head, rest = tables.cells(table, 0)
    title = _small(head.merge(rest).paragraphs[0])
    write(title, [(f"{number}　", True)], palette.high_value)
    write(title, [(action.title, True)])
    for run in title.runs:
        run.font.size = Pt(12)
    for place, (name, texts) in enumerate(lines, 1):
        label, content = tables.cells(table, place)
        write(_small(label.paragraphs[0]), [(name, False)], LIGHT.muted)
        write(_small(content.paragraphs[0]), [(texts[0] if texts else "", False)])
        for text in texts[1:]:
            write(add(content, SMALL), [(text, False)])
    for paragraph in (p for place in range(len(lines)) for one in tables.cells(table, place) for p in one.paragraphs):
        paragraph.paragraph_format.keep_with_next = True
    tables.space(document)
