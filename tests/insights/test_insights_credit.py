"""Fields of credit: each with its own polarity, several at once, value beside them, and what they cannot say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_cases import RATINGS, customers, stray_numbers, study, times

from hvc.analysis.model import Analysis
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.ladder import good_end, poor_end, ratings
from hvc.insights.model import Action, Finding, Level
from hvc.insights.value_credit import GOOD, MIDDLE, OURS, POOR, THEIRS, UNRATED, matrix
from hvc.schema import CREDIT, CREDIT_SCORE, RISK, Field

RISKS = replace(RISK, levels=("高", "中", "低"))


def study_of(ours: dict[Field, list[Any]], theirs: dict[Field, list[Any]]) -> Analysis:
    sides = [{field.key: values for field, values in side.items()} for side in (ours, theirs)]
    return study(customers(sides[0], sides[1], fields=ours))


def said(analysis: Analysis, key: str) -> dict[str, Finding]:
    found = find(analysis)
    for finding in found:
        assert not stray_numbers(f"{finding.headline} {finding.evidence}", finding.facts), finding
    return {finding.code: finding for finding in found if finding.section == key}


def deeds(analysis: Analysis) -> dict[str, Action]:
    return {action.code: action for action in act(analysis, find(analysis))}


def side(good: int, middle: int, poor: int) -> dict[Field, list[Any]]:
    """The same customers by letters, score and risk."""
    return {
        CREDIT: times(("AA", good), ("A", middle), ("BB", poor)),
        CREDIT_SCORE: times((710.0, good), (620.0, middle), (530.0, poor)),
        RISKS: times(("低", good), ("中", middle), ("高", poor)),
    }


@pytest.mark.parametrize(
    ("score", "good", "poor"),
    [(549.0, False, True), (550.0, False, False), (649.9, False, False), (650.0, True, False), (700.0, True, False)],
)
def test_scores_are_banded_at_550_and_650(score: float, good: bool, poor: bool) -> None:
    analysis = study_of({CREDIT_SCORE: [score] * 30 + [600.0] * 5}, {CREDIT_SCORE: [500.0] * 30 + [800.0] * 5})
    ends = good_end(analysis, CREDIT_SCORE), poor_end(analysis, CREDIT_SCORE)
    row = analysis.dataset.customers.head(1)
    assert [row.select(end.who).item() for end in ends if end] == [good, poor]


def test_scores_on_another_scale_are_called_neither_good_nor_poor() -> None:
    analysis = study_of(
        {CREDIT_SCORE: [float(i) for i in range(60, 100)]}, {CREDIT_SCORE: [float(i) for i in range(40)]}
    )
    assert (good_end(analysis, CREDIT_SCORE), poor_end(analysis, CREDIT_SCORE)) == (None, None)
    assert matrix(analysis, CREDIT_SCORE) is None
    assert "没有公认的好坏界线" in said(analysis, "credit_score")["credit.unjudged"].headline


def test_a_high_rating_is_good_and_a_high_risk_is_bad() -> None:
    analysis = study_of(side(30, 20, 5), side(10, 30, 20))
    (credit, _, risk) = ratings(analysis)
    good, poor = good_end(analysis, credit.field), poor_end(analysis, risk.field)
    assert good is not None
    assert poor is not None
    assert (good.levels, poor.levels) == (("AA",), ("高",))
    assert good_end(analysis, risk.field) is None  # a low risk alone extends no credit


def test_letters_score_and_risk_that_say_the_same_are_told_once() -> None:
    analysis = study_of(side(60, 30, 10), side(20, 80, 100))
    told = said(analysis, "credit")
    assert told["credit.good"].headline == "按信用评级看，高价值客户的信用好于其他客户"
    assert "价值高、信用差的客户有 10 位" in told["credit.poor"].headline
    assert "信用分与信用评级几乎一一对应" in "".join(one.evidence for one in told.values())
    assert not said(analysis, "credit_score")
    assert not said(analysis, "risk")


def test_letters_and_score_that_part_each_speak_for_themselves() -> None:
    ours, theirs = side(60, 30, 10), side(20, 80, 100)
    mixed = [{**one, CREDIT_SCORE: one[CREDIT_SCORE][::-1]} for one in (ours, theirs)]
    analysis = study_of(*({key: one[key] for key in (CREDIT, CREDIT_SCORE)} for one in mixed))
    for key, label in (("credit", "信用评级"), ("credit_score", "信用分")):
        assert said(analysis, key)["credit.good"].headline == f"按{label}看，高价值客户的信用好于其他客户"


def test_whom_one_field_calls_good_and_another_poor_is_counted_and_kept_from_the_incentive() -> None:
    ours = {CREDIT: times(("AA", 40), ("BB", 5)), RISKS: times(("高", 6), ("低", 39))}
    analysis = study_of(ours, {CREDIT: times(("A", 40)), RISKS: times(("中", 40))})
    conflict = said(analysis, "credit")["credit.conflict"]
    assert conflict.headline == "有 6 位高价值客户的信用信息相互矛盾：信用评级、风险等级一项说好、一项说差"
    assert conflict.level is Level.WATCH
    found = deeds(analysis)
    assert found["credit_incentive"].customers == 34
    assert found["credit_incentive"].audience.endswith("，风险等级为「高」的除外")
    assert found["credit_review"].customers == 11
    assert "信用评级为「BB」，或风险等级为「高」，且" in found["credit_review"].audience


def test_many_without_a_rating_are_said_beside_the_list_that_they_cannot_be_on() -> None:
    ours = {CREDIT: times(("AA", 40), (None, 30))}
    analysis = study_of(ours, {CREDIT: times(("A", 40), (None, 50))})
    assert "结论只代表有评级的客户" in said(analysis, "credit")["credit.coverage"].headline
    assert any(
        "另有 30 位高价值客户没有信用评级，好坏未知" in step for step in deeds(analysis)["credit_incentive"].steps
    )


def test_a_gap_of_poor_ratings_that_neither_a_level_nor_the_whole_bears_out_is_no_claim() -> None:
    ours = {CREDIT: times(("B", 12), ("BB", 14), ("A", 48), ("AA", 26))}
    analysis = study_of(ours, {CREDIT: times(("B", 18), ("BB", 24), ("A", 216), ("AA", 42))})
    poor = said(analysis, "credit")["credit.poor"]
    assert "更常见" not in poor.headline
    assert "26.0%（26/100），其他客户 14.0%（42/300），同时比较的项目多，这点差距还不足为凭" in poor.evidence


def test_a_level_that_stands_out_bears_out_the_gap_of_its_end() -> None:
    ours = {CREDIT: times(("BB", 30), ("A", 40), ("AA", 30))}
    analysis = study_of(ours, {CREDIT: times(("BB", 30), ("A", 210), ("AA", 60))})
    assert said(analysis, "credit")["credit.poor"].headline.endswith("，而且比其他客户更常见")


def test_value_beside_credit_is_counted_cell_by_cell() -> None:
    ours = {CREDIT: times(("AA", 3), ("A", 2), ("BB", 1), (None, 2))}
    theirs = {CREDIT: times(("AA", 1), ("A", 4), ("BB", 5))}
    analysis = replace(study_of(ours, theirs), layers=None)
    seen = matrix(analysis, CREDIT)
    assert seen is not None
    assert (seen.grades, seen.groups) == ((GOOD, MIDDLE, POOR, UNRATED), (OURS, THEIRS))
    assert seen.frame.select("grade", "group", "customers", "share").rows() == [
        (GOOD, OURS, 3, 3 / 6), (GOOD, THEIRS, 1, 1 / 10),
        (MIDDLE, OURS, 2, 2 / 6), (MIDDLE, THEIRS, 4, 4 / 10),
        (POOR, OURS, 1, 1 / 6), (POOR, THEIRS, 5, 5 / 10),
        (UNRATED, OURS, 2, None), (UNRATED, THEIRS, 0, None),
    ]  # fmt: skip
    assert seen.cell(POOR, OURS)["amount"] == 6050.0


rated = st.lists(st.sampled_from([*RATINGS, None]), min_size=1, max_size=40)


@settings(max_examples=30, deadline=None)
@given(rated, rated)
def test_value_and_credit_lose_no_customer_and_no_money(ours: list[Any], theirs: list[Any]) -> None:
    analysis = study_of({CREDIT: [*ours, "AA"]}, {CREDIT: [*theirs, "BB"]})
    seen = matrix(analysis, CREDIT)
    assert seen is not None
    assert seen.frame["customers"].sum() == analysis.overview.customers
    assert seen.frame["amount"].sum() == pytest.approx(analysis.overview.amount)
    best = seen.frame.filter(pl.col("group") == seen.groups[0])
    assert best["customers"].sum() == analysis.overview.high_value
    assert best["share"].drop_nulls().sum() == pytest.approx(1)
