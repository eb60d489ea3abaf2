"""The page 探索: a segment narrowed by clicks, looked at by dimension, by two dimensions, under another line, beside another."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.slicing import Dimensions, dimensions, within
from hvc.app import explore_cross, explore_crumbs, explore_line, explore_pair, explore_slices, gathering, state, steps
from hvc.app.calm import Calm

TAB = "explore-tab"
BY_ONE, BY_TWO, LINE, PAIR = "逐个维度", "两维交叉", "试一条线", "两组比较"


def show(analysis: Analysis) -> None:
    """The whole page."""
    if not analysis.breakdowns:
        st.info("数据里还没有可以对比的维度。请在「字段对应」里指定标签、等级、地区等列。")
        return
    _body(analysis)


@st.fragment
def _body(analysis: Analysis) -> None:
    """All that a click changes; nothing outside it is made anew."""
    with Calm():
        with st.container():  # what comes and goes stands apart: the rest keeps its place, and is not drawn anew
            segment = gathering.current(analysis)
        made = coded(analysis)
        who = state.once("segment", (*steps.key(analysis.dataset), segment), lambda: within(made, segment))
        with st.container():
            explore_crumbs.draw(analysis, segment)
        if not who.any():
            explore_crumbs.nobody(segment)
            return
        one, two, line, pair = st.tabs((BY_ONE, BY_TWO, LINE, PAIR), key=TAB, on_change="rerun")
        if one.open:
            with one:
                explore_slices.measures(analysis, made, who)
                explore_slices.show(analysis, made, segment, who)
        elif two.open:
            with two:
                explore_slices.measures(analysis, made, who)
                explore_cross.show(analysis, made, segment)
        elif line.open:
            with line:
                explore_line.show(analysis, made, segment)
        elif pair.open:
            with pair:
                explore_pair.show(analysis, made, segment)


def coded(analysis: Analysis) -> Dimensions:
    """Every dimension in codes, made once for these customers and this rule."""
    return state.once("dimensions", steps.key(analysis.dataset), lambda: dimensions(analysis))
