"""The report → `report.pptx`: 16:9, a finding a slide, native charts whose numbers stay editable, the full text in the notes."""

from __future__ import annotations

from collections.abc import Iterable

from hvc.export import pptx_cover as cover
from hvc.export.model import File, Material
from hvc.export.pptx_cards import planned
from hvc.export.pptx_fitting import Line
from hvc.export.pptx_pages import closing, gathered, one_page, summed
from hvc.export.pptx_panels import told
from hvc.export.pptx_paper import Deck, annotate, blank, saved
from hvc.export.pptx_scenes import Scene, notes, scenes, slight
from hvc.export.pptx_slides import beside, charted
from hvc.report.brand import ALWAYS
from hvc.report.model import Actions, Metric, Metrics, Report, Section

LAST, SUMMARY = "quality", "conclusion"  # keys of the sections that the closing slide tells, and that sums up


def render(material: Material) -> tuple[File, ...]:
    """`report.pptx`."""
    report = material.report
    deck = blank(report.title, material.palette, cover.foot(material), material.brand.author)
    cover.opening(deck, material)
    page = material.brief
    if page is not None:
        annotate(one_page(deck, page, _metrics(report)), _read(page))
    aside = list[Section]()  # too little for a slide of their own: they stand with the conclusion
    for section in report.sections:
        if section.key == SUMMARY:
            summed(deck, section, aside)
            aside = []
        elif section.key == LAST:
            gathered(deck, aside)
            aside = []
            closing(deck, section, material)
        elif slight(section):
            aside.append(section)
        else:
            _section(deck, scenes(section), again=page is not None and section.key == ALWAYS)
    gathered(deck, aside)
    return (("report.pptx", saved(deck)),)


def _section(deck: Deck, parts: Iterable[Scene], *, again: bool) -> None:
    """A slide a scene; sentences that found no place on one stand on the next, where that has a chart."""
    left = list[Line]()
    for scene in parts:
        acts = [action for block in scene.blocks if isinstance(block, Actions) for action in block.items]
        chart = scene.chart
        if acts:
            slide = planned(deck, scene.section.title, acts)[0]
        elif chart is None:
            slide = told(deck, scene, again=again)
        else:
            texts = beside(deck, scene, left)
            slide, shown = charted(deck, scene, chart, texts)
            left = texts[shown:]
        annotate(slide, notes(scene))


def _metrics(report: Report) -> tuple[Metric, ...]:
    """The numbers of the overview."""
    blocks = (block for section in report.sections[:1] for block in section.blocks)
    return next((block.items for block in blocks if isinstance(block, Metrics)), ())


def _read(page: Report) -> tuple[str, ...]:
    """The whole of the 一页纸, to be read out."""
    return tuple(line for section in page.sections for line in notes(Scene(section, section.blocks)))
