"""One customer: their rank, what of the rule they meet, and what they have in a field."""

from __future__ import annotations

import datetime as dt

import pytest
from analysis_cases import dataset

from hvc.analysis.model import Analysis
from hvc.analysis.person import Check, Person, find, person
from hvc.analysis.run import analyse
from hvc.rules import Compare, OneOf, Over, Rule, TopShare, combine
from hvc.schema import AMOUNT, CITY, LAST_ORDER, ORDERS, TAGS

AMOUNTS = [9000.0, 5000.0, 5000.01, 20.0, 9000.0]
COLUMNS = {
    ORDERS: [3.0, 9.0, None, 1.0, 5.0],
    TAGS: [("常购", "夜间"), (), ("夜间",), None, ("常购",)],
    CITY: ["沪", "京", None, "京", "沪"],
    LAST_ORDER: [dt.datetime(2025, 1, day) for day in (5, 9, 2, 3, 7)],  # noqa: DTZ001  no zone by contract
}
BOTH = combine(
    Over(5000),
    (Compare(ORDERS, ">=", 4.0), OneOf(CITY, ("沪",)), Compare(LAST_ORDER, ">", dt.date(2025, 1, 5))),
    AMOUNT,
)


def analysis(rule: Rule) -> Analysis:
    return analyse(dataset(AMOUNTS, COLUMNS), rule)


def look(rule: Rule, customer: str) -> Person:
    made = analysis(rule)
    place = find(made, customer)
    assert place is not None
    return person(made, place)


def test_equal_amounts_share_a_rank_and_the_next_comes_after_both() -> None:
    assert [look(Over(5000), f"c{place}").rank for place in range(5)] == [1, 4, 3, 5, 1]


def test_a_customer_on_the_line_is_told_so_and_one_over_it_by_how_much() -> None:
    on, over = look(Over(5000), "c1"), look(Over(5000), "c2")
    assert (on.high, over.high) == (False, True)
    assert on.checks == (Check("累计交易金额超过 5,000 元", AMOUNT, False, 5000.0, 5000.0, 0.0, True),)
    assert over.checks[0].over == pytest.approx(0.01)
    assert over.layer != on.layer


def test_a_share_includes_who_stands_on_the_line_it_draws() -> None:
    found = look(TopShare(0.4), "c4")
    assert found.high
    assert (found.checks[0].bound, found.checks[0].over, found.checks[0].strict) == (9000.0, 0.0, False)


def test_each_condition_is_met_or_not_by_itself() -> None:
    found = look(BOTH, "c0")
    assert not found.high
    assert found.every
    assert [(check.met, check.value, check.over) for check in found.checks] == [
        (True, 9000.0, 4000.0),
        (False, 3.0, -1.0),
        (True, "沪", None),
        (False, dt.date(2025, 1, 5), None),
    ]


def test_who_has_nothing_in_a_field_does_not_meet_its_condition() -> None:
    check = look(BOTH, "c2").checks[1]
    assert (check.met, check.value, check.over) == (False, None, None)


def test_a_rule_without_an_amount_has_no_check_on_it() -> None:
    found = look(combine(None, (OneOf(TAGS, ("常购",)),), AMOUNT, every=False), "c4")
    assert found.high
    assert not found.every
    assert [check.field for check in found.checks] == [TAGS]


def test_the_levels_of_a_customer_are_those_of_the_breakdown() -> None:
    assert look(Over(5000), "c0").levels(TAGS) == ("夜间", "常购")
    assert look(Over(5000), "c1").levels(TAGS) == ()
    assert look(Over(5000), "c3").levels(TAGS) == ()
    assert look(Over(5000), "c4").levels(CITY) == ("沪",)
    assert look(Over(5000), "c4").levels(LAST_ORDER) == ()


def test_nobody_has_a_number_that_is_not_there() -> None:
    assert find(analysis(Over(5000)), "c9") is None
