"""The report → one self-contained page: pictures and type inside, no script, no network, good on paper."""

from __future__ import annotations

import base64
import functools
import re
from pathlib import Path
from typing import Protocol, assert_never, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from hvc.export.cover import cover
from hvc.export.cover_html import TERMS, logo, running
from hvc.export.model import File, Material
from hvc.export.pictures import inline
from hvc.export.text import cell, clean, width
from hvc.export.typeface import BOLD, REGULAR, woff
from hvc.export.words import TONES, action_lines, action_size, left_out, tone, undrawn
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metrics, Paragraph
from hvc.report.palette import LIGHT, Palette

ROWS = 60  # of a table; the whole stands in the Excel file
SHORT = 16  # columns of a text that is not broken
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
_ENDLESS = re.compile(r"[!-~]{25}")  # a word that no column of a page can hold
_HEAVY = re.compile(r"<(h1|h2|h3|b|th)\b[^>]*>(.*?)</\1>|<text[^>]*font-weight[^>]*>([^<]*)<", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class _Macro(Protocol):
    def __call__(self, *values: object) -> Markup: ...


class Macros(Protocol):
    """The macros of blocks.html.j2, one per block and the page around them."""

    paragraph: _Macro
    metrics: _Macro
    table: _Macro
    figure: _Macro
    findings: _Macro
    actions: _Macro


@functools.cache
def environment() -> Environment:
    """The templates, escaping whatever they are given."""
    loader = FileSystemLoader(Path(__file__).parent / "templates")
    words = {"tones": TONES, "tone": tone, "action_size": action_size, "action_lines": action_lines}
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, finalize=_clean, trim_blocks=True)
    made.globals |= words
    return made


def _clean(value: object) -> object:
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def render(material: Material) -> tuple[File, ...]:
    """`report.html`."""
    macros = blocks()
    sections = [
        (f"s{number}", section.title, [drawn(block, material, macros) for block in section.blocks])
        for number, section in enumerate(material.report.sections, 1)
    ]
    told = cover(material.report, material.brand)
    named = {"cover": told, "logo": logo(told), "terms": TERMS}
    body = Markup(environment().get_template("body.html.j2").render(named, sections=sections))  # noqa: S704  autoescaped
    sheet = Markup("\n").join((style(palette=material.palette), running(told)))
    return (("report.html", page(told.title, body, sheet)),)


def page(title: str, body: Markup, sheet: Markup) -> bytes:
    """One self-contained page: its style sheet and the characters of its type inside."""
    template = environment().get_template("page.html.j2")
    return template.render(title=title, policy=POLICY, style=sheet, faces=faces(body), body=body).encode()


def blocks() -> Macros:
    """The macros that draw blocks."""
    return cast("Macros", environment().get_template("blocks.html.j2").module)


def drawn(block: Block, material: Material, macros: Macros) -> Markup:
    """One block as HTML."""
    match block:
        case Paragraph():
            return macros.paragraph(block)
        case Metrics(items):
            return macros.metrics(items)
        case DataTable():
            rows = _rows(block)
            return macros.table(block, rows, _classes(block, rows), left_out(block, ROWS))
        case Chart():
            return macros.figure(block, _plot(block, material), undrawn(block))
        case Findings(items):
            return macros.findings(items)
        case Actions(items):
            return macros.actions(items)
        case _:
            assert_never(block)


def _rows(table: DataTable) -> list[list[str]]:
    rows = table.frame.select([column.key for column in table.columns]).head(min(ROWS, table.most)).rows()
    return [[cell(value, column) for value, column in zip(row, table.columns, strict=True)] for row in rows]


def _classes(table: DataTable, rows: list[list[str]]) -> list[str]:
    """How each column is set: numbers to the right, short texts on one line, long ones broken, in words only where they must."""
    texts = [[column.title, *(row[place] for row in rows)] for place, column in enumerate(table.columns)]
    return [
        "number" if column.unit is not None else _set(shown) for column, shown in zip(table.columns, texts, strict=True)
    ]


def _set(texts: list[str]) -> str:
    if all(width(text) <= SHORT for text in texts):
        return "short"
    return "endless" if any(_ENDLESS.search(text) for text in texts) else "long"


def _plot(chart: Chart, material: Material) -> Markup | None:
    """The chart as SVG in the page, or as a PNG where it has very many marks."""
    picture = material.pictures.get(chart.name)
    if picture is None:
        return None
    place = list(material.pictures).index(chart.name)
    if (svg := inline(picture.svg, f"c{place}-")) is not None:
        return Markup(svg)  # noqa: S704  an XML writer wrote it
    data = base64.b64encode(picture.png).decode()
    return Markup('<img alt="" width="{:.0f}" src="data:image/png;base64,{}">').format(picture.width, data)


def style(name: str = "report.css", palette: Palette = LIGHT) -> Markup:
    """A style sheet of ours, its colours from the palette of all pictures."""
    sheet = (Path(__file__).parent / "templates" / name).read_text("utf-8")
    colours = "".join(f"--{name.replace('_', '-')}:{getattr(palette, name)};" for name in palette.__slots__)
    return Markup(f":root{{{colours}}}\n{sheet}")  # noqa: S704  our own file


def faces(body: str) -> Markup:
    """@font-face rules with exactly the characters of the page; what is never bold is not in the bold one."""
    heavy = "".join(_TAG.sub("", found.group(2) or found.group(3) or "") for found in _HEAVY.finditer(body))
    faces = ((400, REGULAR, body), (700, BOLD, f"{heavy}0123456789,.%"))
    return Markup("\n").join(
        Markup(
            '@font-face{{font-family:"HVC Sans";font-weight:{};src:url(data:font/woff;base64,{}) format("woff")}}'
        ).format(weight, base64.b64encode(woff(path, frozenset(map(ord, text)))).decode())
        for weight, path, text in faces
    )
