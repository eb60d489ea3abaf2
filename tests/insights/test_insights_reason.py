"""Why one customer is high-value or not, and what the plan does with them; every number of a sentence among its facts."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from campaign_cases import IDS, action, control, members
from insights_cases import customers

from hvc.analysis.model import Analysis
from hvc.analysis.person import find, person
from hvc.analysis.run import analyse
from hvc.insights.campaign.placing import Part, placed, refused
from hvc.insights.phrase import Said
from hvc.insights.reason import reason
from hvc.rules import Compare, OneOf, Over, Pareto, Rule, combine
from hvc.schema import AMOUNT, CITY, ORDERS

AMOUNTS = ([12000.0, 5000.01], [5000.0, 4000.0, 3999.99, -20.0])
DATA = customers(
    {"orders": [9.0, 2.0], "city": ["沪", "京"]},
    {"orders": [4.0, 3.0, None, 1.0], "city": ["沪", "沪", "京", None]},
    amounts=AMOUNTS,
)


def made(rule: Rule) -> Analysis:
    return analyse(DATA, rule)


def told(rule: Rule, place: int) -> tuple[Said, ...]:
    analysis = made(rule)
    found = find(analysis, f"c{place:05}")
    assert found is not None
    return reason(analysis, person(analysis, found))


def text(rule: Rule, place: int) -> str:
    return "".join(said.text for said in told(rule, place))


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (
            0,
            "是高价值客户。满足：累计交易金额超过 5,000 元。这位客户 12,000.00 元，比门槛多 7,000.00 元，是门槛的 2.4 倍。",
        ),
        (1, "是高价值客户。满足：累计交易金额超过 5,000 元。这位客户 5,000.01 元，比门槛多 0.01 元，是门槛的 100.0%。"),
        (2, "不是高价值客户。不满足：累计交易金额超过 5,000 元。这位客户 5,000.00 元，正好在门槛上，越过门槛才算。"),
        (
            4,
            "不是高价值客户。不满足：累计交易金额超过 5,000 元。这位客户 3,999.99 元，比门槛少 1,000.01 元，是门槛的 80.0%。",
        ),
        (5, "不是高价值客户。不满足：累计交易金额超过 5,000 元。这位客户 -20.00 元，比门槛少 5,020.00 元。"),
    ],
)
def test_the_amount_is_told_beside_the_line(place: int, expected: str) -> None:
    assert text(Over(5000), place).removesuffix("金额已到门槛的 80%以上，属于临近门槛的客户。") == expected


@pytest.mark.parametrize(("place", "near"), [(1, False), (2, True), (3, True), (4, False)])
def test_only_who_is_just_under_the_line_is_near_it(place: int, near: bool) -> None:
    assert ("临近门槛" in text(Over(5000), place)) == near


def test_of_several_conditions_each_is_told_and_counted() -> None:
    rule = combine(Over(5000), (Compare(ORDERS, ">=", 3.0), OneOf(CITY, ("沪",))), AMOUNT)
    assert text(rule, 1).startswith("不是高价值客户。口径要同时满足 3 个条件，这位客户满足 1 个。")
    assert "不满足：订单数不低于 3。这位客户 2，比门槛少 1，是门槛的 66.7%。" in text(rule, 1)
    assert "不满足：城市为「沪」。这位客户的城市为「京」。" in text(rule, 1)
    assert "不满足：订单数不低于 3。这位客户没有填写订单数。" in text(rule, 4)
    either = combine(Over(5000), (Compare(ORDERS, ">=", 4.0),), AMOUNT, every=False)
    assert text(either, 2).startswith("是高价值客户。口径的 2 个条件满足一个即可，这位客户满足 1 个。")
    assert "满足：订单数不低于 4。这位客户 4，正好在门槛上，算在内。" in text(either, 2)


def test_a_line_that_the_data_draw_is_named() -> None:
    assert "比门槛（5,000.00 元）多 7,000.00 元" in text(Pareto(0.6), 0)


def test_every_number_of_a_sentence_is_among_its_facts() -> None:
    for place in range(6):
        for said in told(Over(5000), place)[1:]:
            loose = said.text.replace("超过 5,000 元", "")
            for fact in said.facts:
                loose = loose.replace(fact.text, "")
            assert not any(sign.isdigit() for sign in loose), said.text


def test_a_customer_is_contacted_left_alone_or_left_to_an_earlier_list() -> None:
    first = action("a", members(0, 1), held=control(True, False))
    second = replace(action("b", members(2)), yielded=pl.Series([IDS[1]]))
    plan = (first, second)
    assert [(one.action.code, one.part) for one in placed(IDS[1], plan)] == [
        ("a", Part.CONTACTED),
        ("b", Part.ELSEWHERE),
    ]
    assert [one.part for one in placed(IDS[0], plan)] == [Part.HELD]
    assert [one.part for one in placed(IDS[2], plan)] == [Part.CONTACTED]
    assert placed(IDS[3], plan) == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"opt_out": True}, ("退订或在黑名单上",)),
        ({"opt_out": False, "consent": False}, ("没有同意营销",)),
        ({"opt_out": None, "consent": None}, ()),
        ({"opt_out": True, "consent": False}, ("退订或在黑名单上", "没有同意营销")),
        ({"amount": 1.0}, ()),
    ],
)
def test_who_refused_is_told_why_and_a_blank_is_no_refusal(row: dict[str, object], expected: tuple[str, ...]) -> None:
    assert refused(pl.DataFrame([row])) == expected
