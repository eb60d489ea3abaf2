"""The controls of the definition page stand for the rule they show."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.model import Overview
from hvc.app import verdict
from hvc.app.definition import Definition, Way, positions
from hvc.rules import Over, Pareto, Rule, TopShare
from hvc.schema import AMOUNT

OVERVIEW = Overview(120, 42, 0.35, 500_000.0, 400_000.0, 0.8, 9523.8, 1282.05, 8000.0, 900.0, 3)


@pytest.mark.parametrize(
    ("way", "rule"),
    [(Way.OVER, Over(5000.0, AMOUNT)), (Way.TOP, TopShare(0.2, AMOUNT)), (Way.PARETO, Pareto(0.8, AMOUNT))],
)
def test_each_way_is_its_rule(way: Way, rule: Rule) -> None:
    assert Definition(way).rule(AMOUNT) == rule


@given(st.lists(st.floats(-1e4, 1e8), min_size=1, max_size=200), st.floats(0, 1e8))
@settings(max_examples=50)
def test_the_slider_stands_on_the_threshold_and_never_below_zero(amounts: list[float], threshold: float) -> None:
    places = positions(pl.Series(amounts), threshold)
    assert threshold in places
    assert 0.0 in places
    assert list(places) == sorted(set(places))
    assert min(places) == 0


def test_the_slider_has_no_more_places_than_it_has_steps() -> None:
    assert len(positions(pl.Series(range(10_000)), 5000.0)) <= 62


@pytest.mark.parametrize(("rule", "word"), [(Over(), "不算"), (TopShare(0.2), "计入"), (Pareto(), "计入")])
def test_the_page_says_whether_customers_on_the_line_count(rule: Rule, word: str) -> None:
    assert word in verdict.metrics(rule, OVERVIEW).items[-1].note


def test_the_sentence_names_the_base_of_every_share() -> None:
    text = verdict.sentence(Over(), OVERVIEW).text
    assert "42 位" in text
    assert "全部 120 位客户的 35.0%" in text
    assert "全部金额 50 万元的 80.0%" in text
