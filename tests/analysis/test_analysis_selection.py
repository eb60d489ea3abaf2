"""Chosen customers counted beside the others, and put in order."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from analysis_cases import dataset
from hypothesis import given
from hypothesis import strategies as st

from hvc.analysis.layers import layer
from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.analysis.selection import ordered, sizes
from hvc.analysis.slicing import Numbers
from hvc.rules import Over

AMOUNTS = [9000.0, 10.0, 8000.0, 20.0, 5000.0]


@pytest.fixture(scope="module")
def five() -> Analysis:
    return analyse(dataset(AMOUNTS, {"city": ["沪", "沪", "京", None, "京"]}), Over(5000))


def chosen(*which: int) -> np.ndarray:  # type: ignore[type-arg]  # of Booleans
    return np.isin(np.arange(len(AMOUNTS)), which)


def told(found: Numbers) -> tuple[int, int, float, float | None]:
    return found.customers, found.high_value, found.amount, found.median


def test_the_chosen_stand_beside_the_others(five: Analysis) -> None:
    found = sizes(five, chosen(0, 1, 4))
    assert told(found.chosen) == (3, 1, 14010.0, 5000.0)
    assert told(found.rest) == (2, 1, 8020.0, 4010.0)
    assert found.chosen.rate == pytest.approx(1 / 3)


def test_of_nobody_there_is_no_rate_and_no_median(five: Analysis) -> None:
    nobody = sizes(five, chosen()).chosen
    assert told(nobody) == (0, 0, 0.0, None)
    assert nobody.rate is None
    assert ordered(five.dataset.customers, chosen(), pl.col("amount"), down=True).size == 0


@given(which=st.sets(st.integers(0, len(AMOUNTS) - 1)))
def test_both_sides_add_up_to_everybody(five: Analysis, which: set[int]) -> None:
    found = sizes(five, chosen(*which))
    for part in ("customers", "high_value"):
        assert getattr(found.chosen, part) + getattr(found.rest, part) == getattr(five.overview, part)
    assert found.chosen.amount + found.rest.amount == pytest.approx(five.overview.amount)


@pytest.mark.parametrize(("down", "expected"), [(True, [2, 4, 0, 3]), (False, [0, 2, 4, 3])])
def test_equals_keep_their_order_and_who_has_nothing_comes_last(
    five: Analysis,
    down: bool,
    expected: list[int],
) -> None:
    customers = five.dataset.customers.with_columns(rank=pl.Series([1, 1, 2, None, 2]))
    assert ordered(customers, chosen(0, 2, 3, 4), pl.col("rank"), down=down).tolist() == expected


def test_every_customer_is_in_the_layer_that_counts_them(five: Analysis) -> None:
    assert five.layers is not None
    found = five.dataset.customers.select(layer=layer(five.line, five.layers)).to_series()
    counted = dict(five.layers.frame.select("layer", "customers").rows())
    assert {name: found.cast(pl.String).eq(name).sum() for name in counted} == counted
    assert found.dtype == pl.Enum(five.layers.frame["layer"].to_list()[::-1])
