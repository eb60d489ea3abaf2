"""One scene of the report → a slide: the finding as its title, a native chart or a table, a few sentences, its base."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from pptx.slide import Slide

from hvc.export import pptx_tables as tables
from hvc.export.native import captions, native
from hvc.export.pptx_charts import draw
from hvc.export.pptx_fitting import LEADING, POINTS, SENTENCES, Area, Line, bounded, fitted, pieces, rows, said
from hvc.export.pptx_master import INNER, MARGIN
from hvc.export.pptx_paper import Deck
from hvc.export.pptx_scenes import Scene
from hvc.export.pptx_text import write
from hvc.export.words import left_out
from hvc.insights.model import Finding
from hvc.report.model import Chart, DataTable, Findings, Mark, Paragraph, TableColumn
from hvc.units import COUNT, PLAIN, SHARE, YUAN, Unit

BOTTOM = 17.0  # cm from the top: what stands under a chart begins here
LEFT, RIGHT = 0.655, 0.305  # of the width: the chart, the sentences beside it
TEXT, SMALL, TINY = 13, 11.5, 10  # points
CAREFUL = "请注意："
ITEMS = 3  # sentences beside a chart
LINES = 6  # of one of them
ROWS = 12  # of a table
UNDER = 5.0  # cm under a chart in which a table has room
NOTED = 0.7  # cm of what a table leaves out
BAR, PAIR, LEGEND = 1.9, 2.5, 1.6  # cm at most of a row of one bar, of two, of the names of the series


def charted(deck: Deck, scene: Scene, chart: Chart, texts: Sequence[Line]) -> tuple[Slide, int]:
    """A slide of one chart; and how many of `texts` stand beside it."""
    slide, top = deck.slide(chart.title, scene.section.title)
    subtitle, note = captions(chart)
    top = lead(deck, slide, subtitle, top)
    foot = bounded(said(note, TINY, deck.colours.muted), INNER, 2)
    bottom = BOTTOM + 0.55 - (0.5 * rows(foot, INNER) if note else -0.3)
    if note:
        write(slide, Area(MARGIN, bottom + 0.2, INNER, 1.1), [foot], name="说明")
    whole = Area(MARGIN, top, INNER, bottom - top)
    side = Area(MARGIN + INNER * (1 - RIGHT), top + 0.1, INNER * RIGHT, bottom - top - 0.1)
    kept = _kept(texts, side)
    if kept:
        write(slide, side, kept, name="要点")
    whole = replace(whole, width=INNER * (LEFT if kept else 1))
    taken = picture(deck, slide, chart, whole) + 0.5
    table = next((block for block in scene.blocks if isinstance(block, DataTable)), None)
    if table is not None and whole.height - taken >= UNDER:
        tabled(deck, slide, table, replace(whole, top=top + taken, height=whole.height - taken))
    return slide, len(kept)


def tabled(deck: Deck, slide: Slide, table: DataTable, area: Area) -> float:
    """A table under its title, with what it leaves out; where something else may begin, in cm from the top."""
    top, end = area.top, area.top + area.height
    if table.title:
        title = bounded(said(table.title, SMALL, deck.colours.ink, bold=True), area.width)
        write(slide, replace(area, height=0.7), [title], name="表题")
        top += 0.8
    count, taken = tables.grid(slide, table, replace(area, top=top, height=end - NOTED - top), deck.colours, ROWS)
    top += taken
    if note := left_out(table, count):
        write(slide, replace(area, top=top + 0.1, height=0.55), [said(note, TINY, deck.colours.muted)], name="说明")
        top += 0.6
    return top + 0.5


def lead(deck: Deck, slide: Slide, text: str, top: float) -> float:
    """The line under a title: what is measured, of whom; where the rest begins."""
    if not text:
        return top + 0.3
    line = bounded(said(text, SMALL, deck.colours.muted), INNER, 2)
    high = rows(line, INNER) * SMALL * LEADING / POINTS
    write(slide, Area(MARGIN, top, INNER, high + 0.1), [line], name="口径")
    return top + high + 0.45


def _kept(texts: Sequence[Line], area: Area) -> list[Line]:
    """The first of `texts`, each of a few lines."""
    return fitted((bounded(line, area.width, LINES) for line in texts[:ITEMS]), area)


def picture(deck: Deck, slide: Slide, chart: Chart, area: Area) -> float:
    """The chart as PowerPoint draws it; else the cells of a heat map; else its numbers as a table. How high it is, in cm."""
    sheet, plot = native(chart), chart.plot
    if sheet is not None and plot is not None:
        step = PAIR if len(plot.values) > 1 else BAR
        high = len(sheet.rows) * step + LEGEND if plot.mark in {Mark.BARS, Mark.STEPS} else area.height
        draw(slide, chart, sheet, replace(area, height=min(area.height, high)), deck.colours)
        return min(area.height, high)
    if plot is not None and plot.mark is Mark.CELLS and chart.frame.height:
        return tables.heat(slide, chart, plot, area, deck.colours)
    return tables.grid(slide, _numbers(chart), area, deck.colours, ROWS)[1]


def _numbers(chart: Chart) -> DataTable:
    """The frame of a chart as a table, without the columns that are empty."""
    values = chart.plot.values if chart.plot else ()
    shown = [name for name in chart.frame.columns if chart.frame[name].null_count() < chart.frame.height]
    units = dict.fromkeys(values, chart.plot.unit) if chart.plot else {}
    told = tuple(TableColumn(name, name, units.get(name, _unit(name, chart.frame[name]))) for name in shown)
    return DataTable(chart.alt, told, chart.frame)


def _unit(name: str, values: pl.Series) -> Unit | None:
    if not values.dtype.is_numeric():
        return None
    if values.dtype.is_integer():
        return COUNT
    return YUAN if "元" in name else SHARE if "占" in name or "率" in name else PLAIN


def sentences(deck: Deck, scene: Scene) -> list[Line]:
    """What a scene says in words, warnings last: paragraphs, and findings with the first sentence of their evidence."""
    ink = deck.colours.ink
    told, warned = list[Line](), list[Line]()
    for block in scene.blocks:
        match block:
            case Paragraph(role="warning"):
                warned.append(Line(((CAREFUL, True), (block.text, False)), SMALL, ink, 9))
            case Paragraph(role="lead" | "body" | "bullet" as role):
                runs = tuple((run.text, run.bold) for run in block.runs)
                point = role == "bullet"
                told.append(Line(runs, SMALL if point else TEXT, ink, 6 if point else 9, bullet=point))
            case Findings(items):
                told += found(deck, items)
            case _:
                pass
    return [*told, *warned]


def found(deck: Deck, items: Sequence[Finding]) -> list[Line]:
    """Findings in words: the headline in bold, the first sentence of its evidence."""
    heads = (((f"{one.headline}。", True), (first(one.evidence), False)) for one in items)
    return [Line(runs, TEXT, deck.colours.ink, 9) for runs in heads]


def heading(line: Line) -> bool:
    """Whether a paragraph is a small heading: bold throughout, and no sentence."""
    return not line.bullet and all(bold for _, bold in line.runs) and not line.text.endswith("。")


def beside(deck: Deck, scene: Scene, left: Sequence[Line]) -> list[Line]:
    """What stands beside a chart: its own paragraphs, what is `left` from the slide before, its bullets; no list under a small heading."""
    lines = sentences(deck, scene)
    end = next((place for place, line in enumerate(lines) if heading(line)), len(lines))
    careful = [line for line in lines[end:] if line.text.startswith(CAREFUL)]
    own = lines[:end]
    return [*(one for one in own if not one.bullet), *careful, *left, *(one for one in own if one.bullet)]


def first(text: str) -> str:
    """The first sentence of a text, ended as one."""
    told = next(pieces(text, SENTENCES), "")
    return f"{told[:-1]}。" if told.endswith("；") else told
