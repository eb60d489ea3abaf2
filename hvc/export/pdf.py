"""The report → `report.pdf`, the 一页纸 → `brief.pdf`: typst sets templates of ours, and every text reaches it as data."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import typst

from hvc.export.cover import Cover, cover, small_head
from hvc.export.cover_pdf import LOGO, cover_data
from hvc.export.logo import framed
from hvc.export.model import File, Material
from hvc.export.pdf_data import data, pictures
from hvc.export.raster import faces

MIME = "application/pdf"
TEMPLATES = Path(__file__).parent / "templates"
STANDARD = "ua-1"  # for readers who cannot see; it refuses every character that the fonts cannot show


def render(material: Material) -> tuple[File, ...]:
    """`report.pdf`: a cover, contents, bookmarks, every section."""
    return (("report.pdf", compiled("report", material, cover(material.report, material.brand))),)


def render_brief(material: Material) -> tuple[File, ...]:
    """`brief.pdf`: one page; nothing where there is no 一页纸."""
    brief = material.brief
    if brief is None:
        return ()
    told = small_head(brief, material.brand)
    return (("brief.pdf", compiled("brief", replace(material, report=brief), told)),)


def compiled(template: str, material: Material, told: Cover) -> bytes:
    """The report under the words of `told` as `template` sets it, tagged, with charts as vectors."""
    report, drawn = material.report, material.pictures
    read = data(report, drawn, material.palette) | cover_data(told)
    files = {
        "main.typ": (TEMPLATES / f"{template}.typ").read_bytes(),
        "blocks.typ": (TEMPLATES / "blocks.typ").read_bytes(),
        "data.json": json.dumps(read, ensure_ascii=False).encode(),
        **{name: svg.encode() for name, svg in pictures(report, drawn).items()},
        **({LOGO: framed(told.logo).encode()} if told.logo else {}),
    }
    made: bytes = typst.compile(files, font_paths=faces(), ignore_system_fonts=True, pdf_standards=[STANDARD])  # type: ignore[call-overload]  # its stub forgets that files may be in memory
    return made
