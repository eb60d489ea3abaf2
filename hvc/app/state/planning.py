"""What the user decided of the plan, and the action whose card is open for changes."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hvc.app.state.session import EDITING, TERMS, drop, held
from hvc.insights.campaign.terms import Edit, Terms


def terms() -> Terms:
    """Return what the user decided."""
    return held(TERMS, Terms) or Terms()


def decide(made: Terms) -> None:
    """Let the plan be as `made` says; also a callback."""
    st.session_state[TERMS] = made


def decide_from(name: str, key: str, whole: float = 1) -> None:
    """Callback: take the value of the widget `key` as `name` of it, a number as a part of `whole`; an empty one is ours."""
    value = st.session_state[key]
    given: object = value / whole if isinstance(value, int | float) else value
    given = getattr(Terms(), name) if given is None else given
    decide(replace(terms(), **{name: given}))  # type: ignore[arg-type]  # the name is the caller's


def revise(edit: Edit) -> None:
    """Let an action be as `edit` says; also a callback."""
    decide(terms().with_edit(edit))


def open_card(code: str | None) -> None:
    """Callback: open the card of an action for changes, or close the one that is open; its widgets start anew each time."""
    _, opened = _editing()
    st.session_state[EDITING] = (code, opened + 1)


def opened(code: str) -> str | None:
    """Return what the widgets of the open card are keyed by; None where the card of `code` is closed."""
    which, place = _editing()
    return f"plan-{place}" if which == code else None


def _editing() -> tuple[str | None, int]:
    found: tuple[str | None, int] = held(EDITING, tuple) or (None, 0)
    return found


def forget_plan() -> None:
    """Callback: let the plan be as we propose it."""
    drop(TERMS)
