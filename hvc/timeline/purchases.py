"""A dataset → when, how often and for how much each customer bought, from orders or from summary columns."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from hvc.joining import Dataset
from hvc.schema import AMOUNT, FIRST_ORDER, LAST_ORDER, ORDER_DATE, ORDER_ID, ORDERS, RECENCY
from hvc.timeline.lines import Lines, day_numbers, lines, order_counts, purchased, refunds, settled, totals
from hvc.timeline.model import Missing
from hvc.timeline.visits import Origin, Purchases

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
UNLOCK = "上传含下单日期的订单表，或在客户表里提供最近消费日期、订单数与累计金额。"


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
    table, back, money, counted = _summed(customers, orders)
    visits, apart = settled(table, back)
    days = np.diff(table.indptr).astype(np.int64)
    ends = np.cumsum(days)
    some = days > 0
    first, last = np.full(n, -1, dtype=np.int64), np.full(n, -1, dtype=np.int64)
    first[some], last[some] = visits.day[(ends - days)[some]], visits.day[ends[some] - 1]
    orders_of = days.astype(float) if counted is None else counted
    return Purchases(Origin.ORDERS, first, last, orders_of, days, money, visits, apart)


def _summed(
    customers: pl.DataFrame, orders: pl.DataFrame
) -> tuple[scipy.sparse.csr_array, Lines, Floats, Floats | None]:
    """By customer: what was spent on which day, the refunds, the money, distinct orders; the lines are let go of here."""
    n = customers.height
    sold = lines(customers, orders)
    counted = order_counts(orders, sold, n) if ORDER_ID.key in orders.columns else None
    money = totals(sold.row, sold.amount, n).round(2)
    return purchased(sold, n), refunds(sold), money, counted


def _from_summary(customers: pl.DataFrame) -> Purchases:
    n = customers.height
    last = day_numbers(customers.get_column(LAST_ORDER.key)).astype(np.int64)
    blank = np.full(n, -1, dtype=np.int64)
    told = FIRST_ORDER.key in customers.columns
    first = day_numbers(customers.get_column(FIRST_ORDER.key)).astype(np.int64) if told else blank
    orders = customers.get_column(ORDERS.key).to_numpy() if ORDERS.key in customers.columns else np.full(n, np.nan)
    money = customers.get_column(AMOUNT.key).to_numpy()
    return Purchases(Origin.SUMMARY, first, last, orders.astype(float), np.zeros(n, dtype=np.int64), money)
