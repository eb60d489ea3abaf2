"""A bare Altair chart → a dressed one: colours, type and widths of every picture, in one place.

Charts name their marks' styles ("high-value", "others", …) and never a colour: another palette is another config.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypedDict

import altair as alt
from altair.utils.schemapi import disable_debug_mode

from hvc.report.colour import turning
from hvc.report.palette import FONT, LIGHT, Palette

disable_debug_mode()  # Altair validates every part as it is made; a whole picture is validated once, when it is written

PAGE_WIDTH = 680  # CSS pixels, labels included: a page of paper; the screen puts its own width in its place
TEXT = 12  # pixels: labels and values on the marks
LINE = 15  # pixels from one line of a label to the next
MARGINS = {"left": 4, "top": 4, "right": 4, "bottom": 4}  # pixels; Streamlit's page cannot take a single number
# What an expression calls the part of a full colour from which light letters stand out better on it than dark ones.
STRONG_FROM, RISK_FROM = "strong_from", "risk_from"
MODES = 32  # palettes kept ready: ours and those of brands
NOTE = 11  # pixels: axis titles, cells, what may recede


class Style(TypedDict, total=False):
    """The mark properties a style may set; of colours only `color`: Vega-Lite lets a mark's default beat `fill`."""

    color: str
    stroke: str
    strokeWidth: float
    strokeDash: list[int]
    fontSize: int
    fontWeight: int


Picture = alt.Chart | alt.LayerChart


def styles(palette: Palette) -> dict[str, Style]:
    """What each named style of a mark looks like."""
    return {
        "high-value": {"color": palette.high_value},
        "others": {"color": palette.others},
        "interval": {"color": palette.muted, "strokeWidth": 1.25},
        "interval-inside": {"color": palette.paper, "strokeWidth": 1.25},
        "value": {"color": palette.ink, "fontSize": TEXT},
        "value-strong": {"color": palette.high_value, "fontSize": TEXT, "fontWeight": 600},
        "value-quiet": {"color": palette.muted, "fontSize": TEXT},
        "reference": {"color": palette.watch, "strokeWidth": 1.5, "strokeDash": [5, 3]},
        "reference-label": {"color": palette.ink, "fontSize": TEXT},
        "curve": {"color": palette.high_value, "strokeWidth": 2.5},
        "curve-quiet": {"color": palette.muted, "strokeWidth": 2},
        "curve-area": {"color": palette.high_value},
        "even": {"color": palette.muted, "strokeWidth": 1, "strokeDash": [3, 3]},
        "aside": {"color": palette.watch, "stroke": palette.watch, "strokeWidth": 1},  # the thinnest part still shows
        "used": {"color": palette.muted},
        "gain": {"color": palette.opportunity},
        "loss": {"color": palette.risk},
        "point": {"color": palette.watch, "stroke": palette.paper, "strokeWidth": 1.5},
        "cell-small": {"color": palette.hairline},
        "cell-alarm": {"stroke": palette.risk, "strokeWidth": 2},
        "picked-edge": {"stroke": palette.paper, "strokeWidth": 6},
        "picked": {"stroke": palette.ink, "strokeWidth": 2.5},
        "cell-ink": {"color": palette.ink, "fontSize": TEXT},
        "cell-paper": {"color": palette.paper, "fontSize": TEXT},
        "cell-note": {"color": palette.muted, "fontSize": NOTE},
    }


def layered(*layers: alt.Chart, height: int | alt.Step) -> alt.LayerChart:
    """Put charts on top of each other, the first at the bottom."""
    chart = alt.LayerChart(layer=[])
    chart.layer = list(layers)
    chart.height = height  # Altair's own setters copy every layer once more, and a report has dozens of charts
    return chart


def dress(chart: Picture, *, alt_text: str, palette: Palette = LIGHT) -> Picture:
    """Give a fresh `chart` its width, its words for who cannot see it, and the look of the app; call it last, once."""
    chart.width = PAGE_WIDTH
    chart.autosize = alt.AutoSizeParams(type="fit-x", contains="padding")
    chart.description = alt_text
    chart.padding = MARGINS
    chart.config = dressing(palette)
    return chart


def worn(chart: Picture, palette: Palette) -> Picture:
    """`chart`, dressed before, in the colours of another mode; as it is where it wears them."""
    if chart.config is dressing(palette):
        return chart
    other: Picture = chart.copy(deep=False)
    other.config = dressing(palette)
    return other


@lru_cache(MODES)
def dressing(palette: Palette) -> alt.Config:
    """The configuration that every picture in these colours wears."""
    return alt.Config(
        aria=False,  # else Vega-Lite writes the titles of axes, the user's words, into an expression for every mark
        mark=alt.MarkConfig(aria=False),  # the words of the whole picture are read out, not "rect mark container"
        background=palette.paper,
        font=FONT,
        view=alt.ViewConfig(stroke=None),
        axis=_axis(palette),
        legend=_legend(palette),
        range=alt.RangeConfig(
            category=[palette.high_value, palette.others],
            diverging=[palette.risk, palette.paper, palette.high_value],
            heatmap=[palette.paper, palette.high_value],
        ),
        style=styles(palette),
        params=[
            {"name": name, "value": turning(colour, palette.ink, palette.paper)}
            for name, colour in ((STRONG_FROM, palette.high_value), (RISK_FROM, palette.risk))
        ],
    )


def _axis(palette: Palette) -> alt.AxisConfig:
    return alt.AxisConfig(
        labelColor=palette.ink,
        labelFontSize=TEXT,
        labelLimit=0,
        labelLineHeight=LINE,
        titleColor=palette.muted,
        titleFontSize=NOTE,
        titleFontWeight="normal",
        domainColor=palette.others,
        tickColor=palette.others,
        gridColor=palette.hairline,
        grid=False,
    )


def _legend(palette: Palette) -> alt.LegendConfig:
    return alt.LegendConfig(
        orient="top",
        title=None,
        labelColor=palette.ink,
        labelFontSize=TEXT,
        labelLimit=0,
        symbolType="square",
        symbolSize=110,
        symbolStrokeWidth=0,
        offset=6,
        padding=0,
    )
