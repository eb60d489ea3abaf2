"""Purchases → stages of the customer's life, measured by the customers' own gaps (METHODS §8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.timeline.model import Choices, Lifecycle
from hvc.timeline.pauses import Pauses, pauses
from hvc.timeline.visits import Purchases

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
STAGES = ("新客", "成长", "成熟", "沉默", "流失")
SILENT, LOST = (30, 365), (60, 730)  # days: bounds of the measured limits
USUAL_SILENT, USUAL_LOST = 90, 180  # days, where no gaps are known
GAPS_FROM = 30  # gaps between purchases that make a measure
NEW = 30  # days since the first purchase, at most, of a new customer
GROWING = 3  # orders, at most, of a growing one
ORDERS_FROM = 3  # orders that make a gap of one's own
URGENT = 2.0  # times the customer's own gap: 高危


@dataclass(frozen=True, slots=True, eq=False)
class Staged:
    """Per customer of the dataset: place of the stage in `STAGES` (-1 unknown), and since_last over the own median gap (NaN)."""

    stage: Integers
    overdue: Floats


def staged(found: Purchases, reference: int, choices: Choices, joined: Integers) -> tuple[Lifecycle, Staged]:
    """The stage of every customer with a known purchase.

    `joined`: the day of registration per customer (-1 unknown), which serves as the first purchase where none is known.
    """
    gaps = pauses(found)
    limits = _limits(gaps, choices)
    known = found.known
    since = np.where(known, reference - found.last, 0)
    first = np.where(found.first >= 0, found.first, joined)
    tenure = np.where(first >= 0, reference - first, -1)
    stage = _stage(since, found.orders, tenure, limits, _new_within(gaps))
    stage[~known] = -1
    lifecycle = Lifecycle(
        origin=found.origin,
        silent=limits[0],
        lost=limits[1],
        measured=choices.silent is None and choices.lost is None and gaps.total >= GAPS_FROM,
        gap=gaps.quantile(0.5) if gaps.total else None,
        stages=_table(stage, found.money),
    )
    return lifecycle, Staged(stage, _overdue(found, since, gaps.own))


def _limits(gaps: Pauses, choices: Choices) -> tuple[int, int]:
    """Days after which a customer is silent, and lost: asked for, else P80 and P90 of the gaps within bounds."""
    silent, lost = USUAL_SILENT, USUAL_LOST
    if gaps.total >= GAPS_FROM:
        p80, p90 = gaps.quantile(0.8), gaps.quantile(0.9)
        silent, lost = round(float(np.clip(p80, *SILENT))), round(float(np.clip(p90, *LOST)))
    silent = choices.silent if choices.silent is not None else silent
    lost = choices.lost if choices.lost is not None else lost
    return silent, max(lost, silent)


def _new_within(gaps: Pauses) -> float:
    """Days since the first purchase of a new customer: 30, or the median gap where that is longer."""
    return max(NEW, gaps.quantile(0.5)) if gaps.total >= GAPS_FROM else NEW


def _stage(since: Integers, orders: Floats, tenure: Integers, limits: tuple[int, int], new: float) -> Integers:
    """The first stage that fits: lost, silent, new, growing, mature."""
    aged = tenure[tenure >= 0]
    young = float(np.median(aged)) if aged.size else 0.0
    fits = (
        since > limits[1],
        since > limits[0],
        (orders <= 1) & (tenure >= 0) & (tenure <= new),
        (orders <= GROWING) | ((tenure >= 0) & (tenure < young)),
    )
    found: Integers = np.select(fits, (4, 3, 0, 1), 2).astype(np.int64)
    return found


def _overdue(found: Purchases, since: Integers, own: Floats) -> Floats:
    """Since the last purchase over the customer's own median gap; NaN below `ORDERS_FROM` purchase days."""
    return np.where(found.days >= ORDERS_FROM, since / np.maximum(own, 1.0), np.nan)


def _table(stage: Integers, money: Floats) -> pl.DataFrame:
    """One row per stage: columns of `Lifecycle.stages`."""
    known = stage >= 0
    customers = np.bincount(stage[known], minlength=len(STAGES))
    amount = np.bincount(stage[known], weights=money[known], minlength=len(STAGES)).round(2)
    total = float(amount.sum())
    return pl.DataFrame(
        {
            "name": STAGES,
            "customers": customers.astype(np.int64),
            "customers_share": customers / max(int(known.sum()), 1),
            "amount": amount,
            "amount_share": pl.Series(amount / total if total > 0 else [None] * len(STAGES), dtype=pl.Float64),
        }
    )
