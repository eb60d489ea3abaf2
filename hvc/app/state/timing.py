"""As of which day, beside what and under which limits customers are told over time, as the user set it."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from hvc.app.state.session import CHOICES, drop, held
from hvc.timeline.model import USUAL, Choices

NUMBER = re.compile(r"\d+(?:\.\d+)?")
LISTED = re.compile(r"[\s,，、;；]*(?:\d{1,12}(?:\.\d{1,4})?[\s,，、;；]*)*")  # numbers with something between them


def choices() -> Choices:
    """Return what the user set."""
    return held(CHOICES, Choices) or USUAL


def choose(**values: object) -> None:
    """Set parts of it."""
    st.session_state[CHOICES] = replace(choices(), **values)  # type: ignore[arg-type]  # names are the callers'


def choose_all(made: Choices) -> None:
    """Set all of it, as of the day that was set here."""
    st.session_state[CHOICES] = replace(made, reference=choices().reference)


def unchoose() -> None:
    """Callback: let everything be as the data have it."""
    drop(CHOICES)


def choose_from(name: str, key: str) -> None:
    """Callback: take the value of the widget `key` as `name` of it."""
    choose(**{name: st.session_state[key]})


def choose_margin(key: str) -> None:
    """Callback: take the percentage in the widget `key` as the margin; an empty one counts revenue."""
    percent = st.session_state[key]
    choose(margin=None if percent is None else float(percent) / 100)


def choose_value(place: int, key: str, now: tuple[float, float, float]) -> None:
    """Callback: take the value of the widget `key` as the comparison value of R, F or M (`place` 0–2), the rest as `now`."""
    values = [*now]
    values[place] = float(st.session_state[key])
    choose(values=tuple(values))


def choose_cuts(place: int, key: str) -> None:
    """Callback: take the numbers in the widget `key` as cuts of R, F or M; an empty text works them out again.

    A text that is no list of numbers changes nothing.
    """
    text = str(st.session_state[key])
    if not LISTED.fullmatch(text):
        return
    edges = tuple(sorted({float(number) for number in NUMBER.findall(text)}))
    cuts = [*choices().cuts]
    cuts[place] = edges or None
    choose(cuts=tuple(cuts))
