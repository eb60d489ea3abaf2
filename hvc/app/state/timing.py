"""As of which day, beside what and under which limits customers are told over time, as the user set it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hvc.app.state.session import CHOICES, drop, held
from hvc.timeline.model import Choices
from hvc.timeline.tell import USUAL


def choices() -> Choices:
    """Return what the user set."""
    return held(CHOICES, Choices) or USUAL


def choose(**values: object) -> None:
    """Set parts of it."""
    st.session_state[CHOICES] = replace(choices(), **values)  # type: ignore[arg-type]  # names are the callers'


def unchoose() -> None:
    """Callback: let everything be as the data have it."""
    drop(CHOICES)
