"""The terms of the analysis → the one button that confirms them, always in view."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from hvc.app import state, steps
from hvc.joining import Dataset


def terms(data: Dataset) -> tuple[Hashable, ...]:
    """What is confirmed: the customers with what time says of them, who is high-value, and the layers."""
    return (*steps.told_key(), steps.rule(data), state.definition().layering)


def settled(data: Dataset) -> bool:
    """Whether the user confirmed the terms as they stand."""
    return state.settled(terms(data))


def button(data: Dataset) -> bool:
    """Draw the button; True when it was pressed."""
    with st.bottom, st.container(horizontal=True, horizontal_alignment="right"):
        return st.button(
            "确认口径，开始分析",
            type="primary",
            icon=":material/check:",
            key="settle",
            on_click=state.settle,
            args=(terms(data),),
        )
