"""A group of customers, a level, a finding or the list of an action → the way to the page where they are shown one by one."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl
import streamlit as st

from hvc.analysis.model import Analysis, Breakdown, Cross
from hvc.analysis.segments import MISSING, Pick, Segment, Side, fitting
from hvc.app import state
from hvc.app.navigation import page
from hvc.app.text import CHOOSE, plain
from hvc.insights.model import Finding

PAGE = "customers"
HIGH_VALUE = Segment(side=Side.HIGH_VALUE)


def way(segment: Segment, key: str, label: str = "看这些客户") -> None:
    """A quiet button that leads to the customers of `segment`; `key` tells apart the buttons of one page."""
    _way(segment, None, key, label)


def list_way(listed: state.Listed, key: str, label: str = "看名单") -> None:
    """A quiet button that leads to the customers on a list: of an action of the plan, by its code, or one that stands in none."""
    _way(Segment(), listed, key, label)


def level_way(breakdown: Breakdown) -> None:
    """Choose a level of a dimension, and look at the customers who have it."""
    levels = breakdown.frame.get_column("level").to_list()
    blank = breakdown.missing_high_value + breakdown.missing_others
    key = breakdown.field.key
    with st.container(horizontal=True, vertical_alignment="bottom", key=f"people-of-{key}"):
        level = st.selectbox(
            f"{plain(breakdown.field.label)}的客户",
            [*levels, *([MISSING] if blank else ())],
            key=f"people-level-{key}",
            width=260,
            persist_state="session",
            placeholder=CHOOSE,
        )
        way(Segment((Pick(key, str(level)),)), f"level-{key}")


def cell_way(made: Cross) -> None:
    """Choose a cell of a cross, and look at the customers in it."""
    cells = made.frame.select("row_level", "column_level")
    rows = cells.get_column("row_level").unique(maintain_order=True).to_list()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"people-cell-{made.row.key}-{made.column.key}"
        row = st.selectbox(plain(made.row.label), rows, key=f"{key}-row", width=200, placeholder=CHOOSE)
        beside = cells.filter(pl.col("row_level") == row).get_column("column_level").to_list()
        column = st.selectbox(plain(made.column.label), beside, key=f"{key}-column", width=200, placeholder=CHOOSE)
        picks = Pick(made.row.key, str(row)), Pick(made.column.key, str(column))
        way(Segment(picks), "cell", "看这一格的客户")


def combination_way(analysis: Analysis) -> None:
    """Choose one of the combinations that stand out, and look at its customers; two tags of one field are no segment."""
    known = [one.parts for one in analysis.combinations if len({field.key for field, _ in one.parts}) == len(one.parts)]
    if not known:
        return
    names = [" × ".join(f"{field.label}「{level}」" for field, level in parts) for parts in known]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        place = st.selectbox(
            "组合的客户", range(len(known)), format_func=lambda at: plain(names[at]), width=420, placeholder=CHOOSE
        )
        known_way(analysis, [(field.key, level) for field, level in known[place or 0]], "combination")


def finding_way(found: Finding, analysis: Analysis, key: str) -> None:
    """Look at the customers whom a finding is about, where it names levels of one dimension."""
    if len({field for field, _ in found.levels}) != 1:
        return
    known_way(analysis, found.levels, key)


def known_way(analysis: Analysis, levels: Iterable[tuple[str, str]], key: str, label: str = "看这些客户") -> None:
    """Look at the customers with these levels (key of the field, level), where they can be picked."""
    segment = Segment(tuple(Pick(*level) for level in levels))
    if fitting(analysis, segment) == segment:
        way(segment, key, label)


def _way(segment: Segment, listed: state.Listed | None, key: str, label: str) -> None:
    if st.button(
        label,
        key=f"way-people-{key}",
        type="tertiary",
        icon=":material/group:",
        on_click=state.see,
        args=(segment, listed),
    ):
        st.switch_page(page(PAGE))
