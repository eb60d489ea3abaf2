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
AGE = 10  # compilations for which typst keeps what it drew, some 5 MB a picture
OFTEN = 2  # pictures after which it is made to let go
PAGE = b'#set page(width: auto, height: auto, margin: 0pt, fill: none)\n#image("picture.svg")'

NOTHING = b"#set page(width: 1pt, height: 1pt, margin: 0pt)"


@functools.cache
def faces() -> typst.Fonts:
    """Our faces and no others, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


@functools.lru_cache(REPORT)
def rasterised(svg: str) -> bytes:
    """`svg` at twice its size."""
    files = {"main.typ": PAGE, "picture.svg": svg.encode()}
    png = _compiled(files, "png")
    if rasterised.cache_info().misses % OFTEN == 0:
        _forget()
    return png


def _compiled(files: dict[str, bytes], kind: str) -> bytes:
    made: bytes = typst.compile(files, format=kind, ppi=PPI, font_paths=faces(), ignore_system_fonts=True)  # type: ignore[call-overload]  # its stub forgets that files may be in memory
    return made


def _forget() -> None:
    """Compile nothing, a millisecond each, until typst has let go of every picture."""
    for _ in range(AGE):
        _compiled({"main.typ": NOTHING}, "svg")
