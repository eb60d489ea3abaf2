"""Counts of both groups in bins → how much the bins tell: weight of evidence and information value."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
BINS = 10  # at most, of a number or a category
SMOOTHING = 0.5  # customers added to each bin of each group, so that an empty one stays finite


def evidence(a: Integers, b: Integers, smoothing: float = SMOOTHING) -> Floats:
    """Weight of evidence of each bin, ln(share of the high-value / share of the others) (Siddiqi 2006)."""
    ours, theirs = _shares(a, b, smoothing)
    return np.asarray(np.log(ours / theirs))


def information_value(a: Integers, b: Integers, smoothing: float = SMOOTHING) -> float:
    """Σ (share of the high-value − share of the others) · weight of evidence, over the bins that hold a customer."""
    held = a + b > 0
    ours, theirs = _shares(a[held], b[held], smoothing)
    return float(((ours - theirs) * np.log(ours / theirs)).sum())


def _shares(a: Integers, b: Integers, smoothing: float) -> tuple[Floats, Floats]:
    ours, theirs = a + smoothing, b + smoothing
    return ours / ours.sum(), theirs / theirs.sum()


def pooled(a: Integers, b: Integers) -> npt.NDArray[np.intp]:
    """The bin of each level of a category: the `BINS` − 1 with the most customers alone, all others together."""
    if a.size <= BINS:
        return np.arange(a.size)
    place = np.full(a.size, BINS - 1)
    place[np.argsort(-(a + b), kind="stable")[: BINS - 1]] = np.arange(BINS - 1)
    return place
