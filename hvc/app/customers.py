"""The customers meant → the page that shows them: how many, one by one in a table, and as a file."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from hvc.analysis.model import Analysis
from hvc.analysis.selection import Rows, ordered, sizes
from hvc.app import gathering, roster, screen, state, steps
from hvc.app.gathering import Gathered
from hvc.app.text import plain
from hvc.insights.model import Action
from hvc.report.sections.customers import measures
from hvc.schema import AMOUNT, CUSTOMER, Field, Kind
from hvc.units import COUNT

LEAF = 500  # customers that go to the browser at once
ROW_HEIGHT, ROWS_IN_VIEW = 36, 14
COLUMNS, SORT = "customers-columns", "customers-sort"
USUAL = (AMOUNT.key, True)


def show(analysis: Analysis) -> None:
    """The whole page."""
    with st.spinner("正在整理名单…"):
        actions = steps.actions(analysis)
    found = gathering.gather(analysis, actions)
    chosen, rest = (made := state.once("sizes", found.key, lambda: sizes(analysis, found.who))).chosen, made.rest
    if not chosen.customers:
        st.info("没有符合条件的客户。可以取消上面的一项筛选，或者换一个搜索词。")
        return
    screen.metrics(measures(analysis, found.segment.side, chosen, rest).items)
    _table(analysis, found, actions)
    _files(analysis, found, actions)


def _table(analysis: Analysis, found: Gathered, actions: Sequence[Action]) -> None:
    """One part of the customers in the order asked for."""
    fields = {field.key: field for field in roster.fields_of(analysis)}
    keys, by, down = _bar(fields)
    made_from = (*found.key, by, down)
    value = roster.value(analysis, fields[by])
    places: Rows = state.once(
        "ordered", made_from, lambda: ordered(analysis.dataset.customers, found.who, value, down=down)
    )
    first = LEAF * min(state.leaf(made_from), (places.size - 1) // LEAF)
    shown = [fields[key] for key in fields if key in keys]
    part = places[first : first + LEAF]
    frame = roster.rows(analysis, part, shown, actions, gathering.hidden_of(analysis))
    st.dataframe(
        frame.rename({field.key: f"c{place}" for place, field in enumerate(shown)}),
        column_config={f"c{place}": _column(field) for place, field in enumerate(shown)},
        hide_index=True,
        height=ROW_HEIGHT * (ROWS_IN_VIEW + 1) if frame.height > ROWS_IN_VIEW else "auto",
        row_height=ROW_HEIGHT,
        placeholder="—",
        alt=f"客户列表，第 {first + 1} 至 {first + part.size} 位，共 {places.size} 位",
        key=f"customers-{hash(made_from)}-{first}",
    )
    _pager(places.size, first, made_from)


def _bar(fields: dict[str, Field]) -> tuple[tuple[str, ...], str, bool]:
    """Which columns are shown, and by which of the fields in which direction the customers are sorted."""
    names = {key: plain(field.label) for key, field in fields.items()}
    able = [key for key, field in fields.items() if field.kind is not Kind.NAME and key != roster.LISTS.key]
    by, down = state.sorted_by(USUAL)
    by, down = (by, down) if by in able else USUAL
    with st.container(horizontal=True, vertical_alignment="bottom", key="customers-bar"):
        key = state.seed(SORT, by)
        st.selectbox(
            "排序", able, format_func=names.__getitem__, width=200, key=key, on_change=state.sort_from, args=(key,)
        )
        st.button(
            "从高到低" if down else "从低到高",
            key="customers-turn",
            icon=f":material/arrow_{'downward' if down else 'upward'}:",
            on_click=state.sort_by,
            args=(by, not down),
            help="点一下反过来排；没有这一项的客户总在最后",
        )
        with st.popover("选择列", icon=":material/view_column:"):
            chosen = st.multiselect(
                "显示的列", [key for key in fields if key != CUSTOMER.key], default=roster.usual(fields), format_func=names.__getitem__,
                key=COLUMNS, persist_state="session", placeholder="选择列",
            )  # fmt: skip
    return (CUSTOMER.key, *chosen), by, down


def _column(field: Field) -> ColumnConfig:
    """How the grid writes a column; numbers stand at the right."""
    label = plain(field.label)
    match field.kind:
        case Kind.MONEY:
            return st.column_config.NumberColumn(f"{label}（元）", format="%,.2f")
        case Kind.COUNT:
            return st.column_config.NumberColumn(label, format="localized")
        case Kind.SCORE:
            return st.column_config.NumberColumn(label, format="percent" if field.share else "plain")
        case Kind.DATE:
            return st.column_config.DateColumn(label, format="YYYY-MM-DD")
        case _:
            return st.column_config.TextColumn(label)


def _pager(size: int, first: int, of: tuple[object, ...]) -> None:
    last = min(first + LEAF, size)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"第 {COUNT.text(first + 1)} – {COUNT.text(last)} 位，共 {COUNT.text(size)} 位")
        if size > LEAF:
            leaf = first // LEAF
            st.button(
                "上一页",
                key="leaf-back",
                icon=":material/chevron_left:",
                disabled=not first,
                on_click=state.turn,
                args=(of, leaf - 1),
            )
            st.button(
                "下一页",
                key="leaf-on",
                icon=":material/chevron_right:",
                disabled=last >= size,
                on_click=state.turn,
                args=(of, leaf + 1),
            )


def _files(analysis: Analysis, found: Gathered, actions: tuple[Action, ...]) -> None:
    """The same customers as a file."""
