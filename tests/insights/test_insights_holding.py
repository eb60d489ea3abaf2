"""A finding about levels says whether it holds when the line moves, and what the definition itself makes so."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from insights_cases import customers, stray_numbers, study, times

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Robustness, Thresholds
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.holding import held
from hvc.insights.line import asked_for, definition, nearness
from hvc.insights.model import Finding, Level
from hvc.joining import Dataset
from hvc.rules import Combined, Compare, OneOf, Over, Pareto, Rule, TopShare, combine
from hvc.schema import AMOUNT, LAST_ORDER, ORDERS, TAGS, TIER


def shop(high: int = 60, others: int = 140) -> Dataset:
    """Diamonds, a tag and many orders go with the amount."""
    ours = {
        "tier": times(("钻石会员", high // 2), ("普通会员", high - high // 2)),
        "tags": times((("常客",), high - 10), ((), 10)),
        "orders": [5.0] * high,
        "gender": times(("女", high // 2), ("男", high - high // 2)),
    }
    theirs = {
        "tier": times(("钻石会员", 10), ("普通会员", others - 10)),
        "tags": times((("常客",), 20), ((), others - 20)),
        "orders": times((5.0, 20), (1.0, others - 20)),
        "gender": times(("女", others // 2), ("男", others - others // 2)),
    }
    return customers(
        ours, theirs, amounts=([5100.0 + 90 * i for i in range(high)], [100.0 + 34 * i for i in range(others)])
    )


def under(rule: Rule | None = None) -> Analysis:
    return study(shop(), rule)


def said(*rows: tuple[str, str, int, float | None], rule: Rule | None = None) -> tuple[Finding, Analysis]:
    """A finding about these levels of 城市 (level, badge, held, turned), judged by a sweep that says so."""
    levels = pl.DataFrame(
        [("city", *row) for row in rows],
        schema=["field", "level", "robustness", "held", "turned"],
        schema_overrides={"turned": pl.Float64},
        orient="row",
    )
    one = under(rule)
    assert one.thresholds is not None
    moved = replace(one, thresholds=Thresholds(one.thresholds.curve, None, one.thresholds.tried, levels))
    spoken = Finding(
        "dimension.city", "city", Level.OPPORTUNITY, "按城市看，有差别", "甲 40%。", weight=0.8,
        levels=tuple(("city", row[0]) for row in rows),
    )  # fmt: skip
    return held(spoken, moved), moved


def test_a_steady_finding_has_its_badge_and_no_further_word() -> None:
    found, _ = said(("甲", "稳健", 5, None), ("乙", "稳健", 4, None))
    assert found.robustness is Robustness.STEADY
    assert (found.evidence, found.strength, found.weight) == ("甲 40%。", 1.0, 0.8)
    assert found.headline == "按城市看，有差别"


def test_a_finding_is_called_by_its_weakest_level_and_names_it() -> None:
    found, _ = said(("甲", "稳健", 5, None), ("乙", "敏感", 2, None))
    assert found.robustness is Robustness.SENSITIVE
    assert "「乙」的差别随门槛而变：换五档门槛，只在其中 2 档看得到。" in found.evidence
    assert found.strength == pytest.approx(0.9)
    assert not stray_numbers(found.evidence.removeprefix("甲 40%。"), found.facts)


def test_a_finding_that_turns_round_is_never_an_unqualified_headline() -> None:
    found, _ = said(("甲", "敏感", 2, None), ("乙", "反转", 3, 8350.0))
    assert found.robustness is Robustness.REVERSED
    assert found.headline == "按城市看，有差别（「乙」换一条门槛就会反过来）"
    assert "「乙」的差别在门槛改为 8,350 元时方向相反，不能当作定论。" in found.evidence
    assert found.level is Level.WATCH
    assert (found.weight, found.strength) == pytest.approx((0.4, 0.5))


@pytest.mark.parametrize(
    ("rule", "line"), [(TopShare(0.3), "门槛改为前 18.0% 时"), (Pareto(0.5), "门槛改为贡献 18.0% 时")]
)
def test_a_share_is_moved_over_its_share(rule: Rule, line: str) -> None:
    found, _ = said(("甲", "反转", 3, 0.18), rule=rule)
    assert line in found.evidence


def test_a_finding_of_no_level_has_no_badge() -> None:
    one = under()
    plain = Finding("x", "city", Level.NOTE, "一句话", "依据")
    assert held(plain, one) == plain
    assert held(replace(plain, levels=(("city", "没有"),)), one).robustness is None


def test_findings_about_levels_carry_a_badge() -> None:
    found = {one.code: one for one in find(under())}
    assert found["tags.higher"].robustness is not None
    assert found["tiers.where"].robustness is not None
    assert found["profile.who"].robustness is None


RULES: list[Rule] = [
    combine(Over(), [Compare(ORDERS, ">=", 3)], AMOUNT),
    combine(Over(), [OneOf(TIER, ("钻石会员",))], AMOUNT, every=False),
    combine(TopShare(0.4), [OneOf(TAGS, ("常客",))], AMOUNT),
    Combined(None, (OneOf(TAGS, ("常客",)), OneOf(TIER, ("钻石会员",)))),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.label)
def test_every_number_of_a_combined_rule_is_a_fact(rule: Rule) -> None:
    one = under(rule)
    findings = find(one)
    for found in findings:
        assert not stray_numbers(found.headline + found.evidence, found.facts), found.code
    for action in act(one, findings):
        assert not stray_numbers(f"{action.audience}{''.join(action.steps)}", action.facts), action.code


def test_what_the_definition_asks_for_does_not_mark_its_customers() -> None:
    one = under(RULES[2])
    found = {finding.code: finding for finding in find(one)}
    assert asked_for(one, TAGS) == {"常客"}
    assert "tags.higher" not in found
    assert "「常客」" not in found["profile.marks"].headline
    tiered = {finding.code: finding for finding in find(under(RULES[1]))}
    assert "会员等级是高价值定义的条件之一" in tiered["tiers.where"].evidence
    assert "与定义同源" in tiered["tiers.source"].headline


def test_the_near_ones_lack_nothing_but_amount() -> None:
    near = nearness(under(RULES[0]))
    assert near is not None
    data = shop().customers
    assert near.customers == data.filter(AMOUNT.col.is_between(4000, 5000), ORDERS.col >= 3).height
    assert nearness(under(RULES[3])) is None


def test_a_date_of_the_definition_is_a_fact_too() -> None:
    rule = combine(Over(), [Compare(LAST_ORDER, ">=", dt.date(2024, 1, 31))], AMOUNT)
    one = replace(under(), rule=rule)
    told = definition(one)
    assert told.text == "累计交易金额超过 5,000 元，且最近消费日期不早于 2024-01-31"
    assert not stray_numbers(told.text, told.facts)
