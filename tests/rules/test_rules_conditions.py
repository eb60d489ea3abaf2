"""A condition beside the amount marks whom it says, and says so in Chinese."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.errors import RuleError
from hvc.rules import (
    Combined,
    Compare,
    Condition,
    OneOf,
    Over,
    Rule,
    TopShare,
    amount_of,
    combine,
    moved,
    rebound,
    resolve,
    tried,
)
from hvc.rules.conditions import levels, unknown
from hvc.rules.phrases import condition
from hvc.schema import AMOUNT, BALANCE, CITY, CONSENT, LAST_ORDER, NAME, ORDERS, TAGS, TIER

GRADES = ("普通", "黄金", "钻石")
PEOPLE = pl.DataFrame(
    {
        "amount": [1000.0, 5000.0, 6000.0, 9000.0],
        "orders": [5.0, 3.0, None, 2.0],
        "balance": [0.1 + 0.2, 0.3, 0.31, None],
        "tier": pl.Series(["钻石", "普通", "黄金", None], dtype=pl.Enum(GRADES)),
        "tags": pl.Series(["甲\x1f乙", "乙", "", None], dtype=pl.Categorical),
        "city": pl.Series(["沪", "京", "京", None], dtype=pl.Categorical),
        "consent": [True, False, None, True],
        "last_order": [dt.datetime(2024, 1, day, 12) for day in (1, 2, 3, 4)],  # noqa: DTZ001  no zone by contract
        "name": ["a", "b", "c", "d"],
    }
)
FIELDS = (AMOUNT, ORDERS, BALANCE, TIER, TAGS, CITY, CONSENT, LAST_ORDER, NAME)


def marked(rule: Rule) -> list[int]:
    return PEOPLE.select(resolve(rule, PEOPLE).mask().alias("m")).to_series().arg_true().to_list()


def alone(one: Condition) -> list[int]:
    return marked(Combined(None, (one,)))


@pytest.mark.parametrize(
    ("one", "who", "label"),
    [
        (Compare(ORDERS, ">=", 3), [0, 1], "订单数不低于 3"),
        (Compare(ORDERS, "<", 3), [3], "订单数低于 3"),
        (Compare(BALANCE, ">", 0.3), [2], "余额超过 0.30 元"),
        (Compare(BALANCE, "<=", 0.3), [0, 1], "余额不超过 0.30 元"),
        (Compare(LAST_ORDER, ">=", dt.date(2024, 1, 3)), [2, 3], "最近消费日期不早于 2024-01-03"),
        (Compare(LAST_ORDER, "<", dt.date(2024, 1, 2)), [0], "最近消费日期早于 2024-01-02"),
        (OneOf(TIER, ("钻石", "黄金")), [0, 2], "会员等级为「钻石」「黄金」之一"),
        (OneOf(TAGS, ("乙",)), [0, 1], "客户标签含「乙」"),
        (OneOf(CITY, ("京", "广")), [1, 2], "城市为「京」「广」之一"),
        (OneOf(CONSENT, ("否",)), [1], "同意营销为「否」"),
    ],
)
def test_a_condition_marks_whom_it_says(one: Condition, who: list[int], label: str) -> None:
    assert alone(one) == who
    assert one.label == label


def test_and_needs_all_conditions_and_or_needs_one() -> None:
    over, often = Over(5000), Compare(ORDERS, ">=", 3)
    assert marked(combine(over, [often], AMOUNT)) == []
    assert marked(combine(Over(4000), [often], AMOUNT)) == [1]
    assert marked(combine(over, [often], AMOUNT, every=False)) == [0, 1, 2, 3]
    assert combine(over, [often], AMOUNT).label == "累计交易金额超过 5,000 元，且订单数不低于 3"
    assert combine(None, [often, OneOf(CITY, ("京",))], AMOUNT, every=False).label == "订单数不低于 3，或城市为「京」"


def test_a_single_condition_on_the_amount_is_the_rule_it_was() -> None:
    assert combine(Over(5), [], AMOUNT) == Over(5)
    line = resolve(Over(5), PEOPLE)
    assert line.cut == line.amount == line


@pytest.mark.parametrize("number", [0, 5])
def test_a_rule_has_one_to_four_conditions(number: int) -> None:
    with pytest.raises(RuleError, match=f"有 {number} 个条件"):
        combine(None, [Compare(ORDERS, ">=", 1)] * number, AMOUNT)


@pytest.mark.parametrize(
    "one",
    [
        OneOf(NAME, ("a",)),
        Compare(ORDERS, ">=", dt.date(2024, 1, 1)),
        Compare(LAST_ORDER, ">=", 3),
        Compare(TIER, ">=", 1),
        OneOf(TIER, ("铂金",)),
        Compare(CITY, ">", 1.0),
    ],
)
def test_what_cannot_be_compared_is_refused_with_a_way_out(one: Condition) -> None:
    with pytest.raises(RuleError) as caught:
        alone(one)
    assert caught.value.hint


def test_a_condition_on_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(RuleError, match="订单数"):
        resolve(combine(Over(), [Compare(ORDERS, ">=", 1)], AMOUNT), PEOPLE.drop("orders"))


def test_only_who_depends_on_it_stands_on_the_line() -> None:
    often = Compare(ORDERS, ">=", 3)
    on = [
        PEOPLE.select(resolve(combine(Over(5000), [often], AMOUNT, every=every), PEOPLE).on_the_line().sum()).item()
        for every in (True, False)
    ]
    assert on == [1, 0]
    assert PEOPLE.select(resolve(Combined(None, (often,)), PEOPLE).on_the_line().sum()).item() == 0


def test_levels_are_offered_best_first_and_unknown_ones_named() -> None:
    assert levels(TIER, PEOPLE) == ("钻石", "黄金", "普通")
    assert levels(TAGS, PEOPLE) == ("乙", "甲")
    assert levels(CONSENT, PEOPLE) == ("否", "是")
    assert levels(ORDERS, PEOPLE) == ()
    assert unknown(OneOf(TIER, ("钻石", "铂金")), PEOPLE) == ("铂金",)
    assert unknown(Compare(ORDERS, ">", 1), PEOPLE) == ()


def test_a_rule_is_bound_to_the_fields_of_other_files() -> None:
    mine = rebound(combine(Over(), [Compare(ORDERS, ">=", 3)], AMOUNT), {"orders": ORDERS, "amount": BALANCE})
    assert mine.field == BALANCE
    assert amount_of(mine) == Over(field=BALANCE)
    assert rebound(TopShare(0.2), {}) == TopShare(0.2)


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("订单数>=3", Compare(ORDERS, ">=", 3)),
        ("orders ≥ 1,000", Compare(ORDERS, ">=", 1000)),
        ("余额＜５", Compare(BALANCE, "<", 5)),
        ("会员等级=钻石，黄金", OneOf(TIER, ("钻石", "黄金"))),
        ("客户标签=甲、乙", OneOf(TAGS, ("甲", "乙"))),
        ("最近消费日期>=2024-01-31", Compare(LAST_ORDER, ">=", dt.date(2024, 1, 31))),
    ],
)
def test_a_typed_condition_is_read(text: str, one: Condition) -> None:
    assert condition(text, FIELDS, PEOPLE) == one


@pytest.mark.parametrize(
    "text",
    ["订单数", "没有>3", "姓名=a", "订单数=3", "会员等级>=钻石", "订单数>=很多", "会员等级=铂金", "最近消费日期>=昨天"],
)
def test_a_condition_that_cannot_be_read_is_refused_with_a_way_out(text: str) -> None:
    with pytest.raises(RuleError) as caught:
        condition(text, FIELDS, PEOPLE)
    assert caught.value.hint


thresholds = st.integers(0, 10_000).map(float)
others = st.lists(
    st.one_of(
        st.integers(0, 6).map(lambda n: Compare(ORDERS, ">=", float(n))),
        st.sampled_from([OneOf(TIER, ("钻石",)), OneOf(TAGS, ("甲",)), OneOf(CITY, ("京",)), OneOf(CONSENT, ("是",))]),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=50, deadline=None)
@given(thresholds, others)
def test_and_lies_in_each_part_and_each_part_in_or(threshold: float, conditions: list[Condition]) -> None:
    both, any_ = (set(marked(combine(Over(threshold), conditions, AMOUNT, every=e))) for e in (True, False))
    parts = [set(marked(Over(threshold))), *(set(alone(one)) for one in conditions)]
    assert all(both <= part <= any_ for part in parts)
    assert both == set.intersection(*parts)
    assert any_ == set.union(*parts)


@settings(max_examples=50, deadline=None)
@given(thresholds, st.floats(0, 5000), others, st.booleans())
def test_a_stricter_line_never_adds_customers(
    threshold: float, more: float, conditions: list[Condition], every: bool
) -> None:
    wide, strict = (combine(Over(t), conditions, AMOUNT, every=every) for t in (threshold, threshold + more))
    assert set(marked(strict)) <= set(marked(wide))


def test_the_line_is_tried_at_five_places() -> None:
    assert tried(Over(5000)) == (3000, 4000, 5000, 6250, 8350)
    assert tried(TopShare(0.2)) == (0.12, 0.16, 0.2, 0.25, 0.334)
    assert tried(Over(0)) == tried(Combined(None, (Compare(ORDERS, ">", 1),))) == ()


@given(st.floats(0.01, 0.99))
def test_a_share_stays_a_share_wherever_it_is_tried(share: float) -> None:
    values = tried(TopShare(share))
    assert all(0 < value < 1 for value in values)
    assert list(values) == sorted(values)
    assert moved(TopShare(share), values[0]) == TopShare(values[0])


def test_moving_the_line_leaves_the_other_conditions() -> None:
    rule = combine(Over(5000), [Compare(ORDERS, ">=", 3)], AMOUNT)
    assert moved(rule, 3000) == combine(Over(3000), [Compare(ORDERS, ">=", 3)], AMOUNT)
    free = Combined(None, (Compare(ORDERS, ">=", 3),))
    assert moved(free, 3000) == free
