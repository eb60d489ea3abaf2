"""The weights of the indices, as the user set them."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.indices import USUAL, Weights
from hvc.app.state.session import WEIGHTS, drop, held


def weights() -> Weights:
    """Return how much each part of an index counts."""
    return held(WEIGHTS, Weights) or USUAL


def weigh(part: str, key: str) -> None:
    """Callback: take the value of the widget `key` as the weight of `part`."""
    given = dict(weights().given) | {part: float(st.session_state[key])}
    st.session_state[WEIGHTS] = Weights(tuple(sorted(given.items())))


def unweigh() -> None:
    """Callback: let every part count as usual."""
    drop(WEIGHTS)
