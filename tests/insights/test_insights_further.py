"""What further detectors say of planted customers, and what they leave unsaid."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from insights_cases import customers, member_club, only_amounts, stray_numbers, study, times

from hvc.analysis.model import Analysis
from hvc.insights.detectors import outlook
from hvc.insights.finding import find
from hvc.insights.model import Finding, Level
from hvc.joining import Dataset
from hvc.timeline.model import USUAL, Clv, Step, Timeline, Trends
from hvc.timeline.tell import tell

# ruff: noqa: DTZ001  the dates of the data have no zone
TODAY = dt.date(2026, 1, 1)


def told(analysis: Analysis) -> dict[str, Finding]:
    found = find(analysis)
    for finding in found:
        assert not stray_numbers(f"{finding.headline} {finding.evidence}", finding.facts), finding
    return {finding.code: finding for finding in found}


def dated(dataset: Dataset) -> Analysis:
    """With what time says."""
    timeline = tell(dataset, USUAL, TODAY)
    return replace(study(timeline.dataset), timeline=timeline)


def days(*ago: tuple[int, int]) -> list[dt.datetime]:
    return times(*((dt.datetime(2025, 12, 31) - dt.timedelta(days=back), count) for back, count in ago))


def test_the_quiet_high_value_customers_are_a_risk_with_their_money() -> None:
    ours: dict[str, Any] = {"last_order": days((120, 40), (5, 20)), "orders": [9.0] * 60}
    theirs: dict[str, Any] = {"last_order": days((120, 50), (5, 90)), "orders": [2.0] * 140}
    quiet = told(dated(customers(ours, theirs)))["stages.quiet"]
    assert quiet.headline.startswith("高价值客户中有 40 位已经沉默或流失，占高价值客户金额的 ")
    assert "66.7%（40/60），其他客户 35.7%（50/140），比其他客户多见" in quiet.evidence
    assert quiet.level is Level.RISK


def test_a_few_quiet_ones_are_the_usual_coming_and_going() -> None:
    ours: dict[str, Any] = {"last_order": days((120, 5), (5, 55)), "orders": [9.0] * 60}
    theirs: dict[str, Any] = {"last_order": days((120, 50), (5, 90)), "orders": [2.0] * 140}
    assert "stages.quiet" not in told(dated(customers(ours, theirs)))


def test_who_is_one_step_from_the_best_type_is_told_with_what_they_lack() -> None:
    ours: dict[str, Any] = {"last_order": days((5, 60)), "orders": [20.0] * 60}
    theirs: dict[str, Any] = {"last_order": days((5, 40), (200, 100)), "orders": times((20.0, 40), (1.0, 100))}
    path = told(dated(customers(ours, theirs)))["rfm.path"]
    assert path.headline == "离「重要价值客户」只差一步的有 40 位，他们差的是金额"
    assert "「一般价值客户」40 位，人均 " in path.evidence


@pytest.mark.parametrize(
    ("orders", "amounts", "word"),
    [
        ((12.0, 3.0), (6000.0, 1500.0), "主要来自买得更勤"),
        ((3.0, 3.0), (6000.0, 1000.0), "主要来自每单更大"),
        ((4.0, 2.0), (6000.0, 1500.0), "来自买得更勤，每单也更大"),
    ],
)
def test_what_the_higher_amount_is_made_of(
    orders: tuple[float, float], amounts: tuple[float, float], word: str
) -> None:
    data = customers(
        {"orders": [orders[0]] * 40}, {"orders": [orders[1]] * 60}, amounts=([amounts[0]] * 40, [amounts[1]] * 60)
    )
    assert told(study(data))["habits.made_of"].headline == f"高价值客户多出的金额，{word}"


def test_single_purchases_are_told_where_they_are_many() -> None:
    data = customers({"orders": [9.0] * 40}, {"orders": times((1.0, 40), (3.0, 20))})
    once = told(study(data))["habits.once"]
    assert "40.0%（40/100）" in once.headline
    assert "0.0%（0/40），其他客户 66.7%（40/60）" in once.evidence


def test_one_customer_who_holds_much_of_the_money_is_a_risk() -> None:
    amounts = ([100_000.0] + [6000.0] * 39, [1000.0] * 60)
    found = told(study(customers({"n": [0] * 40}, {"n": [0] * 60}, amounts=amounts)))
    assert found["concentration.few"].headline.startswith("金额最大的一位客户就占全部金额的 ")
    assert found["concentration.few"].level is Level.RISK
    assert "concentration.few" not in told(study(only_amounts()))


def test_a_line_in_a_dense_place_is_called_so() -> None:
    amounts = ([5200.0] * 40, [4500.0] * 60)
    steep = told(study(customers({"n": [0] * 40}, {"n": [0] * 60}, amounts=amounts)))["rule.steep"]
    assert "下移两成多出 60 位，上移四分之一少掉 40 位" in steep.headline
    calm = customers({"n": [0] * 40}, {"n": [0] * 60}, amounts=([9000.0] * 40, [1000.0] * 60))
    assert "rule.steep" not in told(study(calm))


def test_others_who_never_bought_weaken_the_comparison() -> None:
    amounts = ([6000.0] * 40, [0.0] * 20 + [1000.0] * 40)
    idle = told(study(customers({"n": [0] * 40}, {"n": [0] * 60}, amounts=amounts)))["sample.idle"]
    assert "33.3%（20/60）" in idle.headline


def test_a_column_half_empty_is_told_with_its_base() -> None:
    data = customers(
        {"city": times(("甲城", 10), ("乙城", 10), (None, 20))}, {"city": times(("甲城", 15), ("乙城", 15), (None, 30))}
    )
    much = told(study(data))["missing.much"]
    assert much.headline == "城市缺得较多，补齐之后结论可能不同"
    assert "没有填写城市的 50.0%（50/100）" in much.evidence


def test_a_tier_that_holds_nearly_everybody_divides_nobody() -> None:
    data = customers({"tier": times(("普通会员", 38), ("钻石会员", 2))}, {"tier": times(("普通会员", 60))})
    assert told(study(data))["tiers.crowded"].headline == "会员等级没有拉开：98.0%（98/100）的客户都在「普通会员」"
    assert "tiers.crowded" not in told(study(member_club()))


def test_the_best_tiers_part_of_the_money_stands_beside_their_part_of_the_customers() -> None:
    data = customers({"tier": times(("钻石会员", 30), ("普通会员", 10))}, {"tier": times(("普通会员", 60))})
    assert told(study(data))["tiers.money"].headline.startswith("「钻石会员」占客户的 30.0%（30/100），带来 ")


def test_high_value_customers_without_a_rating_are_a_blind_spot() -> None:
    data = customers({"credit": times(("AA", 30), (None, 10))}, {"credit": times(("AA", 40), ("BB", 20))})
    found = told(study(data))
    assert found["credit.unrated"].headline == "有 10 位高价值客户没有信用评级，风险看不见"
    assert found["credit.reserve"].headline == "信用良好而金额还没到门槛的有 40 位客户"


def months(high: list[float], others: list[float], retention: pl.DataFrame | None = None) -> Analysis:
    """An analysis whose orders have these months, from January 2023 on."""
    n = len(high)
    frame = pl.DataFrame(
        {
            "month": [2023 * 12 + i for i in range(n)],
            "revenue_high": high,
            "revenue_others": others,
            "active_high": [9] * n,
            "active_others": [9] * n,
        }
    )
    kept = (
        pl.DataFrame({"cohort": [0], "age": [1], "customers": [100], "active": [40], "rate": [0.4]})
        if retention is None
        else retention
    )
    one = dated(customers({"last_order": days((0, 40))}, {"last_order": days((30, 60))}))
    return replace(one, trends=Trends(frame, kept, Step.QUARTER))


def test_the_last_months_are_held_against_the_same_of_a_year_before() -> None:
    falling = told(months([100.0] * 12 + [60.0] * 12, [50.0] * 24))["trends.lately"]
    assert falling.headline == "最近三个月的金额比一年前同期少 26.7%"
    assert falling.level is Level.RISK
    assert "trends.lately" not in told(months([100.0] * 24, [50.0] * 24))


def test_a_season_is_a_month_that_comes_back_every_year() -> None:
    year = [100.0] * 10 + [300.0, 100.0]
    season = told(months(year * 2, [0.0] * 24))["trends.season"]
    assert season.headline.startswith("每年 11 月都是旺季")
    assert "trends.season" not in told(months(year + [100.0] * 12, [0.0] * 24))


def test_how_many_come_again_is_told_with_its_base() -> None:
    found = told(months([100.0] * 6, [50.0] * 6))
    assert found["trends.again"].headline == "首次消费后的下一个季度，40.0% 的客户还会再来"


def test_two_tags_together_beyond_each_alone_are_an_opportunity() -> None:
    both, one = ("甲", "乙"), ("甲",)
    ours = {"tags": times((both, 90), (one, 20), (("乙",), 20), (("丙",), 35), (("丁",), 35))}
    theirs = {"tags": times((both, 30), (one, 180), (("乙",), 180), (("丙",), 205), (("丁",), 205))}
    pair = told(study(customers(ours, theirs)))["pair.tags"]
    assert pair.level is Level.OPPORTUNITY
    assert "75.0%（90/120）" in pair.evidence


def test_independent_tags_make_no_pair() -> None:
    random = np.random.default_rng(7)
    tags = [tuple(t for t in ("甲", "乙", "丙") if random.random() < 0.4) for _ in range(1000)]
    assert "pair.tags" not in told(study(customers({"tags": tags[:300]}, {"tags": tags[300:]})))


def expected(future: list[float]) -> Analysis:
    """A hundred high-value and 500 others with these expected values, as a model of lifetime value leaves them."""
    one = study(customers({"n": [0] * 100}, {"n": [0] * 500}))
    frame = one.dataset.customers.with_columns(pl.Series("future_value", future))
    empty = pl.DataFrame()
    clv = Clv(True, "", (), 12, 1.0, 1.0, empty, empty, None, None, None)
    timeline = Timeline(one.dataset, USUAL, None, None, None, clv, ())
    return replace(one, dataset=replace(one.dataset, customers=frame), timeline=timeline)


def test_others_of_whom_much_is_expected_and_high_value_customers_of_whom_little_is() -> None:
    future = [10.0] * 30 + [500.0] * 70 + [900.0] * 60 + [100.0] * 440
    found = {one.code: one for one in outlook.detect(expected(future))}
    assert found["clv.hidden"].headline == "有 60 位客户现在还不是高价值，预计价值却排进前一成"
    assert "30.0%（30/100）" in found["clv.fading"].evidence
    assert not outlook.detect(expected([5.0] * 600))
