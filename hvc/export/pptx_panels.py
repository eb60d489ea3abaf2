"""Metrics, findings, texts and tables of a scene without a chart → a slide of panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pptx.slide import Slide

from hvc.export.pptx_fitting import POINTS, Area, Line, bounded, fitted, height, said
from hvc.export.pptx_master import INNER, MARGIN
from hvc.export.pptx_paper import Deck
from hvc.export.pptx_scenes import Scene
from hvc.export.pptx_slides import CAREFUL, SMALL, TEXT, TINY, first, found, heading, lead, sentences, tabled
from hvc.export.pptx_text import bar, write
from hvc.export.words import TONES, tone
from hvc.insights.model import Finding, Level
from hvc.report.model import DataTable, Findings, Metric, Metrics

BOTTOM = 17.4  # cm from the top: where the foot begins
GAP = 0.8  # cm between panels
METRICS = 2.7  # cm of a row of numbers
FIGURE = 20  # points of a number
CARDS = 6
IN_A_ROW = 5  # metrics
BESIDES = "另外看到"
LONGEST = 6  # lines of a paragraph
LARGE = 15  # points of texts that have a slide to themselves
LEAST = 5.0  # cm that a further table needs
TWO = 2  # rows of cards; findings from which there are two


def told(deck: Deck, scene: Scene, *, again: bool = False, bottom: float = BOTTOM) -> Slide:
    """A slide of a scene without a chart. `again`: the 一页纸 has told its numbers and its first sentence already.

    `bottom`: where it ends, in cm from the top.
    """
    items = [one for block in scene.blocks if isinstance(block, Findings) for one in block.items]
    bare = replace(scene, blocks=tuple(block for block in scene.blocks if not isinstance(block, Findings)))
    head = _head(sentences(deck, bare), items, scene.section.title, again=again)
    slide, top = deck.slide(head.title, scene.section.title)
    top = lead(deck, slide, head.under, top)
    numbers = [one for block in scene.blocks if isinstance(block, Metrics) for one in block.items]
    if numbers and not again:
        row(deck, slide, numbers, Area(MARGIN, top, INNER, METRICS))
        top += METRICS + 0.4
    area = Area(MARGIN, top, INNER, bottom - top)
    shown = [block for block in scene.blocks if isinstance(block, DataTable)]
    if len(head.items) > 1 and not any(line.bullet for line in head.texts):
        area = _cards(deck, slide, head.items, area)
        _tables(deck, slide, shown, [], area)
    elif shown:
        _tables(deck, slide, shown, [*found(deck, head.items), *head.texts], area)
    else:
        _columns(slide, [*_groups(head.texts), *_besides(deck, head.items)], area)
    return slide


@dataclass(frozen=True, slots=True)
class Head:
    """The sentence that leads, what stands under it, and the texts and findings that are left."""

    title: str
    under: str
    texts: list[Line]
    items: list[Finding]


def _head(texts: list[Line], items: list[Finding], title: str, *, again: bool) -> Head:
    """A sentence in bold before a plain one before a finding before a bullet; the section's name where there is none."""
    plain = [line for line in texts if not line.bullet and not heading(line) and not line.text.startswith(CAREFUL)]
    bold = [line for line in plain if all(strong for _, strong in line.runs)]
    bullets = [line for line in texts if line.bullet]
    leading = next(iter([*bold, *([] if again else plain)]), None)
    if leading is None and not items:
        leading = next(iter(bullets), None)
    if leading is None:
        return Head(items[0].headline, items[0].evidence, texts, items[1:]) if items else Head(title, "", texts, items)
    head = leading.text if leading.bullet or leading in bold else first(leading.text)
    rest = leading.text[len(head) :].strip()
    place = texts.index(leading)
    kept = [replace(leading, runs=((rest, False),))] if rest else []
    return Head(head.rstrip("。；"), "", [*texts[:place], *kept, *texts[place + 1 :]], items)


def row(deck: Deck, slide: Slide, items: Sequence[Metric], area: Area) -> None:
    """Numbers side by side, each under a line in the strong colour."""
    count = min(len(items), IN_A_ROW)
    wide = min((area.width - GAP * (count - 1)) / count, area.width / 3)
    colours = deck.colours
    for place, one in enumerate(items[:count]):
        left = area.left + place * (wide + GAP)
        bar(slide, Area(left, area.top, wide, 0.05), colours.high_value)
        lines = (
            said(one.label, SMALL, colours.muted),
            said(one.value, FIGURE, colours.high_value, bold=True),
            said(one.note, TINY, colours.muted),
        )
        under = Area(left, area.top + 0.2, wide, area.height - 0.2)
        write(slide, under, [bounded(line, wide) for line in lines], name="指标")


def _cards(deck: Deck, slide: Slide, items: Sequence[Finding], area: Area) -> Area:
    """Findings in two columns, each beside a line in the colour of its tone; what is left under them."""
    shown = items[:CARDS]
    wide = (area.width - GAP) / TWO if len(shown) > 1 else area.width
    down = -(-len(shown) // TWO)
    tall = min((area.height - 0.5 * (down - 1)) / down, 4.4)
    for place, one in enumerate(shown):
        left = area.left + (place % TWO) * (wide + GAP)
        top = area.top + (place // TWO) * (tall + 0.5)
        _card(deck, slide, one, (Area(left, top, wide, tall), down))
    used = down * (tall + 0.5)
    return replace(area, top=area.top + used, height=area.height - used)


def _card(deck: Deck, slide: Slide, one: Finding, where: tuple[Area, int]) -> None:
    """One finding in its area, larger where so many rows leave room."""
    area, down = where
    colours = deck.colours
    shades = {"opportunity": colours.opportunity, "watch": colours.watch, "risk": colours.risk, "calm": colours.muted}
    shade = shades[TONES[one.level]]
    bar(slide, replace(area, width=0.12), shade)
    inner = Area(area.left + 0.45, area.top, area.width - 0.45, area.height)
    more = 2 if down <= TWO else 0
    size = TEXT + more
    ink = colours.ink if one.level is Level.WATCH else shade  # amber letters are too pale
    lines = [
        said(tone(one), TINY + more / 2, ink, bold=True, after=1),
        bounded(said(one.headline, size, colours.ink, bold=True, after=3), inner.width, 2),
        said(one.evidence, SMALL + more / 2, colours.ink),
    ]
    write(slide, inner, fitted(lines, inner), name="发现")


def _tables(deck: Deck, slide: Slide, shown: Sequence[DataTable], texts: Sequence[Line], area: Area) -> None:
    """As many tables as fit under the sentences."""
    kept = fitted(texts[:3], replace(area, height=min(area.height, 3.2)))
    top, end = area.top, area.top + area.height
    if kept:
        high = sum(height(line, area.width) for line in kept) / POINTS
        write(slide, replace(area, height=high + 0.1), kept, name="要点")
        top += high + 0.3
    for place, table in enumerate(shown):
        if end - top < LEAST and (place or not kept):
            return
        top = tabled(deck, slide, table, replace(area, top=top, height=end - top))


def _besides(deck: Deck, items: Sequence[Finding]) -> list[list[Line]]:
    """Findings as a group of their own, if there are any."""
    told = [replace(line, size=SMALL) for line in found(deck, items)]
    return [[said(BESIDES, TEXT, deck.colours.ink, bold=True, after=9), *told]] if told else []


def _groups(texts: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs cut before every small heading."""
    groups = list[list[Line]]([[]])
    for line in texts:
        if heading(line):
            groups.append([])
        groups[-1].append(line)
    return [group for group in groups if group]


def _columns(slide: Slide, groups: Sequence[Sequence[Line]], area: Area) -> None:
    """Groups of paragraphs side by side, as much of each as fits; larger where there is but one."""
    if not groups:
        return
    wide = (area.width - 1.2 * (len(groups) - 1)) / len(groups)
    for place, group in enumerate(groups):
        part = replace(area, left=area.left + place * (wide + 1.2), width=wide)
        lines = [replace(line, size=LARGE, after=10) for line in group] if len(groups) == 1 else group
        write(slide, part, fitted((bounded(line, wide, LONGEST) for line in lines), part), name="要点")
