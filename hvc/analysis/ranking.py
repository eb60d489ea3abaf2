"""A number of the customers → both groups in ascending order, and what follows from the order alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
THINNED = 20_000  # customers of a group that are enough to place the edges of ten bins
QUARTERS = (0.25, 0.5, 0.75)
Z = 1.959963984540054  # 95 %


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """The values of high-value customers and of the others, each ascending; who has none stays out. Neither is empty."""

    ours: Floats
    others: Floats


def ranked(values: Floats, chosen: npt.NDArray[np.bool_]) -> Ranked | None:
    """Sort both groups; None where one of them has no value (NaN is none)."""
    known = ~np.isnan(values)
    if not known.all():
        values, chosen = values[known], chosen[known]
    ours, others = np.sort(values[chosen]), np.sort(values[~chosen])
    return Ranked(ours, others) if ours.size and others.size else None


def superiority(order: Ranked) -> tuple[float, float | None]:
    """AUC = P(high-value > other) + half of the ties, and two-sided p of Mann and Whitney (1947), corrected for ties.

    By the normal approximation without continuity correction; p is None where all values are equal. Only the distinct
    values of the high-value customers are looked up among the others.
    """
    value, a = _distinct(order.ours)
    below, upto = (np.searchsorted(order.others, value, side) for side in ("left", "right"))
    n1, n0 = order.ours.size, order.others.size
    wins = float((a * (below + upto)).sum()) / 2
    n, pairs = float(n1 + n0), float(n1) * float(n0)
    variance = pairs / 12 * (n + 1 - _ties(a, (upto - below).astype(float), order.others) / (n * (n - 1)))
    p = float(2 * scipy.stats.norm.sf(abs(wins - pairs / 2) / np.sqrt(variance))) if variance > pairs * 1e-12 else None
    return wins / pairs, p


def _distinct(ascending: Floats) -> tuple[Floats, Floats]:
    """The distinct values and how often each occurs."""
    first = np.flatnonzero(np.concatenate([[True], ascending[1:] != ascending[:-1]]))
    return ascending[first], np.diff(first, append=ascending.size).astype(float)


def _ties(a: Floats, b: Floats, others: Floats) -> float:
    """Σ t³ − t over the groups of equal values: `a` high-value customers, `b` others with the same, the rest of `others`."""
    lone = _distinct(others)[1]
    return float((((a + b) ** 3 - (a + b)) - (b**3 - b)).sum() + (lone**3 - lone).sum())


def delta_interval(auc: float, n1: int, n0: int) -> tuple[float, float]:
    """95 % interval of Cliff's delta = 2·AUC − 1, by the variance of the AUC of Hanley and McNeil (1982)."""
    both, square = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    rest = auc - auc**2
    variance = (rest + (n1 - 1) * (both - auc**2) + (n0 - 1) * (square - auc**2)) / (n1 * n0)
    reach = 2 * Z * float(np.sqrt(max(variance, 0.0)))
    return 2 * auc - 1 - reach, 2 * auc - 1 + reach


def quartiles(ascending: Floats) -> tuple[float, float, float]:
    """Lower quartile, median, upper quartile (type 7: linear between neighbours)."""
    at = np.array(QUARTERS) * (ascending.size - 1)
    low = np.floor(at).astype(np.int64)
    high = np.minimum(low + 1, ascending.size - 1)
    lower, middle, upper = (ascending[low] + (ascending[high] - ascending[low]) * (at - low)).tolist()
    return lower, middle, upper


def place(order: Ranked, value: float) -> float:
    """The share of all customers below `value`, those equal to it half: its percentile position (0–1)."""
    sides = (order.ours, order.others)
    reached = sum(int(np.searchsorted(s, value, "left") + np.searchsorted(s, value, "right")) for s in sides)
    return reached / 2 / (order.ours.size + order.others.size)


def under(order: Ranked, lines: Floats) -> tuple[Integers, Integers]:
    """How many of both groups lie strictly under each of `lines`."""
    return np.searchsorted(order.ours, lines, "left"), np.searchsorted(order.others, lines, "left")


def edges(order: Ranked, bins: int) -> Floats:
    """Inner edges of at most `bins` bins [low, high) of about as many customers each; every value where they are few.

    Where most customers share one value, at least that value is told from the rest.
    """
    step = max(1, (order.ours.size + order.others.size) // THINNED)
    both = np.sort(np.concatenate([order.ours[::step], order.others[::step]]))
    distinct = np.unique(both)
    if distinct.size <= bins:
        return distinct[1:]
    cuts = np.unique(both[(np.arange(1, bins) * both.size) // bins])
    kept = cuts[cuts > distinct[0]]
    return kept if kept.size else distinct[1:2]


def binned(order: Ranked, inner: Floats) -> tuple[Integers, Integers]:
    """Customers of both groups in each of the bins that `inner` divides."""
    a, b = under(order, inner)
    return np.diff(a, prepend=0, append=order.ours.size), np.diff(b, prepend=0, append=order.others.size)
