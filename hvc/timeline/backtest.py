"""Purchase days → the model fitted on the first two thirds of the window, asked about the last third."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.timeline import bgnbd, gamma_gamma
from hvc.timeline.bgnbd import BgNbd, Histories
from hvc.timeline.gamma_gamma import GammaGamma
from hvc.timeline.model import Backtest
from hvc.timeline.purchases import date_of
from hvc.timeline.visits import Visits, starts

Small = npt.NDArray[np.int32]
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
WEEK = 7
CALIBRATION = 2 / 3  # of the window
TENTH = 0.1  # of customers whom each way would name
REPEATERS_FROM = 30  # customers with a repeat that spends can be fitted on


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Purchase days per customer, one entry each.

    `repeats` after the first day; `last`, `age` in days since the first; `mean` 元 of the repeat days (0 without), `spent` 元
    altogether; `first` the day number of the first purchase; `row` the customer's, ascending.
    """

    repeats: Floats
    last: Floats
    age: Floats
    mean: Floats
    spent: Floats
    first: Integers
    row: Small

    @property
    def histories(self) -> Histories:
        """The histories in weeks."""
        return Histories.of(self.repeats, self.last / WEEK, self.age / WEEK)


def collapsed(visits: Visits, until: int) -> Days:
    """Customers' purchase days up to the day number `until`; whoever came later is left out."""
    keep = visits.day <= until
    whose, when, spent = visits.row[keep], visits.day[keep].astype(np.int64), visits.spent[keep]
    begins = starts(whose)
    count = np.diff(np.append(begins, whose.size))
    money = np.add.reduceat(spent, begins) if begins.size else np.empty(0)
    first, last = when[begins], when[begins + count - 1]
    repeats = (count - 1).astype(float)
    mean = np.where(repeats > 0, (money - spent[begins]) / np.maximum(repeats, 1), 0.0)
    return Days(repeats, (last - first).astype(float), (until - first).astype(float), mean, money, first, whose[begins])


def models(days: Days) -> tuple[BgNbd, GammaGamma | None]:
    """Both models of these customers; no spend model with fewer than `REPEATERS_FROM` repeat buyers."""
    paying = (days.repeats > 0) & (days.mean > 0)
    bought = bgnbd.fit(days.histories)
    if int(paying.sum()) < REPEATERS_FROM:
        return bought, None
    return bought, gamma_gamma.fit(days.repeats[paying], days.mean[paying])


def purchases_ahead(model: BgNbd, days: Days, ahead: float) -> Floats:
    """Purchase days to expect of each customer within `ahead` days."""
    return model.expected(ahead / WEEK, days.repeats, days.last / WEEK, days.age / WEEK)


def spend_each(model: GammaGamma | None, days: Days) -> Floats:
    """元 to expect per purchase day of each customer; the mean so far where there is no model."""
    if model is None:
        return np.full(days.repeats.size, float(days.spent.sum() / (days.repeats + 1).sum()))
    paying = (days.repeats > 0) & (days.mean > 0)
    return model.expected(np.where(paying, days.repeats, 0.0), days.mean)


def backtest(visits: Visits) -> Backtest | None:
    """Fit, predict, compare; None where the first part does not fit."""
    begin, end = int(visits.day.min()), int(visits.day.max())
    until = begin + round((end - begin) * CALIBRATION)
    days = collapsed(visits, until)
    model, money = models(days)
    if not model.converged:
        return None
    ahead = end - until
    predicted = purchases_ahead(model, days, ahead)
    worth = predicted * spend_each(money, days)
    naive = (days.repeats + 1) / np.maximum(days.age, 30) * ahead
    actual, paid = _held_out(visits, days.row, until)
    return Backtest(
        until=date_of(until),
        purchases=float(actual.sum()),
        predicted=float(predicted.sum()),
        naive=float(naive.sum()),
        spend=float(paid.sum()),
        predicted_spend=float(worth.sum()),
        found_model=_found(worth, paid),
        found_naive=_found(days.spent, paid),
        weekly=_weekly(model, visits, days, end),
    )


def _held_out(visits: Visits, row: Small, until: int) -> tuple[Floats, Floats]:
    """Purchase days and 元 after `until` of the customers in `row` (ascending)."""
    late = visits.day > until
    whose, money = visits.row[late], visits.spent[late]
    place = np.minimum(np.searchsorted(row, whose), row.size - 1)
    ours = row[place] == whose
    count = np.bincount(place[ours], minlength=row.size).astype(np.float64)
    return count, np.bincount(place[ours], weights=money[ours], minlength=row.size).astype(np.float64)


def _found(named_by: Floats, paid: Floats) -> float | None:
    """Share of what was paid that the tenth of customers with the highest `named_by` paid."""
    total = float(paid.sum())
    if total <= 0:
        return None
    top = np.argsort(-named_by, kind="stable")[: max(1, round(named_by.size * TENTH))]
    return float(paid[top].sum()) / total


def _weekly(model: BgNbd, visits: Visits, days: Days, end: int) -> pl.DataFrame:
    """Repeat purchase days of these customers, cumulated by week: as they were and as the model has it."""
    whose, when = visits.row, visits.day
    begin = int(days.first.min())
    weeks = np.arange(1, (end - begin) // WEEK + 1)
    place = np.minimum(np.searchsorted(days.row, whose), days.row.size - 1)
    again = (days.row[place] == whose) & (when > days.first[place])
    actual = np.cumsum(np.bincount((when[again] - begin) // WEEK, minlength=weeks.size))[: weeks.size]
    starts, sizes = np.unique((days.first - begin) // WEEK, return_counts=True)
    lived = weeks[:, None] - starts[None, :] - 0.5
    predicted = (model.unconditional(np.maximum(lived, 0.0)) * sizes).sum(axis=1)
    return pl.DataFrame({"week": weeks, "actual": actual.astype(float), "predicted": predicted})
