"""A cover and its brand → the first slide, plain or formal, and the foot of the others."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from pptx.slide import Slide

from hvc.export import pptx_tables as tables
from hvc.export.cover import Cover, cover
from hvc.export.logo import fitted as sized
from hvc.export.model import Material
from hvc.export.pptx_fitting import POINTS, Area, Line, bounded, height, said
from hvc.export.pptx_master import HEIGHT, WIDTH
from hvc.export.pptx_paper import Deck, annotate
from hvc.export.pptx_text import bar, write
from hvc.sharing.limit import VERSION

SHARED = "可分享版"
LOGO = 1.3, 6.0  # cm: as high and as wide as a logo may be
EMBLEM = 2.4, 9.0  # the same on a formal cover
LABEL = 3.2  # cm of the name of a fact
TEXT = 27.5  # cm between the edges of a cover's text
FACT = 12  # points
IN_ONE = 6  # facts in one column
BAND = 0.35  # cm of the strong colour at the left of a plain cover


def foot(material: Material) -> str:
    """What stands under every slide: from whom, what, and how it may be passed on."""
    told = cover(material.report, material.brand)
    return "　·　".join(text for text in (told.running, told.marking, SHARED if material.shareable else "") if text)


def opening(deck: Deck, material: Material) -> None:
    """The cover, plain or formal."""
    told = cover(material.report, material.brand)
    rest = tuple(fact for fact in told.facts if fact != VERSION)
    facts = (VERSION, *rest) if material.shareable else rest
    slide = _formal(deck, told) if told.formal else _plain(deck, told)
    top, left = (11.2, (WIDTH - TEXT) / 2) if told.formal else (9.5, 3.0)
    _sides(deck, slide, facts, Area(left, top, TEXT, (15.9 if told.formal else HEIGHT - 1.0) - top))
    lines = (told.title, told.subtitle, told.organisation, told.marking, *(f"{name}：{value}" for name, value in facts))
    annotate(slide, [line for line in lines if line])


def _plain(deck: Deck, told: Cover) -> Slide:
    """To the left: from whom and how secret over the title."""
    colours = deck.colours
    title = bounded(said(told.title, 38, colours.ink, bold=True), TEXT, 2)
    slide = deck.cover(title, Area(3.0, 3.1, TEXT, 3.95), "b")
    bar(slide, Area(0, 0, BAND, HEIGHT), colours.high_value)
    _line(slide, Area(3.0, 7.25, TEXT, 1.0), said(told.subtitle, 16, colours.muted), "副标题")
    bar(slide, Area(3.0, 8.85, 2.6, 0.09), colours.high_value)
    left = 3.0
    if told.logo:
        left += _logo(slide, told, Area(left, 1.5, LOGO[1], LOGO[0]), LOGO) + 0.5
    _line(slide, Area(left, 1.5, 16, LOGO[0]), said(told.organisation, 15, colours.ink, bold=True), "单位")
    marking = replace(said(told.marking, 14, colours.ink, bold=True), align="r")
    _line(slide, Area(WIDTH - 9.5, 1.5, 8, LOGO[0]), marking, "密级")
    return slide


def _formal(deck: Deck, told: Cover) -> Slide:
    """Centred: marking at the left corner, from whom over the title, by whom and when at the foot."""
    colours = deck.colours
    title = replace(bounded(said(told.title, 40, colours.ink, bold=True), TEXT), align="ctr")
    slide = deck.cover(title, Area(2.5, 6.6, WIDTH - 5, 2.2), "ctr")
    for top in (0, HEIGHT - BAND):
        bar(slide, Area(0, top, WIDTH, BAND), colours.high_value)
    _line(slide, Area(2.0, 1.0, 10, 1.0), said(told.marking, 15, colours.ink, bold=True), "密级")
    if told.logo:
        wide, high = sized(told.logo, *EMBLEM)
        _logo(slide, told, Area((WIDTH - wide) / 2, 4.3 - high, wide, high), EMBLEM)
    organisation = replace(said(told.organisation, 20, colours.ink, bold=True), align="ctr")
    _line(slide, Area(2.5, 4.5, WIDTH - 5, 1.2), organisation, "单位")
    bar(slide, Area(WIDTH / 2 - 1.3, 9.1, 2.6, 0.1), colours.high_value)
    _line(slide, Area(2.5, 9.7, WIDTH - 5, 1.0), replace(said(told.subtitle, 16, colours.muted), align="ctr"), "副标题")
    for place, text in enumerate(text for text in (told.date, told.signed) if text):
        line = replace(said(text, 14, colours.ink), align="ctr")
        _line(slide, Area(2.5, 17.0 - 0.9 * place, WIDTH - 5, 0.85), line, "编制")
    return slide


def _line(slide: Slide, area: Area, line: Line, name: str) -> None:
    """One line up and down in the middle of its area; nothing where it says nothing."""
    if line.text:
        write(slide, area, [bounded(line, area.width)], anchor="ctr", name=name)


def _logo(slide: Slide, told: Cover, area: Area, field: tuple[float, float]) -> float:
    """Put the logo into `area`, up and down in its middle; how wide it is, in cm."""
    wide, high = sized(told.logo, *field)
    place = Area(area.left, area.top + (area.height - high) / 2, wide, high)
    drawn = slide.shapes.add_picture(io.BytesIO(told.logo), *place.emus)
    properties = drawn._element.nvPicPr.cNvPr  # noqa: SLF001  python-pptx has no alternative text
    properties.set("descr", told.alt)
    properties.set("name", "标志")
    return wide


def facts_of(deck: Deck, slide: Slide, facts: Sequence[tuple[str, str]], area: Area, size: float = FACT) -> None:
    """The lines under the title: names beside what they are."""
    colours = deck.colours
    body, left = list[tables.Row](), area.height
    inner = area.width - LABEL - 2 * tables.PADDING
    for name, value in facts:
        line = bounded(said(value, size, colours.ink), inner, 2)
        tall = height(line, inner) / POINTS + 0.28
        if tall > left:
            break
        left -= tall
        label = tables.Cell((bounded(said(name, size, colours.muted), LABEL),), anchor="t")
        body.append(tables.Row((label, tables.Cell((line,), anchor="t")), tall))
    if body:
        tables.put(slide, body, (LABEL, area.width - LABEL), area, "口径")


def _sides(deck: Deck, slide: Slide, facts: Sequence[tuple[str, str]], area: Area) -> None:
    """Many facts in two columns."""
    if len(facts) <= IN_ONE:
        facts_of(deck, slide, facts, area)
        return
    half = -(-len(facts) // 2)
    wide = (area.width - 1.0) / 2
    facts_of(deck, slide, facts[:half], replace(area, width=wide))
    facts_of(deck, slide, facts[half:], replace(area, left=area.left + wide + 1.0, width=wide))
