"""Records cut at every blank → records whose unquoted words are one cell again, where only one column can hold them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from hvc.reading.words import is_value

Record = tuple[int, list[str], bool]  # a row's number, its cells, whether it had to be mended
AGREES: Final = 0.9  # of the cells of rejoined rows that must look like the others of their column


def rejoined(records: Sequence[Record], width: int) -> list[Record]:
    """`records`, those too long with their surplus put into the one column where all others then keep their looks.

    A cell that holds a blank was quoted, and is never part of a surplus.
    """
    fits = [cells for _, cells, _ in records if len(cells) == width]
    long = [cells for _, cells, _ in records if len(cells) > width]
    if not long or not fits:
        return list(records)
    looks = [_mostly([is_value(row[place]) for row in fits[1:] if row[place]]) for place in range(width)]
    scores = {place: _agreement(long, place, looks) for place in range(width)}
    best = max(scores, key=scores.__getitem__)
    rivals = [place for place, score in scores.items() if score == scores[best]]
    if scores[best] < AGREES or len(rivals) > 1:
        return list(records)
    return [_whole(record, best, width) for record in records]


def _mostly(values: list[bool]) -> bool | None:
    return sum(values) > len(values) / 2 if values else None


def _join(cells: list[str], place: int, width: int) -> list[str] | None:
    """`cells` with the surplus put into `place`, or None where that would take in a quoted cell."""
    end = place + len(cells) - width + 1
    words = cells[place:end]
    if any(" " in word for word in words) or not (words[0] and words[-1]):
        return None
    return [*cells[:place], " ".join(words), *cells[end:]]


def _agreement(long: list[list[str]], place: int, looks: list[bool | None]) -> float:
    """The share of the rejoined rows' cells that look like their column; a row that cannot be joined agrees nowhere."""
    rows = [_join(cells, place, len(looks)) for cells in long]
    pairs = [
        (row[at] if row else "", look)
        for row in rows
        for at, look in enumerate(looks)
        if row is None or (row[at] and look is not None)
    ]
    agreed = sum(bool(cell) and is_value(cell) is look for cell, look in pairs)
    return agreed / max(len(pairs), 1)


def _whole(record: Record, place: int, width: int) -> Record:
    number, cells, _ = record
    found = _join(cells, place, width) if len(cells) > width else None
    return (number, found, True) if found else record
