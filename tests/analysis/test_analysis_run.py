from dataclasses import replace

import polars as pl
import pytest
from analysis_cases import dataset, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.amount_bins import amount_bins
from hvc.analysis.crosses import cross
from hvc.analysis.overview import preview, suggested_threshold
from hvc.analysis.run import analyse
from hvc.errors import DataError, RuleError
from hvc.rules import Line, Over, Pareto, TopShare, resolve
from hvc.schema import AMOUNT, BALANCE, BY_KEY, CITY, CREDIT, CREDIT_SCORE, GENDER, TAGS, TIER

money = st.lists(st.integers(-100_000, 2_000_000).map(lambda fen: fen / 100), min_size=1, max_size=60)


def test_the_overview_counts_customers_and_money_on_both_sides() -> None:
    found = preview(dataset([1000, 5000, 6000, 8000]), Over())
    assert (found.customers, found.high_value, found.high_value_share, found.on_the_line) == (4, 2, 0.5, 1)
    assert (found.amount, found.high_value_amount, found.high_value_amount_share) == (20000, 14000, 0.7)
    assert (found.mean_amount_high_value, found.mean_amount_others) == (7000, 3000)
    assert (found.median_amount_high_value, found.median_amount_others) == (7000, 3000)


def test_a_group_of_nobody_has_no_mean() -> None:
    found = preview(dataset([1000]), Over())
    assert (found.high_value, found.mean_amount_high_value, found.median_amount_high_value) == (0, None, None)
    assert found.mean_amount_others == 1000


@pytest.mark.parametrize("amounts", [[0.0, 0.0], [-3.0, 1.0], [-9000.0, 10_000.0]])
def test_a_share_of_the_amount_needs_a_total_it_is_part_of(amounts: list[float]) -> None:
    assert preview(dataset(amounts), Over()).high_value_amount_share is None


def test_nobody_cannot_be_analysed() -> None:
    with pytest.raises(DataError, match="没有可以分析的客户"):
        preview(dataset([]), Over())


@pytest.mark.parametrize(("amounts", "word"), [([1.0, 2.0], "没有一位"), ([6000.0, 7000.0], "全部 2 位客户")])
def test_one_side_alone_cannot_be_compared(amounts: list[float], word: str) -> None:
    with pytest.raises(RuleError, match=word) as caught:
        analyse(dataset(amounts), Over())
    assert "改用金额门槛" in caught.value.hint


def test_customers_who_all_spent_the_same_are_told_so() -> None:
    with pytest.raises(RuleError) as caught:
        analyse(dataset([100.0, 100.0]), Over())
    assert "都是 100 元" in caught.value.hint


def test_amounts_without_a_useful_line_are_told_their_range() -> None:
    with pytest.raises(RuleError) as caught:
        analyse(dataset([-5.0, -1.0]), Over())
    assert "-5 元到 -1 元" in caught.value.hint


def test_a_rule_on_a_field_some_customers_lack_is_refused() -> None:
    with pytest.raises(RuleError, match="有 1 位客户没有「余额」"):
        preview(dataset([1, 2], {BALANCE: [1.0, None]}), Over(1, BALANCE))
    with pytest.raises(RuleError, match="有 2 位客户没有「余额」"):
        analyse(dataset([1, 2]), Over(1, BALANCE))


@pytest.mark.parametrize("rule", [Over(), TopShare(0.2), Pareto(0.8)])
def test_every_rule_marks_its_customers(rule: Over | TopShare | Pareto) -> None:
    found = analyse(dataset([1000.0, 2000.0, 3000.0, 4000.0, 90_000.0]), rule)
    assert (found.rule, found.overview.high_value) == (rule, 1)


def test_a_useful_rule_gets_no_suggestion() -> None:
    assert preview(dataset([6000] + [1000] * 9), Over()).suggested_threshold is None


def test_an_unusual_rule_gets_a_round_threshold_that_marks_about_a_fifth() -> None:
    amounts = [float(i * 37) for i in range(1, 1001)]
    suggested = preview(dataset(amounts), Over(10)).suggested_threshold
    assert suggested == 30_000
    assert 0.15 <= sum(a > suggested for a in amounts) / 1000 <= 0.25


def test_equal_amounts_get_no_suggestion() -> None:
    assert suggested_threshold(pl.Series([7.0] * 5)) is None


def test_mostly_idle_customers_still_get_a_suggestion() -> None:
    suggested = suggested_threshold(pl.Series([0.0] * 90 + [500.0] * 10))
    assert suggested is not None
    assert 0 <= suggested < 500


@settings(max_examples=50, deadline=None)
@given(money)
def test_a_suggestion_marks_between_one_and_fifty_percent(amounts: list[float]) -> None:
    if (suggested := suggested_threshold(pl.Series(amounts))) is not None:
        assert 0.01 <= preview(dataset(amounts), Over(suggested)).high_value_share <= 0.5


@settings(max_examples=50, deadline=None)
@given(money, st.floats(0, 20_000), st.floats(0, 5000))
def test_a_stricter_rule_never_adds_customers(amounts: list[float], threshold: float, more: float) -> None:
    data = dataset(amounts)
    assert preview(data, Over(threshold + more)).high_value <= preview(data, Over(threshold)).high_value


def test_what_the_data_lack_is_named_with_what_unlocks_it() -> None:
    found = analyse(dataset([1000, 6000], {CREDIT_SCORE: [600.0, 700.0]}), Over()).unavailable
    parts = [one.part for one in found if not one.part.startswith("indices.")]
    assert parts == ["tags", "tier", "orders", "last_order", "crosses"]
    assert found[2].unlock == "补充「订单数」一列，或上传带日期的订单明细。"


def test_a_column_that_cannot_be_compared_is_named_and_personal_ones_are_not() -> None:
    found = analyse(dataset([1000, 6000], {CITY: ["甲", "甲"], BY_KEY["name"]: ["子", "丑"]}), Over())
    assert "city" in {one.part for one in found.unavailable}
    assert not {"name", "customer"} & {one.part for one in found.unavailable}
    assert found.breakdowns == ()
    assert found.crosses == ()
    assert {"breakdowns", "crosses"} <= {one.part for one in found.unavailable}


def test_amounts_without_a_positive_total_have_no_concentration() -> None:
    found = analyse(dataset([-1.0, -9.0]), Over(-5))
    assert found.concentration.gini is None
    assert "concentration" in {one.part for one in found.unavailable}


CITIES = [*["甲"] * 6, *["乙"] * 6]
GENDERS = ["男", "女"] * 6
AMOUNTS = [6000.0, 6000.0, 6000.0, 1000.0, 6000.0, 1000.0, 6000.0, 1000.0, 1000.0, 1000.0, 1000.0, 1000.0]


def test_a_cell_is_beside_what_its_margins_let_expect() -> None:
    (found,) = analyse(dataset(AMOUNTS, {CITY: CITIES, GENDER: GENDERS}), Over()).crosses
    assert rows(found.frame, "row_level", "column_level", "customers", "high_value", "amount") == [
        ("甲", "男", 3, 3, 18_000.0),
        ("甲", "女", 3, 1, 8000.0),
        ("乙", "男", 3, 1, 8000.0),
        ("乙", "女", 3, 0, 3000.0),
    ]
    odds = (4 / 2) * (4 / 2) / (5 / 7)
    assert found.frame.select("rate", "lift", "expected").row(0) == pytest.approx((1, 12 / 5, odds / (1 + odds)))


def test_a_cross_counts_a_customer_in_each_of_their_tags() -> None:
    found = analyse(dataset(AMOUNTS, {CITY: CITIES, TAGS: [("a", "b")] * 4 + [()] * 7 + [None]}), Over())
    assert rows(found.crosses[0].frame, "row_level", "column_level", "customers", "high_value") == [
        ("甲", "a", 4, 3),
        ("甲", "b", 4, 3),
    ]


def test_margins_that_are_all_or_nothing_are_expected_as_such() -> None:
    data = dataset([6000.0, 6000.0, 1000.0, 1000.0], {CITY: ["甲", "甲", "乙", "乙"], GENDER: ["男", "女", "男", "女"]})
    (found,) = analyse(data, Over()).crosses
    assert found.frame["expected"].to_list() == [1.0, 1.0, 0.0, 0.0]


def test_contradicting_margins_expect_nothing() -> None:
    data = dataset([6000.0, 1000.0, 1000.0], {CITY: ["甲", "乙", None], GENDER: ["男", "女", "女"]})
    (found,) = analyse(data, Over()).crosses
    assert found.frame["expected"].to_list() == [1.0, 0.0]


def test_a_cross_on_demand_is_the_known_one_or_the_same_turned_round() -> None:
    found = analyse(dataset(AMOUNTS, {CITY: CITIES, GENDER: GENDERS}), Over())
    assert cross(found, "city", "gender") is found.crosses[0]
    turned = cross(found, "gender", "city")
    assert (turned.row.key, turned.column.key) == ("gender", "city")
    assert rows(turned.frame, "row_level", "column_level", "high_value") == [
        ("男", "甲", 3),
        ("男", "乙", 1),
        ("女", "甲", 1),
        ("女", "乙", 0),
    ]
    assert turned.frame["q"].sort().to_list() == found.crosses[0].frame["q"].sort().to_list()


def test_a_dimension_with_many_levels_is_crossed_only_on_demand() -> None:
    cities = [f"城{i:03d}" for i in range(300)]
    data = dataset([6000.0, 1000.0] * 150, {CITY: cities, GENDER: ["男", "女", "女"] * 100})
    found = analyse(data, Over())
    assert found.crosses == ()
    assert cross(found, "city", "gender").frame.height == 300


@pytest.mark.parametrize(("row", "column"), [("city", "city"), ("city", "tags")])
def test_a_cross_needs_two_dimensions_that_are_there(row: str, column: str) -> None:
    found = analyse(dataset(AMOUNTS, {CITY: CITIES, GENDER: GENDERS}), Over())
    with pytest.raises(DataError):
        cross(found, row, column)


@settings(max_examples=50, deadline=None)
@given(money, st.integers(-100, 20_000).map(float))
def test_amount_bins_hold_every_customer_and_lie_on_one_side(amounts: list[float], threshold: float) -> None:
    data = dataset(amounts)
    line = Line(AMOUNT, ">", threshold)
    found = amount_bins(data, line)
    assert found["customers"].sum() == len(amounts)
    assert found["high_value"].sum() == preview(data, Over(threshold)).high_value
    assert 1 <= found.height <= 42
    inner = found.filter(~pl.col("outer"))
    assert inner.filter((pl.col("high_value") > 0) & (pl.col("others") > 0)).is_empty()


def test_a_customer_on_the_line_is_in_the_bin_below_or_above_it() -> None:
    data = dataset([0.0, 50.0, 100.0])
    below = amount_bins(data, Line(AMOUNT, ">", 50)).filter(low=50.0)
    above = amount_bins(data, resolve(TopShare(0.5), data.customers)).filter(low=50.0)
    assert (below["customers"].item(), above["customers"].item()) == (0, 1)


def test_levels_of_the_user_are_the_levels_of_the_analysis() -> None:
    tiers = replace(TIER, label="卡种", levels=("大众", "白金"))
    ratings = replace(CREDIT, levels=("B", "AA"))
    found = analyse(dataset([1000, 6000], {tiers: ["大众", "白金"], ratings: ["AA", "B"]}), Over())
    assert [(b.field.label, b.frame["level"].to_list()) for b in found.breakdowns] == [
        ("卡种", ["大众", "白金"]),
        (CREDIT.label, ["B", "AA"]),
    ]
