"""Who bought on which day for how much, as integers by customer: what every part of the timeline counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

Small = npt.NDArray[np.int32]
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Origin(Enum):
    """Where purchases are known from."""

    ORDERS = "订单明细"
    SUMMARY = "客户表的汇总列"


@dataclass(frozen=True, slots=True, eq=False)
class Visits:
    """Money by customer and day: `row` (of the customer), `day` (days since 1970-01-01), `spent` (元); ascending by both."""

    row: Small
    day: Small
    spent: Floats


def starts(row: Small) -> Integers:
    """Where each row of an ascending array begins."""
    fresh = np.ones(row.size, dtype=np.bool_)
    fresh[1:] = row[1:] != row[:-1]
    return np.flatnonzero(fresh)


NONE = Visits(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0))


@dataclass(frozen=True, slots=True, eq=False)
class Purchases:
    """Purchases per customer, in the order of `Dataset.customers`.

    `first`, `last`: days since 1970-01-01 (-1 where the customer has no known purchase; `first` is -1 where unknown);
    `orders`: distinct orders, else distinct days; `days`: distinct purchase days, 0 without a date; `money`: net amount, 元.
    `visits`: one entry per customer and purchase day, net of the refunds of that day; `apart`: refunds of other days; both
    empty where only a summary is known. `known`: who has a last purchase.
    """

    origin: Origin
    first: Integers
    last: Integers
    orders: Floats
    days: Integers
    money: Floats
    visits: Visits = NONE
    apart: Visits = NONE

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Customers of whom a last purchase is known."""
        return self.last >= 0

    @property
    def newest(self) -> int:
        """The day number of the latest purchase in the data."""
        return int(self.last.max())
