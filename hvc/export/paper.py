"""What python-docx does not say in one call: a Chinese document's styles, borders, shades, page numbers."""

from __future__ import annotations

from collections.abc import Iterable

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from hvc.export.text import clean
from hvc.report.palette import LIGHT, Palette

FONT = "微软雅黑"
TEXT_WIDTH = 16.6  # cm: A4 less its margins
MARGIN = 2.2  # cm
LEAD, NOTE, WARNING, SMALL, CAPTION, SPACE = "要点", "附注", "提示", "表内文字", "题注", "间隔"
# name → size (pt), role of its colour, bold, space before, space after (pt), line spacing
STYLES = {
    "Normal": (10.5, "ink", False, 0, 6, 1.25),
    "Title": (24, "ink", True, 0, 4, 1.2),
    "Subtitle": (12, "muted", False, 0, 10, 1.3),
    "Heading 1": (16, "high_value", True, 26, 10, 1.2),
    "Heading 2": (12, "ink", True, 14, 2, 1.3),
    "List Bullet": (10.5, "ink", False, 0, 3, 1.25),
    LEAD: (12, "ink", False, 2, 8, 1.3),
    NOTE: (9, "muted", False, 2, 6, 1.3),
    WARNING: (10.5, "ink", False, 4, 8, 1.25),
    SMALL: (9, "ink", False, 0, 0, 1.2),
    CAPTION: (10.5, "ink", True, 12, 4, 1.3),
    SPACE: (5, "muted", False, 0, 3, 1.0),
    "Header": (8.5, "muted", False, 0, 0, 1.0),
    "Footer": (8.5, "muted", False, 0, 0, 1.0),
}


def blank(title: str, palette: Palette = LIGHT) -> Document:
    """An empty A4 document in our styles, with a running head from the second page and page numbers."""
    document = docx.Document()
    for name, (size, role, bold, *spacing) in STYLES.items():
        _style(document, name, size, getattr(palette, role), bold, *spacing)
    _set_fonts(document)
    edge(style(document, "Heading 1").element.get_or_add_pPr(), "bottom", palette.high_value, 8, 4)
    edge(style(document, LEAD).element.get_or_add_pPr(), "left", palette.high_value, 24, 8)
    edge(style(document, WARNING).element.get_or_add_pPr(), "left", palette.watch, 24, 8)
    for name in (LEAD, WARNING):
        style(document, name).paragraph_format.left_indent = Pt(11)
    for name in ("Heading 1", "Heading 2", CAPTION):
        style(document, name).paragraph_format.keep_with_next = True
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2)
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = clean(title)
    for footer in (section.footer, section.first_page_footer):
        _page_number(footer.paragraphs[0])
    _properties(document, title)
    return document


def style(document: Document, name: str) -> ParagraphStyle:
    """A paragraph style by name."""
    found = document.styles[name]
    assert isinstance(found, ParagraphStyle)
    return found


def _style(document: Document, name: str, size: float, colour: str, bold: bool, *spacing: float) -> None:
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    one = style(document, name)
    one.font.size, one.font.bold, one.font.italic = Pt(size), bold, False
    one.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    one.paragraph_format.space_before, one.paragraph_format.space_after = Pt(spacing[0]), Pt(spacing[1])
    one.paragraph_format.line_spacing = spacing[2]
    one.font.name = FONT
    for foreign in one.element.xpath("w:pPr/w:pBdr | w:pPr/w:tabs"):  # of another paper
        foreign.getparent().remove(foreign)


def _set_fonts(document: Document) -> None:
    """One family for every script: the theme's fonts would win over the style's for Chinese."""
    for fonts in document.styles.element.xpath("//w:rFonts"):
        for attribute in list(fonts.attrib):
            del fonts.attrib[attribute]
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), FONT)
    for language in document.styles.element.xpath("//w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")


def _properties(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title, properties.language = clean(title)[:255], "zh-CN"
    properties.author = properties.comments = properties.keywords = properties.last_modified_by = ""


def _page_number(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, code in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        paragraph.add_run(text)
        if code:
            field = element("w:fldSimple", instr=code)
            field.append(paragraph.add_run("1")._r)  # noqa: SLF001  python-docx has no fields
            paragraph._p.append(field)  # noqa: SLF001


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """An element of WordprocessingML with `w:` attributes."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def edge(properties: BaseOxmlElement, side: str, colour: str, eighths: int, space: int = 0) -> None:
    """A line at one side of a paragraph: `eighths` of a point thick, `space` points away."""
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("w:pBdr")
        properties.insert_element_before(borders, *_AFTER_BORDERS)
    line = {"val": "single", "sz": str(eighths), "space": str(space), "color": colour.removeprefix("#")}
    borders.append(element(f"w:{side}", **line))


_AFTER_BORDERS = tuple(
    f"w:{name}"
    for name in (
        "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
        "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
        "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip


def add(parent: Document | _Cell, name: str) -> Paragraph:
    """A new paragraph in the style `name`."""
    return dress(parent.add_paragraph(), name)


def dress(paragraph: Paragraph, name: str) -> Paragraph:
    """Set the style by its id: python-docx would search all styles for its name, for each cell of a table."""
    paragraph._p.style = name.replace(" ", "")  # noqa: SLF001
    return paragraph


def write(paragraph: Paragraph, pieces: Iterable[tuple[str, bool]], colour: str = "") -> Paragraph:
    """Append runs of (text, bold)."""
    for text, bold in pieces:
        run = paragraph.add_run(clean(text))
        run.bold = bold or None
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
    return paragraph
