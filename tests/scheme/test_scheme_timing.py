"""What was set about time comes back from a scheme, but for the day it was seen from."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scheme_cases import guessed

from hvc.errors import SchemeError
from hvc.rules import Over
from hvc.scheme import capture, dumps, loads
from hvc.timeline.model import USUAL, Choices, Comparison

MEMBERS = guessed(a={"客户编号": ["C1", "C2"], "累计交易金额": ["1", "2"]})
EDGES = st.none() | st.sets(st.floats(0, 1e6), min_size=1, max_size=6).map(lambda edges: tuple(sorted(edges)))
DAYS = st.none() | st.integers(1, 3650)
CHOICES = st.builds(
    Choices,
    reference=st.none() | st.dates(),
    comparison=st.sampled_from(Comparison),
    values=st.none() | st.tuples(*[st.floats(0, 1e6)] * 3),
    cuts=st.tuples(EDGES, EDGES, EDGES),
    silent=DAYS,
    lost=DAYS,
    margin=st.none() | st.floats(0, 1),
)


@given(CHOICES)
@settings(max_examples=50)
def test_what_was_set_comes_back_without_the_day(choices: Choices) -> None:
    saved = dumps(capture(MEMBERS, Over(), timing=choices))
    assert loads(saved).timing == replace(choices, reference=None)


def test_a_scheme_of_before_leaves_time_to_the_data() -> None:
    told = json.loads(dumps(capture(MEMBERS, Over(), timing=Choices(silent=30))))
    del told["timing"]
    assert loads(json.dumps(told).encode()).timing == USUAL


def test_a_scheme_keeps_no_day() -> None:
    assert b"2026" not in dumps(capture(MEMBERS, Over(), timing=Choices(reference=dt.date(2026, 1, 1))))


@pytest.mark.parametrize(
    "timing",
    [
        {"comparison": "mode"},
        {"values": [1, 2]},
        {"values": [1, 2, "3"]},
        {"cuts": [[1, 2], None]},
        {"cuts": [[2, 1], None, None]},
        {"cuts": [[], None, None]},
        {"silent": 0},
        {"lost": 1e9},
        {"margin": 2},
        {"reference": "2026-01-01"},
    ],
)
def test_what_cannot_be_is_refused_by_its_place(timing: dict[str, Any]) -> None:
    told = json.loads(dumps(capture(MEMBERS, Over())))
    with pytest.raises(SchemeError, match="timing"):
        loads(json.dumps(told | {"timing": timing}).encode())
