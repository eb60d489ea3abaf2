"""The report → `report.pdf`, the 一页纸 → `brief.pdf`: typst sets templates of ours, and every text reaches it as data."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from hvc.export.cover import cover
from hvc.export.cover_pdf import LOGO, cover_data
from hvc.export.logo import framed
from hvc.export.model import File, Material
from hvc.export.pdf_data import data, pictures
from hvc.export.raster import faces
from hvc.report.model import Report

MIME = "application/pdf"
TEMPLATES = Path(__file__).parent / "templates"
STANDARD = "ua-1"  # for readers who cannot see; it refuses every character that the fonts cannot show


def render(material: Material) -> tuple[File, ...]:
    """`report.pdf`: a cover, contents, bookmarks, every section."""
    return (("report.pdf", compiled("report", material.report, material)),)


def render_brief(material: Material) -> tuple[File, ...]:
    """`brief.pdf`: one page; nothing where there is no 一页纸."""
    if material.brief is None:
        return ()
    return (("brief.pdf", compiled("brief", material.brief, material)),)


def compiled(template: str, report: Report, material: Material) -> bytes:
    """`report` as `template` sets it, tagged, with charts as vectors."""
    drawn, told = material.pictures, cover(report, material.brand)
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
