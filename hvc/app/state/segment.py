"""The customers that the user is looking at: the levels picked so far, kept from page to page."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import streamlit as st

from hvc.analysis.segments import Pick, Segment, Side
from hvc.app.state.session import LEAF, LISTED, PERSON, SEGMENT, SORTED, drop, held
from hvc.insights.plans.unplanned import Unplanned

Listed = str | Unplanned  # a list: the code of an action of the plan, or the name of one that stands in none

SEARCH = "customers-search"  # the widget of the search


def segment() -> Segment:
    """Return what is picked; all customers at first."""
    return held(SEGMENT, Segment) or Segment()


def look_at(chosen: Segment) -> None:
    """Callback: look at these customers and no others."""
    st.session_state[SEGMENT] = chosen


def unpick(one: Pick) -> None:
    """Callback: take one level back."""
    look_at(segment().without(one))


def side(which: Side) -> None:
    """Callback: look at the high-value customers, the others, or all."""
    look_at(replace(segment(), side=which))


def unpick_all() -> None:
    """Callback: look at all customers again."""
    drop(SEGMENT)


def see(chosen: Segment, listed: Listed | None = None) -> None:
    """Callback: begin to look at these customers, those of one list where `listed` names it; nothing else narrows them."""
    look_at(chosen)
    drop(LISTED, LEAF, PERSON)
    st.session_state[SEARCH] = ""
    if listed is not None:
        st.session_state[LISTED] = listed


def typed() -> str:
    """Return what was typed into the search."""
    return str(st.session_state.get(SEARCH, ""))


def side_from(key: str) -> None:
    """Callback: take the side from the widget `key`."""
    side(st.session_state[key])


def listed() -> Listed | None:
    """Return the list that is looked at."""
    which = held(LISTED, object)
    assert which is None or isinstance(which, Listed), f"{LISTED} holds something else"
    return which


def list_from(key: str) -> None:
    """Callback: take the list from the widget `key`; an empty one is none."""
    which = st.session_state[key]
    if which is None:
        unlist()
    else:
        st.session_state[LISTED] = which


def unlist() -> None:
    """Callback: look beyond the list again."""
    drop(LISTED)


def sorted_by(usual: tuple[str, bool]) -> tuple[str, bool]:
    """Return the key of the field to sort by, and whether downwards."""
    found: tuple[str, bool] | None = held(SORTED, tuple)
    return found or usual


def sort_by(key: str, *, down: bool) -> None:
    """Callback: sort by this field."""
    st.session_state[SORTED] = (key, down)


def sort_from(key: str) -> None:
    """Callback: sort by the field in the widget `key`, the largest first."""
    sort_by(st.session_state[key], down=True)


def leaf(of: Hashable) -> int:
    """Return which part of the list `of` is shown; the first of another list."""
    which: tuple[Hashable, int] | None = held(LEAF, tuple)
    return which[1] if which and which[0] == of else 0


def turn(of: Hashable, number: int) -> None:
    """Callback: show another part of the list `of`."""
    st.session_state[LEAF] = (of, number)


def person() -> str | None:
    """Return the number of the customer whose portrait is open."""
    return held(PERSON, str)


def open_person(customer: str | None) -> None:
    """Open the portrait of a customer, or close it; also a callback."""
    drop(PERSON)
    if customer is not None:
        st.session_state[PERSON] = customer
