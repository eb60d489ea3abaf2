"""Amounts → how unevenly they are spread over the customers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.model import Concentration

Floats = npt.NDArray[np.float64]
POINTS = 200  # of the Lorenz curve
TOPS = (0.01, 0.05, 0.1, 0.2, 0.5)
MOST = 0.8  # of the amount
FEN = 0.005  # 元; sums of money are equal when they are nearer


def gini(ascending: Floats) -> float | None:
    """Gini coefficient 2 Σ i·x(i) / (n Σ x) − (n + 1) / n of amounts sorted upwards, none negative (Sen 1973).

    None where there is nothing to divide.
    """
    n, total = ascending.size, float(ascending.sum())
    if not n or total <= 0:
        return None
    ranked = float((np.arange(1, n + 1) * ascending).sum())
    return min(1.0, max(0.0, 2 * ranked / (n * total) - (n + 1) / n))


def concentration(ascending: Floats) -> Concentration:
    """Everything about the spread of amounts sorted upwards; negative ones are set aside and counted."""
    negative = int(np.searchsorted(ascending, 0.0))
    kept = ascending[negative:]
    total = float(kept.sum())
    cumulated = np.concatenate([[0.0], np.cumsum(kept)])
    return Concentration(
        gini=gini(kept),
        lorenz=_lorenz(cumulated, total),
        top=_top(cumulated, total),
        customers_for_80=_customers_for(MOST, cumulated, total),
        negative=negative,
    )


def _lorenz(cumulated: Floats, total: float) -> pl.DataFrame:
    n = cumulated.size - 1
    if total <= 0:
        return pl.DataFrame(schema={"customers": pl.Float64, "amount": pl.Float64})
    at = np.unique(np.linspace(0, n, min(POINTS, n + 1)).round().astype(np.int64))
    return pl.DataFrame({"customers": at / n, "amount": cumulated[at] / cumulated[-1]})


def _top(cumulated: Floats, total: float) -> pl.DataFrame:
    n = cumulated.size - 1
    count = np.array([-(-round(top * 1_000_000) * n // 1_000_000) for top in TOPS], dtype=np.int64)
    amount = cumulated[-1] - cumulated[n - count]
    share = [float(a) / total for a in amount] if total > 0 else [None] * len(TOPS)
    return pl.DataFrame(
        {"top": TOPS, "customers": count, "amount_share": share},
        schema={"top": pl.Float64, "customers": pl.Int64, "amount_share": pl.Float64},
    )


def _customers_for(share: float, cumulated: Floats, total: float) -> int | None:
    """The fewest customers, largest first, who reach `share` of the amount."""
    if total <= 0:
        return None
    left_out = int(np.searchsorted(cumulated, (1 - share) * total + FEN, "right")) - 1
    return cumulated.size - 1 - left_out
