"""One purchase dated in the future is a mistake and makes nobody else look lost; its money stays."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from hvc.joining import Dataset, Quality
from hvc.schema import BY_KEY
from hvc.timeline.believing import believed
from hvc.timeline.tell import tell

TODAY = dt.date(2024, 6, 30)


def ordered(days: list[dt.date]) -> Dataset:
    names = [f"C{n % 5}" for n in range(len(days))]
    orders = pl.DataFrame({"customer": names, "order_date": days, "order_amount": [10.0] * len(days)}).with_columns(
        pl.col("order_date").cast(pl.Datetime("us"))
    )
    customers = orders.group_by("customer").agg(amount=pl.col("order_amount").sum()).sort("customer")
    quality = Quality(len(days), len(days), customers.height, 0.0, 0.0)
    return Dataset(customers, orders, (BY_KEY["customer"], BY_KEY["amount"]), (), (), quality)


@pytest.fixture
def typo() -> Dataset:
    return ordered([*(dt.date(2024, 5, 1) + dt.timedelta(days=n) for n in range(20)), dt.date(2099, 1, 1)])


def test_a_typing_mistake_does_not_move_the_day_of_reference(typo: Dataset) -> None:
    told = tell(typo, today=TODAY)
    assert told.reference == dt.date(2024, 5, 21)
    assert told.later == 1
    assert told.lifecycle is not None
    assert told.lifecycle.stages.filter(name="流失")["customers"].item() == 0


def test_its_money_and_its_row_stay(typo: Dataset) -> None:
    dataset, later = believed(typo, TODAY)
    assert later == 1
    assert dataset.orders is not None
    assert dataset.orders.height == 21
    assert dataset.customers["amount"].sum() == typo.customers["amount"].sum()


def test_where_most_dates_lie_ahead_the_clock_is_wrong() -> None:
    ahead = ordered([dt.date(2025, 1, 1) + dt.timedelta(days=n) for n in range(20)])
    assert believed(ahead, TODAY) == (ahead, 0)
