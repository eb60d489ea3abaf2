"""The 一页纸 → `brief.html`: one screen wide, one A4 page in print."""

from __future__ import annotations

from markupsafe import Markup

from hvc.export.cover import small_head
from hvc.export.cover_html import logo
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
    told = small_head(brief, material.brand)
    body = environment().get_template("brief.html.j2").render(cover=told, logo=logo(told), sections=sections)
    sheet = Markup("\n").join((style(palette=material.palette), style("brief.css", material.palette)))
    return (("brief.html", page(told.title, Markup(body), sheet)),)  # noqa: S704  autoescaped
