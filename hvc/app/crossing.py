"""Two chosen dimensions → the section of their cross."""

from __future__ import annotations

import streamlit as st

from hvc.analysis import cross
from hvc.analysis.model import Analysis, Cross
from hvc.app import state, steps


def choose(analysis: Analysis) -> Cross | None:
    """Ask for two dimensions and cross them; None where there are fewer than two."""
    fields = {breakdown.field.key: breakdown.field.label for breakdown in analysis.breakdowns}
    if len(fields) < 2:  # noqa: PLR2004  a cross takes two
        return None
    left, right = st.columns(2)
    row = left.selectbox(
        "第一个维度", tuple(fields), format_func=fields.__getitem__, key="cross-row", persist_state="session"
    )
    others = tuple(key for key in fields if key != row)
    column = right.selectbox(
        "第二个维度", others, format_func=fields.__getitem__, key="cross-column", persist_state="session"
    )
    return state.once("cross", (*steps.key(analysis.dataset), row, column), lambda: cross(analysis, row, column))
