"""A cover → what the templates of the page read of it, and the style sheet that repeats its marking on every printed page."""

from __future__ import annotations

from markupsafe import Markup

from hvc.export.cover import Cover
from hvc.export.logo import data_uri
from hvc.report.palette import LIGHT

TERMS = "说明"


def logo(told: Cover) -> str:
    """The logo as the address of a picture; "" where there is none."""
    return data_uri(told.logo) if told.logo else ""


def running(told: Cover) -> Markup:
    """Organisation, title and marking in the margin of each printed page but the first, where the cover has them."""
    if not (told.organisation or told.marking):
        return Markup()
    type_ = f'font:8pt "HVC Sans",sans-serif;color:{LIGHT.muted}'
    boxes = f"@top-left{{content:{_text(told.running)};{type_}}}@top-right{{content:{_text(told.marking)};{type_}}}"
    empty = "@top-left{content:none}@top-right{content:none}"
    return Markup(f"@page{{{boxes}}}\n@page:first{{{empty}}}")  # noqa: S704  the words are numbers of characters


def _text(text: str) -> str:
    """`text` as a string of CSS, every character by its number: none of them can end it."""
    return '"' + "".join(f"\\{ord(one):x} " for one in text) + '"'
