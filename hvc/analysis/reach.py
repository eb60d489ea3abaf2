"""Amounts, sorted once → how many customers and how much money a line at any place would mark, and where that bends."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.rules import Joint, Resolved

Floats = npt.NDArray[np.float64]
HALF_CENT = 0.005  # 元: an amount over a line is over it by 1 分 at least
STEPS = 20  # thresholds at even shares of the customers, and as many at even distances
DENSE, WIDE = (0.02, 0.97), (0.0, 0.95)  # quantiles between which each kind stands
ENOUGH = 12  # different thresholds; fewer are written with one digit more
DIGITS = (2, 3, 4, 6)  # significant digits of a threshold, the fewest that tell enough of them apart
BEND_FROM = 0.1  # of the diagonal: a curve nearer to it than this has no knee
FEWEST = 5  # points of a curve that can bend
CUSTOMERS_FROM = 30


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """The customers whose side depends on where the line runs, by amount (元, ascending), and those of whom it does not.

    `money[i]` is the amount of all but the i smallest. `settled` and `settled_money`: high-value whatever the line.
    """

    amounts: Floats
    money: Floats
    settled: int
    settled_money: float
    customers: int
    total: float

    def over(self, thresholds: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
        """Customers a line strictly over each threshold would mark, and their amount (元)."""
        below = np.searchsorted(self.amounts, thresholds + HALF_CENT, "left")
        return self.amounts.size - below + self.settled, (self.money[below] + self.settled_money).round(2)

    def on(self, threshold: float) -> int:
        """Customers exactly at a threshold."""
        ends = np.searchsorted(self.amounts, [threshold - HALF_CENT, threshold + HALF_CENT])
        return int(ends[1] - ends[0])


def reach(customers: pl.DataFrame, line: Resolved) -> Reach | None:
    """Sort the amounts of those whom the line decides on; None where the rule does not ask for the amount."""
    if line.amount is None:
        return None
    amount = customers.get_column(line.field.key)
    settled = np.empty(0)
    asked = amount
    if isinstance(line, Joint):
        met = customers.select(line.beside().alias("met")).to_series()
        met = met if len(met) == len(amount) else met.new_from_index(0, len(amount))
        asked = amount.filter(met if line.every else ~met)
        settled = np.empty(0) if line.every else amount.filter(met).to_numpy()
    ascending = np.sort(asked.to_numpy())
    money = np.append(np.cumsum(ascending[::-1])[::-1], 0.0)
    return Reach(ascending, money, settled.size, float(settled.sum()), len(amount), round(float(amount.sum()), 2))


def curve(seen: Reach, present: float) -> pl.DataFrame:
    """About 40 readable thresholds, the present one among them, and what a line over each would mark: `Thresholds.curve`.

    No rows where no threshold divides anybody.
    """
    at = _grid(seen.amounts)
    if at.size and at[0] <= present <= at[-1]:
        at = np.unique(np.append(at, round(present, 2)))
    customers, amount = seen.over(at)
    share = np.clip(amount / seen.total, 0, 1) if seen.total > 0 else np.full(at.size, np.nan)
    return pl.DataFrame(
        {
            "threshold": at,
            "customers": customers.astype(np.int64),
            "customers_share": customers / max(seen.customers, 1),
            "amount": amount,
            "amount_share": share,
        }
    ).with_columns(pl.col("amount_share").fill_nan(None))


def _grid(ascending: Floats) -> Floats:
    """Round thresholds where the customers are, and evenly along the amounts, ascending; nothing but the usual range."""
    positive = ascending[np.searchsorted(ascending, 0.0, "right") :]
    if positive.size < 2 or positive[0] == positive[-1] or not np.isfinite(positive[-1]):  # noqa: PLR2004
        return np.empty(0)
    dense = np.quantile(positive, np.linspace(*DENSE, STEPS), method="lower")
    low, high = (float(end) for end in np.quantile(positive, WIDE, method="lower"))
    wanted = np.concatenate([dense, np.linspace(low, high, STEPS)])
    for digits in DIGITS:
        at = np.unique(_rounded_down(wanted, digits))
        if at.size >= ENOUGH:
            break
    return np.asarray(at[at < positive[-1]])


def _rounded_down(values: Floats, digits: int) -> Floats:
    """Positive amounts cut to so many significant digits, never finer than 1 分."""
    step = np.maximum(10.0 ** (np.floor(np.log10(values)) - digits + 1), 0.01)
    return np.asarray((np.floor(values / step + 1e-9) * step).round(2))


def readable_below(value: float) -> float:
    """The nearest number of two significant digits that is not over a positive `value`."""
    step = max(10.0 ** (math.floor(math.log10(value)) - 1), 0.01)
    return round(math.floor(value / step + 1e-9) * step, 2)


def knee(points: pl.DataFrame, decided: int) -> float | None:
    """The threshold (元) where the curve of customers bends most; None where it runs nearly straight.

    `decided`: how many customers the line decides on; of fewer than 30 no shape is read.

    Kneedle (Satopää, Albrecht, Irwin, Raghavan 2011) without smoothing: both axes brought to 0–1, the point furthest below
    the diagonal that joins the ends.
    """
    if points.height < FEWEST or decided < CUSTOMERS_FROM:
        return None
    x, y = points.get_column("threshold").to_numpy(), points.get_column("customers_share").to_numpy()
    if y[0] <= y[-1]:
        return None
    below = 1 - (x - x[0]) / (x[-1] - x[0]) - (y - y[-1]) / (y[0] - y[-1])
    best = int(np.argmax(below))
    return float(x[best]) if below[best] >= BEND_FROM else None
