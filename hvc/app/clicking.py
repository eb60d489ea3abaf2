"""A picture to click on → its place on the page; what is clicked is picked before the page is drawn again."""

from __future__ import annotations

from functools import partial

import streamlit as st

from hvc.app import markup, state
from hvc.report.charts.clickable import PICK, Clickable
from hvc.report.palette import DARK, LIGHT
from hvc.report.specification import specification


def draw(made: Clickable, name: str, meaning: state.Meaning) -> None:
    """Draw it; `meaning` says what each place of it picks. Its height is kept while it is drawn anew, so nothing jumps."""
    block, kept = made.picture, f"keep-{name}"
    st.html(f"<style>.st-key-{kept} {{ min-height: {made.height}px }}</style>")
    with st.container(border=True):
        st.html(markup.element("p", block.title, "chart-title") + markup.element("p", block.subtitle, "note"))
        with st.container(key=kept):
            st.vega_lite_chart(
                spec=specification(block.chart, DARK if st.context.theme.type == "dark" else LIGHT),
                theme=None,
                key=state.picture_key(name),
                on_select=partial(state.click, name, meaning),
                selection_mode=PICK,
            )
        if block.note:
            st.html(markup.element("p", block.note, "note"))
