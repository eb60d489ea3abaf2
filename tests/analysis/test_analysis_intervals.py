import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, score_test_proportions_2indep

from hvc.analysis import intervals


def floats(*values: float) -> tuple[np.ndarray, ...]:
    return tuple(np.array([float(v)]) for v in values)


# Newcombe 1998, Statistics in Medicine 17, 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("count", "base", "low", "high"), [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)]
)
def test_wilson_gives_the_published_intervals(count: int, base: int, low: float, high: float) -> None:
    found = intervals.wilson([count], [base])
    assert (round(float(found[0][0]), 4), round(float(found[1][0]), 4)) == (low, high)


def test_eighteen_and_thirteen_of_forty_two_have_intervals_that_meet() -> None:
    low, high = intervals.wilson([18, 13], [42, 42])
    assert np.round(low, 3).tolist() == [0.291, 0.191]
    assert np.round(high, 3).tolist() == [0.578, 0.46]


def test_newcombe_gives_the_published_interval() -> None:
    # Newcombe 1998, Statistics in Medicine 17, 873-890, table II (a), method 10.
    low, high = intervals.newcombe(*floats(56, 70, 48, 80))
    assert (round(float(low[0]), 4), round(float(high[0]), 4)) == (0.0524, 0.3339)


def test_koopman_gives_the_published_interval() -> None:
    # Koopman 1984, Biometrics 40, 513-517, on 7 of 34 against 1 of 34, as in Fagerland, Lydersen and Laake 2015.
    low, high = intervals.koopman(*floats(7, 34, 1, 34))
    assert (round(float(low[0]), 4), round(float(high[0]), 3)) == (1.2209, 42.576)


def test_koopman_holds_where_everyone_in_the_group_has_the_level() -> None:
    low, high = intervals.koopman(*floats(20, 20, 20, 20))
    reach = 20 / (20 + intervals.Z**2)  # solves (1 − r)² / (r (1 − r) / 20) = z²
    assert float(low[0]) == pytest.approx(reach)
    assert float(high[0]) == pytest.approx(1 / reach)


def test_koopman_has_no_upper_end_where_no_other_customer_has_the_level() -> None:
    low, high = intervals.koopman(*floats(12, 40, 0, 50))
    assert float(low[0]) > 1
    assert np.isnan(high[0])


def test_koopman_starts_at_zero_where_no_high_value_customer_has_the_level() -> None:
    low, high = intervals.koopman(*floats(0, 40, 12, 50))
    assert float(low[0]) == 0
    assert 0 < float(high[0]) < 1


def test_no_interval_is_made_from_nobody() -> None:
    ends = (
        *intervals.wilson([0], [0]),
        *intervals.koopman(*floats(0, 5, 0, 5)),
        *intervals.koopman(*floats(0, 0, 1, 5)),
    )
    assert all(np.isnan(end).all() for end in ends)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 400), st.integers(1, 400), st.floats(0, 1), st.floats(0, 1))
def test_intervals_agree_with_statsmodels(n1: int, n0: int, share1: float, share0: float) -> None:
    a, b = round(n1 * share1), round(n0 * share0)
    wilson = intervals.wilson([a], [n1])
    assert (wilson[0][0], wilson[1][0]) == pytest.approx(proportion_confint(a, n1, method="wilson"), abs=1e-9)
    newcombe = intervals.newcombe(*floats(a, n1, b, n0))
    theirs = confint_proportions_2indep(a, n1, b, n0, compare="diff", method="newcomb")
    assert (newcombe[0][0], newcombe[1][0]) == pytest.approx((max(theirs[0], -1), min(theirs[1], 1)), abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 400), st.integers(2, 400), st.floats(0, 1), st.floats(0, 1))
def test_koopman_agrees_with_statsmodels(n1: int, n0: int, share1: float, share0: float) -> None:
    a, b = round(n1 * share1), round(n0 * share0)
    assume(0 < a < n1 and 0 < b < n0)
    low, high = intervals.koopman(*floats(a, n1, b, n0))
    theirs = confint_proportions_2indep(a, n1, b, n0, compare="ratio", method="score", correction=False)
    assert (low[0], high[0]) == pytest.approx(theirs, rel=1e-6)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_every_interval_holds_what_was_seen(a: int, lacking1: int, b: int, lacking0: int) -> None:
    n1, n0 = a + lacking1, b + lacking0
    assume(n1 and n0 and b and a)
    low, high = intervals.koopman(*floats(a, n1, b, n0))
    ratio = (a / n1) / (b / n0)
    assert low[0] <= ratio * (1 + 1e-9)
    assert high[0] >= ratio * (1 - 1e-9)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 60), st.integers(2, 60), st.floats(0, 1))
def test_where_everyone_has_the_level_the_score_test_is_inverted(n1: int, n0: int, share: float) -> None:
    # The statistic of Miettinen and Nurminen 1985 at the ends, by statsmodels: what the closed form of its interval cannot do.
    b = min(max(1, round(n0 * share)), n0 - 1)
    low, high = (float(end[0]) for end in intervals.koopman(*floats(n1, n1, b, n0)))
    for end in (low, high):
        tested = score_test_proportions_2indep(n1, n1, b, n0, value=end, compare="ratio", correction=False)
        assert abs(tested.statistic) == pytest.approx(intervals.Z, rel=1e-4)
    assert low < n0 / b < high
