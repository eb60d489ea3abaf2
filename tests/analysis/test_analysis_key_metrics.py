"""Key metrics: published information values, what enters the ranking, cuts and bad input."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
import statsmodels.api as sm
from analysis_cases import dataset
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.information import evidence, information_value, pooled
from hvc.analysis.logistic import auc_of, cross_validated, fit
from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.rules import Over
from hvc.schema import Kind, extra

A = extra(1, "甲指标", Kind.SCORE)
B = extra(2, "乙指标", Kind.SCORE)
C = extra(3, "丙类", Kind.CATEGORY)


def study(n1: int, n0: int, **columns: list[Any]) -> Analysis:
    fields = {"a": A, "b": B, "c": C}
    amounts = [6000.0 + i for i in range(n1)] + [1000.0 + i for i in range(n0)]
    return analyse(dataset(amounts, {fields[key]: told for key, told in columns.items()}), Over())


def shifted(n1: int, n0: int, by: float, seed: int = 0) -> list[Any]:
    rng = np.random.default_rng(seed)
    told: list[Any] = np.concatenate([rng.normal(by, 1, n1), rng.normal(0, 1, n0)]).round(2).tolist()
    return told


def test_the_information_value_of_the_checking_account_is_the_published_one() -> None:
    # Statlog (German credit), UCI: good and bad customers of A11, A12, A13, A14; value as published with scorecard packages
    good, bad = np.array([139, 164, 49, 348]), np.array([135, 105, 14, 46])
    assert information_value(good, bad, smoothing=0) == pytest.approx(0.66601150335, abs=1e-11)
    assert information_value(good, bad) == pytest.approx(0.66601150335, abs=0.02)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=12))
def test_an_information_value_is_finite_and_never_negative(bins: list[tuple[int, int]]) -> None:
    a, b = (np.array(side) for side in zip(*bins, strict=True))
    assert 0 <= information_value(a, b) < np.inf
    assert np.isfinite(evidence(a, b)).all()


def test_rare_levels_of_a_category_count_together() -> None:
    a = np.arange(20)
    place = pooled(a, a)
    assert place.max() == 9
    assert (place == 9).sum() == 11
    assert pooled(a[:3], a[:3]).tolist() == [0, 1, 2]


def test_without_a_penalty_the_model_is_that_of_statsmodels() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(400, 3))
    y = (rng.random(400) < 1 / (1 + np.exp(-(x @ [1.0, -0.5, 0.0] - 1)))).astype(float)
    known = sm.Logit(y, sm.add_constant(x)).fit(disp=0).params
    assert fit(x, y, ridge=1e-9) == pytest.approx(known, abs=1e-4)


def test_perfect_separation_stays_finite() -> None:
    x = np.concatenate([np.zeros(50), np.ones(50)])[:, None] * 1e6
    beta = fit((x - x.mean()) / x.std(), np.repeat([0.0, 1.0], 50))
    assert np.isfinite(beta).all()
    assert cross_validated(lambda _: x, np.repeat([False, True], 50)).auc == 1.0


def test_an_auc_counts_ties_half() -> None:
    assert auc_of(np.array([1.0, 1.0, 2.0]), np.array([True, False, False])) == 0.25


def test_fewer_than_thirty_high_value_customers_are_not_ranked_and_the_reason_says_so() -> None:
    found = study(29, 200, a=shifted(29, 200, 3)).key_metrics
    assert found is not None
    assert found.ranked == ()
    assert found.reason == "高价值客户只有 29 位，不足 30 位，不做关键指标排序。"


def test_one_candidate_is_ranked_with_its_cut_and_both_rates() -> None:
    found = study(100, 300, a=shifted(100, 300, 1.2)).key_metrics
    assert found is not None
    assert [one.field.label for one in found.ranked] == ["甲指标"]
    best = found.ranked[0]
    assert best.cut is not None
    assert best.cut.text.startswith("甲指标 ≥ ")
    assert best.cut.rate > 0.25 > best.cut.rest_rate
    assert best.cut.customers + best.cut.rest_customers == 400
    assert best.drop is not None
    assert best.drop > 0.1


def test_what_says_the_same_stands_behind_the_stronger_one() -> None:
    told = shifted(200, 600, 1.2)
    found = study(200, 600, a=told, b=[-float(x) for x in told]).key_metrics
    assert found is not None
    assert len(found.ranked) == 1
    assert len(found.ranked[0].twins) == 1


def test_noise_is_not_ranked() -> None:
    found = study(300, 900, a=shifted(300, 900, 0), c=["甲", "乙", "丙"] * 400).key_metrics
    assert found is not None
    assert found.ranked == ()
    assert "没有哪一项指标" in found.reason


def test_a_field_of_the_same_source_stands_apart_with_its_reason() -> None:
    found = study(100, 300, a=shifted(100, 300, 9), b=shifted(100, 300, 1, seed=2)).key_metrics
    assert found is not None
    assert [one.field.label for one in found.same_source] == ["甲指标"]
    assert found.same_source[0].drop is None
    assert found.same_source[0].same_source
    assert [one.field.label for one in found.ranked] == ["乙指标"]


def test_a_category_is_told_by_its_level_with_both_shares_and_bases() -> None:
    found = study(100, 300, c=["甲"] * 70 + ["乙"] * 30 + ["甲"] * 90 + ["乙"] * 210).key_metrics
    assert found is not None
    best = found.ranked[0]
    assert (best.typical_high_value, best.typical_others) == ("「甲」70.0%（70/100）", "「甲」30.0%（90/300）")
    assert best.cut is not None
    assert best.cut.text in {"丙类为「甲」", "丙类不是「乙」"}
    assert best.auc is None


@pytest.mark.parametrize(
    "column",
    [
        [7.0] * 400,
        [None] * 400,
        [float("inf")] * 200 + [1.0] * 200,
        [None] * 399 + [1.0],
        [float("nan")] * 100 + [1.0, 2.0] * 150,
    ],
)
def test_columns_that_say_nothing_break_nothing(column: list[Any]) -> None:
    found = study(100, 300, a=column)
    assert found.key_metrics is not None
    assert (
        found.profile is None or found.profile.frame.select(pl.col(pl.Float64).is_nan().any()).row(0).count(True) == 0
    )


def test_a_profile_sets_medians_beside_each_other_and_q_counts_every_level_of_the_run() -> None:
    found = study(100, 300, a=shifted(100, 300, 1.2), b=shifted(100, 300, 0, seed=5)).profile
    assert found is not None
    first, second = found.frame.iter_rows(named=True)
    assert first["word"] == "显著偏高"
    assert first["difference"] == pytest.approx(first["median_high_value"] - first["median_others"])
    assert first["delta"] == pytest.approx(2 * first["auc"] - 1)
    assert first["q"] >= first["p"]
    assert second["word"] in {"证据不足", "无明显差异"}
    assert first["group"] == "行为数据"
