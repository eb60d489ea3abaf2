"""The customers that the user is looking at: the levels picked so far, kept from page to page."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hvc.analysis.segments import Pick, Segment, Side
from hvc.app.state.session import SEGMENT, drop, held


def segment() -> Segment:
    """Return what is picked; all customers at first."""
    return held(SEGMENT, Segment) or Segment()


def look_at(chosen: Segment) -> None:
    """Callback: look at these customers and no others."""
    st.session_state[SEGMENT] = chosen


def pick(field: str, level: str) -> None:
    """Callback: narrow to the customers with this level as well."""
    look_at(segment().with_pick(Pick(field, level)))


def unpick(one: Pick) -> None:
    """Callback: take one level back."""
    look_at(segment().without(one))


def side(which: Side) -> None:
    """Callback: look at the high-value customers, the others, or all."""
    look_at(replace(segment(), side=which))


def unpick_all() -> None:
    """Callback: look at all customers again."""
    drop(SEGMENT)
