"""Widgets ↔ the state: what they show, and what they changed, noted for the page to apply."""

from __future__ import annotations

from collections.abc import Callable, Hashable

import streamlit as st

from hvc.app.state.session import PENDING, T, drop, held


def seed(key: str, value: object) -> str:
    """Put `value` into the widget `key` that is about to be drawn."""
    st.session_state[key] = value
    return key


def submit(key: str, make: Callable[[Hashable], Hashable]) -> None:
    """Callback: the widget `key` was changed; note what `make` makes of its value, for the page to apply."""
    value = st.session_state[key]
    note(make(tuple(value) if isinstance(value, list) else value))


def note(change: Hashable) -> None:
    """Callback: note a change for the page to apply."""
    st.session_state[PENDING] = change


def pending(kind: type[T]) -> T | None:
    """Take the change that a callback noted, once; None when there is none."""
    change = held(PENDING, kind)
    drop(PENDING)
    return change
