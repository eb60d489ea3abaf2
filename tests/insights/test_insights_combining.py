"""What is said of combinations, of confounded levels and of tags that come together, and the audience of two tags."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from insights_cases import customers, stray_numbers, study, times

from hvc.analysis.model import Analysis
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.model import Finding, Level
from hvc.insights.plans.combined import chosen
from hvc.schema import OPT_OUT, TAGS


def said(analysis: Analysis) -> dict[str, Finding]:
    found = find(analysis)
    for finding in found:
        assert not stray_numbers(f"{finding.headline} {finding.evidence}", finding.facts), finding
    return {finding.code: finding for finding in found}


def by_city(gone: bool) -> Analysis:
    """Inside each city the shops are no better than the site (or worse); 甲 has more of both, of shops and of value."""
    a, b, c, d = (240, 60, 20, 80) if gone else (220, 70, 5, 40)
    high = {
        "channel": times(("门店", a), ("官网", b), ("门店", c), ("官网", d)),
        "city": times(("甲", a + b), ("乙", c + d)),
    }
    others = {
        "channel": times(("门店", 160), ("官网", 40), ("门店", 80), ("官网", 320)),
        "city": times(("甲", 200), ("乙", 400)),
    }
    return study(customers(high, others))


def test_a_level_that_a_third_variable_takes_away_is_no_opportunity_and_names_it() -> None:
    found = said(by_city(gone=True))
    doubt = found["confounded.channel"]
    assert doubt.headline == "城市相同的客户之间，渠道「门店」的差别就看不出来了"
    assert doubt.level is Level.WATCH
    assert "优势比 1.00" in doubt.evidence
    assert "dimension.channel" not in found
    assert "分开看" not in found["dimension.city"].evidence


def test_a_reversal_is_called_so() -> None:
    assert said(by_city(gone=False))["confounded.channel"].headline.startswith(
        "按城市分开看，渠道「门店」的差别就反了过来"
    )


def random_customers(seed: int, *, boost: float) -> Analysis:
    """Customers of random channel, city, gender and tags; a shop in 甲 and the tags 甲乙 together raise the chance."""
    random = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for _ in range(3000):
        tags = tuple(tag for tag in ("甲", "乙", "丙") if random.random() < 0.4)
        tags = (*tags, "丁") if "丙" in tags and random.random() < 0.7 else tags
        row = {"channel": random.choice(["门店", "官网"]), "city": random.choice(["甲", "乙", "丙"]), "tags": tags}
        special = (row["channel"] == "门店" and row["city"] == "甲") or {"甲", "乙"} <= set(tags)
        rows.append(row | {"ours": random.random() < (boost if special else 0.15)})
    sides = ([row for row in rows if row["ours"] is side or row["ours"] == side] for side in (True, False))
    high, others = ({key: [row[key] for row in side] for key in ("channel", "city", "tags")} for side in sides)
    return study(customers(high, others))


def test_combinations_are_told_with_their_base_the_whole_and_without_cause() -> None:
    found = said(random_customers(1, boost=0.5))
    told = found["cross.combinations"]
    assert told.section == "cross"
    assert "渠道为「门店」且城市为「甲」" in told.headline + told.evidence
    assert "全部客户 " in told.evidence
    assert "推算" in told.evidence + "".join(one.evidence for one in found.values() if one.code == "cross.synergy")
    assert "原因待查" in told.evidence
    assert "cross.combinations" not in said(random_customers(2, boost=0.15))


def test_tags_that_come_together_are_told_with_what_chance_would_give() -> None:
    told = said(random_customers(1, boost=0.5))["together.tags"]
    assert told.headline in {"「丁」和「丙」常出现在同一批客户身上", "「丙」和「丁」常出现在同一批客户身上"}
    assert "是互不相关时（约 " in told.evidence


def test_two_tags_that_mark_more_together_make_a_list_of_those_not_yet_over_the_line() -> None:
    analysis = random_customers(1, boost=0.5)
    (action,) = [one for one in act(analysis, find(analysis)) if one.code == "tags.pair"]
    assert action.audience == "客户标签同时含「乙」「甲」、尚未达到高价值门槛"
    assert (action.members["amount"] <= 5000).all()
    assert action.members["tags"].cast(str).str.contains("乙").all()
    told = " ".join((action.audience, action.why, *action.steps, action.measure))
    assert not stray_numbers(told, action.facts)
    flat = random_customers(3, boost=0.15)
    assert "tags.pair" not in {one.code for one in act(flat, find(flat))}


@pytest.mark.parametrize(("every", "size"), [(True, 2), (False, 5)])
def test_chosen_tags_are_joined_by_and_or_by_or(every: bool, size: int) -> None:
    analysis = study(customers(
        {"tags": [("甲", "乙"), ("甲",), ()], "gender": ["男"] * 3},
        {"tags": [("乙",), ("甲", "乙", "丙"), ("丙",), ("甲丁",), ("甲",)], "gender": ["女"] * 5},
    ))  # fmt: skip
    found = chosen(analysis, TAGS, ["甲", "乙"], every=every)
    assert (found.customers, found.high_value) == ((2, 1) if every else (5, 2))
    assert found.action is not None
    assert found.action.customers == size
    assert found.amount == pytest.approx(found.action.amount)
    assert ("同时含" if every else "任一含") in found.action.audience


def test_chosen_tags_of_nobody_or_of_refusers_have_no_list() -> None:
    analysis = study(customers(
        {"tags": [("甲",), ("乙",)], OPT_OUT.key: [True, False]}, {"tags": [("甲",), ("丙",)], OPT_OUT.key: [True, None]}
    ))  # fmt: skip
    refused = chosen(analysis, TAGS, ["甲"], every=True)
    assert (refused.customers, refused.action) == (2, None)
    nobody = chosen(analysis, TAGS, ["乙", "丙"], every=True)
    assert (nobody.customers, nobody.amount, nobody.action) == (0, 0.0, None)
