from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import power_proportions_2indep

from hvc.insights.campaign.control import BANDS, HELD_FROM, control, detectable, draw
from hvc.insights.campaign.goals import Aim
from hvc.insights.campaign.power import between_means, between_shares, from_mean, from_share
from hvc.insights.model import Control, Outcome
from hvc.insights.phrase import Said
from hvc.insights.plans.ground import descending

sizes = st.integers(1, 3000)
shares = st.floats(0.05, 0.5)
seeds = st.integers(0, 2**31)
BOUGHT = Aim(Outcome.BOUGHT, 0.3, usual=0.3)


@settings(max_examples=50, deadline=None)
@given(sizes, shares, seeds)
def test_the_share_left_alone_is_the_one_asked_for_to_the_nearest_customer(size: int, share: float, seed: int) -> None:
    assert draw(np.arange(size), share, seed).sum() == round(size * share)


@settings(max_examples=50, deadline=None)
@given(sizes, shares, seeds)
def test_every_band_of_the_amount_gives_the_same_share(size: int, share: float, seed: int) -> None:
    held = draw(np.arange(size), share, seed)
    bands = max(1, min(BANDS, round(size * share)))
    for band in range(bands):
        part = held[size * band // bands : size * (band + 1) // bands]
        assert abs(part.sum() - part.size * share) <= 1


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 500), seeds)
def test_the_same_customers_are_drawn_in_whatever_order_they_stand(size: int, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(size)
    place = np.empty_like(order)
    place[order] = np.arange(size)
    assert (draw(place, 0.2, seed) == draw(np.arange(size), 0.2, seed)[order]).all()


def test_the_same_seed_draws_the_same_group_and_another_seed_another() -> None:
    ranked = np.arange(1000)
    assert (draw(ranked, 0.1, 7) == draw(ranked, 0.1, 7)).all()
    assert (draw(ranked, 0.1, 7) != draw(ranked, 0.1, 8)).any()


def test_nobody_is_drawn_more_often_than_others() -> None:
    drawn = np.sum([draw(np.arange(100), 0.2, seed) for seed in range(400)], axis=0)
    assert drawn.sum() == 400 * 20
    assert abs(drawn - 80).max() < 5 * np.sqrt(400 * 0.2 * 0.8)


@pytest.mark.parametrize(
    ("share", "contacted", "held"), [(0.0, 900, 100), (0.05, 900, 100), (0.5, 400, 100), (0.3, 50_000, 5000)]
)
def test_a_difference_of_shares_is_found_in_four_cases_of_five(share: float, contacted: int, held: int) -> None:
    found = between_shares(share, contacted, held)
    assert found is not None
    power = power_proportions_2indep(found, share, contacted, ratio=held / contacted, alpha=0.05, return_results=False)
    assert power == pytest.approx(0.8, abs=1e-3)


@pytest.mark.parametrize(("contacted", "held"), [(900, 100), (400, 100), (45, 45)])
def test_a_difference_of_means_is_the_one_of_the_normal_test(contacted: int, held: int) -> None:
    effect = NormalIndPower().solve_power(nobs1=contacted, alpha=0.05, power=0.8, ratio=held / contacted)
    assert between_means(200.0, contacted, held) == pytest.approx(200 * effect, rel=1e-4)


def test_one_group_beside_a_fixed_value_is_two_groups_of_which_one_is_endless() -> None:
    endless = 10**12
    assert from_mean(50.0, 80) == pytest.approx(between_means(50.0, 80, endless), rel=1e-6)
    assert from_share(0.3, 400) == pytest.approx(between_shares(0.3, 400, endless), abs=1e-4)


@settings(max_examples=50, deadline=None)
@given(st.floats(0.01, 0.7), st.integers(300, 20_000), st.integers(2, 10))
def test_more_customers_show_smaller_differences(share: float, size: int, times: int) -> None:
    less, more = (between_shares(share, n * 9 // 10, n // 10) for n in (size, size * times))
    assert less is None or (more is not None and more < less)
    assert between_means(10.0, size, size) > between_means(10.0, size * times, size * times)


def test_what_is_true_of_nearly_everybody_cannot_be_found_higher() -> None:
    assert between_shares(0.99, 270, 30) is None
    assert from_share(1.0, 100) is None


@pytest.mark.parametrize(("size", "share", "text"), [
    (42, 0.1, "名单太小，不留对照组：留出 10.0% 不足 30 位，300 位起才比得出差别"),
    (200, 0.1, "名单太小，不留对照组：留出 10.0% 不足 30 位，300 位起才比得出差别，或把比例提高到 20.0%"),
    (100, 0.2, "名单太小，不留对照组：留出 20.0% 不足 30 位，150 位起才比得出差别"),
    (5000, 0.0, "按设定不留对照组，期末只能与今天比，分不清是不是行动的结果"),
])  # fmt: skip
def test_where_nobody_is_left_alone_it_says_why_and_from_which_size_on(size: int, share: float, text: str) -> None:
    said = control(BOUGHT, np.arange(size), share, 1)
    assert isinstance(said, Said)
    assert said.text == text


def test_the_size_named_is_the_first_that_leaves_somebody_alone() -> None:
    assert isinstance(control(BOUGHT, np.arange(300), 0.1, 1), Control)
    made = control(BOUGHT, np.arange(150), 0.2, 1)
    assert isinstance(made, Control)
    assert made.customers == HELD_FROM
    assert made.held.dtype == pl.Boolean


def test_at_most_half_is_left_alone() -> None:
    made = control(BOUGHT, np.arange(1000), 0.9, 1)
    assert isinstance(made, Control)
    assert made.customers == 500


def test_where_nothing_higher_can_be_found_nobody_is_left_alone() -> None:
    said = control(Aim(Outcome.BOUGHT, 0.99, usual=0.99), np.arange(400), 0.1, 1)
    assert isinstance(said, Said)
    assert "今天的水平已高" in said.text
    assert detectable(Aim(Outcome.BOUGHT, 0.9, usual=0.1), 270, 30) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.integers(-500, 500).map(float), st.floats(-1e15, 1e15), st.just(-np.inf)), max_size=60))
def test_amounts_are_ranked_largest_first_and_equals_as_they_stand(amounts: list[float]) -> None:
    rounded = np.round(np.array(amounts, dtype=float), 2)
    assert descending(rounded).tolist() == np.argsort(-rounded, kind="stable").tolist()
