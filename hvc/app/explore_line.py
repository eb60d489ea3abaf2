"""Another threshold tried on the page 探索 → what it would mark; the definition stays as it is until the button is pressed."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.segments import Segment
from hvc.analysis.slicing import Dimensions
from hvc.analysis.trial import Trial, by_level, trial
from hvc.app import exploring, markup, screen, state, steps
from hvc.app.definition import Way
from hvc.app.explore_choices import named, telling
from hvc.app.text import CHOOSE, plain
from hvc.report.sections import trying
from hvc.units import YUAN

FIELD = "explore-line-field"


def show(analysis: Analysis, made: Dimensions, segment: Segment) -> None:
    """Ask for a line and say what it would mark."""
    present = analysis.line.amount
    if present is None:
        st.info("现在的定义不看金额，没有门槛可以试。可以在「口径确认」里加上金额条件。")
        return
    if segment != Segment():
        st.html(markup.element("p", "试门槛看的是全部客户，与上面的筛选无关。", "note"))
    places = tuple(sorted({*exploring.positions(analysis.dataset), present.threshold}))
    threshold = st.select_slider(
        f"如果{plain(analysis.line.field.label)}的门槛是",
        places,
        value=present.threshold,
        format_func=YUAN.text,
        key=f"explore-line-{hash((places, present.threshold))}",
        help="每移动一格，约有同样多的客户跨过门槛。只是试算，不改定义。",
    )
    about = (*steps.key(analysis.dataset), threshold)
    tried = state.once("trial", about, lambda: trial(analysis, made, threshold))
    assert tried is not None  # the line has an amount
    screen.render(trying.measures(analysis, tried))
    screen.render(trying.sentence(tried))
    _use(tried, present.threshold)
    _levels(analysis, made, tried)


def _use(tried: Trial, present: float) -> None:
    """Make it the definition; everything else on the page, and every other page, then follows it."""
    none = tried.marked.customers in {0, tried.customers}
    if st.button(
        "用这条线",
        key="explore-use",
        icon=":material/check:",
        disabled=none or tried.threshold == present,
        help="把高价值定义的门槛改成这条线，各页随之更新",
    ):
        state.define_as(way=Way.OVER, threshold=tried.threshold)
        st.rerun()


def _levels(analysis: Analysis, made: Dimensions, tried: Trial) -> None:
    fields, ranked = named(analysis), telling(analysis)
    key = st.selectbox(
        "按哪个维度看进来和出去的客户", tuple(fields), index=tuple(fields).index(ranked[0]), format_func=fields.__getitem__,
        key=FIELD, persist_state="session", width=300, placeholder=CHOOSE,
    )  # fmt: skip
    breakdown = analysis.breakdown(key)
    assert breakdown is not None  # it was chosen from them
    screen.render(trying.levels(breakdown.field, by_level(made, tried, key)))
