"""The first rows of a grid → where its header stands, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from hvc.reading.scrub import scrubbed_text
from hvc.reading.words import Row, filled, is_unit, is_value
from hvc.schema import ROW

HEAD: Final = 60  # rows looked at; a longer preface is no table
DENSE: Final = 0.5  # of the widest row: a row with fewer cells is a title or a note
LEVELS: Final = 4  # rows of merged names over each other
_WRAPS = re.compile(r"(?<=[^\x00-\x7f])\s*\n\s*|\s*\n\s*(?=[^\x00-\x7f])")


@dataclass(frozen=True, slots=True)
class Header:
    """`names` by column; `first` and `last` index the header's rows (-1: none); `units` the row of units under it."""

    names: tuple[str, ...]
    unnamed: tuple[str, ...] = ()  # those of them that only say where the column stands
    first: int = -1
    last: int = -1
    units: int | None = None


def find(rows: list[Row], places: tuple[str, ...]) -> Header:
    """The header among the first rows of a grid; `places` are the columns' positions as text."""
    top = _top(rows)
    if top is None:
        return headless(places, _before_table(rows))
    return headed(rows, top, places)


def headless(places: tuple[str, ...], above: int = 0) -> Header:
    """The header of a table that has none, below the first `above` rows."""
    return Header(_unique([None] * len(places), places), last=above - 1)


def headed(rows: list[Row], top: int, places: tuple[str, ...]) -> Header:
    """The header that begins in `rows[top]`."""
    last = _last(rows, top)
    first, names = _joined(rows, top, last)
    units = last + 1 if last + 1 < len(rows) and _are_units(rows[last + 1]) else None
    if units is not None:
        names = [
            f"{name}（{unit.strip('()（）')}）" if name and unit else name for name, unit in _zip(names, rows[units])
        ]
    unique = _unique(names, places)
    unnamed = tuple(made for made, name in zip(unique, names, strict=True) if name is None)
    return Header(unique, unnamed, first, last, units)


def _zip(names: list[str | None], cells: Row) -> list[tuple[str | None, str | None]]:
    return list(zip(names, cells, strict=True))


def _dense(rows: list[Row]) -> list[int]:
    widest = max(map(filled, rows), default=0)
    return [i for i, row in enumerate(rows) if 0 < filled(row) >= DENSE * widest]


def _before_table(rows: list[Row]) -> int:
    return next(iter(_dense(rows)), 0)


def _top(rows: list[Row]) -> int | None:
    """The first dense row, if it names things; a denser naming row just below it counts instead."""
    dense = _dense(rows)
    if not dense:
        return None
    top = dense[0]
    if not _names(rows[top]):
        return next((below for below in dense[1:3] if _heads(rows, below, filled(rows[top]))), None)
    for below in dense[1:3]:
        if not (_names(rows[below]) and filled(rows[below]) > filled(rows[top])):
            break
        if any(_names(rows[i]) for i in dense if i == below + 1):
            break  # rows of text all the way down: the first is the header
        top = below
    return top


def _heads(rows: list[Row], at: int, above: int) -> bool:
    """Whether names stand over values in `rows[at]`, more of them than `above`."""
    return _names(rows[at]) and filled(rows[at]) > above and at + 1 < len(rows) and not _names(rows[at + 1])


def _names(row: Row) -> bool:
    return not any(is_value(cell) for cell in row if cell is not None)


def _are_units(row: Row) -> bool:
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(map(is_unit, cells))


def _last(rows: list[Row], top: int) -> int:
    """The last of the rows under `top` that name parts of merged cells: each starts empty and fills gaps left above it."""
    last = top
    named = [cell is not None for cell in rows[top]]
    for row in rows[top + 1 : top + LEVELS]:
        gaps = any(cell is not None and not name for cell, name in zip(row, named, strict=True))
        if row[0] is not None or not gaps or not _names(row) or _are_units(row):
            break
        named = [name or cell is not None for cell, name in zip(row, named, strict=True)]
        last += 1
    values_below = last + 1 < len(rows) and not _names(rows[last + 1])
    return last if values_below else top


def _joined(rows: list[Row], top: int, last: int) -> tuple[int, list[str | None]]:
    """The header's first row and its names, levels joined; labels above them go in front where one is missing or stands twice."""
    names = _names_of(_paths(rows[top : last + 1]))
    used = [any(row[place] for row in rows[last + 1 :]) for place in range(len(names))]
    first = top
    while first and top - first < LEVELS and _are_labels(rows[first - 1]):
        longer = _longer(names, _paths(rows[first - 1 : last + 1]), used)
        if _told_apart(longer) <= _told_apart(names):
            break
        names, first = longer, first - 1
    return first, names


def _paths(levels: list[Row]) -> list[tuple[str, ...]]:
    """By column the labels over it, from the top: a merged cell's stands in its first column alone and reaches on."""
    paths = []
    reach: list[str | None] = [None] * len(levels)
    for cells in zip(*levels, strict=True):
        deepest = max((level for level, cell in enumerate(cells) if cell), default=-1)
        for level, cell in enumerate(cells):
            if cell:
                reach[level:] = [cell] + [None] * (len(levels) - level - 1)
            elif level > deepest:
                reach[level] = None
        paths.append(tuple(label for label in reach[: deepest + 1] if label))
    return paths


def _names_of(paths: list[tuple[str, ...]]) -> list[str | None]:
    return ["-".join(path) or None for path in paths]


def _are_labels(row: Row) -> bool:
    """Whether a row above the names may say what they belong to: not one title, not the unit of them all."""
    return filled(row) > 1 and _names(row) and not any(map(is_unit, filter(None, row)))


def _longer(names: list[str | None], paths: list[tuple[str, ...]], used: list[bool]) -> list[str | None]:
    """`names`, those that stand twice or are missing over cells with all their labels."""
    counts = Counter(names)
    whole = zip(names, _names_of(paths), used, strict=True)
    return [path if (held if name is None else counts[name] > 1) else name for name, path, held in whole]


def _told_apart(names: list[str | None]) -> int:
    return len({name for name in names if name is not None})


def _unique(names: list[str | None], places: tuple[str, ...]) -> tuple[str, ...]:
    seen: set[str] = {ROW}
    unique = []
    for name, place in zip(names, places, strict=True):
        base = _WRAPS.sub("", scrubbed_text(name or "")).replace("\n", " ").strip() or f"列{place}"
        candidate, number = base, 2
        while candidate in seen:
            candidate, number = f"{base} ({number})", number + 1
        seen.add(candidate)
        unique.append(candidate)
    return tuple(unique)
