"""The charts of the report, each by itself with its title and its note → `charts/*.png` and `*.svg`, for one's own slides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from hvc.export.model import File, Material, Picture
from hvc.export.pictures import FAMILY, charts, printable
from hvc.export.raster import rasterised
from hvc.export.text import clean, stem, width
from hvc.report.model import Chart
from hvc.report.palette import FONT, LIGHT

MARGIN = 16.0  # CSS pixels around the picture
GAP = 10.0  # between the words and the picture
TITLE, WORDS = (16.0, "700", LIGHT.ink), (12.0, "400", LIGHT.muted)  # size (CSS pixels), weight, colour
LEADING = 1.45  # heights of the type from one line to the next
NARROWEST = 420.0  # CSS pixels that words may always take
Look = tuple[float, str, str]
_PIECES = re.compile(
    r"[!-~]{1,24}[，。；：、！？）」』》]*|.[，。；：、！？）」』》]*"
)  # no number is broken, no sign begins a line
_SVG = "{http://www.w3.org/2000/svg}"


def render(material: Material) -> tuple[File, ...]:
    """Two files for every chart that could be drawn, numbered as they stand in the report."""
    drawn = [chart for chart in charts(material.report) if chart.name in material.pictures]
    return tuple(
        file for place, chart in enumerate(drawn, 1) for file in _files(place, chart, material.pictures[chart.name])
    )


def _files(place: int, chart: Chart, picture: Picture) -> Iterator[File]:
    svg = framed(chart, picture)
    name = f"charts/{place:02d}-{stem(chart.name)}"
    yield f"{name}.png", rasterised(svg)
    yield f"{name}.svg", _anywhere(svg).encode()


def framed(chart: Chart, picture: Picture) -> str:
    """The picture under the chart's title and measure, over its note, on paper."""
    across = max(picture.width, NARROWEST)
    above = [*_lines(chart.title, TITLE, across), *_lines(chart.subtitle, WORDS, across)]
    below = _lines(chart.note, WORDS, across)
    top = MARGIN + _height(above) + (GAP if above else 0)
    under = top + picture.height + (GAP if below else 0)
    total = across + 2 * MARGIN, under + _height(below) + MARGIN
    root = ET.Element(
        f"{_SVG}svg", _numbers(width=total[0], height=total[1]) | {"viewBox": f"0 0 {total[0]} {total[1]}"}
    )
    ET.SubElement(root, f"{_SVG}title").text = printable(clean(chart.alt))
    ET.SubElement(root, f"{_SVG}rect", {"width": "100%", "height": "100%", "fill": LIGHT.paper})
    _write(root, above, MARGIN)
    inner = ET.fromstring(picture.svg)  # noqa: S314  our own renderer wrote it
    inner.attrib |= _numbers(x=MARGIN, y=top) | {"overflow": "visible"}  # cutting it to its frame triples the drawing
    root.append(inner)
    _write(root, below, under)
    return ET.tostring(root, encoding="unicode")


def _lines(text: str, look: Look, across: float) -> list[tuple[str, Look]]:
    """`text` in lines no longer than `across`, taking a Chinese character for as wide as its type is high."""
    room, lines, line = int(2 * across / look[0]), [], ""
    for piece in _PIECES.findall(printable(clean(text))):
        if width(line + piece) > room:
            lines.append((line, look))
            line = ""
        line += piece
    return [*lines, (line, look)] if line else lines


def _height(lines: list[tuple[str, Look]]) -> float:
    return sum(look[0] * LEADING for _, look in lines)


def _write(root: ET.Element, lines: list[tuple[str, Look]], top: float) -> None:
    for text, (size, weight, colour) in lines:
        place = _numbers(x=MARGIN, y=top + size)
        look = {"font-family": FAMILY, "font-size": f"{size}px", "font-weight": weight, "fill": colour}
        ET.SubElement(root, f"{_SVG}text", place | look).text = text.strip()
        top += size * LEADING


def _numbers(**values: float) -> dict[str, str]:
    return {name: f"{value:g}" for name, value in values.items()}


def _anywhere(svg: str) -> str:
    """`svg` for a machine that has not our font: it names the usual ones after it."""
    root = ET.fromstring(svg)  # noqa: S314  written above
    for element in root.iter():
        if element.get("font-family") == FAMILY:
            element.set("font-family", FONT)
    return ET.tostring(root, encoding="unicode")
