from __future__ import annotations

from datetime import datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_cases import (
    RATINGS,
    alike,
    customers,
    member_club,
    only_amounts,
    stray_numbers,
    study,
    times,
    upside_down,
)

from hvc.export.words import action_control, action_costs, action_size
from hvc.insights.acting import PLANS, act, in_several, overlaps
from hvc.insights.campaign.terms import Edit, Overlap, Terms
from hvc.insights.finding import find
from hvc.insights.model import Action
from hvc.joining import Dataset
from hvc.rules import Over, Rule, TopShare
from hvc.schema import extra

NEWEST = datetime(2025, 12, 31)  # noqa: DTZ001  the dates of the data have no zone


WHOLE = Terms(overlap=Overlap.ALL)  # every list as if it stood alone


def plans(dataset: Dataset, rule: Rule | None = None, terms: Terms | None = WHOLE) -> dict[str, Action]:
    analysis = study(dataset, rule)
    return {action.code: action for action in act(analysis, find(analysis), terms)}


def everything() -> Dataset:
    """Somebody for every plan; the first and the last ten of the high-value have refused."""
    high = {
        "tags": times((("高消费潜力", "意见领袖"), 4), (("高消费潜力",), 30), ((), 26)),
        "tier": times(("钻石会员", 40), ("普通会员", 20)),
        "credit": times(("AAA", 10), ("AA-", 20), ("BB", 10), ("AA", 20)),
        "last_order": times((NEWEST, 30), (NEWEST - timedelta(days=200), 20), (NEWEST - timedelta(days=400), 10)),
        "opt_out": times((True, 10), (False, 50)),
        "consent": times((None, 20), (True, 30), (False, 10)),
    }
    others = {
        "tags": times((("意见领袖",), 5), ((), 65)),
        "tier": times(("钻石会员", 10), ("普通会员", 60)),
        "credit": times(("AA", 35), ("BB", 35)),
        "last_order": times((NEWEST, 70)),
        "opt_out": times((False, 70)),
        "consent": times((True, 69), (None, 1)),
    }
    amounts = ([6000.0 + 10 * i for i in range(60)], [3900.0 + 20 * i for i in range(56)] + [5000.0] * 14)
    return customers(high, others, amounts=amounts)


CASES = {
    "everything": everything(),
    "club": member_club(),
    "alike": alike(300),
    "upside_down": upside_down(),
    "only_amounts": only_amounts(),
}


def words(action: Action) -> str:
    return " ".join((action.audience, action.why, *action.steps, action.channel, action.window, action.measure))


every_overlap = pytest.mark.parametrize("overlap", list(Overlap), ids=lambda one: one.name)


@every_overlap
@pytest.mark.parametrize("name", CASES)
def test_every_number_of_an_action_is_one_of_its_facts(name: str, overlap: Overlap) -> None:
    costs = tuple(Edit(code, cost=2.5, gain=80.0) for code, _ in PLANS)
    for action in plans(CASES[name], terms=Terms(overlap=overlap, edits=costs)).values():
        said = " ".join((words(action), action_size(action), action_control(action), action_costs(action)))
        assert not stray_numbers(said, action.facts), action.code


@every_overlap
@pytest.mark.parametrize("name", CASES)
def test_every_list_has_customers_largest_amount_first_and_steps_of_its_own(name: str, overlap: Overlap) -> None:
    actions = plans(CASES[name], terms=Terms(overlap=overlap)).values()
    steps = [step for action in actions for step in action.steps]
    assert len(set(steps)) == len(steps)
    assert len({action.file for action in actions}) == len(actions)
    for action in actions:
        amounts = action.members["amount"]
        assert action.customers > 0
        assert 3 <= len(action.steps) <= 5
        assert action.role
        assert action.measure
        assert (action.control is None) == bool(action.uncontrolled)
        assert amounts.to_list() == sorted(amounts, reverse=True)
        assert action.amount == pytest.approx(amounts.sum())


def test_each_plan_finds_its_customers() -> None:
    found = plans(everything())
    assert list(found) == [
        "credit_review", "winback", "vip_service", "tier_upgrade", "credit_incentive", "leaders", "tier_care", "near_line",
    ]  # fmt: skip


def test_who_refused_marketing_is_on_no_list_and_is_counted() -> None:
    found = plans(everything())
    refused = pl.col("opt_out").fill_null(value=False) | ~pl.col("consent").fill_null(value=True)
    assert not sum(action.members.filter(refused).height for action in found.values())
    assert found["winback"].unreachable == 10
    assert found["near_line"].unreachable == 0


def test_a_list_of_nobody_but_refusers_is_not_printed() -> None:
    high = {"credit": times(("BB", 5), ("AAA", 30)), "opt_out": times((True, 5), (False, 30))}
    found = plans(customers(high, {"credit": times(("A", 40)), "opt_out": times((False, 40))}))
    assert "credit_review" not in found
    assert "credit_incentive" in found


def test_credit_as_an_incentive_is_for_double_a_and_above_never_for_double_a_minus() -> None:
    high = {"credit": [RATINGS[i % 8] for i in range(64)]}
    action = plans(customers(high, {"credit": [RATINGS[i % 8] for i in range(64)]}))["credit_incentive"]
    assert set(action.members["credit"].cast(pl.String)) == {"AA", "AA+", "AAA"}
    assert action.audience == "信用评级为「AAA」「AA+」「AA」，且累计交易金额超过 5,000 元"


def test_a_credit_score_stands_in_for_ratings() -> None:
    scores = {"credit_score": [520.0, 560.0, 660.0, 720.0] * 10}
    found = plans(customers(scores, scores))
    assert found["credit_incentive"].members["credit_score"].min() == 660
    assert found["credit_review"].members["credit_score"].max() == 520


def test_vip_service_asks_for_the_tier_the_amount_and_the_tag_of_spending() -> None:
    action = plans(member_club())["vip_service"]
    assert action.audience == "会员等级为「钻石会员」，且累计交易金额超过 5,000 元，且客户标签含「高消费潜力」"
    assert action.customers == 18


def test_vip_service_without_such_a_tag_asks_for_the_tier_alone() -> None:
    action = plans(customers({"tier": times(("钻石会员", 40))}, {"tier": times(("普通会员", 40))}))["vip_service"]
    assert "标签" not in action.audience
    assert action.customers == 40


def test_customers_just_under_the_line_hold_four_fifths_of_it_and_those_exactly_on_it() -> None:
    action = plans(everything())["near_line"]
    amounts = action.members["amount"]
    assert (amounts.min(), amounts.max()) == (4000.0, 5000.0)
    assert "不低于 4,000 元且不超过 5,000 元" in action.audience


def test_under_a_share_rule_the_line_itself_is_high_value() -> None:
    action = plans(everything(), TopShare(0.3))["near_line"]
    assert "且低于" in action.audience
    assert "不低于" in plans(everything(), TopShare(0.3))["vip_service"].audience


def test_no_one_is_pushed_towards_a_line_of_zero() -> None:
    data = customers({"n": [0] * 40}, {"n": [0] * 40}, amounts=([5.0] * 40, [-1.0] * 40))
    assert "near_line" not in plans(data, Over(0))


def test_silence_is_counted_from_the_newest_date_of_the_data() -> None:
    action = plans(everything())["winback"]
    assert "早于 2025-07-04" in action.audience
    assert action.customers == 20
    assert "沉默都还在一年以内" in action.steps[2]


def test_dates_within_half_a_year_make_nobody_silent() -> None:
    dates = {"last_order": times((NEWEST, 20), (NEWEST - timedelta(days=170), 20))}
    assert "winback" not in plans(customers(dates, dates))


@every_overlap
def test_overlaps_name_what_fits_a_customer_in_order_of_priority(overlap: Overlap) -> None:
    analysis = study(everything())
    actions = act(analysis, find(analysis), Terms(overlap=overlap))
    table = overlaps(actions)
    assert table["customer"].is_unique().all()
    assert table["lists"].sum() == sum(action.customers + action.elsewhere for action in actions)
    assert in_several(actions) == table.filter(pl.col("lists") > 1).height > 0
    order = [action.code for action in actions]
    for first, also in table.select("first", "also").rows():
        ranks = [order.index(code) for code in (first, *also)]
        assert ranks == sorted(ranks)


def test_no_actions_overlap_nowhere() -> None:
    assert overlaps(()).columns == ["customer", "lists", "first", "also"]
    assert in_several(()) == 0


def test_tags_are_found_whole_in_columns_of_any_name() -> None:
    tags = times((("意见领袖团",), 20), (("KOL达人", "其他"), 2), (None, 18))
    found = plans(customers({"tags": tags}, {"tags": tags}, fields=[extra(1, "备注")]))
    assert found["leaders"].customers == 44


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9_000), st.sampled_from(("钻石会员", "普通会员"))), min_size=2, max_size=60))
def test_nobody_is_on_a_list_whose_condition_they_do_not_meet(people: list[tuple[int, str]]) -> None:
    high = [(6000.0 + a, t) for a, t in people[: len(people) // 2]]
    others = [(5000.0 - min(a, 5000), t) for a, t in people[len(people) // 2 :]]
    data = customers(
        {"tier": [t for _, t in high]},
        {"tier": [t for _, t in others]},
        amounts=([a for a, _ in high], [a for a, _ in others]),
    )
    for code, action in plans(data).items():
        over = action.members["amount"] > 5000
        assert over.all() if code in {"vip_service", "tier_upgrade"} else not over.any()
