"""Paragraphs → boxes of a slide: our font on every run for both scripts, lines of a fixed height."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide

from hvc.export.pptx_fitting import LEADING, Area, Line
from hvc.export.text import clean

FONT = "微软雅黑"
FACES = f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
_SPACES = nsdecls("p", "a")


def write(slide: Slide, area: Area, lines: Sequence[Line], *, anchor: str = "t", name: str = "") -> Shape:
    """A box of text without margins; it does not grow, so `lines` must fit."""
    shape = slide.shapes.add_textbox(*area.emus)
    if name:
        shape.name = name
    fill(shape, lines, anchor)
    return shape


def fill(shape: Shape, lines: Sequence[Line], anchor: str = "t") -> None:
    """Put paragraphs in the place of a shape's text."""
    told = "".join(paragraph(line) for line in lines) or "<a:p/>"
    inside = f'<a:bodyPr wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}" rtlCol="0"><a:noAutofit/></a:bodyPr>'
    replaced(shape.element.txBody, f"<p:txBody {_SPACES}>{inside}<a:lstStyle/>{told}</p:txBody>")


def replaced(element: BaseOxmlElement, xml: str) -> None:
    """Put what stands in the root of `xml` in the place of what stands in `element`."""
    element[:] = list(parse_xml(xml))


def paragraph(line: Line) -> str:
    """A paragraph as DrawingML, its lines of a fixed height."""
    mark = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if line.bullet else "<a:buNone/>"
    hang = ' marL="171450" indent="-171450"' if line.bullet else ' marL="0" indent="0"'
    spacing = (
        f'<a:lnSpc><a:spcPts val="{round(100 * line.size * LEADING)}"/></a:lnSpc>'
        f'<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="{round(100 * line.after)}"/></a:spcAft>'
    )
    runs = "".join(run(text, line.size, line.colour, bold=bold) for text, bold in line.runs)
    return f'<a:p><a:pPr algn="{line.align}"{hang}>{spacing}{mark}</a:pPr>{runs}</a:p>'


def run(text: str, size: float, colour: str, *, bold: bool) -> str:
    """A run as DrawingML: Chinese, in our font for both scripts."""
    look = f'lang="zh-CN" altLang="en-US" sz="{round(100 * size)}" b="{int(bold)}" dirty="0"'
    paint = f'<a:solidFill><a:srgbClr val="{colour.removeprefix("#")}"/></a:solidFill>'
    return f"<a:r><a:rPr {look}>{paint}{FACES}</a:rPr><a:t>{escape(clean(text))}</a:t></a:r>"


def bar(slide: Slide, area: Area, colour: str) -> None:
    """A rectangle of one colour, for the eye alone."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *area.emus)
    shape.fill.solid()
    shape.fill.fore_color.rgb = RGBColor.from_string(colour[1:])
    shape.line.fill.background()
    shape.element.remove(shape.element.find("{*}style"))  # a theme's shadow
    shape.name = "线"
