"""One dimension → its page: high-value customers beside the others, by the template that all dimensions share."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Analysis, Breakdown
from hvc.app import guide, markup, screen, steps
from hvc.app.navigation import page
from hvc.report import sections


def show(key: str) -> None:
    """Draw the page of the field with this key, or say what would unlock it."""
    analysis = guide.need_analysis()
    breakdown = analysis.breakdown(key)
    if breakdown is None:
        _missing(analysis, key)
    else:
        draw(analysis, breakdown)


def draw(analysis: Analysis, breakdown: Breakdown) -> None:
    """Draw one dimension."""
    made = sections.dimension(analysis, breakdown, steps.findings(analysis), steps.actions(analysis))
    screen.show_section(made, heading=False, fold=True)


def _missing(analysis: Analysis, key: str) -> None:
    known = [item for item in analysis.unavailable if item.part == key]
    reason = known[0].reason if known else "数据里没有这个维度。"
    unlock = known[0].unlock if known else "如果文件里有相应的列，请在「字段对应」里指定它。"
    with st.container(border=True):
        st.html(markup.element("p", reason, "body") + markup.element("p", unlock, "note"))
        st.page_link(page("mapping"), label="去字段对应", icon=":material/arrow_forward:")
