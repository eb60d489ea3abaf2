"""Tags chosen together → how many customers carry them, what they are worth, and their list."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Analysis, Breakdown
from hvc.app import downloads, people, screen, state, steps
from hvc.insights.plans.combined import Chosen, chosen
from hvc.insights.plans.unplanned import OfTags
from hvc.report import sections

TAGS_AT_MOST = 3
EVERY, ANY = "同时带有", "带有任意一个"


def show(analysis: Analysis, breakdown: Breakdown) -> None:
    """Ask for up to three tags and say who carries them."""
    st.subheader("用标签圈人", anchor=False)
    tags = st.multiselect(
        f"{breakdown.field.label}（最多 {TAGS_AT_MOST} 个）",
        sorted(breakdown.frame["level"]),
        max_selections=TAGS_AT_MOST,
        key="audience-tags",
        placeholder="选择标签",
        persist_state="session",
    )
    how = st.segmented_control(
        "几个标签之间", (EVERY, ANY), default=EVERY, required=True, key="audience-how", persist_state="session"
    )
    if not tags:
        st.caption("选好标签后，这里给出人数、高价值占比、金额和可下载的名单。")
        return
    _answer(analysis, breakdown, tuple(tags), every=how == EVERY)


def _answer(analysis: Analysis, breakdown: Breakdown, tags: tuple[str, ...], *, every: bool) -> None:
    def count() -> Chosen:
        return chosen(analysis, breakdown.field, tags, every=every)

    found = state.once("audience", (*steps.key(analysis.dataset), breakdown.field.key, tags, every), count)
    screen.show_section(sections.audience(analysis, found), heading=False)
    listed = found.action
    if (listed is None or listed.unreachable) and (not every or len(tags) == 1):
        people.known_way(analysis, [(breakdown.field.key, tag) for tag in tags], "audience", "看全部客户，含不能联系的")
    if listed is not None:
        purpose = downloads.purpose()
        with st.container(horizontal=True, vertical_alignment="center"):
            downloads.customer_list(analysis, listed, purpose=purpose)
            people.list_way(OfTags(breakdown.field.key, tags, every), listed.code)
