"""The sizes of two groups → the smallest difference that comparing them finds in four cases of five, at 5 %, two-sided."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from statistics import NormalDist

LEVEL, POWER = 0.05, 0.8
Z_LEVEL, Z_POWER = NormalDist().inv_cdf(1 - LEVEL / 2), NormalDist().inv_cdf(POWER)
HALVINGS = 50  # of the interval that holds the difference


def between_shares(share: float, contacted: int, held: int) -> float | None:
    """Of a share that is `share` among those left alone; None where even everybody would not be found.

    The normal approximation of the test of two proportions: pooled variance if there is no difference, each side's own if
    there is (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, 2003, section 4.2). On the nearer side of
    one half, so that it holds for a rise from `share` as for a fall.
    """

    def missing(difference: float) -> float:
        other = share + difference
        pooled = (contacted * other + held * share) / (contacted + held)
        null = sqrt(pooled * (1 - pooled) * (1 / contacted + 1 / held))
        own = sqrt(other * (1 - other) / contacted + share * (1 - share) / held)
        return difference - Z_LEVEL * null - Z_POWER * own

    return _smallest(missing, 1 - share)


def from_share(share: float, customers: int) -> float | None:
    """Of a share beside the fixed value `share`, all customers counted; None where even everybody would not be found."""

    def missing(difference: float) -> float:
        other = share + difference
        return difference - (Z_LEVEL * sqrt(share * (1 - share)) + Z_POWER * sqrt(other * (1 - other))) / sqrt(
            customers
        )

    return _smallest(missing, 1 - share)


def between_means(spread: float, contacted: int, held: int) -> float:
    """Of a mean whose values have the standard deviation `spread` on both sides (Cohen, Statistical Power Analysis, 1988, ch. 2)."""
    return (Z_LEVEL + Z_POWER) * spread * sqrt(1 / contacted + 1 / held)


def from_mean(spread: float, customers: int) -> float:
    """Of a mean beside a fixed value, all customers counted."""
    return (Z_LEVEL + Z_POWER) * spread / sqrt(customers)


def _smallest(missing: Callable[[float], float], most: float) -> float | None:
    """Where `missing` turns from negative to positive between 0 and `most`."""
    if most <= 0 or missing(most) < 0:
        return None
    low, high = 0.0, most
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if missing(middle) < 0 else (low, middle)
    return high
