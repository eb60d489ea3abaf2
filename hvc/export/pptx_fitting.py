"""Texts of the report → paragraphs that fit a box of a slide: whole sentences, and no number is ever cut."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pptx.util import Cm

from hvc.export.text import clean, width

POINTS = 72 / 2.54  # of a centimetre
LEADING = 1.45  # line to line, in sizes: another machine's Chinese font is a third higher than ours
NARROW, SPACE = 1.2, 0.6  # columns of a digit or a Latin letter in that font, in bold too; of a space
SEAM = 0.4  # columns that some programmes put between Chinese and Latin letters
ELLIPSIS = "…"
SENTENCES, CLAUSES = "。；！？", "，、；。：！？"
_OPEN, _CLOSE = "（「(“【", "）」)”】"
_NUMBER = set("0123456789,.%/<>+-−")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a slide, in centimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emus(self) -> tuple[Cm, Cm, Cm, Cm]:
        """Left, top, width and height as python-pptx takes them."""
        return Cm(self.left), Cm(self.top), Cm(self.width), Cm(self.height)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a slide: pieces of text with bold, size and space below in points, colour as #RRGGBB."""

    runs: tuple[tuple[str, bool], ...]
    size: float
    colour: str
    after: float = 0
    align: str = "l"
    bullet: bool = False

    @property
    def text(self) -> str:
        """The paragraph without bold."""
        return "".join(text for text, _ in self.runs)


def said(text: str, size: float, colour: str, *, bold: bool = False, after: float = 0) -> Line:
    """A paragraph of one piece."""
    return Line(((text, bold),), size, colour, after)


def measure(text: str) -> float:
    """Columns that `text` takes on a slide, a Chinese character two."""
    wide, spaces = width(text) - len(text), text.count(" ")
    seams = sum(one.isascii() != other.isascii() for one, other in itertools.pairwise(text.replace(" ", "")))
    return 2 * wide + NARROW * (len(text) - wide - spaces) + SPACE * spaces + SEAM * seams


def columns(wide: float, size: float) -> float:
    """Columns of one line of so many centimetres, less what Chinese punctuation needs at its end."""
    return 2 * wide * POINTS / size - 1.5


def rows(line: Line, wide: float) -> int:
    """Lines that a paragraph takes in so many centimetres."""
    room = columns(wide, line.size) - (2.2 if line.bullet else 0)
    return max(1, math.ceil(measure(clean(line.text)) / room))


def height(line: Line, wide: float) -> float:
    """Points from a paragraph to the next."""
    return rows(line, wide) * line.size * LEADING + line.after


def pieces(text: str, ends: str) -> Iterator[str]:
    """`text` cut after each of these signs that stands in no bracket and no quote."""
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth = depth + (sign in _OPEN) - (sign in _CLOSE)
        if sign in ends and depth <= 0:
            yield text[start : place + 1]
            start = place + 1
    if start < len(text):
        yield text[start:]


def capped(text: str, room: float) -> str:
    """The sentences of `text` that fit in so many columns; else the clauses, else the beginning, ended by …."""
    text = clean(text).strip()
    if measure(text) <= room:
        return text
    if told := _fitting(text, SENTENCES, room):
        return told[:-1] + "。" if told.endswith("；") else told
    if told := _fitting(text, CLAUSES, room - 2).rstrip(CLAUSES):
        return told + ELLIPSIS
    return _beginning(text, room - 2) + ELLIPSIS


def _fitting(text: str, ends: str, room: float) -> str:
    told = ""
    for piece in pieces(text, ends):
        if measure(told + piece) > room:
            break
        told += piece
    return told


def _beginning(text: str, room: float) -> str:
    """As much of `text` as there is room for, no number cut."""
    end = min(len(text), max(0, int(room)))
    while end and measure(text[:end]) > room:
        end -= 1
    while 0 < end < len(text) and text[end - 1] in _NUMBER and text[end] in _NUMBER:
        end -= 1
    return text[:end]


def fitted(lines: Iterable[Line], area: Area) -> list[Line]:
    """The paragraphs that fit, the last of them shortened to whole sentences."""
    left, kept = area.height * POINTS, list[Line]()
    for line in lines:
        taken = height(line, area.width)
        if taken > left:
            if short := _shortened(line, area.width, left):
                kept.append(short)
            break
        kept.append(line)
        left -= taken
    return kept


def _shortened(line: Line, wide: float, points: float) -> Line | None:
    """As many whole sentences of `line` as so many points hold; None where there is not one."""
    count = int(points // (line.size * LEADING))
    room = count * (columns(wide, line.size) - (2.2 if line.bullet else 0)) * 0.97
    told = _fitting(clean(line.text), SENTENCES, room) if count > 0 else ""
    return cut(line, told[:-1] + "。" if told.endswith("；") else told) if told else None


def bounded(line: Line, wide: float, most: int = 1) -> Line:
    """`line` in at most so many lines of so many centimetres."""
    room = columns(wide, line.size) - (2.2 if line.bullet else 0)
    return cut(line, capped(line.text, most * room * (0.97 if most > 1 else 1)))


def cut(line: Line, told: str) -> Line:
    """`line` with the beginning `told` of its text, bold where it was."""
    runs, rest = [], told
    for text, bold in line.runs:
        part, rest = rest[: len(clean(text))], rest[len(clean(text)) :]
        runs.append((part, bold))
    return replace(line, runs=tuple(run for run in runs if run[0]))
