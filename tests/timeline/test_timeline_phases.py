"""The first, the middle and the later part of customers' time: who came so far, what they spend, who bought in it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timeline_cases import bought

from hvc.timeline.phases import phases
from hvc.timeline.purchases import purchases
from hvc.timeline.visits import Purchases

LINES = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 900), st.sampled_from([10.0, 99.5])), min_size=1, max_size=40
)


def known(lines: list[tuple[str, int, float]]) -> Purchases:
    found = purchases(bought(lines))
    assert isinstance(found, Purchases)
    return found


def test_each_phase_counts_who_came_so_far_by_the_days_they_had() -> None:
    made = phases(
        known([("a", 0, 300.0), ("a", 100, 275.0), ("b", 310, 60.0), ("b", 399, 30.0)]), np.array([True, False])
    )
    assert made is not None
    assert made["phase"].to_list() == ["初期", "中期", "长期"]
    assert made.select("customers_high", "customers_others").rows() == [(1, 1), (1, 0), (1, 0)]
    # a: 90 days of 300, 275 of 275, then 35 (day 365 to 399) of nothing; b: 90 days of 90
    assert made["monthly_high"].to_list() == [pytest.approx(100.0), pytest.approx(30.0), 0.0]
    assert made["monthly_others"].to_list() == [pytest.approx(30.0), None, None]
    assert made["bought_high"].to_list() == [1.0, 1.0, 0.0]


def test_without_purchases_there_are_no_phases() -> None:
    assert phases(None, np.array([True])) is None
    assert phases(known([("a", 0, -5.0)]), np.array([True])) is None


@given(LINES)
@settings(max_examples=40, deadline=None)
def test_the_phases_hold_all_of_the_money_and_fewer_customers_each(lines: list[tuple[str, int, float]]) -> None:
    found = known(lines)
    made = phases(found, np.zeros(found.last.size, dtype=np.bool_))
    assert made is not None
    counts = made["customers_others"].to_list()
    assert counts == sorted(counts, reverse=True)
    lived = found.newest - found.first + 1
    days = [np.minimum(lived, 90).sum(), np.clip(lived - 90, 0, 275).sum(), np.maximum(lived - 365, 0).sum()]
    total = sum((rate or 0.0) * day / 30 for rate, day in zip(made["monthly_others"].to_list(), days, strict=True))
    assert total == pytest.approx(float(found.visits.spent.sum()))
    assert made["bought_others"].drop_nulls().is_between(0, 1).all()
