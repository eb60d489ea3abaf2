"""The purchases of everybody → those of one customer: scores, days, the usual pause between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from hvc.timeline.lifecycle import ORDERS_FROM
from hvc.timeline.model import Rfm, Timeline
from hvc.timeline.purchases import day
from hvc.timeline.rfm import score
from hvc.timeline.visits import Purchases


@dataclass(frozen=True, slots=True)
class Scores:
    """R, F and M of one customer, each with the highest there is (5 unless the cuts were edited), and the values behind them.

    `values`: days since the last purchase, purchases, 元.
    """

    scores: tuple[int, int, int]
    highest: tuple[int, int, int]
    values: tuple[float, float, float]


def scores(told: Timeline, place: int) -> Scores | None:
    """The scores of the customer in this place of the dataset; None of one without a known purchase."""
    found, rfm = told.found, told.rfm
    if found is None or rfm is None or told.reference is None or not _known(found, place):
        return None
    since = float(day(told.reference) - found.last[place])
    values = since, float(found.orders[place]), float(found.money[place])
    r, f, m = (int(score(np.array([v]), c.edges)[0]) for v, c in zip(values, rfm.cuts, strict=True))
    top = _tops(rfm)
    return Scores((top[0] + 1 - r, f, m), top, values)


def _known(found: Purchases, place: int) -> bool:
    return bool(found.known[place]) and not np.isnan(found.orders[place])


def _tops(rfm: Rfm) -> tuple[int, int, int]:
    r, f, m = (len(cut.edges) + 1 for cut in rfm.cuts)
    return r, f, m


def pause(told: Timeline, place: int) -> float | None:
    """The customer's usual days between two purchases (the median), from three purchase days on."""
    days = purchase_days(told, place).get_column("day")
    if days.len() < ORDERS_FROM:
        return None
    return float(np.median(np.diff(days.to_physical().to_numpy())))


def purchase_days(told: Timeline, place: int) -> pl.DataFrame:
    """One row per day with a purchase, the first one first: day (date) · spent (元, less what was refunded of that day)."""
    found = told.found
    if found is None:
        return pl.DataFrame(schema={"day": pl.Date, "spent": pl.Float64})
    first, last = np.searchsorted(found.visits.row, [place, place + 1])
    part = slice(int(first), int(last))
    return pl.DataFrame(
        {"day": pl.Series(found.visits.day[part], dtype=pl.Int32).cast(pl.Date), "spent": found.visits.spent[part]}
    )
