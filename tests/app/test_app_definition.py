"""The controls of the definition page stand for the rule they show."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.model import Overview
from hvc.app import verdict
from hvc.app.definition import Definition, Part, Way, fresh, positions
from hvc.app.definition import settings as settings_of
from hvc.rules import Compare, Layering, OneOf, Over, Pareto, Rule, TopShare, combine, conditions_of
from hvc.schema import AMOUNT, LAST_ORDER, NAME, ORDERS, TAGS

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


DATED = {"last_order": LAST_ORDER, "orders": ORDERS, "tags": TAGS, "name": NAME}


def test_conditions_join_the_amount() -> None:
    often, tagged = Part("orders", "订单数", number=3), Part("tags", "标签", levels=("甲",))
    held = Definition(parts=(often, tagged), every=False)
    assert held.rule(AMOUNT, DATED) == combine(
        Over(5000), [Compare(ORDERS, ">=", 3), OneOf(TAGS, ("甲",))], AMOUNT, every=False
    )
    assert replace(held, way=Way.NONE).rule(AMOUNT, DATED).label == "订单数不低于 3，或客户标签含「甲」"


@pytest.mark.parametrize(
    "part", [Part("tags", "标签"), Part("last_order", "日"), Part("gone", "没了"), Part("name", "姓名")]
)
def test_a_condition_that_is_not_complete_does_not_count_yet(part: Part) -> None:
    assert Definition(parts=(part,)).rule(AMOUNT, DATED) == Over(5000)
    assert Definition(Way.NONE, parts=(part,)).rule(AMOUNT, DATED) == Over(5000)


def test_no_more_than_four_conditions_are_offered() -> None:
    part = Part("orders", "订单数")
    assert Definition(parts=(part,) * 2).room
    assert not Definition(parts=(part,) * 3).room
    assert Definition(Way.NONE, parts=(part,) * 3).room
    assert len(conditions_of(Definition(parts=(part,) * 4).rule(AMOUNT, DATED))) == 3


@pytest.mark.parametrize(
    "rule",
    [
        Over(7.0),
        combine(TopShare(0.29), [Compare(ORDERS, "<", 4)], AMOUNT),
        combine(None, [OneOf(TAGS, ("甲", "乙")), Compare(LAST_ORDER, ">", dt.date(2024, 1, 1))], AMOUNT, every=False),
    ],
)
def test_the_controls_of_a_rule_stand_for_it(rule: Rule) -> None:
    layering = Layering(("核心", "潜力", "普通"), 12.0)
    held = Definition(**settings_of(rule, layering))  # type: ignore[arg-type]  # names of the definition
    assert held.rule(AMOUNT, DATED) == rule
    assert held.layering == layering


def test_a_layer_without_a_name_of_its_own_has_the_usual_one() -> None:
    assert Definition(high="甲", middle="甲").layering == Layering()
    assert Definition(low=" ").layering == Layering()


def test_a_new_condition_starts_from_the_data() -> None:
    when = [dt.datetime(2024, 6, day) for day in (1, 20)]  # noqa: DTZ001  no zone by contract
    frame = pl.DataFrame({"orders": [1.0, 123.0], "last_order": when, "tags": ["a", "b"]})
    assert fresh(ORDERS, frame) == Part("orders", "订单数", number=120)
    assert fresh(LAST_ORDER, frame).day == dt.date(2024, 3, 22)
    assert fresh(TAGS, frame) == Part("tags", "客户标签")


def test_a_rule_without_amount_has_no_customers_on_the_line() -> None:
    free = combine(None, [Compare(ORDERS, ">=", 3)], AMOUNT)
    assert len(verdict.metrics(free, OVERVIEW).items) == 3
    both = combine(Over(), [Compare(ORDERS, ">=", 3)], AMOUNT)
    assert verdict.metrics(both, OVERVIEW).items[-1].note == "不算高价值客户，归属由这一点决定"
