"""A group of customers, or the list of an action → the way to the page where they are shown one by one."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.segments import Segment, Side
from hvc.app import state
from hvc.app.navigation import page
from hvc.insights.model import Action

PAGE = "customers"
HIGH_VALUE = Segment(side=Side.HIGH_VALUE)


def way(segment: Segment, key: str, label: str = "看这些客户") -> None:
    """A quiet button that leads to the customers of `segment`; `key` tells apart the buttons of one page."""
    _way(segment, None, key, label)


def list_way(action: Action, key: str, label: str = "看名单") -> None:
    """A quiet button that leads to the customers on the list of an action of the plan."""
    _way(Segment(), action.code, key, label)


def _way(segment: Segment, listed: str | None, key: str, label: str) -> None:
    if st.button(
        label,
        key=f"way-people-{key}",
        type="tertiary",
        icon=":material/group:",
        on_click=state.see,
        args=(segment, listed),
    ):
        st.switch_page(page(PAGE))
