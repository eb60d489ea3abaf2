"""A dataset and today → the dataset without purchases dated later than today, which one typing mistake would make the newest."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl

from hvc.joining import Dataset
from hvc.schema import FIRST_ORDER, LAST_ORDER, ORDER_DATE, Field

MOST = 0.5  # of the dates: with more of them in the future it is the clock that is wrong


def believed(dataset: Dataset, today: dt.date) -> tuple[Dataset, int]:
    """The dataset with such dates left blank, money and rows as they were; and how many dates these were."""
    customers, late = _blanked(dataset.customers, (FIRST_ORDER, LAST_ORDER), today)
    orders, later = (None, 0) if dataset.orders is None else _blanked(dataset.orders, (ORDER_DATE,), today)
    if not late and not later:
        return dataset, 0
    return replace(dataset, customers=customers, orders=orders), later or late


def _blanked(frame: pl.DataFrame, fields: tuple[Field, ...], today: dt.date) -> tuple[pl.DataFrame, int]:
    """Blank the dates after `today` where they are few; the most that one of the columns has."""
    most = 0
    for field in fields:
        if field.key not in frame.columns:
            continue
        future = frame.get_column(field.key).dt.date() > today
        count = int(future.sum())
        if 0 < count <= MOST * frame.get_column(field.key).count():
            frame = frame.with_columns(pl.when(~future).then(field.col).alias(field.key))
            most = max(most, count)
    return frame, most
