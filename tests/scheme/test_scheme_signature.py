"""Whose documents they are comes back with the scheme; a file that says what cannot be is refused."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hvc.errors import SchemeError
from hvc.rules import Over
from hvc.scheme import Scheme, dumps, loads
from hvc.scheme.model import UNSIGNED, Signature
from hvc.scheme.signature import MAX_LOGO

WORDS = st.text("示例银行甲 A1·", min_size=1, max_size=20).map(str.strip)
SIGNATURES = st.builds(
    Signature,
    organisation=WORDS,
    author=WORDS,
    marking=WORDS,
    accent=st.sampled_from(["", "#8B1A1A"]),
    formal=st.booleans(),
    left_out=st.lists(st.sampled_from(["actions", "rfm", "extra_1"]), unique=True).map(tuple),
    logo=st.sampled_from(["", "aGk="]),
)


@given(SIGNATURES)
def test_what_was_signed_comes_back(told: Signature) -> None:
    assert loads(dumps(Scheme((), Over(), signature=told))).signature == told


def test_a_scheme_without_a_signature_says_nothing_of_one() -> None:
    data = dumps(Scheme((), Over()))
    assert b"signature" not in data
    assert loads(data).signature == UNSIGNED


@pytest.mark.parametrize(
    "told",
    [
        {"organisation": "长" * 41},
        {"author": 3},
        {"formal": "yes"},
        {"left_out": "actions"},
        {"logo": "a" * (MAX_LOGO + 1)},
        {"date": "2026-03-31"},
        [],
    ],
    ids=["long", "number", "flag", "list", "logo", "unknown", "no object"],
)
def test_what_cannot_be_is_refused(told: object) -> None:
    whole = json.loads(dumps(replace(Scheme((), Over()))))
    with pytest.raises(SchemeError, match="signature"):
        loads(json.dumps(whole | {"signature": told}).encode())
