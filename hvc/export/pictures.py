"""The charts of a report → specifications to be drawn; a picture → what stands in a page."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

from hvc.export.text import safe
from hvc.export.typeface import covered
from hvc.report.model import Chart, Report
from hvc.report.palette import LIGHT, Palette

FAMILY = "HVC Sans"
WIDTH = 680  # CSS pixels of a chart that fills its container
TOO_MANY_MARKS = 1500  # a browser slows down over more SVG elements than this
UNKNOWN = "〓"  # the printer's mark for a character that no font at hand has
_JOINERS = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f]")
_SVG = "http://www.w3.org/2000/svg"
ET.register_namespace("", _SVG)

Spec = dict[str, "Json"]
Json = None | bool | int | float | str | list["Json"] | Spec


def charts(report: Report) -> tuple[Chart, ...]:
    """Every chart of the report, in order."""
    return tuple(block for section in report.sections for block in section.blocks if isinstance(block, Chart))


def spec(chart: Chart, palette: Palette = LIGHT) -> Spec:
    """The Vega-Lite specification of `chart` in these colours, in our font, with no character that our font lacks."""
    raw: Spec = _worn(chart, palette).chart.to_dict(validate=False)  # the tests do; it takes longer than drawing
    if raw.get("width") == "container":
        raw |= {"width": WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    config = raw.get("config")
    prepared = _prepared(raw | {"config": (config if isinstance(config, dict) else {}) | {"font": FAMILY}})
    assert isinstance(prepared, dict)
    return prepared


def _worn(chart: Chart, palette: Palette) -> Chart:
    if palette == LIGHT:
        return chart
    from hvc.report.theme import worn  # noqa: PLC0415  the child, which writes no chart down, need not load Altair

    return replace(chart, chart=worn(chart.chart, palette))


def _prepared(node: Json, key: str = "") -> Json:
    match node:
        case dict():
            return {printable(k): _prepared(v, k) for k, v in node.items()}
        case list():
            return [_prepared(item) for item in node]
        case str() if key == "font" or key.endswith("Font"):
            return FAMILY
        case str():
            return printable(node)
        case _:
            return node


def printable(text: str) -> str:
    """`text` in characters that our font can show; `UNKNOWN` stands for every other one."""
    if text.isascii():
        return safe(text)
    text = _JOINERS.sub("", safe(text))
    return "".join(c if c.isascii() or ord(c) in covered() else UNKNOWN for c in text)


def inline(svg: str, prefix: str) -> str | None:
    """`svg` ready to stand in a page: fluid, ids prefixed, no English labels; None where it has too many marks."""
    root = ET.fromstring(svg)  # noqa: S314  our own renderer wrote it
    elements = list(root.iter())
    if len(elements) > TOO_MANY_MARKS:
        return None
    for element in elements:
        for name, value in list(element.attrib.items()):
            if name.startswith(("aria-", "role", "pointer-", "class")) or name.lower().startswith("on"):
                del element.attrib[name]
            elif name == "id":
                element.attrib[name] = prefix + value
            elif value.startswith("url(#"):
                element.attrib[name] = f"url(#{prefix}{value[5:]}"
            elif value.startswith("#") and name.endswith("href"):
                element.attrib[name] = f"#{prefix}{value[1:]}"
    del root.attrib["height"], root.attrib["width"]
    return ET.tostring(root, encoding="unicode")
