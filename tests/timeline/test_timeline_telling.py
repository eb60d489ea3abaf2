"""What purchases over time say of each customer: directions, partitions, and data that say little."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timeline_cases import Line, bought, dataset, dates

from hvc.timeline.lifecycle import STAGES
from hvc.timeline.model import Choices, Comparison, Cutting, Timeline
from hvc.timeline.purchases import day, purchases
from hvc.timeline.rfm import SEGMENTS, TYPES, score, scored
from hvc.timeline.tell import tell
from hvc.timeline.visits import Purchases

LINES = st.lists(
    st.tuples(st.sampled_from("abcdefgh"), st.integers(0, 400), st.sampled_from([10.0, 99.5, 2000.0, -30.0])),
    min_size=1,
    max_size=60,
)
few = settings(max_examples=40, deadline=None)


def of(told: Timeline, customer: str, column: str) -> object:
    return told.dataset.customers.filter(pl.col("customer") == customer).get_column(column).item()


def known(lines: list[Line]) -> Purchases:
    found = purchases(bought(lines))
    assert isinstance(found, Purchases)
    return found


def middling() -> list[Line]:
    return [(f"m{place}", 20 * place + again * 9, 300.0) for place in range(15) for again in range(3)]


def test_the_latest_most_frequent_and_biggest_is_most_valuable_and_the_opposite_least() -> None:
    best = [("best", 400 - 10 * again, 5000.0) for again in range(12)]
    told = tell(bought([*middling(), *best, ("worst", 0, 5.0)]))
    assert of(told, "best", "rfm_type") == "重要价值客户"
    assert of(told, "worst", "rfm_type") == "一般挽留客户"
    assert of(told, "best", "rfm_segment") == "冠军客户"
    assert of(told, "worst", "rfm_segment") == "沉睡客户"


@pytest.mark.parametrize("comparison", [Comparison.MEAN, Comparison.MEDIAN])
def test_the_direction_holds_whatever_the_comparison_value(comparison: Comparison) -> None:
    best = [("best", 400 - 10 * again, 5000.0) for again in range(12)]
    told = tell(bought([*middling(), *best, ("worst", 0, 5.0)]), Choices(comparison=comparison))
    assert of(told, "best", "rfm_type") == "重要价值客户"
    assert of(told, "worst", "rfm_type") == "一般挽留客户"


def test_a_custom_comparison_value_decides_and_equal_to_it_is_high() -> None:
    lines = [("a", 100, 50.0), ("b", 90, 49.99)]
    told = tell(bought(lines), Choices(comparison=Comparison.CUSTOM, values=(1.0, 1.0, 50.0)))
    assert of(told, "a", "rfm_type") == "重要价值客户"
    assert of(told, "b", "rfm_type") == "一般保持客户"


@few
@given(LINES)
def test_equal_values_get_equal_scores(lines: list[Line]) -> None:
    found = known([*lines, ("z", 1, 10.0)])
    _, each = scored(found, found.newest + 1, Choices())
    frame = pl.DataFrame({"last": found.last, "orders": found.orders, "r": each.r, "f": each.f}).filter(found.known)
    assert frame.group_by("last").agg(pl.col("r").n_unique())["r"].max() == 1
    assert frame.group_by("orders").agg(pl.col("f").n_unique())["f"].max() == 1


@few
@given(LINES)
def test_types_and_segments_and_stages_partition_the_customers_with_purchases(lines: list[Line]) -> None:
    told = tell(bought([*lines, ("z", 1, 10.0)], others=["never"]))
    assert told.rfm is not None
    assert told.lifecycle is not None
    customers = told.dataset.customers.height - told.rfm.unscored
    for frame in (told.rfm.types, told.rfm.segments, told.rfm.grid, told.lifecycle.stages):
        assert frame["customers"].sum() == customers
    assert told.rfm.types["name"].to_list() == [name for _, name in TYPES]
    assert told.rfm.segments["name"].to_list() == list(SEGMENTS)
    assert told.lifecycle.stages["name"].to_list() == list(STAGES)
    assert told.dataset.customers["rfm_type"].count() == customers


@few
@given(LINES, st.integers(0, 400))
def test_a_later_purchase_never_lowers_r(lines: list[Line], later: int) -> None:
    """Under the same cuts: R falls with the days alone, and a purchase can only bring the last day nearer."""
    lines = [*lines, ("z", 500, 10.0)]
    cuts = Choices(cuts=((20.0, 80.0, 150.0, 300.0), None, None))
    _, before = scored(known(lines), day(dt.date(2027, 1, 1)), cuts)
    _, after = scored(known([*lines, ("z", later, 20.0), (lines[0][0], later, 20.0)]), day(dt.date(2027, 1, 1)), cuts)
    assert (after.r >= before.r).all()


@few
@given(st.lists(st.floats(0, 100), min_size=1, max_size=30), st.lists(st.floats(0, 100), max_size=5))
def test_a_greater_value_never_scores_less(values: list[float], edges: list[float]) -> None:
    series = pl.Series(sorted(values))
    scores = score(series.to_numpy(), tuple(sorted(edges)))
    assert (scores[1:] >= scores[:-1]).all()
    assert scores.min() >= 1
    assert scores.max() <= len(edges) + 1


def test_one_order_each_falls_back_on_the_usual_steps_of_frequency() -> None:
    told = tell(bought([(f"c{place:02}", 5 * place, 10.0 + place) for place in range(40)]))
    assert told.rfm is not None
    assert [cut.cutting for cut in told.rfm.cuts] == [Cutting.QUANTILES, Cutting.BUSINESS, Cutting.QUANTILES]
    assert told.dataset.customers["overdue"].null_count() == 40
    assert told.clv is not None
    assert not told.clv.modelled
    assert "40" in told.clv.reason


def test_all_on_one_day_is_told_without_a_trend() -> None:
    told = tell(bought([(f"c{place:02}", 7, 10.0 + place) for place in range(40)]))
    assert told.rfm is not None
    assert told.rfm.cuts[0].cutting is Cutting.BUSINESS
    assert told.dataset.customers["recency"].unique().to_list() == [1.0]


def test_who_was_paid_back_more_than_they_paid_has_a_negative_sum_and_still_a_type() -> None:
    told = tell(bought([*middling(), ("back", 200, 100.0), ("back", 210, -500.0)]))
    assert told.rfm is not None
    assert of(told, "back", "rfm_type") is not None
    assert told.rfm.types["amount"].sum() == pytest.approx(300.0 * 45 - 400)
    assert of(told, "back", "recency") == 299 - 200  # a refund is no purchase


def test_an_early_reference_date_tells_nothing_and_says_why() -> None:
    told = tell(bought(middling()), Choices(reference=dt.date(2025, 2, 1)))
    assert told.rfm is None
    assert told.lifecycle is None
    assert {one.part for one in told.missing} == {"rfm", "lifecycle", "clv"}
    assert all("2025-02-01" in one.reason for one in told.missing)
    assert "rfm_type" not in told.dataset.customers.columns


def test_a_later_reference_date_moves_every_customer_by_the_same_days() -> None:
    lines = middling()
    usual, later = tell(bought(lines)), tell(bought(lines), Choices(reference=dt.date(2026, 12, 31)))
    moved = later.dataset.customers["recency"] - usual.dataset.customers["recency"]
    assert moved.n_unique() == 1


def test_without_a_date_nothing_is_told_and_nothing_breaks() -> None:
    told = tell(dataset(pl.DataFrame({"customer": ["a", "b"], "amount": [1.0, 2.0]})))
    assert (told.rfm, told.lifecycle, told.clv, told.reference) == (None, None, None, None)
    assert [one.part for one in told.missing] == ["rfm", "lifecycle", "clv"]
    assert told.dataset.customers.columns == ["customer", "amount"]


def test_summary_columns_serve_for_types_and_stages_but_not_for_lifetime_value() -> None:
    frame = pl.DataFrame(
        {
            "customer": [f"c{place:02}" for place in range(30)],
            "amount": [100.0 * (1 + place) for place in range(30)],
            "orders": [float(1 + place % 9) for place in range(30)],
            "last_order": dates([10 * place for place in range(30)]),
        }
    )
    told = tell(dataset(frame))
    assert told.rfm is not None
    assert told.lifecycle is not None
    assert (told.lifecycle.silent, told.lifecycle.lost, told.lifecycle.measured) == (90, 180, False)
    assert told.clv is None
    assert [one.part for one in told.missing] == ["clv"]
    assert tell(dataset(frame.drop("orders"))).rfm is None


def test_a_column_of_the_users_own_stands() -> None:
    frame = pl.DataFrame({"customer": ["a"], "amount": [9.0], "recency": [77.0], "last_order": dates([0])})
    told = tell(dataset(frame))
    assert told.dataset.customers["recency"].to_list() == [77.0]


def test_edited_limits_and_cuts_are_used_and_said() -> None:
    choices = Choices(silent=10, lost=5, cuts=(None, (2.0,), (100.0, 50.0)))
    told = tell(bought(middling()), choices)
    assert told.lifecycle is not None
    assert told.rfm is not None
    assert (told.lifecycle.silent, told.lifecycle.lost, told.lifecycle.measured) == (10, 10, False)
    assert told.rfm.cuts[1].edges == (2.0,)
    assert told.rfm.cuts[2].edges == (50.0, 100.0)
    assert told.rfm.cuts[2].cutting is Cutting.EDITED
