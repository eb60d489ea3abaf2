"""Three layers of value hold every customer and every yuan once."""

from __future__ import annotations

import polars as pl
import pytest
from analysis_cases import rows
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.layers import layers
from hvc.rules import Compare, Layering, Over, Rule, TopShare, combine, resolve
from hvc.schema import AMOUNT, ORDERS

RULES: list[Rule] = [
    Over(50),
    TopShare(0.3),
    combine(Over(50), [Compare(ORDERS, ">=", 2)], AMOUNT),
    combine(None, [Compare(ORDERS, ">=", 2)], AMOUNT),
]


def frame(*amounts: float) -> pl.DataFrame:
    orders = [float(i % 4) for i in range(len(amounts))]
    return pl.DataFrame({"amount": amounts, "orders": orders}, schema={"amount": pl.Float64, "orders": pl.Float64})


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.integers(-2_000, 20_000).map(lambda fen: fen / 100), min_size=1, max_size=60),
    st.sampled_from(RULES),
    st.one_of(st.none(), st.integers(0, 300).map(float)),
)
def test_the_layers_hold_every_customer_and_every_yuan_once(values: list[float], rule: Rule, cut: float | None) -> None:
    customers = frame(*values)
    line = resolve(rule, customers)
    found = layers(customers, line, Layering(cut=cut)).frame
    assert found["customers"].sum() == len(values)
    assert found["amount"].sum() == pytest.approx(sum(values), abs=0.02)
    assert found["customers_share"].sum() == pytest.approx(1)
    if not found["amount_share"].null_count():
        assert found["amount_share"].sum() == pytest.approx(1)
    assert found.item(0, "customers") == customers.select(line.mask().sum()).item()
    others = customers.filter(~line.mask())["amount"]
    assert (
        found.item(1, "customers") == others.filter((others * 100).round() >= round(found.item(1, "low") * 100)).len()
    )


def test_the_cut_is_a_readable_number_below_the_others_median() -> None:
    customers = frame(100, 1234.56, 2345.67, 9000)
    found = layers(customers, resolve(Over(5000), customers), Layering()).frame
    assert rows(found, "layer", "low", "high", "customers") == [
        ("高价值", 5000.0, None, 1),
        ("中价值", 1200.0, 5000.0, 2),
        ("低价值", None, 1200.0, 1),
    ]


def test_the_user_names_the_layers_and_draws_the_cut() -> None:
    customers = frame(100, 1999.99, 2000, 9000)
    found = layers(customers, resolve(Over(5000), customers), Layering(("核心", "潜力", "普通"), 2000.0)).frame
    assert rows(found, "layer", "customers") == [("核心", 1), ("潜力", 1), ("普通", 2)]


def test_a_cut_over_the_line_leaves_the_middle_empty() -> None:
    customers = frame(100, 4000, 9000)
    found = layers(customers, resolve(Over(5000), customers), Layering(cut=8000.0)).frame
    assert rows(found, "low", "customers", "mean") == [(5000.0, 1, 9000.0), (5000.0, 0, None), (None, 2, 2050.0)]


def test_where_conditions_decide_no_amount_borders_the_best_layer() -> None:
    customers = frame(100, 200, 300, 400, 9000)
    found = layers(customers, resolve(RULES[3], customers), Layering()).frame
    assert rows(found, "low", "high") == [(None, None), (200.0, None), (None, 200.0)]


def test_negative_sums_give_no_shares() -> None:
    customers = frame(-50, -70, 9000)
    found = layers(customers, resolve(Over(5000), customers), Layering()).frame
    assert found["amount_share"].to_list() == [None, None, None]
    assert found["customers"].to_list() == [1, 0, 2]
