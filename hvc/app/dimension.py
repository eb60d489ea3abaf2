"""One dimension → its page: high-value customers beside the others, by the template that all dimensions share."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.spend import spend
from hvc.app import evidence, guide, markup, people, screen, steps
from hvc.app.navigation import page
from hvc.app.text import plain
from hvc.report import sections
from hvc.report.sections.dimension import related


def show(*keys: str) -> None:
    """Draw the fields with these keys, as many as the data hold, or say what would unlock the first."""
    analysis = guide.need_analysis()
    found = [breakdown for key in keys if (breakdown := analysis.breakdown(key)) is not None]
    if not found:
        _missing(analysis, keys[0])
    for breakdown in found:
        if len(found) > 1:
            st.subheader(plain(breakdown.field.label), anchor=False)
        draw(analysis, breakdown)
    _lists(analysis, found)


def draw(analysis: Analysis, breakdown: Breakdown) -> None:
    """Draw one dimension."""
    made = sections.dimension(analysis, breakdown, steps.findings(analysis))
    screen.show_section(made, heading=False, fold=True)
    people.level_way(breakdown)
    seen = spend(analysis, breakdown)
    if seen is not None and seen.contrary:
        label = plain(f"去字段对应核对{breakdown.field.label}的顺序")
        st.page_link(page("mapping"), label=label, icon=":material/arrow_forward:")


def _lists(analysis: Analysis, found: Sequence[Breakdown]) -> None:
    """The customers that the actions on these fields are about, each list with its button."""
    told = {a.code: a for b in found for a in related(b, steps.actions(analysis))}
    if not told:
        return
    st.subheader("相关名单", anchor=False)
    for action in told.values():
        evidence.list_card(analysis, action, action.audience)
    st.page_link(page("actions"), label="看做法、时间与衡量", icon=":material/arrow_forward:")


def _missing(analysis: Analysis, key: str) -> None:
    known = [item for item in analysis.unavailable if item.part == key]
    reason = known[0].reason if known else "数据里没有这个维度。"
    unlock = known[0].unlock if known else "如果文件里有相应的列，请在「字段对应」里指定它。"
    with st.container(border=True):
        st.html(markup.element("p", reason, "body") + markup.element("p", unlock, "note"))
        st.page_link(page("mapping"), label="去字段对应", icon=":material/arrow_forward:")
