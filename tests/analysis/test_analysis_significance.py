import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table
from statsmodels.stats.multitest import multipletests

from hvc.analysis import significance

counts = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=2, max_size=8)


def ints(*values: int) -> tuple[np.ndarray, ...]:
    return tuple(np.array([v], dtype=np.int64) for v in values)


def test_benjamini_hochberg_rejects_four_of_the_published_fifteen_and_bonferroni_three() -> None:
    # Benjamini and Hochberg 1995, J. R. Stat. Soc. B 57, 289-300, the example of 15.
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1,
    ]
    assert int((significance.q_values(np.array(p)) < 0.05).sum()) == 4
    assert int((np.array(p) < 0.05 / len(p)).sum()) == 3


def test_a_missing_p_is_no_member_of_the_family() -> None:
    q = significance.q_values(np.array([0.01, np.nan, 0.04]))
    assert q[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(q[1])


def test_no_family_gives_no_q() -> None:
    assert np.isnan(significance.q_values(np.array([np.nan]))).all()


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 80), st.integers(0, 80))
def test_p_agrees_with_scipy(a: int, b: int, lacking1: int, lacking0: int) -> None:
    assume(min(a + b, lacking1 + lacking0, a + lacking1, b + lacking0) > 0)
    table = np.array([[a, b], [lacking1, lacking0]])
    expected = stats.contingency.expected_freq(table)
    exact = (
        stats.fisher_exact(table).pvalue if expected.min() < 5 else stats.chi2_contingency(table, correction=False)[1]
    )
    assert significance.p_values(*ints(a, a + lacking1, b, b + lacking0))[0] == pytest.approx(
        exact, rel=1e-6, abs=1e-12
    )


def test_p_is_missing_where_nothing_can_differ() -> None:
    a, n1, b, n0 = (np.array(v, dtype=np.int64) for v in ([0, 5, 0], [5, 5, 0], [0, 6, 3], [6, 6, 6]))
    assert np.isnan(significance.p_values(a, n1, b, n0)).all()


def test_rare_levels_of_a_million_customers_are_tested_exactly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(significance, "CELLS", 4)
    a, n1, b, n0 = (np.array(v, dtype=np.int64) for v in ([3, 0, 3], [300_000] * 3, [2, 9, 2], [700_000] * 3))
    exact = [stats.fisher_exact([[x, y], [300_000 - x, 700_000 - y]]).pvalue for x, y in zip(a, b, strict=True)]
    assert significance.p_values(a, n1, b, n0) == pytest.approx(exact, rel=1e-5)


@settings(max_examples=50, deadline=None)
@given(counts)
def test_cramers_v_lies_between_zero_and_one(table: list[tuple[int, int]]) -> None:
    a, b = np.array([row for row in table if sum(row)], dtype=np.int64).reshape(-1, 2).T
    v = significance.cramers_v(a, b)
    assert v is None or 0 <= v <= 1


def test_cramers_v_is_bias_corrected() -> None:
    # Bergsma 2013, J. Korean Stat. Soc. 42, 323-328: written out for this table.
    a, b = np.array([30, 20, 10]), np.array([10, 20, 30])
    phi = stats.chi2_contingency(np.stack([a, b], axis=1), correction=False)[0] / 120 - 2 / 119
    assert significance.cramers_v(a, b) == pytest.approx(np.sqrt(phi / (1 - 1 / 119)))


@settings(max_examples=50, deadline=None)
@given(counts)
def test_the_trend_agrees_with_statsmodels(table: list[tuple[int, int]]) -> None:
    a, b = np.array(table, dtype=np.int64).T
    assume(a.sum() and b.sum() and np.count_nonzero(a + b) > 1)
    n = a.sum() + b.sum()
    z = Table(np.stack([b, a], axis=1), shift_zeros=False).test_ordinal_association().zscore
    exact = 2 * stats.norm.sf(abs(z) * np.sqrt(n / (n - 1)))  # statsmodels takes the variance of a sample
    assert significance.p_of_trend(a, b) == pytest.approx(exact, rel=1e-6)


def test_there_is_no_trend_without_two_groups_or_two_levels() -> None:
    assert significance.p_of_trend(np.array([3, 4]), np.array([0, 0])) is None
    assert significance.p_of_trend(np.array([3, 0]), np.array([5, 0])) is None


def test_levels_are_tested_together_by_chi_square() -> None:
    a, b = np.array([30, 20, 10]), np.array([10, 20, 30])
    exact = stats.chi2_contingency(np.stack([a, b], axis=1), correction=False)[1]
    assert significance.p_of_levels(a, b) == pytest.approx(exact)


def test_rare_levels_are_pooled_before_the_test() -> None:
    a, b = np.array([30, 20, 1, 2, 3]), np.array([10, 20, 3, 3, 2])
    pooled = stats.chi2_contingency([[30, 10], [20, 20], [6, 8]], correction=False)[1]
    assert significance.p_of_levels(a, b) == pytest.approx(pooled)


def test_a_rare_level_alone_is_pooled_with_the_next() -> None:
    a, b = np.array([30, 20, 1]), np.array([15, 20, 1])
    pooled = stats.chi2_contingency([[30, 15], [21, 21]], correction=False)[1]
    assert significance.p_of_levels(a, b) == pytest.approx(pooled)


@pytest.mark.parametrize(("a", "b"), [([0, 0], [3, 4]), ([1, 1], [1, 1])])
def test_levels_too_small_to_test_have_no_p(a: list[int], b: list[int]) -> None:
    assert significance.p_of_levels(np.array(a), np.array(b)) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=2, max_size=60))
def test_the_rank_test_agrees_with_scipy(pairs: list[tuple[int, bool]]) -> None:
    values, chosen = np.array([float(v) for v, _ in pairs]), np.array([c for _, c in pairs])
    assume(chosen.any() and not chosen.all() and np.unique(values).size > 1)
    ours, others = values[chosen], values[~chosen]
    theirs = stats.mannwhitneyu(ours, others, use_continuity=False, method="asymptotic")
    auc, p = significance.rank_test(np.append(values, np.nan), np.append(chosen, True)) or (None, None)
    assert auc == pytest.approx(theirs.statistic / (ours.size * others.size))
    assert p == pytest.approx(theirs.pvalue)


def test_equal_values_have_an_even_chance_and_no_p() -> None:
    assert significance.rank_test(np.array([2.0, 2.0, 2.0]), np.array([True, False, False])) == (0.5, None)


def test_ranks_need_both_groups() -> None:
    assert significance.rank_test(np.array([1.0, 2.0]), np.array([True, True])) is None


def test_auc_of_levels_counts_ties_half() -> None:
    assert significance.auc_of_levels(np.array([0, 1, 1]), np.array([2, 2, 0])) == pytest.approx((3 + 4) / 8)
    assert significance.auc_of_levels(np.array([0, 0]), np.array([1, 2])) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.just(0.0), st.just(1.0), st.floats(0, 1)), min_size=1, max_size=40))
def test_q_agrees_with_statsmodels(p: list[float]) -> None:
    theirs = multipletests(p, method="fdr_bh")[1]
    assert significance.q_values(np.array(p)) == pytest.approx(theirs, rel=1e-12, abs=1e-15)


@settings(max_examples=50, deadline=None)
@given(counts)
def test_cramers_v_is_that_of_scipy_less_its_bias(table: list[tuple[int, int]]) -> None:
    a, b = np.array([row for row in table if sum(row)], dtype=np.int64).reshape(-1, 2).T
    assume(a.sum() and b.sum() and a.size > 1)
    n, k = a.sum() + b.sum(), a.size
    plain = stats.contingency.association(np.stack([a, b], axis=1), method="cramer")  # over min(levels, 2) − 1 = 1
    base = min(k - (k - 1) ** 2 / (n - 1), 2 - 1 / (n - 1)) - 1
    assume(base > 0)
    expected = np.sqrt(max(0.0, plain**2 - (k - 1) / (n - 1)) / base)
    assert significance.cramers_v(a, b) == pytest.approx(expected, rel=1e-9, abs=1e-7)


@settings(max_examples=50, deadline=None)
@given(counts)
def test_the_auc_of_levels_is_that_of_their_customers_one_by_one(table: list[tuple[int, int]]) -> None:
    a, b = np.array(table, dtype=np.int64).T
    assume(a.sum() and b.sum())
    ours, others = (np.repeat(np.arange(side.size), side) for side in (a, b))
    statistic = stats.mannwhitneyu(ours, others, method="asymptotic").statistic
    assert significance.auc_of_levels(a, b) == pytest.approx(statistic / (ours.size * others.size))


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 3), st.integers(1, 3), st.integers(0, 3), st.integers(1, 3))
def test_groups_of_one_to_three_are_tested_exactly(a: int, n1: int, b: int, n0: int) -> None:
    a, b = min(a, n1), min(b, n0)
    found = significance.p_values(*ints(a, n1, b, n0))[0]
    if a + b in {0, n1 + n0}:
        assert np.isnan(found)
    else:
        assert found == pytest.approx(stats.fisher_exact([[a, b], [n1 - a, n0 - b]]).pvalue)
