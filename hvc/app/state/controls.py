"""Widgets ↔ the state: what they show, and what they changed, noted for the page to apply."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import streamlit as st

from hvc.app.state.session import PENDING, drop


def seed(key: str, value: object) -> str:
    """Put `value` into the widget `key` that is about to be drawn."""
    st.session_state[key] = value
    return key


def submit(key: str, make: Callable[[Hashable], Hashable]) -> None:
    """Callback: the widget `key` was changed; note what `make` makes of its value, for the page to apply."""
    value = st.session_state[key]
    note(make(tuple(value) if isinstance(value, list) else value))


def gather(keys: Sequence[str], make: Callable[[tuple[str, ...]], Hashable]) -> None:
    """Callback: a form was sent; note what `make` makes of the texts in the widgets `keys`, for the page to apply."""
    note(make(tuple(str(st.session_state[key]) for key in keys)))


def note(change: Hashable) -> None:
    """Callback: note a change for the page to apply."""
    st.session_state[PENDING] = change


def pending() -> Hashable:
    """Take the change that a callback noted, once; None when there is none."""
    change: Hashable = st.session_state.get(PENDING)
    drop(PENDING)
    return change
