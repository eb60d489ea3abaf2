"""An earlier plan in later numbers: both sides with their bases, an interval, and no word that it does not allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_cases import customers, stray_numbers, study

from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.snapshot import hashed
from hvc.insights.campaign.following import followed
from hvc.insights.campaign.keeping import COLUMNS
from hvc.insights.campaign.model import Campaign, Kept, Score, Verdict
from hvc.insights.campaign.scoring import score
from hvc.insights.campaign.telling import tell
from hvc.insights.campaign.terms import Overlap, Terms
from hvc.insights.finding import find
from hvc.insights.model import Finding, Level, Outcome
from hvc.report.model import Chart, DataTable
from hvc.report.sections import outcomes
from hvc.schema import BY_KEY

THEN, NOW = dt.date(2026, 3, 31), dt.date(2026, 6, 30)
few = settings(max_examples=30, deadline=None)


def period(
    amounts: Sequence[float], dates: Sequence[dt.date | None] | None = None, orders: Sequence[float] = ()
) -> Analysis:
    """Customers c00000, c00001, … now; the last one is high-value whatever the others are."""
    data = customers({"n": [1]}, {"n": [1] * len(amounts)}, amounts=([9e6], list(amounts)))
    frame = data.customers.with_columns(customer=pl.Series([f"c{i:05}" for i in range(-1, len(amounts))]))
    fields = data.fields
    if dates is not None:
        told = pl.Series("last_order", [NOW, *dates], dtype=pl.Date).cast(pl.Datetime("us"))
        frame, fields = frame.with_columns(told), (*fields, BY_KEY["last_order"])
    if orders:
        frame, fields = frame.with_columns(pl.Series("orders", [1.0, *orders])), (*fields, BY_KEY["orders"])
    return study(replace(data, customers=frame, fields=fields))


def plan(
    outcome: Outcome,
    held: Sequence[bool],
    amounts: Sequence[float] | None = None,
    orders: Sequence[float] | None = None,
    code: str = "winback",
) -> Campaign:
    size = len(held)
    frame = pl.DataFrame(
        {
            "key": [f"c{i:05}" for i in range(size)],
            "action": [code] * size,
            "held": held,
            "amount": [100.0] * size if amounts is None else amounts,
            "last_order": [None] * size,
            "orders": [None] * size if orders is None else orders,
        },
        schema=COLUMNS,
    )
    kept = Kept(code, "沉睡客户唤醒", outcome, 0.1, 0.3)
    return Campaign(
        "一季度.xlsx", b"", "累计交易金额超过 5,000 元", THEN, THEN, Terms(), (kept,), frame, "累计交易金额"
    )


def one(campaign: Campaign, now: Analysis) -> Score:
    scores = score(campaign, now, find(now))
    assert not isinstance(scores, Unavailable), scores
    (only,) = scores
    return only


def told(campaign: Campaign, now: Analysis) -> Finding:
    found = [f for f in tell(campaign, score(campaign, now, find(now))) if f.code != "outcomes.base"]
    (only,) = found
    assert not stray_numbers(only.headline, only.facts)
    return only


def bought(contacted: tuple[int, int], held: tuple[int, int]) -> tuple[list[bool], list[dt.date | None]]:
    """So many of each side bought after the plan, the rest before it."""
    sides = [(False, *contacted), (True, *held)]
    marks = [mark for mark, _, size in sides for _ in range(size)]
    return marks, [NOW if i < count else dt.date(2026, 3, 1) for _, count, size in sides for i in range(size)]


def test_more_purchases_than_in_the_control_group_are_an_effect_with_its_interval() -> None:
    held, dates = bought((120, 300), (10, 60))
    made = one(plan(Outcome.BOUGHT, held), period([100.0] * 360, dates))
    assert made.verdict is Verdict.BETTER
    assert made.treated is not None
    assert made.left_alone is not None
    assert made.difference is not None
    assert (made.treated.base, made.left_alone.base) == ("120/300", "10/60")
    assert made.difference.value == pytest.approx(0.4 - 1 / 6)
    # Newcombe (1998), method 10, worked out from the Wilson intervals 0.346–0.457 and 0.093–0.280
    assert made.low == pytest.approx(0.108, abs=0.002)
    assert made.high == pytest.approx(0.326, abs=0.002)
    found = told(plan(Outcome.BOUGHT, held), period([100.0] * 360, dates))
    assert (found.code, found.level) == ("outcomes.better", Level.OPPORTUNITY)
    assert "40.0%（120/300）" in found.headline
    assert "16.7%（10/60）" in found.headline
    assert "2026-03-31" in found.evidence


def test_an_interval_with_nothing_in_it_claims_neither_an_effect_nor_its_absence() -> None:
    held, dates = bought((66, 300), (12, 60))
    found = told(plan(Outcome.BOUGHT, held), period([100.0] * 360, dates))
    assert found.code == "outcomes.unclear"
    assert "不能当作" in found.evidence


def test_the_other_direction_is_a_risk() -> None:
    held, dates = bought((15, 300), (20, 60))
    found = told(plan(Outcome.BOUGHT, held), period([100.0] * 360, dates))
    assert (found.code, found.level) == ("outcomes.worse", Level.RISK)


def test_without_a_control_group_only_before_and_after_stand_there() -> None:
    held, dates = bought((120, 300), (0, 0))
    made, found = (f(plan(Outcome.BOUGHT, held), period([100.0] * 300, dates)) for f in (one, told))
    assert isinstance(made, Score)
    assert made.verdict is Verdict.NO_CONTROL
    assert made.difference is None
    assert isinstance(found, Finding)
    assert found.code == "outcomes.uncontrolled"
    assert "不能归功于行动" in found.evidence
    assert "有效" not in found.headline


def test_a_side_of_a_few_is_not_compared() -> None:
    held, dates = bought((120, 300), (19, 19))
    made = one(plan(Outcome.BOUGHT, held), period([100.0] * 319, dates))
    assert made.verdict is Verdict.TOO_FEW


def test_customers_who_are_gone_are_counted_and_left_out() -> None:
    held, dates = bought((120, 300), (10, 60))
    made = one(plan(Outcome.BOUGHT, held), period([100.0] * 350, dates[:350]))
    assert (made.contacted, made.held, made.missing, made.missing_held) == (300, 50, 10, 10)


def test_other_customers_are_refused() -> None:
    campaign = plan(Outcome.BOUGHT, [False] * 400)
    campaign = replace(campaign, frame=campaign.frame.with_columns(key="z" + pl.col("key")))
    scores, findings = followed(campaign, period([100.0] * 400), ())
    assert scores == ()
    assert [found.code for found in findings] == ["outcomes.refused"]
    section = outcomes(scores, findings)
    assert section is not None
    assert len(section.blocks) == 1


def test_hashed_numbers_are_found_again() -> None:
    held, dates = bought((120, 300), (10, 60))
    campaign = plan(Outcome.BOUGHT, held)
    salted = replace(campaign, salt=b"0123456789abcdef")
    salted = replace(salted, frame=campaign.frame.with_columns(hashed(campaign.frame["key"], salted.salt)))
    now = period([100.0] * 360, dates)
    assert one(salted, now) == one(campaign, now)


def test_data_that_end_before_the_plan_tell_nothing() -> None:
    held, _ = bought((10, 60), (10, 60))
    now = period([100.0] * 120, [THEN] * 120)
    now = replace(
        now, dataset=replace(now.dataset, customers=now.dataset.customers.with_columns(last_order=pl.lit(THEN)))
    )
    made = one(plan(Outcome.BOUGHT, held), now)
    assert made.verdict is Verdict.UNMEASURED
    assert "不晚于" in made.how


@pytest.mark.parametrize(
    ("now", "then_orders", "now_orders", "verdict", "how"),
    [
        ([150.0] * 60 + [100.0] * 60, (), (), Verdict.BETTER, "累计金额"),
        ([100.0, 20.0] * 60, (), (), Verdict.UNMEASURED, "不是逐期累计"),
        ([100.0] * 120, [2.0] * 120, [3.0] * 60 + [2.0] * 60, Verdict.BETTER, "累计订单数"),
    ],
)
def test_without_dates_only_what_adds_up_from_period_to_period_shows_a_purchase(
    now: list[float], then_orders: list[float], now_orders: list[float], verdict: Verdict, how: str
) -> None:
    campaign = plan(Outcome.BOUGHT, [False] * 60 + [True] * 60, orders=then_orders or None)
    made = one(campaign, period(now, orders=now_orders))
    assert made.verdict is verdict
    assert how in made.how


def test_new_money_is_compared_by_welch() -> None:
    random = np.random.default_rng(4)
    rise = np.concatenate([random.normal(60, 20, 200), random.normal(30, 10, 50)]).clip(0).round(2)
    made = one(plan(Outcome.SPEND, [False] * 200 + [True] * 50), period((100 + rise).tolist()))
    assert made.verdict is Verdict.BETTER
    assert made.difference is not None
    assert made.difference.value == pytest.approx(rise[:200].mean() - rise[200:].mean(), abs=0.01)
    from scipy import stats  # noqa: PLC0415  the oracle

    wanted = stats.ttest_ind(rise[:200], rise[200:], equal_var=False).confidence_interval()
    assert made.low == pytest.approx(wanted.low, abs=0.01)
    assert made.high == pytest.approx(wanted.high, abs=0.01)


def test_money_of_another_name_is_not_compared() -> None:
    campaign = replace(plan(Outcome.SPEND, [False] * 60 + [True] * 60), measure="累计交易金额（其他货币）")
    made = one(campaign, period([150.0] * 120))
    assert made.verdict is Verdict.UNMEASURED
    assert "其他货币" in made.how


def test_amounts_of_single_periods_compare_the_sides_but_not_the_periods() -> None:
    amounts = [90.0 + i % 20 for i in range(120)]
    sides = one(plan(Outcome.SPEND, [False] * 60 + [True] * 60), period(amounts))
    assert sides.verdict is Verdict.UNCLEAR
    assert one(plan(Outcome.SPEND, [False] * 120), period(amounts)).verdict is Verdict.UNMEASURED


def test_high_value_is_read_by_the_line_of_today_and_says_so() -> None:
    now = period([9000.0] * 40 + [100.0] * 60)
    held = [False] * 50 + [True] * 50
    made = one(plan(Outcome.HIGH_VALUE, held), now)
    assert made.verdict is Verdict.BETTER
    other = replace(plan(Outcome.HIGH_VALUE, held), rule="另一个定义")
    assert "另一个定义" in one(other, now).how


def test_a_list_that_nobody_can_fit_any_more_is_not_judged() -> None:
    campaign = plan(Outcome.LISTED, [False] * 60 + [True] * 60, code="credit_review")
    made = one(campaign, period([100.0] * 120))
    assert made.verdict is Verdict.UNMEASURED


def test_lists_that_shared_customers_say_that_the_control_group_was_not_left_alone() -> None:
    held, dates = bought((120, 300), (10, 60))
    campaign = replace(plan(Outcome.BOUGHT, held), terms=Terms(overlap=Overlap.ALL))
    now = period([100.0] * 360, dates)
    base = next(f for f in tell(campaign, score(campaign, now, ())) if f.code == "outcomes.base")
    assert "冲淡" in base.evidence


@given(st.integers(0, 80), st.integers(0, 80))
@few
def test_the_interval_holds_the_difference_and_decides_the_verdict(ours: int, theirs: int) -> None:
    held, dates = bought((ours, 80), (theirs, 80))
    made = one(plan(Outcome.BOUGHT, held), period([100.0] * 160, dates))
    assert made.difference is not None
    assert made.low is not None
    assert made.high is not None
    assert made.low <= made.difference.value <= made.high
    assert (made.verdict is Verdict.UNCLEAR) == (made.low <= 0 <= made.high)
    assert (made.verdict is Verdict.BETTER) == (made.low > 0)


def test_the_section_draws_the_differences_and_lists_every_action() -> None:
    held, dates = bought((120, 300), (10, 60))
    campaign, other = (
        plan(outcome, held, code=code) for outcome, code in ((Outcome.BOUGHT, "winback"), (Outcome.SPEND, "near_line"))
    )
    both = replace(
        campaign, actions=(*campaign.actions, *other.actions), frame=pl.concat([campaign.frame, other.frame])
    )
    section = outcomes(*followed(both, period([100.0] * 360, dates), ()))
    assert section is not None
    (drawn,) = [block for block in section.blocks if isinstance(block, Chart)]
    assert drawn.frame.select("结论").rows() == [("有效果",)]
    assert "有效果的 1 项" in drawn.title
    (table,) = [block for block in section.blocks if isinstance(block, DataTable)]
    assert table.frame["verdict"].to_list() == ["有效果", "看不出效果"]
    assert table.frame["treated"].to_list() == ["40.0%（120/300）", "0 元"]
