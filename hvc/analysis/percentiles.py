"""A column of numbers → the percentile rank of each, ties sharing theirs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
WIDEST = 1 << 22  # whole numbers over so wide a range are counted rather than sorted


def percentiles(values: Floats) -> Floats:
    """The share of known values below each one, equal ones half (0–1); NaN stays NaN."""
    known = ~np.isnan(values)
    ranks = np.full(values.size, np.nan)
    told = values[known]
    if told.size:
        ranks[known] = _counted(told) if _narrow(told) else _sorted(told)
    return ranks


def _narrow(told: Floats) -> bool:
    low, high = float(told.min()), float(told.max())
    return high - low < WIDEST and bool(np.all(told == np.floor(told)))


def _counted(told: Floats) -> Floats:
    place = (told - told.min()).astype(np.int64)
    counts = np.bincount(place)
    middle = (np.cumsum(counts) - counts / 2) / told.size
    return np.asarray(middle[place])


def _sorted(told: Floats) -> Floats:
    order = np.argsort(told, kind="stable")
    ascending = told[order]
    first = np.flatnonzero(np.diff(ascending, prepend=np.nan) != 0)
    size = np.diff(first, append=told.size)
    ranks = np.empty(told.size)
    ranks[order] = np.repeat((first + size / 2) / told.size, size)
    return ranks
