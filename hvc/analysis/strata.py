"""Two groups counted in several strata → odds ratios: crude, within the strata, and whether the strata agree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from hvc.analysis.intervals import Interval, Z, divide

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """2 × 2 tables, one row per question and one column per stratum; an empty stratum is all zeros.

    `a`, `b`: those with the level who are high-value and who are not; `c`, `d`: those without it.
    """

    a: Floats
    b: Floats
    c: Floats
    d: Floats

    @property
    def n(self) -> Floats:
        """Customers of each table."""
        return self.a + self.b + self.c + self.d

    def at(self, row: int) -> Tables:
        """One question alone, as a single row."""
        place = slice(row, row + 1)
        return Tables(self.a[place], self.b[place], self.c[place], self.d[place])


def crude(tables: Tables) -> tuple[Floats, Interval]:
    """Odds ratio of all strata thrown together, with Woolf's interval (1955); NaN where a cell is empty."""
    a, b, c, d = (part.sum(axis=1) for part in (tables.a, tables.b, tables.c, tables.d))
    ratio = divide(np.where(a * d > 0, a * d, np.nan), b * c)
    spread = np.sqrt(divide(1, a) + divide(1, b) + divide(1, c) + divide(1, d))
    return ratio, _around(ratio, spread)


def adjusted(tables: Tables) -> tuple[Floats, Interval]:
    """Mantel-Haenszel odds ratio (1959) with the interval of Robins, Breslow and Greenland (1986); NaN where undefined."""
    n = tables.n
    same, cross = divide(tables.a * tables.d, n), divide(tables.b * tables.c, n)
    agree = divide(tables.a + tables.d, n)
    r, s, p = (np.nan_to_num(part) for part in (same, cross, agree))
    top, base = r.sum(axis=1), s.sum(axis=1)
    known = (top > 0) & (base > 0)
    ratio = np.where(known, divide(top, base), np.nan)
    variance = (
        divide((p * r).sum(axis=1), top**2)
        + divide((p * s + (1 - p) * r).sum(axis=1), top * base)
        + divide(((1 - p) * s).sum(axis=1), base**2)
    ) / 2
    return ratio, _around(ratio, np.sqrt(variance))


def _around(ratio: Floats, spread: Floats) -> Interval:
    middle = np.log(ratio)
    return np.exp(middle - Z * spread), np.exp(middle + Z * spread)


def breslow_day(tables: Tables, ratio: Floats) -> Floats:
    """Breslow-Day p (1980, without Tarone's correction) that all strata share `ratio`; NaN under two strata that can tell.

    A stratum tells nothing where everybody has the level or nobody, or all are high-value or none.
    """
    first, second = tables.a + tables.b, tables.c + tables.d
    ours = tables.a + tables.c
    told = (np.minimum(first, second) > 0) & (ours > 0) & (ours < tables.n)
    r = ratio[:, None]
    expected = _expected(first, second, ours, r)
    inverse = (divide(1, part) for part in (expected, first - expected, ours - expected, second - ours + expected))
    square = (tables.a - expected) ** 2 * sum(inverse)
    freedom = told.sum(axis=1) - 1
    total = np.where(told, square, 0.0).sum(axis=1)
    fit = (freedom > 0) & ~np.isnan(ratio)
    return np.where(fit, scipy.stats.chi2.sf(total, np.maximum(freedom, 1)), np.nan)


def _expected(first: Floats, second: Floats, ours: Floats, ratio: Floats) -> Floats:
    """The first cell that makes the odds ratio with these margins: the root of a quadratic, written so that none cancels."""
    square = 1 - ratio
    linear = second - ours + ratio * (first + ours)
    root = np.sqrt(linear**2 + 4 * square * ratio * first * ours)
    falling = divide(root - linear, 2 * square)
    return np.where(linear >= 0, divide(2 * ratio * first * ours, linear + root), falling)


def odds_ratios(tables: Tables) -> Floats:
    """The odds ratio of each stratum: infinite where only the rest has empty cells, NaN where undefined."""
    above, below = tables.a * tables.d, tables.b * tables.c
    return np.where((below == 0) & (above > 0), np.inf, divide(above, below))


def cramers_v(cells: Floats) -> float:
    """Cramér's V (1946) of two dimensions, empty rows and columns left out; 0 where one of them has a single level."""
    cells = cells[np.ix_(cells.sum(axis=1) > 0, cells.sum(axis=0) > 0)]
    freedom = min(cells.shape) - 1
    if freedom < 1:
        return 0.0
    expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / cells.sum()
    return float(np.sqrt(((cells - expected) ** 2 / expected).sum() / cells.sum() / freedom))
