"""Actions → slides of two cards: who, how many, what to do, by which way, who does it, until when, how it is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.slide import Slide

from hvc.export.pptx_fitting import LEADING, POINTS, Area, Line, bounded, rows, said
from hvc.export.pptx_master import INNER, MARGIN
from hvc.export.pptx_panels import BOTTOM, GAP
from hvc.export.pptx_paper import Deck
from hvc.export.pptx_tables import HAIR, PADDING, Cell, Row, put
from hvc.export.pptx_text import bar, write
from hvc.export.words import action_control, action_costs, action_owner, action_size
from hvc.insights.model import Action
from hvc.report.palette import Palette

AT_ONCE = 2  # cards a slide
TITLE = 16  # points
SIZES = (12.5, 12, 11.5, 11, 10.5, 10)  # of the texts: the largest in which all of a card has room
LABEL = 1.9  # cm of the labels
LINES = {"对象": 3, "规模": 3, "做什么": 10, "衡量": 4, "对照组": 4, "盈亏": 2}  # of a text, at most


def planned(deck: Deck, kicker: str, actions: Sequence[Action]) -> list[Slide]:
    """All actions, two a slide, numbered in their order."""
    return [
        _pair(deck, kicker, actions[start : start + AT_ONCE], start + 1) for start in range(0, len(actions), AT_ONCE)
    ]


def _pair(deck: Deck, kicker: str, actions: Sequence[Action], number: int) -> Slide:
    titles = "；".join(action.title for action in actions)
    last = number + len(actions) - 1
    which = f"先做第 {number} 至 {last} 项" if last > number else f"先做第 {number} 项"
    slide, top = deck.slide(f"{which}：{titles}", kicker)
    top += 0.4
    wide = (INNER - GAP * (len(actions) - 1)) / len(actions)
    room = Area(MARGIN, top + 1.3, wide, BOTTOM - top - 1.3)
    for place, (action, body) in enumerate(zip(actions, _bodies(actions, room, deck.colours), strict=True)):
        left = MARGIN + place * (wide + GAP)
        bar(slide, Area(left, top, wide, 0.08), deck.colours.high_value)
        name = bounded(said(f"{number + place}　{action.title}", TITLE, deck.colours.ink, bold=True), wide)
        write(slide, Area(left, top + 0.25, wide, 0.9), [name], name="行动")
        put(slide, body, (LABEL, wide - LABEL), replace(room, left=left), action.title)
    return slide


def _bodies(actions: Sequence[Action], room: Area, colours: Palette) -> list[list[Row]]:
    """The rows of each card in the largest type in which all of them have room; else as many rows as have."""
    for size in SIZES:
        bodies = [_rows(action, room, size, colours) for action in actions]
        if max(map(_tall, bodies)) <= room.height:
            return bodies
    return [_first(body, room.height) for body in bodies]


def _rows(action: Action, area: Area, size: float, colours: Palette) -> list[Row]:
    """Label and texts, in type of this size."""
    inner = area.width - LABEL - 2 * PADDING
    rule = (HAIR, colours.hairline)
    body = list[Row]()
    for name, texts in _lines(action):
        lines = _within(texts, (inner, size), LINES.get(name, 2), colours.ink)
        tall = sum(rows(line, inner) * line.size * LEADING for line in lines) / POINTS + 0.24
        label = Cell((said(name, size, colours.muted),), "", rule, "t")
        body.append(Row((label, Cell(tuple(lines), "", rule, "t")), tall))
    return body


def _tall(body: Sequence[Row]) -> float:
    return sum(row.height for row in body)


def _first(body: Sequence[Row], room: float) -> list[Row]:
    """As many rows as there is room for."""
    return [row for place, row in enumerate(body, 1) if _tall(body[:place]) <= room]


def _lines(action: Action) -> list[tuple[str, list[str]]]:
    """Label and texts in the order of a card; what has nothing to say is left out."""
    lines = (
        ("对象", [action.audience]),
        ("规模", [action_size(action)]),
        ("做什么", [f"{place}. {step}" for place, step in enumerate(action.steps, 1)]),
        ("渠道", [action.channel]),
        ("负责人", [action_owner(action)]),
        ("时间", [action.window]),
        ("衡量", [action.measure]),
        ("对照组", [action_control(action)]),
        ("盈亏", [action_costs(action)]),
    )
    return [(name, [text for text in texts if text]) for name, texts in lines if any(texts)]


def _within(texts: Sequence[str], room: tuple[float, float], most: int, ink: str) -> list[Line]:
    """All texts where `most` lines of so many cm hold them, else each in its share; in type of so many points."""
    wide, size = room
    lines = [said(text, size, ink) for text in texts]
    if sum(rows(line, wide) for line in lines) <= most:
        return lines
    share = max(1, most // len(texts))
    return [bounded(line, wide, share) for line in lines]
