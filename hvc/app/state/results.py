"""A step and what it is made from → its result, made once until that changes; and the document asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st

from hvc.app.state.session import JOB, MEMO, T, drop, held


def once(step: str, key: Hashable, make: Callable[[], T]) -> T:
    """Return the result of `step` made from `key`, making it when the one kept is from another key."""
    memo: dict[str, tuple[Hashable, T]] = st.session_state.setdefault(MEMO, {})
    if step not in memo or memo[step][0] != key:
        memo[step] = (key, make())
    return memo[step][1]


def kept(step: str, key: Hashable) -> bool:
    """Tell whether `step` was made from `key` already."""
    memo = st.session_state.get(MEMO, {})
    return step in memo and memo[step][0] == key


def start(job: str) -> None:
    """Callback: ask for a document; asking twice is asking once."""
    st.session_state[JOB] = job


def job() -> str | None:
    """Return the document that was asked for and is not made yet."""
    return held(JOB, str)


def finish() -> None:
    """Drop the request for a document."""
    drop(JOB)
