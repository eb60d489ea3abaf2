"""An SVG → PNG in our font, each once; like all drawing, this belongs in the child process.

typst draws with the library that the engine of the charts has too, to the same pixel, and packs in half the time to half
the size.
"""

from __future__ import annotations

import functools
from pathlib import Path

import typst

FONTS = Path(__file__).parent / "fonts"
SCALE = 2  # pixels of the PNG per CSS pixel
PPI = 96 * SCALE  # a CSS pixel is 1/96 of an inch
REPORT = 64  # pictures kept: those of one report
PAGE = b'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("picture.svg")'


@functools.cache
def faces() -> typst.Fonts:
    """Our faces and no others, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@functools.lru_cache(REPORT)
def rasterised(svg: str) -> bytes:
    """`svg` at twice its size."""
    files = {"main.typ": PAGE, "picture.svg": svg.encode()}
    png: bytes = typst.compile(files, format="png", ppi=PPI, font_paths=faces(), ignore_system_fonts=True)  # type: ignore[call-overload]  # its stub forgets that files may be in memory
    return png
