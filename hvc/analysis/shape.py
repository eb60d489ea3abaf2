"""Counts over ordered levels → the shape of their distribution, computed and never assumed."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy

from hvc.analysis.model import Shape

EVEN_WITHIN = 0.2  # of the even share: nearer than this at every level is 均匀
STEP = 0.02  # a step back of less than two points does not break a slope
SURE = 0.05  # p of chi-square against even shares


def shape_of(counts: npt.NDArray[np.int64]) -> Shape | None:
    """The shape of `counts`, worst to best; None under two levels or without customers."""
    if counts.size < 2 or not counts.sum():  # noqa: PLR2004  one level has no shape
        return None
    shares = counts / counts.sum()
    even = 1 / counts.size
    if np.all(np.abs(shares - even) <= EVEN_WITHIN * even):
        return Shape.EVEN
    if scipy.stats.chisquare(counts).pvalue >= SURE:
        return Shape.OTHER
    return _sloped(shares, even)


def _sloped(shares: npt.NDArray[np.float64], even: float) -> Shape:
    peak, pit = int(np.argmax(shares)), int(np.argmin(shares))
    if _rises(shares[::-1]):
        return Shape.PYRAMID
    if _rises(shares):
        return Shape.INVERTED
    if 0 < peak < shares.size - 1 and _rises(shares[: peak + 1]) and _rises(shares[peak:][::-1]):
        return Shape.OLIVE
    falls_then_rises = _rises(shares[: pit + 1][::-1]) and _rises(shares[pit:])
    return Shape.TWO_ENDED if falls_then_rises and min(shares[0], shares[-1]) > even else Shape.OTHER


def _rises(shares: npt.NDArray[np.float64]) -> bool:
    """Whether no share falls more than `STEP` below the highest before it."""
    return bool(np.all(np.maximum.accumulate(shares) - shares <= STEP))
