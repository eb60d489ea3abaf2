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
from hvc.export.pptx_fitting import POINTS, Area, bounded, height, said
from hvc.export.pptx_master import HEIGHT, WIDTH
from hvc.export.pptx_paper import Deck, annotate
from hvc.export.pptx_text import bar, write
from hvc.sharing.limit import VERSION

SHARED = "可分享版"
LOGO = 1.3, 6.0  # cm: as high and as wide as a logo may be
EMBLEM = 2.4, 9.0  # the same on a formal cover
LABEL = 3.2  # cm of the name of a fact
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
    wide = 27.5
    top, left = (11.2, (WIDTH - wide) / 2) if told.formal else (9.5, 3.0)
    _sides(deck, slide, facts, Area(left, top, wide, (15.9 if told.formal else HEIGHT - 1.0) - top))
    lines = (told.title, told.subtitle, told.organisation, told.marking, *(f"{name}：{value}" for name, value in facts))
    annotate(slide, [line for line in lines if line])


def _plain(deck: Deck, told: Cover) -> Slide:
    colours = deck.colours
    title = bounded(said(told.title, 38, colours.ink, bold=True), 27.5, 2)
    slide = deck.cover(title, Area(3.0, 3.1, 27.5, 3.95), "b")
    bar(slide, Area(0, 0, BAND, HEIGHT), colours.high_value)
    if told.subtitle:
        write(
            slide,
            Area(3.0, 7.25, 27.5, 1.0),
            [bounded(said(told.subtitle, 16, colours.muted), 27.5)],
            name="副标题",
        )
    bar(slide, Area(3.0, 8.85, 2.6, 0.09), colours.high_value)
    left = 3.0
    if told.logo:
        left += _logo(slide, told, Area(left, 1.5, LOGO[1], LOGO[0]), LOGO) + 0.5
    if told.organisation:
        write(
            slide,
            Area(left, 1.5, 18, LOGO[0]),
            [bounded(said(told.organisation, 15, colours.ink, bold=True), 18)],
            anchor="ctr",
            name="单位",
        )
    if told.marking:
        line = replace(bounded(said(told.marking, 14, colours.ink, bold=True), 8), align="r")
        write(slide, Area(WIDTH - 9.5, 1.5, 8, LOGO[0]), [line], anchor="ctr", name="密级")
    return slide


def _formal(deck: Deck, told: Cover) -> Slide:
    """Centred: marking at the left corner, from whom over the title, by whom and when at the foot."""
    colours = deck.colours
    title = replace(bounded(said(told.title, 40, colours.ink, bold=True), 28), align="ctr")
    slide = deck.cover(title, Area(2.5, 6.6, WIDTH - 5, 2.2), "ctr")
    for top in (0, HEIGHT - BAND):
        bar(slide, Area(0, top, WIDTH, BAND), colours.high_value)
    if told.marking:
        write(
            slide, Area(2.0, 1.2, 10, 0.9), [bounded(said(told.marking, 15, colours.ink, bold=True), 10)], name="密级"
        )
    if told.logo:
        wide, high = sized(told.logo, *EMBLEM)
        _logo(slide, told, Area((WIDTH - wide) / 2, 4.3 - high, wide, high), EMBLEM)
    middle = Area(2.5, 4.6, WIDTH - 5, 1.2)
    if told.organisation:
        write(
            slide,
            middle,
            [replace(bounded(said(told.organisation, 20, colours.ink, bold=True), 28), align="ctr")],
            name="单位",
        )
    bar(slide, Area(WIDTH / 2 - 1.3, 9.1, 2.6, 0.1), colours.high_value)
    if told.subtitle:
        line = replace(bounded(said(told.subtitle, 16, colours.muted), 28), align="ctr")
        write(slide, Area(2.5, 9.7, WIDTH - 5, 1.0), [line], name="副标题")
    signed = [replace(said(text, 14, colours.ink, after=3), align="ctr") for text in (told.signed, told.date) if text]
    write(slide, Area(2.5, 15.9, WIDTH - 5, 1.9), signed, anchor="b", name="编制")
    return slide


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
