"""The page 探索: what a click on a picture picks, and the two groups that are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

import streamlit as st

from hvc.analysis.segments import Pick, Segment
from hvc.app.state.segment import look_at, segment
from hvc.app.state.session import CLICKS, PAIR, held
from hvc.report.charts.clickable import PICK

Meaning = tuple[tuple[Pick, ...], ...]  # what each place of a picture stands for


def picture_key(name: str) -> str:
    """Key the picture called `name`; a new key after each click is a picture in which nothing is selected."""
    return f"explore-{name}-{_clicks().get(name, 0)}"


def click(name: str, meaning: Meaning) -> None:
    """Callback: a mark of the picture was clicked; pick what it stands for, or take it back where all of it is picked.

    A place that the picture does not have, or none, changes nothing.
    """
    chosen = st.session_state[picture_key(name)]["selection"].get(PICK, ())
    places = [place for point in chosen for place in dict(point).values()]
    known = [place for place in places if isinstance(place, int) and 0 <= place < len(meaning)]
    if not known:
        return
    _toggle(meaning[known[-1]])
    st.session_state[CLICKS] = _clicks() | {name: _clicks().get(name, 0) + 1}


def pick_from(field: str, key: str) -> None:
    """Callback: the picked levels of `field` are those in the widget `key`."""
    others = tuple(pick for pick in segment().picks if pick.field != field)
    chosen = tuple(Pick(field, level) for level in st.session_state[key])
    look_at(replace(segment(), picks=others + chosen))


def pair() -> tuple[Segment | None, Segment | None]:
    """Return the two groups to compare; None where one is not chosen yet."""
    found: tuple[Segment | None, Segment | None] | None = held(PAIR, tuple)
    return found or (None, None)


def put_pair(first: Segment | None, second: Segment | None) -> None:
    """Callback: compare these two."""
    st.session_state[PAIR] = (first, second)


def put_level(place: int, field: str, key: str) -> None:
    """Callback: one of the two is who has the level in the widget `key`; an empty one changes nothing."""
    level = st.session_state[key]
    if level is not None:
        chosen = [*pair()]
        chosen[place] = Segment((Pick(field, level),))
        put_pair(chosen[0], chosen[1])


def _toggle(picks: Sequence[Pick]) -> None:
    now = segment()
    change = Segment.without if all(pick in now.picks for pick in picks) else Segment.with_pick
    look_at(reduce(change, picks, now))


def _clicks() -> dict[str, int]:
    """How often a picture was clicked, by its name."""
    return held(CLICKS, dict) or {}
