"""Report blocks → Streamlit elements: one renderer of the same report that the documents print."""

from __future__ import annotations

from itertools import groupby
from typing import assert_never

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.elements.lib.column_types import ColumnConfig

from hvc.app import markup
from hvc.app.text import plain
from hvc.insights.model import Action
from hvc.report.labels import written
from hvc.report.model import (
    Actions,
    Block,
    Chart,
    DataTable,
    Findings,
    Metric,
    Metrics,
    Paragraph,
    Report,
    Section,
    TableColumn,
)
from hvc.report.palette import DARK, LIGHT
from hvc.report.specification import specification
from hvc.units import CENTS, COEFFICIENT, COUNT, INDEX, POINTS, RATIO, SHARE, YUAN, Unit

# How the grid writes a raw number: times this, in this format. A unit that is not here is written as text.
GRID_FORMATS: dict[Unit, tuple[float, str]] = {
    YUAN: (1, "%,.2f"),
    CENTS: (1, "%,.2f"),
    COUNT: (1, "%,.0f"),
    SHARE: (100, "%.1f%%"),
    RATIO: (1, "%.2f"),
    POINTS: (100, "%+.1f"),
    INDEX: (1, "%.0f"),
    COEFFICIENT: (1, "%.2f"),
}
TITLED = {
    YUAN: "（元）",
    CENTS: "（元）",
    RATIO: "（倍）",
    POINTS: "（百分点）",
}  # units that stand in the heading, not in the cells
ROWS_IN_VIEW = 12  # a longer table scrolls inside itself
ROW_HEIGHT = 36  # pixels


def show(report: Report) -> None:
    """Put a whole report on the page."""
    st.html(markup.element("h2", report.title, "report-title") + markup.element("p", report.subtitle, "note"))
    facts = "".join(markup.element("dt", name) + markup.element("dd", text) for name, text in report.facts)
    st.html(f'<dl class="hvc-facts">{facts}</dl>')
    for section in report.sections:
        show_section(section)


def show_section(section: Section, *, heading: bool = True, fold: bool = False) -> None:
    """Put one section on the page; `fold` keeps its tables closed until asked for."""
    if heading:
        st.subheader(plain(section.title), anchor=False)
    for prose, blocks in groupby(section.blocks, key=lambda block: isinstance(block, Paragraph)):
        if prose:
            st.html("".join(markup.paragraph(block) for block in blocks if isinstance(block, Paragraph)))
        for block in () if prose else blocks:
            if fold and isinstance(block, DataTable):
                with st.expander(f"数据表：{plain(block.title or block.name)}", icon=":material/table:"):
                    table(block)
            else:
                render(block)


def render(block: Block) -> None:
    """Put one block on the page."""
    match block:
        case Paragraph():
            st.html(markup.paragraph(block))
        case Metrics(items):
            metrics(items)
        case DataTable():
            table(block)
        case Chart():
            chart(block)
        case Findings(items):
            st.html("".join(markup.finding(item) for item in items))
        case Actions(items):
            for item in items:
                card(item)
        case _:
            assert_never(block)


def metrics(items: tuple[Metric, ...], across: int = 5) -> None:
    """Numbers in a row, so many at most, that wraps where it is narrow."""
    with st.grid(min(len(items), across), min_column_width=150):
        for item in items:
            st.metric(
                plain(item.label),
                plain(item.value),
                plain(item.note) or None,
                delta_color="off",
                delta_arrow="off",
                help=plain(item.help) or None,
                border=True,
            )


def chart(block: Chart) -> None:
    """A picture under the finding it shows."""
    with st.container(border=True):
        st.html(markup.element("p", block.title, "chart-title") + markup.element("p", block.subtitle, "note"))
        described = isinstance(block.chart.description, str)  # given twice, Streamlit would write it into the log
        palette = DARK if st.context.theme.type == "dark" else LIGHT
        spec = specification(block.chart, palette)
        st.vega_lite_chart(spec=spec, theme=None, alt=None if described else block.alt)
        if block.note:
            st.html(markup.element("p", block.note, "note"))


def table(block: DataTable) -> None:
    """A table of raw numbers, formatted by their units; no other column reaches the browser."""
    if block.title:
        st.html(markup.element("p", block.title, "chart-title"))
    st.dataframe(
        block.frame.select(_cells(block.frame, column) for column in block.columns),
        column_config={column.key: _column(column) for column in block.columns},
        hide_index=True,
        height=ROW_HEIGHT * (ROWS_IN_VIEW + 1) if block.frame.height > ROWS_IN_VIEW else "auto",
        row_height=ROW_HEIGHT,
        placeholder="—",
        alt=block.title or block.name,
    )
    if block.note:
        st.html(markup.element("p", block.note, "note"))


def card(item: Action) -> DeltaGenerator:
    """One action as a card, returned for what else shall stand in it."""
    box = st.container(border=True)
    box.html(markup.action(item))
    return box


def _cells(frame: pl.DataFrame, column: TableColumn) -> pl.Series:
    cells = frame.get_column(column.key)
    if column.unit is None:
        return cells.cast(pl.String)
    if column.unit not in GRID_FORMATS:
        return written(cells, column.unit)
    return cells.cast(pl.Float64) * GRID_FORMATS[column.unit][0]


def _column(column: TableColumn) -> ColumnConfig:
    if column.unit is None:
        return st.column_config.TextColumn(column.title)
    if column.unit not in GRID_FORMATS:
        return st.column_config.TextColumn(column.title, alignment="right")
    sign = TITLED.get(column.unit, "")
    title = column.title if sign.strip("（）") in column.title else column.title + sign
    return st.column_config.NumberColumn(title, format=GRID_FORMATS[column.unit][1])
