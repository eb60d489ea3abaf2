"""What is said of two periods: numbers with their bases, who can be contacted, and what was not counted alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
from insights_cases import customers, stray_numbers, study

from hvc.analysis.earlier import beside
from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.snapshot import snapshot
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.model import Finding, Level
from hvc.joining import Dataset

DAY = dt.date(2026, 6, 30)


def club(kept: int = 40, fallen: int = 12, gone: int = 8, risen: int = 5) -> Analysis:
    """This period of `kept` + `risen` high-value customers beside the last one, of which some fell and some went."""
    base = customers({"city": ["甲"] * (kept + risen)}, {"city": ["乙"] * (fallen + 60)})
    before = customers({"city": ["甲"] * (kept + fallen + gone)}, {"city": ["甲"] * (risen + 60)})
    return beside(study(named(base, ["k", "r", "f", "o"], [kept, risen, fallen, 60])), snapshot(
        study(named(before, ["k", "f", "g", "r", "o"], [kept, fallen, gone, risen, 60])), "上期.csv", DAY
    ))  # fmt: skip


def named(data: Dataset, letters: list[str], sizes: list[int]) -> Dataset:
    names = [f"{letter}{place:03}" for letter, size in zip(letters, sizes, strict=True) for place in range(size)]
    return replace(data, customers=data.customers.with_columns(pl.Series("customer", names)).sort("customer"))


def told(analysis: Analysis) -> dict[str, Finding]:
    return {found.code: found for found in find(analysis) if found.section == "periods"}


def test_the_kept_share_has_its_base_and_the_others_beside_it() -> None:
    found = told(club())["periods.kept"]
    assert "66.7%（40/60）" in found.headline
    assert "12 位本期不再是高价值" in found.evidence
    assert "8 位本期没有记录" in found.evidence
    assert "5 位老客户升入，0 位新客户" in found.evidence


def test_under_thirty_high_value_customers_no_percentage_is_given() -> None:
    assert "10 位（共 15 位）" in told(club(10, 3, 2))["periods.kept"].headline


def test_who_went_cannot_be_contacted_and_the_text_says_where_they_are() -> None:
    analysis = club()
    assert "本期数据里没有他们" in told(analysis)["periods.lost"].evidence
    (action,) = [one for one in act(analysis, find(analysis)) if one.code == "fallen"]
    assert action.customers == 12
    assert set(action.members["customer"].str.head(1)) == {"f"}
    assert any("不在名单里" in step for step in action.steps)


def test_the_change_names_its_largest_part() -> None:
    found = told(club())["periods.driver"]
    assert "减少" in found.headline
    assert "高价值客户数" in found.headline
    assert found.level is Level.WATCH


def test_a_dimension_that_moved_is_named_with_its_psi() -> None:
    found = told(club())["periods.moved"]
    assert "「城市」" in found.headline
    assert "明显变化（PSI" in found.evidence


def test_the_same_period_twice_is_steady_and_loses_nobody() -> None:
    analysis = club()
    found = told(beside(replace(analysis, periods=None), snapshot(analysis, "上期", DAY)))
    assert set(found) == {"periods.kept", "periods.steady", "periods.base"}
    assert "100.0%（45/45）" in found["periods.kept"].headline


def test_another_rule_and_another_amount_are_said() -> None:
    analysis = club()
    earlier = replace(snapshot(analysis, "上期", DAY), rule="月均资产超过 3 万元", measure="月均资产")
    evidence = told(beside(replace(analysis, periods=None), earlier))["periods.base"].evidence
    assert "上一期按本期的门槛重新划分" in evidence
    assert "同一种货币" in evidence


def test_every_number_of_the_comparison_is_a_fact() -> None:
    for analysis in (club(), club(10, 3, 2), club(40, 0, 0, 20)):
        for found in told(analysis).values():
            assert not stray_numbers(f"{found.headline} {found.evidence}", found.facts), found
        for action in act(analysis, find(analysis)):
            texts = " ".join((action.audience, action.why, *action.steps, action.measure))
            assert not stray_numbers(texts, action.facts), action.code


def test_without_a_comparison_nothing_is_said_but_why() -> None:
    analysis = beside(replace(club(), periods=None), Unavailable("periods", "两期客户不同。", "请上传同一批客户。"))
    assert not told(analysis)
    assert any("两期对比" in found.headline for found in find(analysis))


def test_who_went_up_and_who_went_down_a_layer_is_counted_over_both_periods() -> None:
    climbed = told(club())["periods.climbed"]
    assert climbed.headline.startswith("两期都在的客户里，降层的比升层的多：升 ")
    assert climbed.level is Level.WATCH
    assert not stray_numbers(f"{climbed.headline} {climbed.evidence}", climbed.facts)
