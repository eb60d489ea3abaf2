"""A cover → the opening of a Word document: a plain head over the title, or a formal page of its own with contents after it."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.section import _Header
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph as Line

from hvc.export import docx_tables as tables
from hvc.export.cover import Cover
from hvc.export.logo import fitted
from hvc.export.paper import CAPTION, SMALL, SPACE, TEXT_WIDTH, add, dress, edge, element, write
from hvc.export.text import clean
from hvc.report.palette import LIGHT, Palette

LOGO = 1.1, 5.0  # cm of a logo over the title: as high and as wide as it may be
EMBLEM = 2.2, 8.0  # the same on a formal cover
ROWS = (9.0, 8.2, 6.4)  # cm: who it is from, what it is, by whom and when; a page is 25.4 high
EYEBROW = 0.5, 2.6  # the same at the head of a single page
RIGHT = 5.0  # cm of the marking
CONTENTS, TERMS = "目录", "说明"
FIRST, FOOT, ORGANISATION, TITLE = (
    14.0,
    13.0,
    20.0,
    30.0,
)  # points of the marking, the foot, the organisation, the title


def opening(document: Document, told: Cover, titles: Sequence[str], palette: Palette) -> None:
    """What stands before the first section; on a formal cover the contents, `titles`, too."""
    if told.formal:
        _formal(document, told, palette)
        _contents(document, titles)
        write(add(document, CAPTION), [(TERMS, False)])
        _facts(document, told.facts)
        _turn(document)
        return
    if told.headed:
        _head(document, told)
    write(add(document, "Title"), [(told.title, False)])
    if told.subtitle:
        write(add(document, "Subtitle"), [(told.subtitle, False)])
    _facts(document, told.facts)


def run_head(document: Document, told: Cover) -> None:
    """Put organisation and marking beside the title on every page but the first, and the author into the file."""
    document.core_properties.author = told.author
    section = document.sections[0]
    line = section.header.paragraphs[0]
    line.text = ""
    write(line, [(told.running, False)])
    _aside(line, told.marking, TEXT_WIDTH)
    if told.formal:
        section.first_page_footer.paragraphs[0].clear()


def marked(header: _Header, told: Cover, width: float) -> None:
    """Put logo, organisation and marking into a head of so many cm."""
    line = header.paragraphs[0]
    if told.logo:
        _logo(line, told, EYEBROW)
        line.add_run("　")
    write(line, [(told.organisation, True)], LIGHT.ink)
    _aside(line, told.marking, width)


def _aside(line: Line, marking: str, width: float) -> None:
    """The marking at the right edge of a line of so many cm."""
    if marking:
        line.paragraph_format.tab_stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run().add_tab()
        write(line, [(marking, True)], LIGHT.ink)


def _facts(document: Document, facts: Sequence[tuple[str, str]]) -> None:
    if not facts:
        return
    edges = {"top": tables.HAIRLINE, "bottom": tables.HAIRLINE}
    table = tables.make(document, len(facts), (2.8, TEXT_WIDTH - 2.8), edges)
    for place, (name, value) in enumerate(facts):
        label, text = tables.cells(table, place)
        write(dress(label.paragraphs[0], SMALL), [(name, False)], LIGHT.muted)
        write(dress(text.paragraphs[0], SMALL), [(value, False)])
    tables.space(document)


def _head(document: Document, told: Cover) -> None:
    """One line over the title: logo and organisation at the left, marking at the right."""
    left = fitted(told.logo, *LOGO)[0] + 0.4 if told.logo else 0.0
    right = RIGHT if told.marking else 0.0
    widths = [size for size in (left, TEXT_WIDTH - left - right, right) if size]
    row = iter(tables.cells(tables.make(document, 1, widths, {}, 0), 0))
    if told.logo:
        _logo(next(row).paragraphs[0], told, LOGO)
    name = next(row)
    name.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _sized(write(dress(name.paragraphs[0], SMALL), [(told.organisation, True)]), 12)
    if told.marking:
        marking = next(row)
        marking.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        line = _sized(write(dress(marking.paragraphs[0], SMALL), [(told.marking, True)]), 12)
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    write(add(document, SPACE), []).paragraph_format.space_after = Pt(18)


def _formal(document: Document, told: Cover, palette: Palette) -> None:
    """A page of its own: from whom at the top, what in the middle, by whom and when at the foot."""
    table = tables.make(document, len(ROWS), (TEXT_WIDTH,), {}, 0)
    for row, high in zip(table.rows, ROWS, strict=True):
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.EXACTLY, Cm(high)
    (top,), (middle,), (foot,) = (tables.cells(table, place) for place in range(len(ROWS)))
    _sized(write(dress(top.paragraphs[0], SMALL), [(told.marking, True)]), FIRST)
    if told.logo:
        _logo(_centred(add(top, SMALL), before=42), told, EMBLEM)
    if told.organisation:
        _sized(
            write(_centred(add(top, SMALL), before=14 if told.logo else 56), [(told.organisation, True)]), ORGANISATION
        )
    middle.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _sized(write(_centred(dress(middle.paragraphs[0], "Title")), [(told.title, False)]), TITLE)
    rule = _centred(add(middle, SPACE))
    rule.paragraph_format.left_indent = rule.paragraph_format.right_indent = Cm(TEXT_WIDTH / 2 - 1.2)
    edge(rule._p.get_or_add_pPr(), "bottom", palette.high_value, 24)  # noqa: SLF001  python-docx has no borders
    write(_centred(add(middle, "Subtitle"), before=14), [(told.subtitle, False)])
    foot.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    lines = [text for text in (told.signed, told.date) if text]
    for place, text in enumerate(lines):
        line = _centred(add(foot, SMALL) if place else dress(foot.paragraphs[0], SMALL), before=8)
        _sized(write(line, [(text, False)]), FOOT)
    _turn(document)


def _contents(document: Document, titles: Sequence[str]) -> None:
    """The sections, each a link to its heading; without page numbers, which only Word itself could count."""
    _sized(write(add(document, CAPTION), [(CONTENTS, False)]), 16)
    for place, title in enumerate(titles):
        line = add(document, "Normal")
        line.paragraph_format.space_after = Pt(3)
        link = element("w:hyperlink", anchor=anchor(place), history="1")
        link.append(line.add_run(clean(title))._r)  # noqa: SLF001  python-docx has no links inside a document
        line._p.append(link)  # noqa: SLF001


def anchor(place: int) -> str:
    """What the heading of a section is called inside the document."""
    return f"section{place + 1}"


def anchored(heading: Line, place: int) -> None:
    """Make `heading` the end of a link."""
    number = str(place + 1)
    start = element("w:bookmarkStart", id=number, name=anchor(place))
    heading._p.insert_element_before(start, "w:r")  # noqa: SLF001  python-docx has no bookmarks
    heading._p.append(element("w:bookmarkEnd", id=number))  # noqa: SLF001


def _logo(line: Line, told: Cover, field: tuple[float, float]) -> None:
    wide, high = fitted(told.logo, *field)
    drawn = line.add_run().add_picture(io.BytesIO(told.logo), width=Cm(wide), height=Cm(high))
    inline = drawn._inline  # noqa: SLF001  python-docx has no alternative text
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")  # else some programs leave room around it
    properties = inline.docPr
    properties.set("descr", told.alt)
    properties.set("name", "标志")


def _centred(line: Line, *, before: float = 0) -> Line:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before = Pt(before)
    return line


def _sized(line: Line, points: float) -> Line:
    for run in line.runs:
        run.font.size = Pt(points)
    return line


def _turn(document: Document) -> None:
    """Go on, on the next page."""
    add(document, SPACE).add_run().add_break(WD_BREAK.PAGE)
