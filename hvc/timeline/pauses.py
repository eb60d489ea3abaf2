"""Purchase days → how long customers pause between one and the next: all pauses counted by length, and each customer's own."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from hvc.timeline.lines import PIECE
from hvc.timeline.visits import Floats, Integers, Purchases, Small, starts


@dataclass(frozen=True, slots=True, eq=False)
class Pauses:
    """`counts`: how many pauses have each length in days, from 0; `own`: the median of each customer, NaN without any."""

    counts: Integers
    own: Floats

    @property
    def total(self) -> int:
        """How many pauses there are."""
        return int(self.counts.sum())

    def quantile(self, q: float) -> float:
        """The type-7 quantile in days; of at least one pause."""
        upto, place = np.cumsum(self.counts), (self.total - 1) * q
        low, high = (int(np.searchsorted(upto, whole, "right")) for whole in (np.floor(place), np.ceil(place)))
        return float(low + (high - low) * (place - np.floor(place)))


def pauses(found: Purchases) -> Pauses:
    """Pauses of every customer with two purchase days, counted some customers at a time."""
    visits, size = found.visits, found.last.size
    own = np.full(size, np.nan)
    if not visits.row.size:
        return Pauses(np.zeros(1, dtype=np.int64), own)
    counts = np.zeros(int(visits.day.max()) - int(visits.day.min()) + 1, dtype=np.int64)
    ends = np.cumsum(found.days)
    edges = np.unique(np.concatenate([[0, size], np.searchsorted(ends, np.arange(PIECE, ends[-1], PIECE))]))
    for low, high in itertools.pairwise(edges):
        part = slice(ends[low] - found.days[low], ends[high - 1])
        row = visits.row[part]
        same = row[1:] == row[:-1]
        gap, whose = np.diff(visits.day[part])[same], row[1:][same]
        counts += np.bincount(gap, minlength=counts.size)
        at, median = _medians(gap, whose)
        own[at] = median
    return Pauses(counts, own)


def _medians(gap: Small, whose: Small) -> tuple[Small, Floats]:
    """The rows that have a pause, and the median of theirs: sorted within each, the middle one or the mean of two."""
    packed = whose.astype(np.int64) << 32 | gap
    packed.sort()  # the rows ascend already, so each keeps its entries
    first = starts(whose)
    count = np.diff(np.append(first, whose.size))
    low, high = (packed[first + half // 2].astype(np.int32) for half in (count - 1, count))
    return whose[first], (low + high) / 2
