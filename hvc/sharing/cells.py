"""Small cells of a table → those that are not told, with as many more as it takes that no sum gives them away."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hvc.sharing.limit import FEWEST

Counts = npt.NDArray[np.int64]
Marks = npt.NDArray[np.bool_]
EXACT = 1e-6


def rows(counts: Counts, told: Marks | None = None) -> Marks:
    """Which rows of a table are not told: those with a small count, and the next smallest until nothing can be subtracted.

    All of them where no choice of rows helps. `counts`: one column per count of customers. `told`: rows that must not be
    told for another reason are true.
    """
    hidden = _small(counts).any(axis=1) | (np.zeros(len(counts), dtype=np.bool_) if told is None else told)
    while hidden.any() and not hidden.all() and (_small(counts[hidden].sum(axis=0)).any() or hidden.sum() == 1):
        free = np.flatnonzero(~hidden & (counts.sum(axis=1) > 0))
        if not free.size:  # what is left to tell is empty rows, and the rest of the total would tell of few
            return np.ones_like(hidden)
        hidden[free[np.argmin(counts[free].sum(axis=1))]] = True
    return hidden


def grid(sides: tuple[Counts, ...], blank: Marks) -> Marks | None:
    """Which cells of a table with both margins known are not told; None where even that would give a small one away.

    `sides`: the counts of every side, each of rows × columns. `blank`: cells that are never told, as those without a value.
    """
    hidden: Marks = np.any([_small(side) for side in sides], axis=0) | blank
    if not (hidden & ~blank).any() and not _leaking(sides, hidden).size:
        return hidden
    while (lines := _leaking(sides, hidden)).size:
        axis, at = lines[0]
        line = np.zeros_like(hidden)
        line[at if axis == 0 else slice(None), slice(None) if axis == 0 else at] = True
        total = np.sum(sides, axis=0)
        free = line & ~hidden & (total > 0)
        if not free.any():
            return None
        hidden[np.unravel_index(np.where(free, total, np.iinfo(np.int64).max).argmin(), hidden.shape)] = True
    return None if _solved(sides, hidden) else hidden


def _small(counts: Counts) -> Marks:
    return np.asarray((counts > 0) & (counts < FEWEST))


def _leaking(sides: tuple[Counts, ...], hidden: Marks) -> npt.NDArray[np.intp]:
    """Rows (0, place) and columns (1, place) whose hidden cells are few enough to be told by their sum."""
    found = []
    for axis in (0, 1):
        few = [_small((side * hidden).sum(axis=1 - axis)) for side in sides]
        found += [(axis, int(at)) for at in np.flatnonzero(np.any(few, axis=0))]
    return np.array(found, dtype=np.intp).reshape(-1, 2)


def _solved(sides: tuple[Counts, ...], hidden: Marks) -> bool:
    """Whether the sums of rows and columns settle one of the small hidden cells."""
    places = np.argwhere(hidden)
    if not places.size:
        return False
    height, width = hidden.shape
    sums = np.zeros((height + width, len(places)))
    sums[places[:, 0], np.arange(len(places))] = 1
    sums[height + places[:, 1], np.arange(len(places))] = 1
    projected = np.einsum("ij,ik,kj->j", sums, np.linalg.pinv(sums @ sums.T), sums, optimize=True)
    settled = projected > 1 - EXACT  # a cell that lies in the span of the sums is their difference
    return bool(any(_small(side[hidden])[settled].any() for side in sides))
