from __future__ import annotations

from dataclasses import replace

import pytest
from analysis_cases import dataset, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.run import analyse
from hvc.analysis.spend import Spend, spend
from hvc.rules import TopShare
from hvc.schema import CITY, CREDIT, TIER, Field

TIERS = replace(TIER, levels=("普通", "银卡", "金卡", "钻石"))
RATINGS = replace(CREDIT, levels=("B", "A", "AA"))


def ladder(amounts: dict[str, list[float]], field: Field = TIERS) -> Spend | None:
    """What the levels of `field` spend, customers by level."""
    spent = [amount for each in amounts.values() for amount in each]
    values = [level for level, each in amounts.items() for _ in each]
    analysis = analyse(dataset(spent, {field: values}), TopShare(0.3))
    breakdown = analysis.breakdown(field.key)
    assert breakdown is not None
    return spend(analysis, breakdown)


def around(middle: float, size: int = 40) -> list[float]:
    return [middle - size / 2 + i for i in range(size)]


def test_each_level_has_its_customers_its_median_its_mean_and_its_money() -> None:
    seen = ladder({"普通": [1.0, 2.0, 6.0], "金卡": [10.0, 30.0]})
    assert seen is not None
    assert rows(seen.frame, "level", "customers", "median", "mean", "amount") == [
        ("普通", 3, 2.0, 3.0, 9.0),
        ("金卡", 2, 20.0, 20.0, 40.0),
    ]


def test_a_ladder_whose_medians_rise_is_confirmed() -> None:
    seen = ladder({"普通": around(1000), "银卡": around(3000), "金卡": around(6000)})
    assert seen is not None
    assert (seen.rises, seen.contrary, seen.level) == (True, (), ())


def test_the_neighbours_that_contradict_the_order_are_named_and_nothing_is_reordered() -> None:
    seen = ladder({"普通": around(1000), "银卡": around(6000), "金卡": around(3000), "钻石": around(9000)})
    assert seen is not None
    assert seen.contrary == (("银卡", "金卡"),)
    assert seen.frame["level"].to_list() == ["普通", "银卡", "金卡", "钻石"]
    assert not seen.rises


def test_a_fall_within_chance_accuses_nobody() -> None:
    seen = ladder({"普通": around(1000), "银卡": around(6000), "金卡": around(5998)})
    assert seen is not None
    assert (seen.contrary, seen.level, seen.rises) == ((), (("银卡", "金卡"),), False)


def test_a_level_under_thirty_customers_is_not_placed() -> None:
    seen = ladder({"普通": around(1000), "银卡": around(3000), "金卡": around(10, 29)})
    assert seen is not None
    assert (seen.small, seen.contrary, seen.rises) == (("金卡",), (), True)


@pytest.mark.parametrize("field", [RATINGS, CITY])
def test_only_what_people_climb_by_spending_is_held_against_it(field: Field) -> None:
    assert ladder({"A": around(1000), "B": around(3000)}, field) is None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 40), min_size=2, max_size=4, unique=True))
def test_turning_the_amounts_round_turns_the_verdict_round(steps: list[int]) -> None:
    middles = sorted(1000.0 * step for step in steps)
    upright, inverted = (
        ladder(dict(zip(TIERS.levels, map(around, each), strict=False))) for each in (middles, middles[::-1])
    )
    assert upright is not None
    assert inverted is not None
    assert upright.rises
    assert len(inverted.contrary) == len(steps) - 1
