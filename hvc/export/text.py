"""A string of the report → a string that every file format can carry, and the columns of paper it takes.

Reading scrubs every cell already; the writers scrub again, because one control character ends a renderer's process.
"""

from __future__ import annotations

import re
import unicodedata

from hvc.report.model import TableColumn
from hvc.units import NOTHING

# What XML 1.0 forbids, and the marks that turn the direction of the text around them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
    "\U0001fffe\U0001ffff]"
)
_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]+")
CLOSING = "，。、：；！？）」』》％%"  # begin no line
LONGEST = 300  # characters of one cell that a document prints; a longer one ends in …


def safe(text: str) -> str:
    """`text` without control, direction and surrogate characters."""
    return _UNSAFE.sub("", text)


def clean(text: str) -> str:
    """`safe` text on one line."""
    return safe(_BREAKS.sub(" ", text))


def cut(text: str) -> str:
    """`clean` text, of at most `LONGEST` characters."""
    text = clean(text)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def cell(value: object, column: TableColumn) -> str:
    """A table cell as a reader sees it: numbers by their unit, nothing as an em dash."""
    if value is None:
        return NOTHING
    if column.unit is not None and isinstance(value, int | float):
        return clean(column.unit.text(value))
    return cut(str(value))


def width(text: str) -> int:
    """Columns of paper: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def stem(name: str) -> str:
    """`name` as the stem of a file on any system: no separators, no leading dot, never empty."""
    return re.sub(r'[\\/:*?"<>|\s]+', "_", clean(name)).strip("._")[:80] or "file"


def halved(shown: str, longest: int) -> str:
    """The head of a column; one over `longest` columns on two lines of about the same length, no Latin word broken."""
    places = [
        place
        for place in range(1, len(shown))
        if not (shown[place - 1].isascii() and shown[place].isascii()) and shown[place] not in CLOSING
    ]
    if width(shown) <= longest or not places:
        return shown
    best = min(places, key=lambda place: max(width(shown[:place]), width(shown[place:])))
    return f"{shown[:best].strip()}\n{shown[best:].strip()}"
