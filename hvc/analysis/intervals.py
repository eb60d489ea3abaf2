"""Counts in two groups → 95 % intervals of a share, of a difference and of a ratio, all rows at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Interval = tuple[Floats, Floats]
Z = 1.959963984540054  # the two-sided 95 % point of the normal
WIDEST = 30.0  # natural log of the largest ratio looked for
HALVINGS = 60  # leaves 60 / 2**60 of the bracket


def divide(above: npt.ArrayLike, below: npt.ArrayLike) -> Floats:
    """`above / below`, NaN where the base is zero."""
    top, base = np.broadcast_arrays(np.asarray(above, float), np.asarray(below, float))
    result = np.full(top.shape, np.nan)
    np.divide(top, base, out=result, where=base != 0)
    return result


def wilson(count: npt.ArrayLike, base: npt.ArrayLike, z: float = Z) -> Interval:
    """Wilson score interval of a share (Wilson 1927) to the two-sided normal point `z`; NaN where the base is zero."""
    n = np.asarray(base, float)
    share, spread = divide(count, n), divide(z * z, n)
    middle = (share + spread / 2) / (1 + spread)
    half = np.sqrt(spread * share * (1 - share) + spread * spread / 4) / (1 + spread)
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def newcombe(a: Floats, n1: Floats, b: Floats, n0: Floats) -> Interval:
    """Interval of the difference a/n1 − b/n0 from two Wilson intervals (Newcombe 1998, method 10)."""
    p1, p0 = divide(a, n1), divide(b, n0)
    (low1, high1), (low0, high0) = wilson(a, n1), wilson(b, n0)
    low = p1 - p0 - np.hypot(p1 - low1, high0 - p0)
    high = p1 - p0 + np.hypot(high1 - p1, p0 - low0)
    return np.maximum(low, -1.0), np.minimum(high, 1.0)


def koopman(a: Floats, n1: Floats, b: Floats, n0: Floats) -> Interval:
    """Score interval of the ratio (a/n1) / (b/n0) (Koopman 1984), by bisection of the score statistic.

    The statistic falls as the ratio grows, so one bracket serves every row, a = n1 included, where closed forms fail.
    a = 0: the lower end is 0. b = 0: the upper end is NaN (there is none). Both, or an empty group: NaN.
    """
    known = (a + b > 0) & (n1 > 0) & (n0 > 0)
    low = np.where(a > 0, _ratio_where(Z, a, n1, b, n0), 0.0)
    high = np.where(b > 0, _ratio_where(-Z, a, n1, b, n0), np.nan)
    return np.where(known, low, np.nan), np.where(known, high, np.nan)


def _ratio_where(score: float, a: Floats, n1: Floats, b: Floats, n0: Floats) -> Floats:
    low, high = np.full(a.shape, -WIDEST), np.full(a.shape, WIDEST)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = _score(np.exp(middle), a, n1, b, n0) > score
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    ratio: Floats = np.exp((low + high) / 2)
    return ratio


def _score(ratio: Floats, a: Floats, n1: Floats, b: Floats, n0: Floats) -> Floats:
    """The score statistic of the hypothesis p1 = ratio · p0 (Miettinen and Nurminen 1985, without correction)."""
    n, both = n1 + n0, a + b
    linear = n1 * ratio + a + n0 + b * ratio
    root = np.sqrt(np.maximum(linear**2 - 4 * n * ratio * both, 0.0))
    p0 = divide(2 * both, linear + root)  # the smaller root, written so that nothing cancels
    p1 = np.minimum(p0 * ratio, 1.0)
    spread = np.sqrt(p1 * (1 - p1) / np.maximum(n1, 1) + ratio**2 * p0 * (1 - p0) / np.maximum(n0, 1))
    distance = divide(a, n1) - ratio * divide(b, n0)
    score: Floats = np.where(distance > 0, np.inf, np.where(distance < 0, -np.inf, 0.0))  # where the spread is none
    np.divide(distance, spread, out=score, where=spread > 0)
    return score
