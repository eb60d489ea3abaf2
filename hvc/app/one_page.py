"""The 一页纸 → one screen: the sentences, the two pictures side by side, the actions."""

from __future__ import annotations

import streamlit as st

from hvc.app import markup, screen
from hvc.app.text import plain
from hvc.report.model import Chart, DataTable, Report, Section


def show(brief: Report) -> None:
    """Put the one page on the page."""
    facts = "　".join(f"{name}：{text}" for name, text in brief.facts)
    st.html(markup.element("h2", brief.title, "report-title") + markup.element("p", facts, "note"))
    for section in brief.sections:
        charts = [block for block in section.blocks if isinstance(block, Chart)]
        if charts:
            for column, chart in zip(st.columns(len(charts)), charts, strict=True):
                with column:
                    screen.chart(chart)
            continue
        if section.key == "actions":
            st.subheader(plain(section.title), anchor=False)
        _blocks(section)


def _blocks(section: Section) -> None:
    """Tables as words on the page, nothing cut off; all else as everywhere."""
    tables = [block for block in section.blocks if isinstance(block, DataTable)]
    rest = tuple(block for block in section.blocks if not isinstance(block, DataTable))
    screen.show_section(Section(section.key, section.title, rest), heading=False)
    for block in tables:
        st.html(markup.table(block))
