"""Several conditions and the layers come back from a scheme as they were saved, and what cannot be is refused."""

from __future__ import annotations

import copy
import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_cases import RULES, guessed

from hvc.errors import SchemeError
from hvc.rules import (
    Combined,
    Compare,
    Condition,
    Layering,
    OneOf,
    Over,
    Rule,
    amount_of,
    combine,
    conditions_of,
    rebound,
)
from hvc.schema import AMOUNT, LAST_ORDER, ORDERS, TAGS, TIER, Field
from hvc.scheme import capture, dumps, loads

MEMBERS = guessed(a={"客户编号": ["C1", "C2"], "累计交易金额": ["1", "2"], "订单数": ["3", "4"]})
NUMBERS = st.floats(-1e9, 1e9)
CONDITIONS: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Compare, st.just(ORDERS), st.sampled_from([">", ">=", "<", "<="]), NUMBERS),
    st.builds(Compare, st.just(LAST_ORDER), st.sampled_from([">=", "<"]), st.dates()),
    st.builds(OneOf, st.sampled_from([TIER, TAGS]), st.sampled_from([("钻石",), ("甲", "乙")])),
)


def bare(rule: Rule) -> Rule:
    """The rule on fields that are no more than a scheme keeps."""
    return rebound(rule, {f.key: Field(f.key, f.label, f.kind) for f in (ORDERS, LAST_ORDER, TIER, TAGS)})


@settings(max_examples=50, deadline=None)
@given(RULES, st.lists(CONDITIONS, min_size=1, max_size=3), st.booleans(), st.booleans())
def test_a_rule_comes_back_as_it_was(rule: Rule, conditions: list[Condition], every: bool, with_amount: bool) -> None:
    saved = combine(amount_of(rule) if with_amount else None, conditions, AMOUNT, every=every)
    assert loads(dumps(capture(MEMBERS, saved))).rule == bare(saved)


@pytest.mark.parametrize("layering", [Layering(), Layering(("核心", "潜力", "普通"), 1200.5)])
def test_the_layers_come_back(layering: Layering) -> None:
    assert loads(dumps(capture(MEMBERS, Over(), layering=layering))).layering == layering


def test_a_rule_of_the_first_version_has_one_condition() -> None:
    told = json.loads(dumps(capture(MEMBERS, Over(3.0))))
    first = {key: told[key] for key in ("format", "rule", "tables")} | {"version": 1}
    assert loads(json.dumps(first).encode()).rule == Over(3.0)


GOOD: dict[str, Any] = json.loads(
    dumps(capture(MEMBERS, combine(Over(), [Compare(ORDERS, ">=", 3), OneOf(TIER, ("钻石",))], AMOUNT)))
)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("rule", "kind"), "nothing"),
        (("rule", "joined"), "either"),
        (("rule", "conditions", 0, "operator"), "=="),
        (("rule", "conditions", 0, "kind"), "number"),
        (("rule", "conditions", 0, "value"), "3"),
        (("rule", "conditions", 0, "value"), 1e300),
        (("rule", "conditions", 0, "field"), ""),
        (("rule", "conditions", 0, "extra"), 1),
        (("rule", "conditions", 1, "value"), []),
        (("rule", "conditions", 1, "value"), ["钻石", "钻石"]),
        (("rule", "conditions"), []),
        (("rule", "conditions"), GOOD["rule"]["conditions"] * 2),
        (("layers", "names"), ["高", "中"]),
        (("layers", "names"), ["高", "高", "低"]),
        (("layers", "cut"), -1),
    ],
)
def test_what_cannot_be_is_refused(place: tuple[str | int, ...], value: object) -> None:
    told = copy.deepcopy(GOOD)
    inner: Any = told
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    if place == ("rule", "conditions") and not value:
        assert loads(json.dumps(told).encode()).rule == Over()  # no condition is the amount alone
        return
    with pytest.raises(SchemeError):
        loads(json.dumps(told).encode())


def test_a_date_must_be_a_date() -> None:
    told = json.loads(
        dumps(capture(MEMBERS, combine(Over(), [Compare(LAST_ORDER, ">=", dt.date(2024, 1, 31))], AMOUNT)))
    )
    told["rule"]["conditions"][0]["value"] = "去年"
    with pytest.raises(SchemeError, match="2024-01-31"):
        loads(json.dumps(told).encode())


def test_a_rule_without_amount_needs_conditions() -> None:
    told = copy.deepcopy(GOOD)
    told["rule"] = {"kind": "none"}
    with pytest.raises(SchemeError, match="金额"):
        loads(json.dumps(told).encode())


def test_nothing_of_a_person_is_saved_with_a_condition() -> None:
    with pytest.raises(SchemeError) as caught:
        capture(MEMBERS, Combined(None, (OneOf(TAGS, ("13800138000",)),)))
    assert "13800138000" not in f"{caught.value.message}{caught.value.hint}"


def test_a_condition_is_saved_on_the_amount_as_well() -> None:
    saved = combine(Over(1.0), [Compare(AMOUNT, "<=", 1e6)], AMOUNT)
    assert conditions_of(loads(dumps(capture(MEMBERS, saved))).rule) == (Compare(AMOUNT, "<=", 1e6),)
