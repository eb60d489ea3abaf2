"""The segment → who is looked at, what narrows it with the button that takes each back, and the way to the customers."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.segments import Segment, Side
from hvc.app import crumbs, markup, people, state

SIDE = "explore-side"


def draw(analysis: Analysis, segment: Segment) -> None:
    """Which side is looked at and what narrows it; a line of words where nothing does."""
    key = state.seed(SIDE, segment.side)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="explore-crumbs"):
        st.segmented_control(
            "看谁", tuple(Side), format_func=lambda one: one.value, required=True, label_visibility="collapsed",
            key=key, on_change=state.side_from, args=(key,),
        )  # fmt: skip
        crumbs.of_segment(segment, analysis.dataset.fields, "explore-crumb")
        if segment != Segment():
            st.button(
                "清除全部",
                key="explore-clear",
                type="tertiary",
                icon=":material/filter_alt_off:",
                on_click=state.unpick_all,
            )
        people.way(segment, "explore")
    st.html(
        markup.element("p", "点图上的一行，或者选取值，只看这部分客户，其余各图和数字随之变化；再点一次取消。", "note")
    )


def nobody(segment: Segment) -> None:
    """Say calmly that nobody has all that, and offer the way back."""
    with st.container(border=True):
        st.html(
            markup.element("p", "没有客户同时符合这些条件。", "body")
            + markup.element("p", "这些取值在数据里没有一起出现过。取消最后一项，或清除全部筛选。", "note")
        )
        with st.container(horizontal=True):
            if segment.picks:
                st.button(
                    "取消最后一项",
                    key="explore-back",
                    icon=":material/undo:",
                    on_click=state.unpick,
                    args=(segment.picks[-1],),
                )
            st.button("清除全部筛选", key="explore-all", on_click=state.unpick_all)
