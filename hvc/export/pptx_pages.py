"""一页纸 and the terms of a report → the slide after the cover, and the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.slide import Slide

from hvc.export.model import Material
from hvc.export.native import captions
from hvc.export.pictures import charts as charts_of
from hvc.export.pptx_cover import facts_of
from hvc.export.pptx_fitting import POINTS, Area, Line, bounded, fitted, height, said
from hvc.export.pptx_master import INNER, MARGIN
from hvc.export.pptx_panels import BOTTOM, LARGE, METRICS, row, told
from hvc.export.pptx_paper import Deck, annotate
from hvc.export.pptx_scenes import Scene, notes
from hvc.export.pptx_slides import SMALL, TEXT, TINY, first, picture, tabled
from hvc.export.pptx_text import bar, write
from hvc.report.model import Chart, DataTable, Metric, Paragraph, Report, Section

ONE_PAGE = "一页纸"
LOWER = 12.4  # cm from the top: what stands under the conclusion
ASIDE = "另外看过"
CLOSING = "口径与数据说明"


def one_page(deck: Deck, page: Report, metrics: Sequence[Metric]) -> Slide:
    """The 一页纸: three sentences under the numbers, its two pictures beside them."""
    colours = deck.colours
    blocks = [block for section in page.sections for block in section.blocks]
    texts = [block for block in blocks if isinstance(block, Paragraph) and block.role in {"body", "warning", "lead"}]
    charts = charts_of(page)[:2]
    title, lines = _answer(texts, colours.ink)
    slide, top = deck.slide(title or page.title, ONE_PAGE)
    top += 0.4
    if metrics:
        row(deck, slide, metrics, Area(MARGIN, top, INNER, METRICS))
        top += METRICS + 0.3
    wide = INNER * (0.37 if charts else 1)
    area = Area(MARGIN, top, wide, BOTTOM - top)
    write(slide, area, fitted((bounded(line, wide, 8) for line in lines), area), name="三句话")
    each = (INNER - wide - 0.9 * len(charts)) / max(1, len(charts))
    for place, chart in enumerate(charts):
        left = MARGIN + wide + 0.9 + place * (each + 0.9)
        _small(deck, slide, chart, Area(left, top, each, BOTTOM - top))
    return slide


def _answer(texts: Sequence[Paragraph], ink: str) -> tuple[str, list[Line]]:
    """The first sentence, and what is left to be told under it."""
    lines = [Line(tuple((run.text, run.bold) for run in one.runs), TEXT, ink, 10) for one in texts]
    calm = (line for line, one in zip(lines, texts, strict=True) if one.role != "warning")
    lead = next((line for line in calm if len(line.runs) > 1 and not line.runs[1][1]), None)
    if lead is None:
        return "", lines
    head = first(lead.runs[1][0])
    rest = lead.runs[1][0][len(head) :]
    kept = replace(lead, runs=(lead.runs[0], (rest, False), *lead.runs[2:]))
    return head.rstrip("。；"), [kept if line is lead else line for line in lines]


def _small(deck: Deck, slide: Slide, chart: Chart, area: Area) -> None:
    """A picture of the 一页纸 under its own finding."""
    colours = deck.colours
    head = bounded(said(chart.title, SMALL, colours.ink, bold=True, after=2), area.width, 3)
    under = bounded(said(captions(chart)[0], 9, colours.muted), area.width, 3)
    high = (height(head, area.width) + height(under, area.width)) / POINTS
    write(slide, replace(area, height=high), [head, under], name="图题")
    picture(deck, slide, chart, replace(area, top=area.top + high + 0.1, height=area.height - high - 0.1))


def summed(deck: Deck, section: Section, aside: Sequence[Section]) -> None:
    """The conclusion, and under it the sections that say too little for a slide of their own."""
    slide = told(deck, Scene(section, section.blocks), bottom=LOWER - 0.4 if aside else BOTTOM)
    _side_by_side(deck, slide, aside, LOWER)
    annotate(slide, [line for one in (section, *aside) for line in notes(Scene(one, one.blocks))])


def gathered(deck: Deck, sections: Sequence[Section]) -> None:
    """Such sections on a slide of their own; none where there are none."""
    if not sections:
        return
    slide, top = deck.slide(f"{ASIDE}：{'、'.join(section.title for section in sections)}", ASIDE)
    _side_by_side(deck, slide, sections, top + 0.6)
    annotate(slide, [line for section in sections for line in notes(Scene(section, section.blocks))])


def _side_by_side(deck: Deck, slide: Slide, sections: Sequence[Section], top: float) -> None:
    """Each section under its name, from `top` cm down."""
    wide = (INNER - 1.2 * (len(sections) - 1)) / max(1, len(sections))
    for place, section in enumerate(sections):
        part = Area(MARGIN + place * (wide + 1.2), top, wide, BOTTOM - top)
        bar(slide, replace(part, height=0.05), deck.colours.high_value)
        texts = [block.text for block in section.blocks if isinstance(block, Paragraph)]
        lines = [bounded(said(section.title, LARGE, deck.colours.ink, bold=True, after=6), wide, 2)]
        lines += [said(text, TEXT + 1, deck.colours.ink, after=6) for text in texts]
        inner = replace(part, top=part.top + 0.35, height=part.height - 0.35)
        write(slide, inner, fitted(lines, inner), name="要点")


def closing(deck: Deck, section: Section, material: Material) -> None:
    """The last slide: by which terms, from which rows; every word of the section in its notes."""
    texts = [block for block in section.blocks if isinstance(block, Paragraph)]
    title = first(texts[0].text).rstrip("。；") if texts and texts[0].role != "bullet" else CLOSING
    slide, top = deck.slide(title, f"{CLOSING}　·　{section.title}")
    top += 0.4
    wide = INNER * 0.4
    facts_of(deck, slide, material.report.facts, Area(MARGIN, top, wide, BOTTOM - top), 11)
    _sources(deck, slide, section, Area(MARGIN + wide + 1.0, top, INNER - wide - 1.0, BOTTOM - top))
    facts = (f"{name}：{value}" for name, value in material.report.facts)
    annotate(slide, [*facts, *notes(Scene(section, section.blocks))])


def _sources(deck: Deck, slide: Slide, section: Section, area: Area) -> None:
    """The first table of the section, and under it as many of its terms as fit."""
    table = next((block for block in section.blocks if isinstance(block, DataTable)), None)
    if table is not None:
        under = tabled(deck, slide, table, replace(area, height=9.5))
        area = replace(area, top=under, height=area.top + area.height - under)
    muted = deck.colours.muted
    terms = (block for block in section.blocks if isinstance(block, Paragraph) and block.role == "bullet")
    lines = (bounded(Line(((one.text, False),), TINY, muted, 3, bullet=True), area.width, 3) for one in terms)
    write(slide, area, fitted(lines, area), name="说明")
