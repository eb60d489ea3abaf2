"""A fresh native chart → one in our look: strong beside receding, numbers on the marks, no axis where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from pptx.chart.axis import _BaseAxis
from pptx.chart.chart import Chart
from pptx.chart.series import _BaseCategorySeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.text.text import Font
from pptx.util import Pt

from hvc.export.pptx_text import FACES
from hvc.report.model import Mark
from hvc.report.palette import Palette

SIZE = 11  # points of every text on a chart
HEADROOM = 1.18  # of the longest bar: its number stands beyond it
NAMES_AT_MOST = 8  # on the axis of a line
CURVE, QUIET = 2.5, 1.75  # points of a line


@dataclass(frozen=True, slots=True)
class Look:
    """What a chart's look depends on.

    `rows`: how many; `top`: the largest value; `averaged`: the last row is the average; of curves `across`: the format of
    the numbers on the horizontal axis, `name` what they are, `end` the last of them.
    """

    colours: Palette
    rows: int
    top: float
    averaged: bool = False
    across: str = ""
    name: str = ""
    end: float = 1.0


def dress(chart: Chart, mark: Mark, number: str, look: Look) -> None:
    """Give a chart our type, our colours and its numbers in this format."""
    chart.has_title = False
    face(chart.font, SIZE, look.colours.ink)
    names = [series.name for series in chart.plots[0].series]
    chart.has_legend = len(names) > 1 and mark is not Mark.STEPS
    if chart.has_legend and chart.legend is not None:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        face(chart.legend.font, SIZE, look.colours.ink)
    match mark:
        case Mark.BARS:
            _bars(chart, number, look)
        case Mark.STEPS:
            _steps(chart, look)
        case Mark.LINES | Mark.CURVES:
            _lines(chart, number, look)
        case Mark.CELLS:
            raise AssertionError
        case _:
            assert_never(mark)


def face(font: Font, size: float, colour: str, *, bold: bool = False) -> None:
    """Our font for both scripts: python-pptx sets the Latin one alone."""
    font.size, font.bold = Pt(size), bold
    font.color.rgb = _rgb(colour)
    properties = font._rPr  # noqa: SLF001  as above
    properties.set("lang", "zh-CN")
    for child in properties.findall("{*}latin") + properties.findall("{*}ea") + properties.findall("{*}cs"):
        properties.remove(child)
    for child in list(parse_xml(f"<a:defRPr {nsdecls('a')}>{FACES}</a:defRPr>")):
        properties.append(child)


def _bars(chart: Chart, number: str, look: Look) -> None:
    plot, colours = chart.plots[0], look.colours
    plot.gap_width, plot.overlap = 55 if len(plot.series) > 1 else 70, -8
    shades = ((colours.high_value, colours.high_value), (colours.others, colours.muted))
    for place, (series, (shade, ink)) in enumerate(zip(plot.series, shades, strict=False)):
        _paint(series, shade)
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, number, False
        labels.position = XL_LABEL_POSITION.OUTSIDE_END
        face(labels.font, SIZE, ink, bold=not place)
    if look.averaged:
        point = plot.series[0].points[look.rows - 1]
        point.format.fill.solid()
        point.format.fill.fore_color.rgb = _rgb(colours.others)
    _down(chart, colours)
    if look.top > 0:
        chart.value_axis.maximum_scale = look.top * HEADROOM


def _steps(chart: Chart, look: Look) -> None:
    """Bars that hang where the last one ended; their numbers stand with their names."""
    plot, colours = chart.plots[0], look.colours
    plot.gap_width, plot.overlap = 45, 100
    start, *seen = plot.series
    start.format.fill.background()
    for series, shade in zip(seen, (colours.high_value, colours.opportunity, colours.risk), strict=True):
        _paint(series, shade)
    _down(chart, colours)


def _down(chart: Chart, colours: Palette) -> None:
    """Rows from the top down, and no axis for the numbers on the marks."""
    names, values = chart.category_axis, chart.value_axis
    _names(names, colours)
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    values.visible, values.has_major_gridlines = False, False


def _paint(series: _BaseCategorySeries, shade: str) -> None:
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = _rgb(shade)
    series.invert_if_negative = False


def _names(axis: _BaseAxis, colours: Palette) -> None:
    axis.has_major_gridlines = False
    axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.color.rgb = _rgb(colours.others)
    face(axis.tick_labels.font, SIZE, colours.ink)


def _lines(chart: Chart, number: str, look: Look) -> None:
    """Lines over names; a strong one and a quiet one."""
    colours = look.colours
    shades = ((colours.high_value, CURVE), (colours.muted, QUIET))
    for series, (shade, points) in zip(chart.plots[0].series, shades, strict=False):
        series.smooth = False
        series.format.line.color.rgb = _rgb(shade)
        series.format.line.width = Pt(points)
        if shade == colours.muted:
            series.format.line.dash_style = MSO_LINE.DASH
    _names(chart.category_axis, colours)
    values = chart.value_axis
    values.has_major_gridlines, values.minimum_scale = True, 0
    values.major_gridlines.format.line.color.rgb = _rgb(colours.hairline)
    values.format.line.fill.background()
    values.major_tick_mark = XL_TICK_MARK.NONE
    rough = number.replace("0.0%", "0%")  # an axis needs no decimals
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = rough, False
    face(values.tick_labels.font, SIZE, colours.muted)
    if look.across:
        _across(chart, look)
    else:
        _flat(chart, -(-look.rows // NAMES_AT_MOST))


def _across(chart: Chart, look: Look) -> None:
    """Curves over numbers: the horizontal axis under its name, both to the end of the curve and no further."""
    names = chart.category_axis
    names.tick_labels.number_format, names.tick_labels.number_format_is_linked = look.across, False
    names.minimum_scale, names.maximum_scale = 0, look.end
    title = names.axis_title.text_frame
    title.text = look.name
    face(title.paragraphs[0].runs[0].font, SIZE, look.colours.muted)
    if 0 < look.top <= 1:
        chart.value_axis.maximum_scale = 1.0 if look.top > 0.5 else None  # noqa: PLR2004  half of a whole


def _flat(chart: Chart, step: int) -> None:
    """Name every so many rows, aslant where they are many: python-pptx has no word for it."""
    axis = chart.category_axis._element  # noqa: SLF001  as above
    body = axis.find("{*}txPr/{*}bodyPr")
    body.set("rot", "0" if step == 1 else "-2700000")  # some programmes name every row all the same
    body.set("vert", "horz")
    last = axis.find("{*}noMultiLvlLbl")
    for name in ("tickLblSkip", "tickMarkSkip"):
        last.addprevious(parse_xml(f'<c:{name} {nsdecls("c")} val="{step}"/>'))


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#"))
