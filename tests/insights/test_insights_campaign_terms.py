from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_cases import alike, customers, member_club, stray_numbers, study, times

from hvc.analysis.model import Analysis
from hvc.export.words import action_control, action_costs, action_lines, action_owner, action_size
from hvc.insights.acting import PLANS, Crowded, act, crowded_out, in_several, order, overlaps, proposed
from hvc.insights.campaign.economics import economics
from hvc.insights.campaign.edits import STEP, STEPS, TITLE, scrubbed
from hvc.insights.campaign.terms import Edit, Overlap, Terms
from hvc.insights.model import Action, Economics, Outcome
from hvc.insights.phrase import Said

CODES = tuple(code for code, _ in PLANS)


@pytest.fixture(scope="module")
def club() -> Analysis:
    return study(member_club())


@pytest.fixture(scope="module")
def many() -> Analysis:
    """Two thousand diamonds who are no high-value customers, and as many of low tier who are."""
    return study(alike())


def acted(analysis: Analysis, *edits: Edit, **terms: object) -> dict[str, Action]:
    return {one.code: one for one in act(analysis, (), replace(Terms(edits=edits), **terms))}  # type: ignore[arg-type]


def numbers(action: Action) -> set[str]:
    return set(action.members["customer"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(CODES), max_size=6, unique=True), st.frozensets(st.sampled_from(CODES), max_size=4))
def test_in_whatever_order_nobody_is_on_two_lists_and_each_is_on_the_first_that_fits(
    wanted: list[str], dropped: frozenset[str]
) -> None:
    analysis = study(member_club())
    terms = Terms(order=tuple(wanted), edits=tuple(Edit(code, accepted=False) for code in sorted(dropped)))
    whole = {one.code: numbers(one) for one in act(analysis, (), replace(terms, overlap=Overlap.ALL))}
    taken: set[str] = set()
    for action in act(analysis, (), terms):
        assert numbers(action) == whole[action.code] - taken
        assert action.elsewhere == len(whole[action.code] & taken)
        taken |= numbers(action)
    assert taken == set().union(*whole.values())


def test_the_users_order_comes_first_and_ours_follows(club: Analysis) -> None:
    first = Terms(order=("leaders", "unknown", "near_line", "leaders"))
    assert order(first)[:2] == ("leaders", "near_line")
    assert set(order(first)) == set(CODES)
    assert next(iter(acted(club, order=("leaders",)))) == "leaders"


def test_a_dropped_action_is_out_of_the_plan_and_its_customers_are_free(club: Analysis) -> None:
    before, after = acted(club), acted(club, Edit("vip_service", accepted=False))
    assert "vip_service" not in after
    freed = numbers(after["credit_incentive"]) - numbers(before["credit_incentive"])
    assert freed
    assert freed <= numbers(before["vip_service"])


def test_what_was_dropped_is_still_proposed_in_its_place(club: Analysis) -> None:
    terms = Terms(edits=(Edit("vip_service", accepted=False, title="我们自己的叫法"),))
    every, plan = proposed(club, (), terms), act(club, (), terms)
    offered = next(one for one in every if one.code == "vip_service")
    assert offered.title == "我们自己的叫法"
    kept = [one for one in every if one.code != "vip_service"]
    assert [(one.code, one.customers, one.elsewhere) for one in kept] == [
        (one.code, one.customers, one.elsewhere) for one in plan
    ]


def test_under_all_lists_everybody_who_fits_stays_and_nobody_is_elsewhere(club: Analysis) -> None:
    first, whole = acted(club), acted(club, overlap=Overlap.ALL)
    assert all(one.elsewhere == 0 for one in whole.values())
    assert all(whole[code].customers == one.customers + one.elsewhere for code, one in first.items())
    assert in_several(tuple(first.values())) == in_several(tuple(whole.values())) > 0
    assert (
        overlaps(tuple(first.values()))["customer"].to_list() == overlaps(tuple(whole.values()))["customer"].to_list()
    )


def test_the_texts_of_a_card_count_the_list_that_is_left(club: Analysis) -> None:
    action = acted(club)["credit_incentive"]
    assert action.elsewhere > 0
    assert f"{action.customers} 位" in action.why
    assert f"另有 {action.elsewhere} 位符合条件，已在前面行动的名单里" in action_size(action)


def test_an_upgrade_names_who_is_due_as_well_and_is_spoken_to_by_another(club: Analysis) -> None:
    action = acted(club)["tier_upgrade"]
    assert action.elsewhere == 3
    assert action.steps[-1] == "名单之外还有 3 位已在前面行动的名单里，联系时一并核对"


def test_who_wants_no_marketing_is_upgraded_all_the_same() -> None:
    high = {"tier": times(("普通会员", 40)), "opt_out": times((True, 4), (False, 36))}
    action = acted(study(customers(high, {"tier": times(("钻石会员", 40)), "opt_out": times((False, 40))})))[
        "tier_upgrade"
    ]
    assert (action.customers, action.unreachable) == (36, 4)
    assert action.steps[-1] == "名单之外还有 4 位退订或未同意营销，同样核对补升，只发服务通知"
    assert not stray_numbers(action.steps[-1], action.facts)


def test_an_action_whose_customers_are_all_on_earlier_lists_is_named_as_crowded_out() -> None:
    tiers = customers(
        {"tier": times(("普通会员", 40))}, {"tier": times(("钻石会员", 40))}, amounts=([6000.0] * 40, [4500.0] * 40)
    )
    analysis = study(tiers)
    assert [one.code for one in act(analysis, ())] == ["tier_upgrade", "tier_care"]
    assert crowded_out(analysis, ()) == (Crowded("near_line", "临近门槛的高潜客户推动", 40),)
    first = Terms(order=("near_line",))
    assert [one.code for one in act(analysis, (), first)] == ["near_line", "tier_upgrade"]
    assert crowded_out(analysis, (), first) == (Crowded("tier_care", "高等级低消费关怀", 40),)
    assert crowded_out(analysis, (), Terms(overlap=Overlap.ALL)) == ()
    dropped = Terms(edits=(Edit("near_line", accepted=False),))
    assert crowded_out(analysis, (), dropped) == ()


def test_the_control_group_does_not_hang_on_the_order_of_the_rows(many: Analysis) -> None:
    shuffled = replace(
        many, dataset=replace(many.dataset, customers=many.dataset.customers.sample(fraction=1, shuffle=True, seed=3))
    )
    ours, theirs = (acted(one, overlap=Overlap.ALL) for one in (many, shuffled))
    for code, action in ours.items():
        assert action.members["customer"].equals(theirs[code].members["customer"])
        if action.control is not None:
            other = theirs[code].control
            assert other is not None
            assert action.control.held.equals(other.held)


def test_a_control_group_follows_its_customers_where_a_list_has_an_order_of_its_own(many: Analysis) -> None:
    late = many.dataset.customers.with_columns(overdue=(pl.int_range(pl.len()) * 7919 % 100 / 10).cast(pl.Float64))
    told = replace(many, dataset=replace(many.dataset, customers=late))
    action = acted(told, order=("churn",))["churn"]
    assert action.control is not None
    assert action.members["overdue"].is_sorted(descending=True)
    ranked = action.members.with_columns(held=action.control.held).sort("amount", "customer", descending=[True, False])
    parts = [int(part.sum()) for part in np.array_split(ranked["held"].to_numpy(), 5)]
    assert max(parts) - min(parts) <= 1


@pytest.mark.parametrize("code", ["credit_review", "tier_upgrade"])
def test_nobody_is_left_out_of_a_review_or_of_what_is_due(many: Analysis, code: str) -> None:
    action = acted(many, control=0.2)[code]
    assert action.customers >= 2000
    assert action.control is None
    assert "不留对照组" in action.uncontrolled


def test_the_share_left_alone_is_the_plans_or_the_actions_own(many: Analysis) -> None:
    usual, own = acted(many, control=0.2)["tier_care"], acted(many, Edit("tier_care", control=0.5))["tier_care"]
    assert usual.control is not None
    assert own.control is not None
    assert (usual.control.customers, own.control.customers) == (800, 2000)
    assert own.contacted == own.customers - 2000
    assert own.control.detectable.value < usual.control.detectable.value
    assert "（联系 2,000 位，对照 2,000 位）" in action_size(own)
    assert action_control(own).startswith("随机留出 2,000 位（50.0%，按金额分层）暂不联系")


def test_a_target_is_todays_value_and_the_smallest_difference_that_can_be_found(many: Analysis) -> None:
    action = acted(many)["tier_care"]
    assert action.goal is not None
    assert action.control is not None
    assert action.goal.outcome is Outcome.HIGH_VALUE
    assert action.goal.baseline.value == 0
    assert action.goal.target.value == action.control.detectable.value
    assert "今天加上对照能测到的最小差别" in action.measure


def test_what_is_due_is_to_be_done_to_the_last(many: Analysis) -> None:
    goal = acted(many)["tier_upgrade"].goal
    assert goal is not None
    assert (goal.outcome, goal.baseline.value, goal.target.value) == (Outcome.LISTED, 1.0, 0.0)


def test_a_target_of_the_users_own_is_said_to_be_hers(many: Analysis) -> None:
    action = acted(many, Edit("tier_care", target=0.125))["tier_care"]
    assert action.goal is not None
    assert action.goal.target.text == "12.5%"
    assert "目标 12.5%（目标为自行设定）" in action.measure
    beyond = acted(many, Edit("tier_care", target=7.0))["tier_care"]
    assert beyond.goal is not None
    assert beyond.goal.target.value == 1.0


def test_a_small_list_aims_at_whole_customers(club: Analysis) -> None:
    for action in acted(club).values():
        if action.goal is not None and action.goal.outcome.share:
            reached = action.goal.target.value * action.customers
            assert reached == pytest.approx(round(reached))
            assert "%" not in action.measure


def test_what_the_user_wrote_stands_on_the_card_and_its_numbers_are_not_ours(many: Analysis) -> None:
    edit = Edit(
        "tier_care",
        title="回访 99 天\n的\u202e客户",
        steps=("先打 31 通电话", " ", "\x00再记录"),
        channel="企微 7 群",
        owner="王\t敏",
    )
    action = acted(many, edit)["tier_care"]
    assert action.title == "回访 99 天 的客户"
    assert action.steps == ("先打 31 通电话", "再记录")
    assert (action.channel, action.owner) == ("企微 7 群", "王 敏")
    assert set(stray_numbers(f"{action.title}{action.steps[0]}{action.channel}", action.facts)) == {"99", "31", "7"}
    assert action.file == "高等级低消费关怀"
    assert action_owner(action) == "王 敏（通常由会员运营负责）"


def test_texts_are_cut_to_length_and_blank_ones_keep_ours(many: Analysis) -> None:
    ours = acted(many)["tier_care"]
    long = acted(many, Edit("tier_care", title="长" * 500, steps=("步" * 500,) * 30))["tier_care"]
    assert len(long.title) == TITLE
    assert len(long.steps) == STEPS
    assert {len(step) for step in long.steps} == {STEP}
    blank = acted(many, Edit("tier_care", title=" ", steps=("",), window="\u200b"))["tier_care"]
    assert (blank.title, blank.steps, blank.window) == (ours.title, ours.steps, ours.window)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80), st.integers(1, 60))
def test_scrubbed_text_is_one_printable_line_and_stays_so(text: str, most: int) -> None:
    plain = scrubbed(text, most)
    assert len(plain) <= most
    assert plain.isprintable() or not plain
    assert scrubbed(plain, most) == plain


def test_a_cost_and_a_gain_give_the_response_rate_that_pays_for_it(many: Analysis) -> None:
    action = acted(many, Edit("tier_care", cost=2.0, gain=40.0))["tier_care"]
    assert action.economics is not None
    assert action.economics.break_even is not None
    assert action.economics.break_even.value == 0.05
    assert action.economics.total.value == 2.0 * action.contacted
    assert "联系 3,600 位共 7,200 元；每位响应收益 40 元，响应率达到 5.0%才收回成本" in action_costs(action)
    assert "比对照能测到的小" in action_costs(action)


def test_a_cost_alone_gives_its_total(many: Analysis) -> None:
    action = acted(many, Edit("tier_care", cost=2.0))["tier_care"]
    assert action.economics is not None
    assert action.economics.break_even is None
    assert "填写每位响应收益" in action_costs(action)


@pytest.mark.parametrize(
    ("cost", "gain", "word"),
    [(2.0, 0.0, "须大于零"), (2.0, -5.0, "须大于零"), (50.0, 20.0, "收不回成本"), (-1.0, 5.0, "负数")],
)
def test_what_can_never_pay_is_refused_in_words(many: Analysis, cost: float, gain: float, word: str) -> None:
    action = acted(many, Edit("tier_care", cost=cost, gain=gain))["tier_care"]
    assert action.economics is None
    assert word in action.uneconomic
    assert word in action_costs(action)
    assert not stray_numbers(action.uneconomic, action.facts)


@settings(max_examples=50, deadline=None)
@given(st.floats(0, 1e6), st.floats(-10, 1e6), st.integers(1, 1000))
def test_a_break_even_is_a_share_or_there_is_none(cost: float, gain: float, contacted: int) -> None:
    made = economics(cost, gain, contacted)
    if isinstance(made, Economics):
        assert made.break_even is not None
        assert 0 <= made.break_even.value <= 1
    else:
        assert isinstance(made, Said)
    assert economics(None, gain, contacted) is None


def test_a_card_names_its_lines_in_one_order(many: Analysis) -> None:
    action = acted(many, Edit("tier_care", cost=1.0, gain=10.0))["tier_care"]
    assert [name for name, _ in action_lines(action)] == [
        "对象",
        "依据",
        "渠道",
        "负责",
        "时间",
        "衡量",
        "对照",
        "盈亏",
        "名单",
    ]
    assert action_owner(action) == "待定，通常由会员运营负责"
