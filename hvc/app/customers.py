"""The customers meant → the page that shows them: how many, one by one in a table, each by a portrait, and as a file."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.person import find
from hvc.analysis.selection import Rows, ordered, sizes
from hvc.app import downloads, gathering, grid, roster, screen, state, steps
from hvc.app import person as portrait
from hvc.app.gathering import Gathered
from hvc.app.text import CHOOSE, plain
from hvc.insights.model import Action
from hvc.report.sections.customers import measures
from hvc.schema import AMOUNT, CUSTOMER, Field, Kind
from hvc.units import COUNT

LEAF = 500  # customers that go to the browser at once
READY = 200_000  # customers up to which the search is made ready before anything is typed
COLUMNS, SORT = "customers-columns", "customers-sort"
USUAL = (AMOUNT.key, True)
NOBODY = "没有符合条件的客户。可以取消上面的一项筛选，或者换一个搜索词。"
READ = "点任一行看这位客户的画像，点列名按它排序（再点一次反过来）；个人信息已脱敏。"


@dataclass(frozen=True, slots=True, eq=False)
class Ordered:
    """The customers meant, by the field with the key `by`, `down` or up; `key`: what that was made from."""

    places: Rows
    by: str
    down: bool
    key: tuple[Hashable, ...]


def show(analysis: Analysis) -> None:
    """The list of the customers meant, or the portrait of one of them."""
    with st.spinner("正在整理名单…"):
        actions = steps.actions(analysis)
        if analysis.overview.customers <= READY:
            gathering.ready(analysis)
    found = gathering.meant(analysis, actions)
    fields = {field.key: field for field in roster.fields_of(analysis)}
    order = _order(analysis, found, fields)
    opened = state.person()
    place = None if opened is None else find(analysis, opened)
    if place is not None:
        portrait.show(analysis, place, order.places, actions, gathering.hidden_of(analysis))
        return
    gathering.controls(analysis, found, actions)
    if not order.places.size:
        st.info(NOBODY)
        return
    made = state.once("sizes", found.key, lambda: sizes(analysis, found.who))
    screen.metrics(measures(analysis, found.segment.side, made.chosen, made.rest).items)
    _table(analysis, order, fields, actions)
    downloads.chosen(analysis, order.places, found.label(analysis), actions)


def _order(analysis: Analysis, found: Gathered, fields: dict[str, Field]) -> Ordered:
    by, down = state.sorted_by(USUAL)
    by, down = (by, down) if by in _able(fields) else USUAL
    key = (*found.key, by, down)
    value = roster.value(analysis, fields[by])
    customers = analysis.dataset.customers
    return Ordered(state.once("ordered", key, lambda: ordered(customers, found.who, value, down=down)), by, down, key)


def _able(fields: dict[str, Field]) -> list[str]:
    """The keys of what one may sort by: nothing personal, and no lists."""
    return [
        key
        for key, field in fields.items()
        if field.kind is not Kind.NAME and not field.personal and key != roster.LISTS.key
    ]


def _table(analysis: Analysis, order: Ordered, fields: dict[str, Field], actions: Sequence[Action]) -> None:
    """One part of the customers; a click on a row opens a portrait, one on a heading sorts."""
    keys = _bar(fields, order)
    shown = [field for key, field in fields.items() if key in keys]
    size = order.places.size
    first = LEAF * min(state.leaf(order.key), (size - 1) // LEAF)
    part = order.places[first : first + LEAF]
    frame = roster.rows(analysis, part, shown, actions, gathering.hidden_of(analysis))
    words = f"客户列表，第 {COUNT.text(first + 1)} 至 {COUNT.text(first + part.size)} 位，共 {COUNT.text(size)} 位"
    row, column = grid.draw(frame, shown, f"customers-{hash((order.key, keys))}-{first}", words, choose=True)
    _pager(order, first)
    if row is not None:
        state.open_person(str(analysis.dataset.customers.get_column(CUSTOMER.key)[int(part[row])]))
        st.rerun()
    if column is not None and (key := shown[column].key) in _able(fields):
        state.sort_by(key, down=not order.down if key == order.by else True)
        st.rerun()


def _bar(fields: dict[str, Field], order: Ordered) -> tuple[str, ...]:
    """By what the customers are sorted, and which columns are shown."""
    names = {key: plain(field.label) for key, field in fields.items()}
    with st.container(horizontal=True, vertical_alignment="bottom", key="customers-bar"):
        key = state.seed(SORT, order.by)
        st.selectbox(
            "排序", _able(fields), format_func=names.__getitem__, width=200,
            key=key, on_change=state.sort_from, args=(key,), placeholder=CHOOSE,
        )  # fmt: skip
        st.button(
            "从高到低" if order.down else "从低到高",
            key="customers-turn",
            icon=f":material/arrow_{'downward' if order.down else 'upward'}:",
            on_click=state.sort_by,
            args=(order.by,),
            kwargs={"down": not order.down},
            help="点一下反过来排；没有这一项的客户总在最后",
        )
        with st.popover("选择列", icon=":material/view_column:"):
            chosen = st.multiselect(
                "显示的列", [key for key in fields if key != CUSTOMER.key], default=roster.usual(fields),
                format_func=names.__getitem__, key=COLUMNS, persist_state="session", placeholder="选择列",
            )  # fmt: skip
    return (CUSTOMER.key, *chosen)


def _pager(order: Ordered, first: int) -> None:
    """Where in the list the reader is, and the way on."""
    size, leaf = order.places.size, first // LEAF
    last = min(first + LEAF, size)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"第 {COUNT.text(first + 1)} 至 {COUNT.text(last)} 位，共 {COUNT.text(size)} 位。{READ}")
        if size <= LEAF:
            return
        turns = (("上一页", "chevron_left", leaf - 1, not first), ("下一页", "chevron_right", leaf + 1, last >= size))
        for name, icon, number, ended in turns:
            st.button(
                name,
                key=f"leaf-{icon}",
                icon=f":material/{icon}:",
                disabled=ended,
                on_click=state.turn,
                args=(order.key, number),
            )
