from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from insights_cases import customers, stray_numbers, study, times

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.insights.acting import act
from hvc.insights.campaign.terms import Overlap, Terms
from hvc.insights.lexicon import owned
from hvc.insights.model import Action, Outcome
from hvc.joining import Dataset
from hvc.rules import Over
from hvc.schema import BY_KEY, Field, Kind, extra, named
from hvc.timeline.tell import tell

NEWEST = dt.datetime(2025, 12, 31)  # noqa: DTZ001  the dates of the data have no zone
Columns = Mapping[str, Sequence[Any]]
WHOLE = Terms(overlap=Overlap.ALL)
CATEGORY = replace(BY_KEY["product_category"], kind=Kind.TAGS, per_order=False)


def ago(*pairs: tuple[int, int]) -> list[dt.datetime]:
    """Dates so many days before the newest, each as often as it says."""
    return times(*((NEWEST - dt.timedelta(days=days), count) for days, count in pairs))


def acted(analysis: Analysis) -> dict[str, Action]:
    return {one.code: one for one in act(analysis, (), WHOLE)}


def told(dataset: Dataset) -> Analysis:
    timeline = tell(dataset)
    return analyse(timeline.dataset, Over(), timeline=timeline)


def shop(ours: Sequence[Any], theirs: Sequence[Any], field: Field = CATEGORY) -> Analysis:
    """100 high-value customers and 200 others, from 100 元 up to just under the line, with what they bought."""
    amounts = ([6000.0 + i for i in range(100)], [100.0 + 20 * i for i in range(200)])
    return study(customers({field.key: ours}, {field.key: theirs}, amounts=amounts, fields=[field]))


def test_what_high_value_customers_bought_more_often_is_recommended_to_those_next_to_them() -> None:
    analysis = shop(
        times((("护肤", "彩妆"), 70), (("护肤",), 30)), times((("护肤", "彩妆"), 20), (("护肤",), 170), ((), 10))
    )
    action = acted(analysis)["cross_sell"]
    members = action.members
    assert not members["product_category"].cast(pl.String).str.contains("彩妆").any()
    assert (members["product_category"].cast(pl.String) != "").all()
    assert analysis.layers is not None
    low = analysis.layers.frame["low"][1]
    assert members["amount"].is_between(low, 5000).all()
    assert "不含「彩妆」、含其他" in action.audience
    assert "70.0%（70/100）" in action.why
    assert "「护肤」" in action.steps[0]
    assert not stray_numbers(" ".join((action.audience, action.why, *action.steps, action.measure)), action.facts)


def test_where_both_bought_the_same_nothing_is_recommended() -> None:
    mixed = (("护肤", "彩妆"), 1), (("护肤",), 1)
    assert "cross_sell" not in acted(shop(times(*mixed) * 50, times(*mixed) * 100))


def test_what_only_those_far_below_lack_is_recommended_to_nobody() -> None:
    theirs = times((("护肤",), 100), (("护肤", "彩妆"), 100))  # the upper half of the others holds it as well
    assert "cross_sell" not in acted(shop(times((("护肤", "彩妆"), 100)), theirs))


def test_of_tags_only_what_can_be_taken_out_is_recommended() -> None:
    ours, theirs = times((("长期活跃", "持有理财"), 80), (("存款",), 20)), times((("存款",), 190), (("长期活跃",), 10))
    action = acted(shop(ours, theirs, BY_KEY["tags"]))["cross_sell"]
    assert "「持有理财」" in action.audience
    alone = times((("长期活跃",), 80), (("存款",), 20))
    assert "cross_sell" not in acted(shop(alone, theirs, BY_KEY["tags"]))


def test_tags_of_things_one_has_begin_with_having_them() -> None:
    assert owned(("持有理财", "已购保险", "高购买潜力", "购买潜力大", "长期活跃")) == ("持有理财", "已购保险")


def trade(once: Sequence[tuple[int, int]]) -> Analysis:
    """40 who bought five times, and customers with one order so many days ago."""
    n = sum(count for _, count in once)
    high: Columns = {"orders": [5.0] * 40, "last_order": ago((10, 40)), "first_order": ago((600, 40))}
    others: Columns = {"orders": [1.0] * n, "last_order": ago(*once), "first_order": ago(*once)}
    return told(customers(high, others))


def test_who_bought_once_and_lately_is_asked_for_a_second_order() -> None:
    action = acted(trade([(20, 15), (80, 25), (300, 10)]))["second_order"]
    assert action.customers == 40
    assert set(action.members["orders"]) == {1.0}
    assert action.audience == "订单数为 1，且最近消费日期距今不超过 90 天"
    assert "首单已过 45 天的 25 位先联系" in action.steps[0]
    assert "有第二次消费的占 44.4%（40/90）" in action.why
    assert action.goal is not None
    assert (action.goal.outcome, action.goal.baseline.value) == (Outcome.BOUGHT, 0.0)
    assert not stray_numbers(" ".join((action.audience, action.why, *action.steps, action.measure)), action.facts)


def test_newcomers_of_the_last_days_are_asked_how_they_like_it_first() -> None:
    assert "先问使用感受" in acted(trade([(5, 30)]))["second_order"].steps[0]


def test_without_repeat_buyers_or_without_dates_there_is_no_second_order() -> None:
    dates: Columns = {"orders": [1.0] * 40, "last_order": ago((10, 40))}
    assert "second_order" not in acted(told(customers(dates, dates)))
    assert "second_order" not in acted(study(customers({"orders": [1.0] * 40}, {"orders": [2.0] * 40})))


def leaders(**columns: Sequence[Any]) -> Action:
    """A hundred customers of a tag, 60 of them high-value, with these columns."""
    tags = times((("意见领袖",), 60), ((), 40)), times((("意见领袖",), 40), ((), 160))
    high: Columns = {"tags": tags[0], **{key: values[:100] for key, values in columns.items()}}
    others: Columns = {"tags": tags[1], **{key: values[100:] for key, values in columns.items()}}
    return acted(study(customers(high, others)))["leaders"]


def goal_of(action: Action) -> tuple[Outcome, float]:
    assert action.goal is not None
    return action.goal.outcome, action.goal.baseline.value


def test_with_dates_a_list_is_measured_by_who_bought_in_the_last_quarter() -> None:
    action = leaders(last_order=[*ago((10, 30), (200, 70)), *ago((10, 10), (200, 190))])
    assert goal_of(action) == (Outcome.BOUGHT, 0.4)
    assert "今天 40.0%（最近 90 天内有消费的）" in action.measure


def test_where_nearly_everybody_bought_it_is_measured_by_what_they_spend() -> None:
    action = leaders(last_order=ago((10, 299), (200, 1)))
    assert goal_of(action) == (Outcome.SPEND, 0.0)
    assert "人均新增金额（期末金额减今天金额）：从今天记起" in action.measure


def test_where_orders_tell_it_the_last_quarters_spending_is_todays_value() -> None:
    action = leaders(recent_orders=[float(i % 3) for i in range(300)], unit_price=[100.0] * 300)
    assert goal_of(action) == (Outcome.SPEND, 100.0)
    assert "今天 100 元（最近 90 天的订单数乘以客单价）" in action.measure


def test_of_what_customers_keep_it_is_measured_who_stays_over_the_line() -> None:
    tags = {"tags": times((("意见领袖",), 60))}
    data = customers(tags, {"tags": times((("意见领袖",), 40))})
    kept = replace(data, fields=tuple(named(f, "管理资产AUM") if f.key == "amount" else f for f in data.fields))
    action = acted(analyse(kept, Over(5000.0, kept.amount)))["leaders"]
    assert goal_of(action) == (Outcome.HIGH_VALUE, 0.6)


def test_a_small_list_without_dates_is_measured_by_who_is_high_value() -> None:
    tags = {"tags": times((("意见领袖",), 3), ((), 57))}, {"tags": times((("意见领袖",), 1), ((), 99))}
    action = acted(study(customers(*tags)))["leaders"]
    assert goal_of(action) == (Outcome.HIGH_VALUE, 0.75)
    assert "高价值客户：今天 3 位，目标 4 位（名单上的每一位）" in action.measure


@pytest.mark.parametrize("blank", [None, ()])
def test_a_column_of_blanks_has_no_tags_to_find(blank: tuple[str, ...] | None) -> None:
    field = extra(1, "备注", Kind.TAGS)
    assert "cross_sell" not in acted(shop([blank] * 100, [blank] * 200, field))
