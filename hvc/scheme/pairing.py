"""Saved tables and this month's headers → which saved table and column stands behind each table and header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hvc.mapping import headers
from hvc.scheme.model import SavedColumn, SavedTable

_THIRDS = (2, 3)  # of the columns that meant something, at least so many must still be there


def pairs(saved: Sequence[SavedTable], tables: dict[str, tuple[str, ...]]) -> dict[str, SavedTable]:
    """Table name → the saved table whose headers are most like its own; tables like none are left out.

    Names of files are not looked at. Several tables may share one (monthly exports); where several saved tables are
    equally like, the first table takes the first of them, the next the next.
    """
    found: dict[str, SavedTable] = {}
    turns: Counter[tuple[int, ...]] = Counter()
    for name, there in tables.items():
        likeness = [_likeness(table, there) for table in saved]
        best = max(likeness, default=(0.0, 0))
        if best == (0.0, 0):
            continue
        equal = tuple(place for place, like in enumerate(likeness) if like == best)
        found[name] = saved[equal[min(turns[equal], len(equal) - 1)]]
        turns[equal] += 1
    return found


def partners(saved: SavedTable, there: Sequence[str]) -> dict[str, SavedColumn]:
    """Header → the saved column it stands for: the same header, else the only one that differs in spelling alone."""
    by_header = {column.header: column for column in saved.columns}
    found = {header: by_header[header] for header in there if header in by_header}
    left = [column for column in saved.columns if column.header not in found]
    new = [header for header in there if header not in found]
    spelled = Counter(headers.fold(column.header) for column in left)
    spelled_new = Counter(headers.fold(header) for header in new)
    for header in new:
        fold = headers.fold(header)
        if fold and spelled[fold] == spelled_new[fold] == 1:
            found[header] = next(column for column in left if headers.fold(column.header) == fold)
    return found


def _likeness(saved: SavedTable, there: Sequence[str]) -> tuple[float, int]:
    """How much of both sides' headers is shared (0–1), then how many to the letter; nothing where too little is left."""
    found = partners(saved, there)
    looked_for = saved.used or saved.columns
    kept = sum(column in looked_for for column in found.values())
    if kept * _THIRDS[1] < len(looked_for) * _THIRDS[0]:
        return (0.0, 0)
    shared = len(found) / (len(saved.columns) + len(there) - len(found))
    return shared, sum(header == column.header for header, column in found.items())
