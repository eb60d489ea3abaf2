"""Trends by month, retention by cohort, and the gate and back-test of lifetime value."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timeline_cases import Line, bought, dates, simulated

from hvc.joining import Dataset
from hvc.timeline.clv import passed
from hvc.timeline.model import Step, Trends
from hvc.timeline.purchases import purchases
from hvc.timeline.tell import tell
from hvc.timeline.trends import trends
from hvc.timeline.visits import Purchases

LINES = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 900), st.sampled_from([10.0, 99.5, -30.0])),
    min_size=1,
    max_size=40,
)


def known(dataset: Dataset) -> Purchases | None:
    found = purchases(dataset)
    return found if isinstance(found, Purchases) else None


def shown(dataset: Dataset, high: list[str]) -> Trends:
    made = trends(known(dataset), dataset.customers["customer"].is_in(high).to_numpy())
    assert made is not None
    return made


def test_revenue_and_active_customers_stand_by_month_and_an_empty_month_is_nothing() -> None:
    made = shown(bought([("a", 0, 100.0), ("a", 1, -40.0), ("b", 3, 30.0), ("a", 70, 5.0)]), ["a"])
    january = 2025 * 12
    assert made.monthly.rows() == [
        (january, 60.0, 30.0, 1, 1),
        (january + 1, 0.0, 0.0, 0, 0),
        (january + 2, 5.0, 0.0, 1, 0),
    ]


def test_a_cohort_is_counted_in_every_later_period_that_the_data_reach() -> None:
    made = shown(bought([("a", 0, 1.0), ("b", 5, 1.0), ("a", 40, 1.0), ("c", 70, 1.0)]), ["a"])
    assert made.step is Step.MONTH
    january = 2025 * 12
    assert made.retention.rows() == [(january, 1, 2, 1, 0.5), (january, 2, 2, 0, 0.0)]


@pytest.mark.parametrize(("days", "step"), [(300, Step.MONTH), (900, Step.QUARTER), (4000, Step.YEAR)])
def test_periods_are_as_long_as_the_data_ask(days: int, step: Step) -> None:
    lines = [("a", day, 1.0) for day in range(0, days, 20)]
    assert shown(bought(lines), []).step is step


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_the_months_add_up_to_the_money_and_no_rate_leaves_the_unit(lines: list[Line]) -> None:
    made = shown(bought([*lines, ("a", 3, 10.0)]), ["a"])
    total = made.monthly.select(pl.sum_horizontal("revenue_high", "revenue_others").sum()).item()
    assert total == pytest.approx(sum(amount for *_, amount in lines) + 10)
    assert made.retention["rate"].is_between(0, 1).all()


def test_without_orders_or_dates_or_purchases_there_is_no_trend() -> None:
    one = bought([("a", 0, -5.0)])
    assert trends(known(one), np.array([True])) is None
    assert one.orders is not None
    blank = one.orders.with_columns(order_date=pl.lit(None, pl.Datetime("us")))
    assert trends(known(Dataset(one.customers, blank, one.fields, (), (), one.quality)), np.array([True])) is None
    assert trends(known(Dataset(one.customers, None, one.fields, (), (), one.quality)), np.array([True])) is None


def test_with_enough_history_the_model_tells_each_customer_and_shows_its_test() -> None:
    told = tell(simulated(900, 700))
    assert told.clv is not None
    assert told.clv.modelled, told.clv.reason
    assert [name for name, _ in told.clv.parameters] == ["r", "alpha", "a", "b", "p", "q", "gamma"]
    assert told.dataset.customers["future_value"].null_count() == 0
    assert told.clv.bands["value"].sum() == pytest.approx(told.clv.value, rel=1e-6)
    assert told.clv.bands["customers"].sum() == 900
    tested = told.clv.backtest
    assert tested is not None
    assert tested.predicted == pytest.approx(tested.purchases, rel=0.25)
    assert passed(tested) is not None
    assert (tested.weekly["actual"].diff().drop_nulls() >= 0).all()


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([(f"c{place}", place % 300, 10.0) for place in range(450)], "450"),
        ([(f"c{place}", place % 100, 10.0) for place in range(600)], "99"),
        ([(f"c{place}", place % 300, 10.0) for place in range(600)], "0"),
    ],
)
def test_a_closed_gate_says_why_and_leaves_the_run_rate(lines: list[Line], reason: str) -> None:
    told = tell(bought(lines))
    assert told.clv is not None
    assert not told.clv.modelled
    assert reason in told.clv.reason
    assert told.clv.value == told.clv.naive > 0
    assert "future_value" not in told.dataset.customers.columns


def test_customers_who_never_leave_leave_the_model_unsettled_and_it_says_so() -> None:
    random = np.random.default_rng(1)
    lines = [(f"c{p:03}", int(day), 10.0 + p % 7) for p in range(600) for day in random.integers(0, 700, 12)]
    told = tell(bought(lines))
    assert told.clv is not None
    assert not told.clv.modelled
    assert "没有收敛" in told.clv.reason


def cdnow() -> Dataset:
    """Every purchase day of the 1/10 sample, as the `lifetimes` package ships it."""
    found = importlib.util.find_spec("lifetimes")
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).parent / "datasets" / "CDNOW_sample.txt"
    rows = [line.split() for line in path.read_text("utf-8").splitlines() if line.strip()]
    frame = pl.DataFrame(
        [(row[0], row[2], float(row[-1])) for row in rows], schema=["c", "day", "amount"], orient="row"
    )
    days = frame["day"].str.to_date("%Y%m%d").to_physical() - dates([0]).cast(pl.Date).to_physical()[0]
    return bought(list(zip(frame["c"], days, frame["amount"], strict=True)))


def test_the_hold_out_of_cdnow_is_met_as_the_documents_say() -> None:
    told = tell(cdnow())
    assert told.clv is not None
    assert told.clv.modelled
    assert told.clv.backtest is not None
    assert told.clv.backtest.predicted == pytest.approx(told.clv.backtest.purchases, rel=0.05)
