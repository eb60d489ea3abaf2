"""A dataset → when, how often and for how much each customer bought, from orders or from summary columns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.joining import Dataset
from hvc.schema import AMOUNT, CUSTOMER, FIRST_ORDER, LAST_ORDER, ORDER_AMOUNT, ORDER_DATE, ORDER_ID, ORDERS, RECENCY
from hvc.timeline.model import Missing, Origin

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
DAYS = 1 << 20  # room for a day number beside a customer's row in one integer
UNLOCK = "上传含下单日期的订单表，或在客户表里提供最近消费日期、订单数与累计金额。"


@dataclass(frozen=True, slots=True, eq=False)
class Purchases:
    """Purchases per customer, in the order of `Dataset.customers`.

    `first`, `last`: days since 1970-01-01 (-1 where the customer has no known purchase; `first` is -1 where unknown);
    `orders`: distinct orders, else distinct days; `days`: distinct purchase days, 0 without a date; `money`: net amount, 元.
    `visits`: one sorted number per customer and purchase day, row · `DAYS` + day; empty where only a summary is known.
    `known`: who has a last purchase.
    """

    origin: Origin
    first: Integers
    last: Integers
    orders: Floats
    days: Integers
    money: Floats
    visits: Integers

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Customers of whom a last purchase is known."""
        return self.last >= 0

    @property
    def newest(self) -> int:
        """The day number of the latest purchase in the data."""
        return int(self.last.max())


def purchases(dataset: Dataset) -> Purchases | Missing:
    """What is known of purchases; `Missing` where no purchase has a date."""
    orders = dataset.orders
    if orders is not None and ORDER_DATE.key in orders.columns and orders.get_column(ORDER_DATE.key).count():
        return _from_orders(dataset.customers, orders)
    keys = dataset.customers.columns
    if LAST_ORDER.key not in keys or not dataset.customers.get_column(LAST_ORDER.key).count():
        reason = "有距上次消费天数，但没有消费日期。" if RECENCY.key in keys else "数据里没有一个消费日期。"
        return Missing("rfm", reason, UNLOCK)
    return _from_summary(dataset.customers)


def day(date: dt.date) -> int:
    """The day number of a date."""
    return (date - dt.date(1970, 1, 1)).days


def date_of(number: int) -> dt.date:
    """The date of a day number."""
    return dt.date(1970, 1, 1) + dt.timedelta(days=number)


def _from_orders(customers: pl.DataFrame, orders: pl.DataFrame) -> Purchases:
    """Count by integers: one row number per customer, one day number per line.

    A purchase is a line with a positive amount; refunds lower the money alone. Lines without a date count towards orders
    and money, not towards days; lines of customers who are not in the universe count towards nothing.
    """
    n = customers.height
    row, at = rows(customers, orders), day_numbers(orders.get_column(ORDER_DATE.key))
    amount = orders.get_column(ORDER_AMOUNT.key).fill_null(0.0).to_numpy()
    ours = row >= 0
    bought = ours & (amount > 0)
    dated = bought & (at >= 0)
    visits = distinct(row[dated] * DAYS + at[dated])
    whose, when = np.divmod(visits, DAYS)
    starts = np.flatnonzero(np.diff(whose, prepend=-1))
    first, last = np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    first[whose[starts]] = when[starts]
    last[whose[starts]] = when[np.append(starts[1:], whose.size) - 1] if starts.size else 0
    days = np.bincount(whose, minlength=n).astype(np.int64)
    money: Floats = np.bincount(row[ours], weights=amount[ours], minlength=n).astype(np.float64).round(2)
    return Purchases(Origin.ORDERS, first, last, _orders(orders, np.where(bought, row, -1), days), days, money, visits)


def rows(customers: pl.DataFrame, orders: pl.DataFrame) -> Integers:
    """The customer's row of each order line; -1 for a customer who is not in the universe."""
    places = customers.select(CUSTOMER.key).with_row_index("row")
    found = orders.select(CUSTOMER.key).join(places, on=CUSTOMER.key, how="left", maintain_order="left")
    return found.get_column("row").cast(pl.Int64).fill_null(-1).to_numpy()


def distinct(values: Integers) -> Integers:
    """The distinct values, ascending: by sorting, which is several times faster than a table of hashes."""
    ascending = np.sort(values)
    return ascending[np.concatenate([[True], ascending[1:] != ascending[:-1]])] if ascending.size else ascending


def day_numbers(dates: pl.Series) -> Integers:
    """Days since 1970-01-01; -1 for none."""
    return dates.cast(pl.Date).to_physical().cast(pl.Int64).fill_null(-1).to_numpy()


def _orders(orders: pl.DataFrame, row: Integers, days: Integers) -> Floats:
    """Distinct orders of each customer; without order numbers, distinct days."""
    if ORDER_ID.key not in orders.columns:
        return days.astype(float)
    told = (row >= 0) & orders.get_column(ORDER_ID.key).is_not_null().to_numpy()
    shift = 63 - days.size.bit_length()  # the customer's row above, as much of the order's hash as fits below
    hashes = orders.get_column(ORDER_ID.key).hash().to_numpy() >> np.uint64(64 - shift)
    lines = distinct((row[told] << shift) | hashes[told].astype(np.int64))
    return np.bincount(lines >> shift, minlength=days.size).astype(np.float64)


def _from_summary(customers: pl.DataFrame) -> Purchases:
    n = customers.height
    last = day_numbers(customers.get_column(LAST_ORDER.key))
    blank = np.full(n, -1, dtype=np.int64)
    first = day_numbers(customers.get_column(FIRST_ORDER.key)) if FIRST_ORDER.key in customers.columns else blank
    orders = customers.get_column(ORDERS.key).to_numpy() if ORDERS.key in customers.columns else np.full(n, np.nan)
    money = customers.get_column(AMOUNT.key).to_numpy()
    return Purchases(
        Origin.SUMMARY,
        first,
        last,
        orders.astype(float),
        np.zeros(n, dtype=np.int64),
        money,
        np.empty(0, dtype=np.int64),
    )
