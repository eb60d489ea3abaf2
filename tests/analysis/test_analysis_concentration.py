import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.concentration import concentration, gini

# The vector of incomes in the examples of the package ineq for R, and its corrected value 0.5134346.
PUBLISHED = np.array([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261], dtype=float)
money = st.lists(st.integers(-1000, 100_000).map(lambda fen: fen / 100), min_size=1, max_size=60)


def test_gini_gives_the_published_value() -> None:
    found = gini(PUBLISHED)
    assert found == pytest.approx(0.462091130267624, abs=1e-12)
    assert found is not None
    assert found * 10 / 9 == pytest.approx(0.5134346, abs=1e-7)


def test_equal_amounts_are_not_concentrated() -> None:
    assert gini(np.full(7, 3.0)) == pytest.approx(0)


def test_no_money_has_no_spread() -> None:
    found = concentration(np.zeros(3))
    assert (found.gini, found.customers_for_80, found.lorenz.height) == (None, None, 0)
    assert found.top["amount_share"].null_count() == found.top.height


def test_customers_with_a_negative_total_are_set_aside() -> None:
    found = concentration(np.array([-5.0, 0.0, 100.0]))
    assert found.negative == 1
    assert found.lorenz.rows() == [(0.0, 0.0), (0.5, 0.0), (1.0, 1.0)]


def test_only_negative_totals_leave_nobody() -> None:
    found = concentration(np.array([-5.0, -1.0]))
    assert (found.negative, found.gini, found.customers_for_80) == (2, None, None)


def test_the_top_is_rounded_up_to_whole_customers() -> None:
    found = concentration(np.arange(1.0, 12.0))
    assert found.top.rows()[:4] == [(0.01, 1, 11 / 66), (0.05, 1, 11 / 66), (0.1, 2, 21 / 66), (0.2, 3, 30 / 66)]


def test_as_few_as_needed_make_80_percent() -> None:
    assert concentration(np.array([5.0, 5.0, 10.0, 80.0])).customers_for_80 == 1
    assert concentration(np.array([10.0, 10.0, 10.0, 10.0])).customers_for_80 == 4


@settings(max_examples=50, deadline=None)
@given(money)
def test_the_lorenz_curve_rises_and_stays_under_the_diagonal(amounts: list[float]) -> None:
    found = concentration(np.sort(np.array(amounts)))
    customers, amount = (found.lorenz[c].to_numpy() for c in ("customers", "amount"))
    assert found.lorenz.height <= 200
    assert np.all(np.diff(customers) > 0)
    assert np.all(np.diff(amount) >= 0)
    assert np.all(amount <= customers + 1e-9)


@settings(max_examples=50, deadline=None)
@given(money)
def test_the_customers_for_80_percent_reach_it_and_one_less_does_not(amounts: list[float]) -> None:
    found = concentration(np.sort(np.array(amounts)))
    kept = np.sort(np.array([a for a in amounts if a >= 0]))[::-1]
    if found.customers_for_80 is not None:
        assert kept[: found.customers_for_80].sum() >= 0.8 * kept.sum() - 0.006
        assert kept[: found.customers_for_80 - 1].sum() < 0.8 * kept.sum()
