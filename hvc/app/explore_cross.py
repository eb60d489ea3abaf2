"""Two chosen dimensions within the segment → their cross, each cell to click on."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.cells import crossed
from hvc.analysis.model import Analysis
from hvc.analysis.segments import Pick, Segment
from hvc.analysis.slicing import Dimensions, numbers, within
from hvc.app import clicking, markup, state, steps
from hvc.app.explore_choices import named, telling
from hvc.app.navigation import page
from hvc.app.text import CHOOSE
from hvc.report.charts import Measure
from hvc.report.charts.clickable import Clickable
from hvc.report.charts.segment_heat import segment_heat
from hvc.report.folding import RATE_FROM, turned

ROW, COLUMN, MEASURE = "explore-row", "explore-column", "explore-measure"
MEASURES = (Measure.CUSTOMERS, Measure.RATE, Measure.AMOUNT, Measure.MEAN)


def show(analysis: Analysis, made: Dimensions, segment: Segment) -> None:
    """Ask for two dimensions and a measure, and draw their cells within what else is picked."""
    if len(analysis.breakdowns) < 2:  # noqa: PLR2004  a cross takes two
        st.info("至少要有两个维度才能交叉。请在「字段对应」里再指定一列。")
        return
    row, column, measure = _choose(analysis)

    def draw() -> tuple[Clickable | None, tuple[str, str]]:
        who = within(made, segment, row, column)
        cross = crossed(made, who, row, column)
        standing = turned(cross)
        return segment_heat(cross, numbers(made, who), measure, segment), (standing.row.key, standing.column.key)

    about = (*steps.key(analysis.dataset), segment, row, column, measure)
    drawn, keys = state.once("segment-cross", about, draw)
    if drawn is None:
        st.info(f"每一格都不足 {RATE_FROM} 位客户，给不出{measure.value}。可以看客户数，或者换取值较少的维度。")
    else:
        meaning = tuple((Pick(keys[0], down), Pick(keys[1], across)) for down, across in drawn.meaning)
        clicking.draw(drawn, "cross", meaning)
    st.html(
        markup.element(
            "p",
            "点一格，只看同时属于这一行和这一列的客户；框出的是现在选中的格子，再点一次取消。这里的格子只计数、不检验。",
            "note",
        )
    )
    st.page_link(page("cross"), label="看经过检验的交叉", icon=":material/arrow_forward:")


def _choose(analysis: Analysis) -> tuple[str, str, Measure]:
    fields, ranked = named(analysis), telling(analysis)
    with st.container(horizontal=True, vertical_alignment="bottom", key="explore-cross"):
        row = st.selectbox(
            "行", tuple(fields), index=tuple(fields).index(ranked[0]), format_func=fields.__getitem__,
            key=ROW, persist_state="session", width=220, placeholder=CHOOSE,
        )  # fmt: skip
        rest = tuple(key for key in fields if key != row)
        column = st.selectbox(
            "列", rest, index=rest.index(next(key for key in ranked if key != row)), format_func=fields.__getitem__,
            key=COLUMN, persist_state="session", width=220, placeholder=CHOOSE,
        )  # fmt: skip
        measure = st.segmented_control(
            "每格显示", MEASURES, default=Measure.CUSTOMERS, format_func=lambda one: one.value, required=True,
            key=MEASURE, persist_state="session",
        )  # fmt: skip
    return row, column, measure
