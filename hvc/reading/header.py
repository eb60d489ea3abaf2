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
    last = top + 1 if _is_second_level(rows, top) else top
    names = list(_joined(rows, top, last))
    units = last + 1 if last + 1 < len(rows) and _are_units(rows[last + 1]) else None
    if units is not None:
        names = [
            f"{name}（{unit.strip('()（）')}）" if name and unit else name for name, unit in _zip(names, rows[units])
        ]
    unique = _unique(names, places)
    unnamed = tuple(made for made, name in zip(unique, names, strict=True) if name is None)
    return Header(unique, unnamed, top, last, units)


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
    if not dense or not _names(rows[dense[0]]):
        return None
    top = dense[0]
    for below in dense[1:3]:
        if not (_names(rows[below]) and filled(rows[below]) > filled(rows[top])):
            break
        if any(_names(rows[i]) for i in dense if i == below + 1):
            break  # rows of text all the way down: the first is the header
        top = below
    return top


def _names(row: Row) -> bool:
    return not any(is_value(cell) for cell in row if cell is not None)


def _are_units(row: Row) -> bool:
    cells = [cell for cell in row if cell is not None]
    return bool(cells) and all(map(is_unit, cells))


def _is_second_level(rows: list[Row], top: int) -> bool:
    """Whether the row under `top` names parts of merged cells: it starts empty and fills gaps that `top` leaves."""
    if top + 2 >= len(rows) or _are_units(rows[top + 1]):
        return False
    upper, lower = rows[top], rows[top + 1]
    fills = any(a is None and b is not None for a, b in zip(upper, lower, strict=True))
    return lower[0] is None and fills and _names(lower) and not _names(rows[top + 2])


def _joined(rows: list[Row], top: int, last: int) -> list[str | None]:
    """The header's names; merged cells above it are put in front where a name alone is missing or stands twice."""
    lower = rows[last]
    above = rows[last - 1] if last > top or _groups(rows, top) else None
    if above is None:
        return list(lower)
    twice = {name for name, count in Counter(lower).items() if count > 1}
    names: list[str | None] = []
    group: str | None = None
    for label, name in zip(above, lower, strict=True):
        group = label or (group if name is not None else None)
        names.append(f"{group}-{name}" if group and name and (name in twice or last > top) else name or label)
    return names


def _groups(rows: list[Row], top: int) -> bool:
    """Whether the row above the header holds merged labels: two or more, over names that stand twice."""
    if top == 0 or not _names(rows[top - 1]):
        return False
    named = [name for name in rows[top] if name is not None]
    return filled(rows[top - 1]) > 1 and len(set(named)) < len(named)


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
