"""Two periods: who stayed, rose, fell and went, what moved, and where the change of revenue came from."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from analysis_cases import dataset, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from hvc.analysis.deciles import deciles, moved
from hvc.analysis.drifting import psi
from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.period_parts import Fate, Periods, Ruling
from hvc.analysis.periods import compare, shapley
from hvc.analysis.run import analyse
from hvc.analysis.snapshot import snapshot
from hvc.analysis.snapshot_file import loaded, saved
from hvc.joining import Dataset
from hvc.rules import Compare, Over, Rule, TopShare, combine
from hvc.schema import BY_KEY, Field, Kind

DAY = dt.date(2026, 6, 30)
FACTOR = st.floats(0, 1e6)
TIER = replace(BY_KEY["tier"], levels=("普通", "黄金"))


def period(
    amounts: Mapping[str, float],
    columns: Mapping[Field | str, Sequence[Any]] | None = None,
    rule: Rule | None = None,
) -> Analysis:
    return analyse(named(dataset(list(amounts.values()), columns), list(amounts)), rule or Over())


def named(data: Dataset, names: list[str]) -> Dataset:
    frame = data.customers.with_columns(pl.Series("customer", names)).sort("customer")
    return replace(data, customers=frame)


def beside(now: Analysis, before: Analysis) -> Periods:
    found = compare(now, snapshot(before, "上期", DAY))
    assert isinstance(found, Periods)
    return found


BEFORE = {"a": 6000.0, "b": 7000.0, "c": 100.0, "d": 8000.0, "e": 50.0}
NOW = {"a": 9000.0, "b": 200.0, "c": 5500.0, "e": 60.0, "f": 5001.0, "g": 10.0}


def test_every_high_value_customer_of_either_period_has_one_fate() -> None:
    found = beside(period(NOW), period(BEFORE))
    assert rows(found.fates, "fate", "customers", "amount_before", "amount_now") == [
        (Fate.KEPT.value, 1, 6000.0, 9000.0),
        (Fate.RISEN.value, 1, 100.0, 5500.0),
        (Fate.NEW.value, 1, 0.0, 5001.0),
        (Fate.FALLEN.value, 1, 7000.0, 200.0),
        (Fate.GONE.value, 1, 8000.0, 0.0),
    ]
    assert (found.before, found.now, found.both, found.high_before, found.high_now) == (5, 6, 4, 3, 3)
    assert rows(found.lists, "customer", "fate") == [("a", "留存"), ("b", "降出"), ("c", "升入"), ("f", "新增")]


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from((10.0, 5000.0, 5000.01, 9000.0)), min_size=4),
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from((10.0, 5000.0, 5000.01, 9000.0)), min_size=6),
)
def test_the_fates_partition_the_union_of_the_high_value_customers(
    before: dict[str, float], now: dict[str, float]
) -> None:
    before, now = before | {"a": 9000.0, "b": 10.0}, now | {"a": 9000.0, "b": 10.0}
    found = beside(period(now), period(before))
    high = [{name for name, amount in each.items() if amount > 5000} for each in (before, now)]
    counts = dict(rows(found.fates, "fate", "customers"))
    assert sum(counts.values()) == len(high[0] | high[1])
    assert counts["留存"] + counts["升入"] + counts["新增"] == found.high_now == len(high[1])
    assert counts["留存"] + counts["降出"] + counts["流失"] == found.high_before == len(high[0])


@given(st.lists(st.tuples(FACTOR, FACTOR), min_size=1, max_size=4))
@settings(max_examples=50)
def test_the_parts_of_shapley_add_up_to_the_change(pairs: list[tuple[float, float]]) -> None:
    old, new = (tuple(side) for side in zip(*pairs, strict=True))
    whole = math.prod(new) - math.prod(old)
    largest = math.prod(max(pair) for pair in pairs)
    assert math.isclose(sum(shapley(old, new)), whole, abs_tol=1e-9 * (1 + largest))


def test_a_factor_that_alone_changes_takes_the_whole_change() -> None:
    assert shapley((10.0, 2.0, 5.0), (20.0, 2.0, 5.0)) == pytest.approx((100.0, 0.0, 0.0))
    assert shapley((1.0, 1.0), (2.0, 3.0)) == pytest.approx((2.0, 3.0))  # 1·(1+3)/2 and 2·(1+2)/2


@pytest.mark.parametrize("orders", [None, [2.0, 1.0, 1.0, 4.0, 1.0]])
def test_the_change_of_revenue_adds_up_to_the_fen(orders: list[float] | None) -> None:
    later = [1.0, 2.0, 3.0, 1.0, 7.0, 1.0] if orders else None
    now, before = (
        period(amounts, {"orders": column} if column else None) for amounts, column in ((NOW, later), (BEFORE, orders))
    )
    change = beside(now, before).change
    assert (change.before, change.now) == (21000.0, 19501.0)
    assert (change.by_frequency is None) == (orders is None)
    parts = change.by_customers + (change.by_frequency or 0.0) + change.by_order_value
    assert round(parts, 2) == round(change.now - change.before, 2)


def test_psi_follows_the_published_arithmetic() -> None:
    before = pl.Series("x", ["低"] * 50 + ["中"] * 30 + ["高"] * 20)
    now = pl.Series("x", ["低"] * 40 + ["中"] * 30 + ["高"] * 30)
    expected = (0.4 - 0.5) * math.log(0.4 / 0.5) + 0 + (0.3 - 0.2) * math.log(0.3 / 0.2)
    assert psi(before, now) == pytest.approx(expected)
    assert psi(before, before) == 0
    assert psi(now, before) == pytest.approx(expected)  # (n − b) and ln(n / b) both change their sign
    assert 0 < psi(before, pl.Series("x", ["低"] * 99 + [None])) < math.inf


def test_moves_between_tiers_stand_in_the_order_of_the_tiers_with_the_blanks_last() -> None:
    tiers = {TIER: ["普通", "黄金", "普通", None, "普通", "黄金"]}
    now, before = period(NOW, tiers), period(BEFORE, {TIER: ["普通", "普通", "黄金", "黄金", "黄金"]})
    found = next(m for m in beside(now, before).migrations if m.field.key == "tier")
    assert rows(found.frame, "before", "now", "customers") == [
        ("普通", "普通", 1),
        ("普通", "黄金", 1),
        ("黄金", "普通", 1),
        ("黄金", "未填写", 1),
    ]


def test_the_layers_of_this_period_are_drawn_through_both() -> None:
    found = beside(period(NOW), period(BEFORE)).migrations[0]
    assert found.field.label == "价值分层"
    assert found.frame.filter(pl.col("now") == "高价值")["customers"].sum() == 2
    assert found.frame["customers"].sum() == 4


def test_another_line_is_drawn_anew_through_the_earlier_amounts() -> None:
    found = beside(period(NOW, rule=Over(5500)), period(BEFORE, rule=Over(6500)))
    assert (found.ruling, found.high_before) == (Ruling.REDRAWN, 3)
    assert found.rule_before == "累计交易金额超过 6,500 元"


def test_a_rule_of_several_conditions_leaves_the_earlier_marks_as_they_were() -> None:
    rule = combine(Over(), (Compare(BY_KEY["orders"], ">=", 1),), BY_KEY["amount"], every=True)
    now = period(NOW, {"orders": [1.0] * 6}, rule)
    assert beside(now, period(BEFORE)).ruling is Ruling.THEIRS


def test_a_rule_of_shares_marks_each_period_by_its_own_line() -> None:
    found = beside(period(NOW, rule=TopShare(0.5)), period(BEFORE, rule=TopShare(0.4)))
    assert found.ruling is Ruling.REDRAWN
    same = beside(period(NOW, rule=TopShare(0.4)), period(BEFORE, rule=TopShare(0.4)))
    assert (same.ruling, same.high_before, same.high_now) == (Ruling.SAME, 2, 3)


def test_other_customers_are_refused_with_the_share_that_is_the_same() -> None:
    many = {f"x{place:03}": 10.0 + place * 100 for place in range(100)}
    found = compare(period(many), snapshot(period({f"y{name}": amount for name, amount in many.items()}), "上期", DAY))
    assert isinstance(found, Unavailable)
    assert (found.part, "0.0%" in found.reason) == ("periods", True)
    some = {**{f"x{place:03}": 9000.0 for place in range(5)}, **{f"y{place}": 1.0 for place in range(95)}}
    assert isinstance(compare(period(many), snapshot(period(some), "上期", DAY)), Periods)  # exactly 5 %


def test_a_saved_period_gives_the_same_comparison_as_the_data_themselves() -> None:
    before, now = period(BEFORE, {TIER: ["普通", "普通", "黄金", "黄金", None]}), period(NOW, {TIER: ["普通"] * 6})
    taken = snapshot(before, "上期", DAY)
    one, two = (loaded("上期.parquet", saved(taken)) for _ in range(2))
    assert not set(one.frame["key"]) & set(two.frame["key"])
    direct = beside(now, before)
    for held in (one, two):
        found = compare(now, held)
        assert isinstance(found, Periods)
        assert found.change == direct.change
        assert_frame_equal(found.fates, direct.fates)
        assert_frame_equal(found.drifts, direct.drifts)
        assert_frame_equal(found.lists, direct.lists)


def test_a_dimension_that_may_name_people_is_not_kept() -> None:
    phone = Field("extra_1", "联系方式", Kind.CATEGORY)
    found = snapshot(period(BEFORE, {phone: ["13800138041", "a", "a", "b", "b"], TIER: ["普通"] * 5}), "上期", DAY)
    assert [key for key, _ in found.labels] == ["tier"]
    assert snapshot(period(BEFORE), "13800138041.csv", DAY).name == "上一期"


def test_numbers_move_by_the_tenths_of_the_earlier_period() -> None:
    names = [f"c{place:03}" for place in range(200)]
    ages = [20.0 + place % 40 for place in range(200)]
    before, same, older = (
        period(dict.fromkeys(names, 1.0) | {"c000": 9000.0}, {"age": [age + more for age in ages]})
        for more in (0, 0, 30)
    )
    still, gone = (beside(now, before).drifts.filter(pl.col("field") == "age") for now in (same, older))
    assert still.select("psi", "word").rows() == [(0.0, "基本稳定")]
    assert gone["word"].item() == "明显变化"


def test_a_numeric_column_of_few_customers_is_not_told_apart_by_tenths() -> None:
    ages: dict[Field | str, Sequence[Any]] = {"age": [30.0, 40.0, 50.0, 60.0, 70.0]}
    assert not snapshot(period(BEFORE, ages), "上期", DAY).numbers


@given(
    st.lists(st.floats(0, 1e6), min_size=100, max_size=150),
    st.lists(st.none() | st.floats(0, 1e6), min_size=1, max_size=50),
)
@settings(max_examples=40, deadline=None)
def test_psi_of_numbers_is_never_negative_and_nothing_without_a_change(
    before: list[float], now: list[float | None]
) -> None:
    made = deciles("age", "年龄", pl.Series(before, dtype=pl.Float64))
    if made is None:
        assert len(set(before)) == 1 or len({*before}) < 12
        return
    assert sum(made.counts) == len(before)
    assert moved(made, pl.Series(before)) == pytest.approx(0.0)
    assert moved(made, pl.Series(now, dtype=pl.Float64)) >= 0
