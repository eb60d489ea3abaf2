"""Purchases counted by integers are those that a plain grouping counts."""

from __future__ import annotations

import datetime as dt

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.joining import Dataset, Quality
from hvc.schema import BY_KEY
from hvc.timeline.model import Missing
from hvc.timeline.purchases import purchases

LINES = st.lists(
    st.tuples(
        st.sampled_from("ABCZ"),  # Z is no customer
        st.sampled_from(["1", "2", "3", None]),
        st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 6)),
        st.sampled_from([10.0, 0.0, -5.0, 2.5]),
    ),
    min_size=1,
    max_size=40,
)


@given(LINES)
@settings(max_examples=50)
def test_orders_days_and_money_are_those_of_a_grouping(lines: list[tuple[str, str | None, dt.date, float]]) -> None:
    orders = pl.DataFrame(
        lines, schema=["customer", "order_id", "order_date", "order_amount"], orient="row"
    ).with_columns(pl.col("order_id").cast(pl.String), pl.col("order_date").cast(pl.Datetime("us")))
    customers = pl.DataFrame({"customer": ["A", "B", "C"], "amount": [1.0, 2.0, 3.0]})
    quality = Quality(orders.height, orders.height, 3, 6.0, 6.0)
    data = Dataset(customers, orders, (BY_KEY["customer"], BY_KEY["amount"]), (), (), quality)
    found = purchases(data)
    assert not isinstance(found, Missing)
    bought = orders.filter(pl.col("order_amount") > 0)
    for place, name in enumerate("ABC"):
        theirs = bought.filter(pl.col("customer") == name)
        assert found.orders[place] == theirs["order_id"].drop_nulls().n_unique()
        assert found.days[place] == theirs["order_date"].n_unique()
        assert found.money[place] == round(orders.filter(pl.col("customer") == name)["order_amount"].sum(), 2)
