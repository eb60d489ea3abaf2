"""The 一页纸 → `brief.html`: one screen wide, one A4 page in print."""

from __future__ import annotations

from markupsafe import Markup

from hvc.export.html import blocks, drawn, environment, page, style
from hvc.export.model import File, Material


def render(material: Material) -> tuple[File, ...]:
    """`brief.html`; nothing where there is no 一页纸."""
    brief = material.brief
    if brief is None:
        return ()
    macros = blocks()
    sections = [
        (section.key, section.title, [drawn(block, material, macros) for block in section.blocks])
        for section in brief.sections
    ]
    body = Markup(environment().get_template("brief.html.j2").render(report=brief, sections=sections))  # noqa: S704  autoescaped
    sheet = Markup("\n").join((style(), style("brief.css")))
    return (("brief.html", page(brief.title, body, sheet)),)
