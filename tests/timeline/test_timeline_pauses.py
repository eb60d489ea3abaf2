"""Pauses counted by length and in pieces are those of every customer's own days."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timeline_cases import bought

from hvc.timeline import lines as counting
from hvc.timeline import pauses as pausing
from hvc.timeline.pauses import pauses
from hvc.timeline.purchases import purchases
from hvc.timeline.visits import Purchases

LINES = st.lists(
    st.tuples(st.sampled_from("abcde"), st.integers(0, 90), st.sampled_from([10.0, 2.5, -4.0, 0.0])),
    min_size=1,
    max_size=60,
)
few = settings(max_examples=40, deadline=None)


def found(lines: list[tuple[str, int, float]], others: tuple[str, ...] = ()) -> Purchases:
    made = purchases(bought([*lines, ("a", 5, 1.0)], others))
    assert isinstance(made, Purchases)
    return made


@given(LINES)
@few
def test_quantiles_and_medians_are_those_of_the_gaps_themselves(lines: list[tuple[str, int, float]]) -> None:
    seen = pauses(found(lines))
    days = pl.DataFrame([*lines, ("a", 5, 1.0)], schema=["who", "day", "paid"], orient="row").filter(pl.col("paid") > 0)
    days = days.select("who", "day").unique().sort("who", "day").with_columns(gap=pl.col("day").diff().over("who"))
    gaps = days["gap"].drop_nulls()
    assert seen.total == len(gaps)
    if len(gaps):
        for q in (0.5, 0.8, 0.9):
            assert seen.quantile(q) == pytest.approx(np.quantile(gaps.to_numpy(), q))
    own = days.group_by("who").agg(pl.col("gap").median()).sort("who").filter(pl.col("gap").is_not_null())
    assert seen.own[~np.isnan(seen.own)].tolist() == own["gap"].to_list()


@given(LINES)
@few
def test_the_size_of_a_piece_changes_nothing(lines: list[tuple[str, int, float]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole, seen = found(lines, ("z",)), pauses(found(lines, ("z",)))
        patch.setattr(counting, "PIECE", 3)
        patch.setattr(pausing, "PIECE", 3)
        parts = found(lines, ("z",))
        again = pauses(parts)
    for name in ("first", "last", "orders", "days", "money"):
        assert getattr(parts, name).tolist() == getattr(whole, name).tolist()
    for name in ("row", "day", "spent"):
        assert getattr(parts.visits, name).tolist() == pytest.approx(getattr(whole.visits, name).tolist())
        assert getattr(parts.apart, name).tolist() == getattr(whole.apart, name).tolist()
    assert again.counts.tolist() == seen.counts.tolist()
    assert np.array_equal(again.own, seen.own, equal_nan=True)


def test_a_refund_lowers_the_day_it_is_dated_or_else_stands_apart() -> None:
    seen = found([("a", 5, 99.0), ("a", 5, -30.0), ("b", 7, 20.0), ("b", 9, -8.0)])
    assert seen.visits.spent.tolist() == [70.0, 20.0]
    assert seen.apart.spent.tolist() == [-8.0]
    assert seen.money.tolist() == [70.0, 12.0]
