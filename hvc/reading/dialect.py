"""The beginning of a text file → how its cells are separated and quoted, by what makes the rows equally long."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from hvc.reading.words import is_value

if TYPE_CHECKING:
    from _csv import Reader  # the standard library names its type nowhere else

QUOTES: Final = ('"', "'")
# Order decides ties; a blank separates only where nothing else does.
DELIMITERS: Final = (",", "\t", ";", "|", "，", "；", "\x1f", " ")
SAMPLE_LINES: Final = 400  # judged for the dialect; enough to outvote the oddities at a file's head
LOOKED_AT: Final = 1000  # cells of the first row; far beyond the widest table that is read
DOUBT: Final = 0.5  # what a reading without a header is worth beside one with
BLANK_DOUBT: Final = 0.6  # blanks also stand inside texts and dates


@dataclass(frozen=True, slots=True)
class Dialect:
    """`delimiter` one character; `quote` None where quotation marks are text; `spaced` if blanks follow delimiters."""

    delimiter: str = ","
    quote: str | None = '"'
    escape: str | None = None
    spaced: bool = False

    def reader(self, lines: Iterable[str]) -> Reader:
        """The standard library's reader for this dialect."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote,
            quoting=csv.QUOTE_NONE if self.quote is None else csv.QUOTE_MINIMAL,
            escapechar=self.escape,
            doublequote=self.escape is None,
            skipinitialspace=self.spaced,
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """A dialect with the width most rows have under it, and how well it explains the sample (0–1)."""

    dialect: Dialect
    width: int
    score: float


def head(body: bytes, lines: int) -> list[str]:
    """The first physical lines of a text, whatever ends them."""
    start = io.BytesIO(body[: lines * 4096])
    return list(islice(io.TextIOWrapper(start, "utf-8", "replace", newline=""), lines))


def sniff(lines: list[str], delimiter: str | None = None) -> Reading:
    """The best reading of `lines`; one column where no delimiter explains anything."""
    text = "".join(lines)
    found = [delimiter] if delimiter else [each for each in DELIMITERS if each in text]
    readings = [_judge(lines, dialect) for each in found for dialect in _variants(text, each)]
    alone = Reading(Dialect("\x1f"), 1, 0.0)
    return max([alone, *readings], key=lambda reading: reading.score)


def _variants(text: str, delimiter: str) -> list[Dialect]:
    """Plain first; the odd ones only where the text shows their marks."""
    mark = re.escape(delimiter)
    single = re.search(rf"(?:^|{mark} ?)'[^'\n]*'(?:{mark}|\s*$)", text, re.MULTILINE) is not None
    escape = "\\" if re.search(rf'\\"(?!["\r\n]|{mark}|$)', text) else None  # before a mark in the middle of a cell
    spaced = delimiter != " " and text.count(delimiter + " ") > 0.9 * text.count(delimiter)
    blanks = [Dialect(delimiter, '"', escape, spaced)] if spaced else []
    escaped = [Dialect(delimiter, '"', escape)] if escape else []
    singles = [Dialect(delimiter, "'")] if single else []
    closed = re.search(rf'(?:^|{mark})"[^"\n]*"(?:{mark}|\s*$)', text, re.MULTILINE) is not None
    literal = [Dialect(delimiter, None)] if '"' in text and not closed else []
    plain = [Dialect(delimiter)]
    return [*blanks, *escaped, *(plain if '"' in text else []), *singles, *plain, *literal]


def _judge(lines: list[str], dialect: Dialect) -> Reading:
    """The better of two views: marks may hold line ends, or one of them was never closed."""
    views = (dialect.reader(lines), (row for line in lines for row in dialect.reader([line])))
    return max((_scored(view, dialect) for view in views), key=lambda reading: reading.score)


def _scored(view: Iterable[list[str]], dialect: Dialect) -> Reading:
    try:
        rows = [row for row in view if any(row)]
    except csv.Error:
        rows = []
    widths = Counter(map(len, rows))
    if not widths:
        return Reading(dialect, 1, 0.0)
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    first = next(row for row in rows if len(row) == width)
    headed = not any(map(is_value, first[:LOOKED_AT]))
    score = count / len(rows) * (1 - 1 / width)
    score *= (1 if headed else DOUBT) * (BLANK_DOUBT if dialect.delimiter == " " else 1)
    return Reading(dialect, width, score)
