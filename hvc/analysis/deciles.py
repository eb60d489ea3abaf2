"""A numeric column → how many customers stand in each tenth of it; and how far a later column moved away from that (PSI)."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.float64]
TENTHS = 10
CUSTOMERS_FROM = 100  # with a value: the deciles of fewer would be single customers' numbers
SMALLEST = 1e-4  # the share that an empty bin counts as, so that PSI stays finite


@dataclass(frozen=True, slots=True)
class Deciles:
    """One numeric dimension of a period: inner `edges` (rising, at most nine), customers per bin up to each edge, it included.

    `counts` has one entry more than `edges`; `blank` counts customers without a value.
    """

    key: str
    label: str
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    blank: int


def deciles(key: str, label: str, values: pl.Series) -> Deciles | None:
    """The tenths of a column; None where too few have a value, or all have the same."""
    known = _known(values)
    if known.size < CUSTOMERS_FROM:
        return None
    edges = np.unique(np.quantile(known, np.arange(1, TENTHS) / TENTHS))
    edges = edges[edges < known.max()]
    if not edges.size:
        return None
    counts = np.bincount(np.searchsorted(edges, known, "left"), minlength=edges.size + 1)
    return Deciles(key, label, tuple(edges.tolist()), tuple(counts.tolist()), len(values) - known.size)


def moved(before: Deciles, values: pl.Series) -> float:
    """PSI of the column against the earlier tenths, 未填写 as a bin of its own where anybody is in it (0 is no change)."""
    known = _known(values)
    counts = np.bincount(np.searchsorted(np.array(before.edges), known, "left"), minlength=len(before.counts))
    old, new = [*before.counts, before.blank], [*counts.tolist(), len(values) - known.size]
    pairs = [(a / sum(old), b / sum(new)) for a, b in zip(old, new, strict=True) if a or b]
    floored = [(max(a, SMALLEST), max(b, SMALLEST)) for a, b in pairs]
    return float(sum((b - a) * log(b / a) for a, b in floored))


def _known(values: pl.Series) -> Floats:
    known: Floats = values.cast(pl.Float64).drop_nulls().drop_nans().to_numpy()
    return known[np.isfinite(known)]
