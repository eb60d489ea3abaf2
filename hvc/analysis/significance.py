"""Counts in two groups → p-values, q-values and sizes of effect, all rows at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from hvc.analysis.intervals import divide

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
EXPECTED_FROM = 5  # below it the chi-square approximation is not to be trusted (Cochran 1954)
CELLS = 4_000_000  # terms of hypergeometric sums held at a time
TIE = 1 + 1e-7  # two probabilities so near are one, as in R's fisher.test


def p_values(a: Integers, n1: Integers, b: Integers, n0: Integers) -> Floats:
    """Two-sided p of a/n1 against b/n0: chi-square without Yates, Fisher's exact test where an expected count is < 5.

    NaN where nothing can differ: an empty group, or a level that nobody or everybody has.
    """
    n, having = n1 + n0, a + b
    lacking = n - having
    possible = (n1 > 0) & (n0 > 0) & (having > 0) & (lacking > 0)
    expected = divide(np.minimum(n1, n0).astype(float) * np.minimum(having, lacking), n)
    base = n1.astype(float) * n0 * having * lacking
    cross = a.astype(float) * (n0 - b) - b.astype(float) * (n1 - a)
    square = divide(n * cross**2, np.where(possible, base, 0.0))
    p = np.asarray(scipy.special.erfc(np.sqrt(square / 2)))  # chi-square of one degree: the square of a normal
    rare = possible & (expected < EXPECTED_FROM)
    p[rare] = _fisher(a[rare], having[rare], n1[rare], n[rare])
    return p


def _fisher(a: Integers, having: Integers, n1: Integers, n: Integers) -> Floats:
    """Each distinct table is worked out once: thousands of rare levels share a few."""
    every = pl.DataFrame({"a": a, "having": having, "n1": n1, "n": n})
    distinct = every.unique()
    tables = distinct.to_numpy().T
    terms = np.minimum(tables[1], tables[2]) - np.maximum(0, tables[1] + tables[2] - tables[3]) + 1
    batches = np.cumsum(terms) // CELLS
    parts = [_fisher_batch(tables[:, batches == batch]) for batch in np.unique(batches)]
    solved = distinct.with_columns(p=np.concatenate([*parts, np.empty(0)]))
    return every.join(solved, on=every.columns, how="left", maintain_order="left").get_column("p").to_numpy()


def _fisher_batch(tables: Integers) -> Floats:
    """Sum of the probabilities of all tables at most as likely as the one seen, margins fixed."""
    a, having, n1, n = tables
    lowest = np.maximum(0, having + n1 - n)
    terms = np.minimum(having, n1) - lowest + 1
    starts = np.cumsum(terms) - terms
    row = np.repeat(np.arange(a.size), terms)
    k = np.arange(row.size) - starts[row] + lowest[row]
    logs = _log_choose(having[row], k) + _log_choose((n - having)[row], n1[row] - k)
    likely = np.exp(logs - np.maximum.reduceat(logs, starts)[row])
    seen = likely[starts + a - lowest]
    tail = np.add.reduceat(np.where(likely <= seen[row] * TIE, likely, 0.0), starts)
    return np.asarray(tail / np.add.reduceat(likely, starts))


def _log_choose(n: Integers, k: Integers) -> Floats:
    return np.asarray(
        scipy.special.gammaln(n + 1.0) - scipy.special.gammaln(k + 1.0) - scipy.special.gammaln(n - k + 1.0)
    )


def q_values(p: Floats) -> Floats:
    """Benjamini-Hochberg (1995) over the p-values that exist; NaN stays NaN and is no member of the family."""
    q = np.full(p.shape, np.nan)
    known = ~np.isnan(p)
    if known.any():
        q[known] = scipy.stats.false_discovery_control(p[known], method="bh")
    return q


def cramers_v(a: Integers, b: Integers) -> float | None:
    """Bias-corrected Cramér's V (Bergsma 2013) of levels × two groups; None where there is nothing to compare."""
    n, levels = int(a.sum() + b.sum()), a.size
    if a.sum() == 0 or b.sum() == 0 or levels < 2:  # noqa: PLR2004  one level cannot differ
        return None
    phi = max(0.0, _chi_square(a, b) / n - (levels - 1) / (n - 1))
    corrected = (levels - (levels - 1) ** 2 / (n - 1), 2 - 1 / (n - 1))
    base = min(corrected) - 1
    return float(np.sqrt(phi / base)) if base > 0 else None


def _chi_square(a: Integers, b: Integers) -> float:
    """Pearson's chi-square of levels × two groups, no level empty."""
    n, n1 = float(a.sum() + b.sum()), float(a.sum())
    expected = (a + b) * n1 / n
    return float((((a - expected) ** 2) * n / (expected * (n - n1))).sum())


def p_of_levels(a: Integers, b: Integers) -> float | None:
    """Chi-square p of all levels together, the rarest pooled until each expects 5 in both groups; None where unfit."""
    if min(a.sum(), b.sum()) == 0:
        return None
    order = np.argsort(a + b, kind="stable")
    a, b = a[order], b[order]
    needed = EXPECTED_FROM * (a.sum() + b.sum()) / min(a.sum(), b.sum())
    small = int((a + b < needed).sum())
    pooled = int(np.searchsorted(np.cumsum(a + b), needed)) + 1 if small else 0
    start = max(small, pooled)
    if start:
        a = np.concatenate([[a[:start].sum()], a[start:]])
        b = np.concatenate([[b[:start].sum()], b[start:]])
    return float(scipy.stats.chi2.sf(_chi_square(a, b), a.size - 1)) if a.size > 1 else None


def p_of_trend(a: Integers, b: Integers) -> float | None:
    """Two-sided Cochran-Armitage test (Armitage 1955) with the rank of each level as its score."""
    n1, n0 = float(a.sum()), float(b.sum())
    total, score = (a + b).astype(float), np.arange(a.size, dtype=float)
    n = n1 + n0
    spread = (score**2 * total).sum() - (score * total).sum() ** 2 / n if n else 0.0
    if min(n1, n0) == 0 or spread <= 0:
        return None
    distance = (score * a).sum() - n1 / n * (score * total).sum()
    return float(scipy.stats.chi2.sf(distance**2 * n * n / (n1 * n0 * spread), 1))


def auc_of_levels(a: Integers, b: Integers) -> float | None:
    """Probability that a high-value customer stands on a higher level than another one, ties half."""
    pairs = float(a.sum()) * float(b.sum())
    below = np.cumsum(b) - b
    return float((a * (below + b / 2.0)).sum() / pairs) if pairs else None


def rank_test(values: Floats, chosen: npt.NDArray[np.bool_]) -> tuple[float, float | None] | None:
    """Mann-Whitney with ties (Mann and Whitney 1947): (AUC, two-sided p); NaN values stay out; None for an empty group.

    p by the normal approximation without continuity correction; None where all values are equal.
    """
    known = ~np.isnan(values)
    every, ours = np.sort(values[known]), np.sort(values[known & chosen])
    n, n1 = float(every.size), float(ours.size)
    if not n1 or n1 == n:
        return None
    first = np.flatnonzero(np.diff(every, prepend=np.nan) != 0)
    ties = np.diff(first, append=every.size).astype(float)
    rank = first + (ties + 1) / 2
    wins = float(rank[np.searchsorted(every[first], ours)].sum()) - n1 * (n1 + 1) / 2
    pairs = n1 * (n - n1)
    variance = pairs / 12 * (n + 1 - (ties**3 - ties).sum() / (n * (n - 1)))
    p = float(2 * scipy.stats.norm.sf(abs(wins - pairs / 2) / np.sqrt(variance))) if variance > 0 else None
    return wins / pairs, p
