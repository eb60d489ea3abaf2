"""Purchase days and who is high-value → what customers spend in the first, the middle and the later part of their time with us."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.timeline.lines import pieces
from hvc.timeline.visits import Floats, Integers, Purchases

INITIAL, MIDDLE = 90, 365  # days since the first purchase at which a phase ends
NAMES = ("初期", "中期", "长期")
MONTH = 30  # days that spending is written for, so that phases of other lengths can be compared
ENDS = np.array([INITIAL, MIDDLE])


def phases(found: Purchases | None, high: npt.NDArray[np.bool_]) -> pl.DataFrame | None:
    """One row per phase, in the order of `NAMES`; None where no purchase is known by its day.

    Columns: phase (str) · customers_high, customers_others (who came so far) · monthly_high, monthly_others (元 per customer
    and `MONTH` days of the phase so far, null without customers) · bought_high, bought_others (share of these customers who
    bought in the phase, 0–1, null without). `high`: who is high-value, in the order of the customers.
    """
    if found is None or not found.visits.row.size:
        return None
    spent, bought = _counted(found)
    days = _lived(found)
    columns: dict[str, object] = {"phase": NAMES}
    for name, who in (("high", high), ("others", ~high)):
        reached = (days > 0) & who
        columns |= {
            f"customers_{name}": reached.sum(axis=1),
            f"monthly_{name}": _over(MONTH * (spent * reached).sum(axis=1), (days * reached).sum(axis=1)),
            f"bought_{name}": _over((bought & reached).sum(axis=1), reached.sum(axis=1)),
        }
    order = ("phase", *(f"{what}_{name}" for what in ("customers", "monthly", "bought") for name in ("high", "others")))
    return pl.DataFrame(columns).fill_nan(None).select(order)


def _counted(found: Purchases) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """What each customer spent in each phase, and whether they bought in it: one row per phase."""
    size, visits = found.first.size, found.visits
    spent = np.zeros(len(NAMES) * size)
    bought = np.zeros(len(NAMES) * size, dtype=np.bool_)
    for piece in pieces(visits.row.size):
        phase = np.searchsorted(ENDS, visits.day[piece] - found.first[visits.row[piece]], "right")
        place = phase * size + visits.row[piece]
        spent += np.bincount(place, weights=visits.spent[piece], minlength=spent.size)
        bought[place] = True
    return spent.reshape(len(NAMES), size), bought.reshape(len(NAMES), size)


def _lived(found: Purchases) -> Integers:
    """Days that each customer has been in each phase, the day of the first purchase and the newest day included."""
    whole = np.where(found.first >= 0, found.newest - found.first + 1, 0)
    return np.stack(
        [np.minimum(whole, INITIAL), np.clip(whole - INITIAL, 0, MIDDLE - INITIAL), np.maximum(whole - MIDDLE, 0)]
    )


def _over(above: Floats | Integers, below: Floats | Integers) -> Floats:
    share: Floats = np.divide(above, below, out=np.full(len(NAMES), np.nan), where=below > 0)
    return share
