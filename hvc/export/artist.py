"""Specifications of charts, one a line of JSON → their SVGs, one a line: the child process that draws.

A control character in a label aborts the engine's whole process, and a cold drawing holds the interpreter's lock for
seconds: neither may happen in the server. Started as `python artist.py`, by itself, for loading our package takes longer
than a drawing. Any failure ends the process; the line without an answer is the one that failed.
"""

from __future__ import annotations

import functools
import json
import os
import select
import sys
from pathlib import Path
from typing import IO, Any
from xml.etree import ElementTree as ET

import vl_convert

FONTS = Path(__file__).parent / "fonts"
VEGA_LITE = "6.4"  # the version that Altair 6.3 writes for
WARMING = 3  # drawings of nothing in particular, after which the engine has compiled most of itself
Drawing = tuple[str, float, float]  # SVG, and its width and height in CSS pixels


@functools.cache
def _register() -> None:
    """Make our fonts known to the engine; without them all text is silently left out."""
    vl_convert.register_font_directory(str(FONTS))


def drawn(specification: dict[str, Any]) -> Drawing:
    """Draw one chart, fetching nothing."""
    _register()
    svg: str = vl_convert.vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])
    root = ET.fromstring(svg)  # noqa: S314  our own renderer wrote it
    return svg, float(root.attrib["width"]), float(root.attrib["height"])


def anything() -> dict[str, Any]:
    """A chart of every common mark: what the engine loads and compiles for its first picture takes longer than any picture."""
    x = {"field": "n", "type": "quantitative", "title": "〓", "axis": {"format": ".0%"}}
    y = {"field": "t", "type": "nominal", "title": None, "sort": None}
    colour = {"field": "t", "type": "nominal", "scale": {"range": ["#000", "#fff"]}, "legend": {"orient": "top"}}
    marks = [{"mark": mark, "encoding": {"x": x, "y": y}} for mark in ("line", "point", "rule", "rect", "tick")]
    text = {"mark": {"type": "text", "dx": 4}, "encoding": {"x": x, "y": y, "text": x}}
    bars = {"mark": "bar", "encoding": {"x": x, "y": y, "color": colour}}
    return {"data": {"values": [{"n": 1, "t": "〓"}, {"n": 2, "t": "0"}]}, "layer": [bars, *marks, text]}


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer line for line until `requests` ends."""
    for line in iter(requests.readline, b""):
        answers.write(json.dumps(drawn(json.loads(line))).encode() + b"\n")
        answers.flush()


def _asked() -> bool:
    """Whether a chart waits already, so that there is no time to warm up; unknown where pipes cannot be looked at."""
    return os.name == "posix" and bool(select.select([sys.stdin], [], [], 0)[0])


def main() -> None:
    """Serve the parent through the pipe that was stdout, out of reach of whatever prints."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    for _ in range(WARMING):
        if not _asked():
            drawn(anything())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
