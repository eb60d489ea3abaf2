"""The report → `report.pdf`: typst sets a template of ours; every text reaches it as data, every chart as vectors."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import typst

from hvc.export.model import File, Material
from hvc.export.pdf_data import data, pictures
from hvc.export.pictures import FONTS

MIME = "application/pdf"
TEMPLATE = Path(__file__).parent / "templates" / "report.typ"
STANDARD = "ua-1"  # for readers who cannot see; it refuses every character that the fonts cannot show


def render(material: Material) -> tuple[File, ...]:
    """`report.pdf`."""
    return (("report.pdf", compiled(material)),)


def compiled(material: Material) -> bytes:
    """The report on A4, tagged, with contents and bookmarks."""
    files = {
        "main.typ": TEMPLATE.read_bytes(),
        "data.json": json.dumps(data(material), ensure_ascii=False).encode(),
        **{name: svg.encode() for name, svg in pictures(material).items()},
    }
    made: bytes = typst.compile(files, font_paths=_fonts(), ignore_system_fonts=True, pdf_standards=[STANDARD])  # type: ignore[call-overload]  # its stub forgets that files may be in memory
    return made


@functools.cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
