"""An SVG → PNG in our font, each once; like all drawing, this belongs in the child process."""

from __future__ import annotations

import functools
from pathlib import Path

import vl_convert

FONTS = Path(__file__).parent / "fonts"
SCALE = 2  # pixels of the PNG per CSS pixel
REPORT = 64  # pictures kept: those of one report


@functools.cache
def register() -> None:
    """Make our fonts known to the renderer; without them all text is silently left out."""
    vl_convert.register_font_directory(str(FONTS))


@functools.lru_cache(REPORT)
def rasterised(svg: str) -> bytes:
    """`svg` at twice its size."""
    register()
    png: bytes = vl_convert.svg_to_png(svg, scale=SCALE)
    return png
