import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable, Table2x2

from hvc.analysis import strata
from hvc.analysis.strata import Tables

# Men and women admitted and rejected by department, UC Berkeley 1973 (Bickel, Hammel, O'Connell 1975; R: UCBAdmissions).
BERKELEY = [
    [[512, 313], [89, 19]],
    [[353, 207], [17, 8]],
    [[120, 205], [202, 391]],
    [[138, 279], [131, 244]],
    [[53, 138], [94, 299]],
    [[22, 351], [24, 317]],
]
CELLS = st.lists(st.lists(st.integers(1, 400), min_size=4, max_size=4), min_size=2, max_size=8)


def tables(cells: list[list[list[int]]]) -> Tables:
    a, b, c, d = np.array(cells, float).reshape(-1, 4).T[:, None, :]
    return Tables(a, b, c, d)


def test_the_admissions_of_berkeley_turn_round_within_departments() -> None:
    table = tables(BERKELEY)
    (crude,), _ = strata.crude(table)
    (ratio,), ((low,), (high,)) = strata.adjusted(table)
    assert crude == pytest.approx(1.841, abs=5e-4)
    assert (ratio, low, high) == pytest.approx((0.9046968, 0.7719, 1.0603), abs=5e-5)


def test_the_departments_of_berkeley_do_not_agree() -> None:
    table = tables(BERKELEY)
    whole = StratifiedTable([np.array(part) for part in BERKELEY])
    assert whole.test_null_odds(correction=False).statistic == pytest.approx(1.5246, abs=5e-5)
    statsmodels = whole.test_equal_odds()
    assert statsmodels.statistic == pytest.approx(18.8255, abs=5e-3)
    assert strata.breslow_day(table, strata.adjusted(table)[0])[0] == pytest.approx(statsmodels.pvalue, rel=1e-6)


@settings(max_examples=50, deadline=None)
@given(cells=CELLS)
def test_ratios_and_intervals_are_those_of_statsmodels(cells: list[list[int]]) -> None:
    known = StratifiedTable([np.array(part).reshape(2, 2) for part in cells])
    table = tables([[part] for part in cells])
    ratio, (low, high) = strata.adjusted(table)
    assert (ratio[0], low[0], high[0]) == pytest.approx((known.oddsratio_pooled, *known.oddsratio_pooled_confint()))
    whole = Table2x2(np.sum(np.array(cells), axis=0).reshape(2, 2))
    crude, (crude_low, crude_high) = strata.crude(table)
    assert (crude[0], crude_low[0], crude_high[0]) == pytest.approx(
        (whole.oddsratio, *whole.oddsratio_confint()), rel=1e-6
    )


@settings(max_examples=50, deadline=None)
@given(cells=CELLS)
def test_the_test_of_agreement_is_that_of_statsmodels(cells: list[list[int]]) -> None:
    known = StratifiedTable([np.array(part).reshape(2, 2) for part in cells])
    if abs(known.oddsratio_pooled - 1) < 1e-9:  # statsmodels divides by zero there
        return
    table = tables([[part] for part in cells])
    p = strata.breslow_day(table, strata.adjusted(table)[0])[0]
    assert p == pytest.approx(known.test_equal_odds().pvalue, rel=1e-5, abs=1e-9)


def test_the_same_odds_everywhere_give_one_ratio_and_no_disagreement() -> None:
    table = tables([[[20, 10], [10, 20]], [[40, 20], [20, 40]]])
    ratio, _ = strata.adjusted(table)
    assert ratio[0] == pytest.approx(4)
    assert strata.breslow_day(table, ratio)[0] == pytest.approx(1)
    level = tables([[[10, 10], [10, 10]], [[5, 15], [5, 15]]])
    assert strata.breslow_day(level, strata.adjusted(level)[0])[0] == pytest.approx(1)


def test_empty_strata_change_nothing() -> None:
    table, padded = tables(BERKELEY), tables([*BERKELEY, [[0, 0], [0, 0]]])
    ratio, _ = strata.adjusted(padded)
    assert ratio == pytest.approx(strata.adjusted(table)[0])
    assert strata.breslow_day(padded, ratio) == pytest.approx(strata.breslow_day(table, ratio))


def test_empty_cells_leave_ratios_undefined_instead_of_dividing_by_zero() -> None:
    table = tables([[[10, 0], [5, 5]], [[7, 0], [3, 8]]])
    ratio, (low, high) = strata.adjusted(table)
    assert np.isnan([ratio[0], low[0], high[0]]).all()
    assert np.isnan(strata.breslow_day(table, ratio)[0])
    assert np.isnan(strata.crude(table)[0][0])
    assert strata.odds_ratios(tables([[[10, 0], [5, 5]], [[0, 4], [0, 5]], [[1, 2], [1, 2]]]))[0].tolist() == [
        np.inf,
        pytest.approx(np.nan, nan_ok=True),
        1.0,
    ]
