"""What is said twice is said once, planted both ways: true repetitions fold, what only resembles them stays."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_cases import customers, member_club, stray_numbers, study, times

from hvc.analysis.model import Analysis
from hvc.insights.finding import find
from hvc.insights.folding import folded
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import REACH
from hvc.insights.twins import twin_tags, twins
from hvc.joining import Dataset
from hvc.schema import TAGS, Field, Kind, extra
from hvc.timeline.model import USUAL
from hvc.timeline.tell import tell

SHOP = replace(extra(1, "门店"), kind=Kind.CATEGORY)
REGION = replace(extra(2, "片区"), kind=Kind.CATEGORY)


def told(analysis: Analysis) -> dict[str, Finding]:
    found = find(analysis)
    for finding in found:
        assert not stray_numbers(f"{finding.headline} {finding.evidence}", finding.facts), finding
    return {finding.code: finding for finding in found}


def placed(second: Field, ours: list[Any], theirs: list[Any]) -> Dataset:
    """甲城 holds more of the high-value customers; `second` is another column of theirs."""
    high = {"city": times(("甲城", 60), ("乙城", 30), ("丙城", 10)), second.key: ours}
    others = {"city": times(("甲城", 40), ("乙城", 90), ("丙城", 70)), second.key: theirs}
    return customers(high, others, fields=(second,))


def test_one_field_in_two_columns_is_told_once_and_the_other_is_named() -> None:
    same = placed(
        SHOP, times(("一店", 60), ("二店", 30), ("三店", 10)), times(("一店", 40), ("二店", 90), ("三店", 70))
    )
    found = told(study(same))
    assert "dimension.city" in found
    assert f"dimension.{SHOP.key}" not in found
    assert "门店与城市几乎一一对应，说的是同一批客户，不另列。" in found["dimension.city"].evidence
    assert not [code for code in found if code.startswith("confounded.")]


def test_a_column_of_its_own_is_told_beside() -> None:
    other = placed(SHOP, times(("一店", 30), ("二店", 70)), times(("二店", 40), ("一店", 160)))
    found = told(study(other))
    assert {"dimension.city", f"dimension.{SHOP.key}"} <= set(found) | {
        code.replace("confounded", "dimension") for code in found
    }
    assert "几乎一一对应" not in "".join(one.evidence for one in found.values())


def test_a_coarser_column_is_no_repetition() -> None:
    coarse = placed(REGION, times(("东区", 90), ("西区", 10)), times(("东区", 130), ("西区", 70)))
    assert not twins(study(coarse), {"city", REGION.key})


@settings(max_examples=10, deadline=None)
@given(st.permutations(["一店", "二店", "三店"]))
def test_renaming_the_levels_keeps_a_repetition_one(names: list[str]) -> None:
    first, second, third = names
    same = placed(SHOP, times((first, 60), (second, 30), (third, 10)), times((first, 40), (second, 90), (third, 70)))
    assert {key: field.key for key, field in twins(study(same), {"city", SHOP.key}).items()} == {SHOP.key: "city"}


def test_two_tags_of_the_same_customers_are_one_and_their_pair_is_no_news() -> None:
    both = ("种草", "爱分享")
    data = customers({"tags": times((both, 60), (("尝新",), 40))}, {"tags": times((both, 30), (("尝新",), 170))})
    analysis = study(data)
    assert twin_tags(analysis, TAGS) == {"种草": "爱分享"} or twin_tags(analysis, TAGS) == {"爱分享": "种草"}
    found = told(analysis)
    assert "几乎打在同一批客户身上，等于一个标签" in found["tags.twins"].headline
    assert "together.tags" not in found
    assert ("种草" in found["tags.higher"].headline) != ("爱分享" in found["tags.higher"].headline)


def test_tags_that_often_meet_stay_two() -> None:
    data = customers(
        {"tags": times((("甲", "乙"), 60), (("甲",), 20), (("乙",), 20))},
        {"tags": times((("甲", "乙"), 40), (("甲",), 80), (("乙",), 80))},
    )
    assert not twin_tags(study(data), TAGS)


def test_who_came_lately_is_told_by_one_of_date_stage_and_type() -> None:
    now = dt.datetime(2025, 12, 31)  # noqa: DTZ001  the dates of the data have no zone
    near, far = ([now - dt.timedelta(days=back + i % 60) for i in range(300)] for back in (0, 200))
    ours: dict[str, Any] = {"last_order": [*near[:80], *far[:20]], "orders": [9.0, 2.0] * 50}
    theirs: dict[str, Any] = {"last_order": [*near[:60], *far[:140]], "orders": [9.0, 2.0] * 100}
    timeline = tell(customers(ours, theirs), USUAL, dt.date(2026, 1, 1))
    found = told(replace(study(timeline.dataset), timeline=timeline))
    lately = [
        one
        for code, one in found.items()
        if code in {"dimension.last_order", "dimension.lifecycle", "dimension.rfm_type"}
    ]
    assert len(lately) == 1
    assert "说的也是最近来没来，方向相同，不另列。" in lately[0].evidence


def test_what_is_folded_names_only_what_is_gone() -> None:
    analysis = study(member_club())
    plain = find(analysis)
    assert folded(plain, analysis) == tuple(sorted(plain, key=lambda one: -one.weight))


@pytest.mark.parametrize("dataset", [member_club()], ids=["club"])
def test_no_note_outranks_a_risk_or_an_opportunity_that_the_numbers_bear_out(dataset: Dataset) -> None:
    found = [one for one in find(study(dataset)) if one.weight < 0.93]
    sound = [one.weight for one in found if one.level in {Level.RISK, Level.OPPORTUNITY} and one.strength >= 0.95]
    notes = [one.weight for one in found if one.level is Level.NOTE]
    assert sound
    assert max(notes) <= REACH[Level.NOTE][1] < min(sound)
    assert all(0 <= one.strength <= 1 for one in found)
