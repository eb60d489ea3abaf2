"""Ranks, quartiles and percentiles agree with scipy and numpy, ties and tiny groups included."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from hvc.analysis.model import Word
from hvc.analysis.percentiles import percentiles
from hvc.analysis.profile import word_of
from hvc.analysis.ranking import Ranked, binned, delta_interval, edges, place, quartiles, ranked, superiority

values = st.lists(st.one_of(st.integers(-3, 3), st.floats(-1e6, 1e6)), min_size=1, max_size=40).map(
    lambda xs: np.array(xs, dtype=np.float64)
)


def order(ours: np.ndarray, others: np.ndarray) -> Ranked:
    found = ranked(np.concatenate([ours, others]), np.arange(ours.size + others.size) < ours.size)
    assert found is not None
    return found


@settings(max_examples=50, deadline=None)
@given(values, values)
def test_the_rank_test_is_that_of_mann_and_whitney(ours: np.ndarray, others: np.ndarray) -> None:
    auc, p = superiority(order(ours, others))
    if np.unique(np.concatenate([ours, others])).size == 1:
        assert (auc, p) == (0.5, None)
        return
    known = stats.mannwhitneyu(ours, others, use_continuity=False, method="asymptotic")
    assert auc == pytest.approx(known.statistic / (ours.size * others.size))
    assert p == pytest.approx(known.pvalue, rel=1e-6, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(values)
def test_quartiles_are_of_type_seven(xs: np.ndarray) -> None:
    assert quartiles(np.sort(xs)) == pytest.approx(tuple(np.quantile(xs, [0.25, 0.5, 0.75])))


@settings(max_examples=50, deadline=None)
@given(values)
def test_percentiles_share_ties_as_mean_ranks_do(xs: np.ndarray) -> None:
    assert percentiles(xs) == pytest.approx((stats.rankdata(xs) - 0.5) / xs.size)


def test_who_has_no_value_has_no_percentile() -> None:
    assert np.isnan(percentiles(np.array([1.0, np.nan, 2.5]))).tolist() == [False, True, False]
    assert np.isnan(percentiles(np.full(3, np.nan))).all()


@settings(max_examples=50, deadline=None)
@given(values, values)
def test_bins_hold_everybody_once_and_the_median_stands_inside(ours: np.ndarray, others: np.ndarray) -> None:
    found = order(ours, others)
    a, b = binned(found, edges(found, 10))
    assert (int(a.sum()), int(b.sum())) == (ours.size, others.size)
    assert a.size <= 10
    assert 0 <= place(found, float(np.median(ours))) <= 1


def test_a_value_that_most_share_is_told_from_the_rest() -> None:
    found = order(np.array([0.0] * 50 + [1, 2, 3, 4, 5, 6]), np.array([0.0] * 950 + [7, 8, 9, 10, 11, 12]))
    assert edges(found, 10).tolist() == [1.0]


def test_a_group_without_values_cannot_be_ranked() -> None:
    assert ranked(np.array([1.0, np.nan]), np.array([True, False])) is None


def test_the_interval_of_delta_holds_delta_and_closes_with_size() -> None:
    wide, narrow = delta_interval(0.6, 30, 30), delta_interval(0.6, 3000, 3000)
    assert wide[0] < narrow[0] < 0.2 < narrow[1] < wide[1]


@pytest.mark.parametrize(
    ("auc", "q", "sizes", "word"),
    [
        (0.8, 0.01, (30, 30), Word.MUCH_HIGHER),
        (0.2, 0.01, (30, 30), Word.MUCH_LOWER),
        (0.8, 0.01, (29, 300), Word.UNKNOWN),
        (0.8, 0.06, (30, 30), Word.UNKNOWN),
        (0.54, 0.01, (9000, 9000), Word.HIGHER),
        (0.46, 0.01, (9000, 9000), Word.LOWER),
        (0.51, 0.01, (9000, 9000), Word.SAME),
        (0.5, float("nan"), (9000, 9000), Word.SAME),
        (0.5, 0.9, (40, 40), Word.UNKNOWN),
    ],
)
def test_a_number_gets_its_word_by_the_fixed_rule(auc: float, q: float, sizes: tuple[int, int], word: Word) -> None:
    assert word_of(auc, q, *sizes) is word
