"""One customer → their portrait on the page: where they stand, why, on which lists, beside whom, and what they bought."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.person import Person, person
from hvc.analysis.selection import Rows
from hvc.app import evidence, grid, markup, roster, screen, state, steps
from hvc.app.text import plain
from hvc.insights.campaign.placing import placed, refused
from hvc.insights.model import Action
from hvc.report.model import DataTable
from hvc.report.sections import person as told
from hvc.schema import CUSTOMER, FIELDS, ORDER_DATE, Kind
from hvc.units import COUNT

ORDERS = 50  # lines of the table, the latest ones
ACROSS = 6  # numbers in a row
NAMED = (Kind.ID, Kind.NAME)


def show(analysis: Analysis, place: int, order: Rows, actions: Sequence[Action], hidden: frozenset[str]) -> None:
    """The portrait of the customer in this row of the dataset; `order`: the rows one may walk through."""
    one = state.once("person", (*steps.key(analysis.dataset), place), lambda: person(analysis, place))
    _walk(analysis, one, order)
    st.subheader(plain(_called(analysis, place, hidden)), anchor=False)
    screen.metrics(told.measures(analysis, one).items, ACROSS)
    left, right = st.columns(2, gap="large")
    with left:
        for paragraph in told.why(analysis, one):
            screen.render(paragraph)
        _lists(one, actions)
        if (levels := told.levels(analysis, one)) is not None:
            _small(levels)
    with right:
        _small(told.numbers(analysis, one))
    _bought(analysis, one, hidden)


def _lists(one: Person, actions: Sequence[Action]) -> None:
    """What the plan does with the customer."""
    for block in told.lists(placed(_number(one), actions), refused(one.row)):
        _small(block) if isinstance(block, DataTable) else screen.render(block)
    if actions:
        evidence.way("actions", "", "person-actions", "到「行动计划」页看做法与时间")


def _number(one: Person) -> str:
    return str(one.row.get_column(CUSTOMER.key)[0])


def _walk(analysis: Analysis, one: Person, order: Rows) -> None:
    """Back to the list, and on to who stands before and after."""
    numbers = analysis.dataset.customers.get_column(CUSTOMER.key)
    at = next(iter((order == one.place).nonzero()[0]), None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            "返回客户列表", key="person-back", icon=":material/arrow_back:", on_click=state.open_person, args=(None,)
        )
        if at is None:
            return
        for name, icon, step in (("上一位", "chevron_left", -1), ("下一位", "chevron_right", 1)):
            there = 0 <= at + step < order.size
            other = numbers[int(order[at + step])] if there else None
            st.button(
                name,
                key=f"person-{icon}",
                icon=f":material/{icon}:",
                disabled=not there,
                on_click=state.open_person,
                args=(other,),
            )
        st.caption(f"第 {COUNT.text(int(at) + 1)} 位，共 {COUNT.text(order.size)} 位")


def _called(analysis: Analysis, place: int, hidden: frozenset[str]) -> str:
    """The number and the names of the customer, as they may be shown."""
    fields = [f for f in roster.fields_of(analysis) if f.kind in NAMED]
    cells = roster.rows(analysis, pl.Series([place]).to_numpy(), fields, (), hidden).row(0)
    return " · ".join(str(cell) for cell in cells if cell)


def _small(block: DataTable) -> None:
    st.html(markup.element("p", block.title, "chart-title") + markup.table(block))


def _bought(analysis: Analysis, one: Person, hidden: frozenset[str]) -> None:
    """The orders in time: a picture of the months, and the latest lines."""
    picture, orders = told.buying(analysis, one), analysis.dataset.orders
    if picture is None and orders is None:
        return
    st.subheader("购买记录", anchor=False)
    if picture is not None:
        screen.chart(picture)
    if orders is None:
        return
    lines = state.once("person-orders", (*steps.source_key(), one.place), lambda: _lines(orders, _number(one)))
    fields = [field for field in FIELDS if field.key in lines.columns and field.key != CUSTOMER.key]
    if lines.is_empty() or not fields:
        st.caption("没有计入的订单。")
        return
    shown = roster.masked_rows(lines.head(ORDERS), fields, hidden)
    st.caption(
        f"{'最近' if ORDER_DATE in fields else '前'} {COUNT.text(shown.height)} 行订单，共 {COUNT.text(lines.height)} 行；退款已减去。"
    )
    grid.draw(shown, fields, f"orders-{one.place}", "这位客户的订单")


def _lines(orders: pl.DataFrame, customer: str) -> pl.DataFrame:
    """The lines of a customer, the latest first."""
    lines = orders.lazy().filter(pl.col(CUSTOMER.key) == customer).collect()
    dated = ORDER_DATE.key in lines.columns
    return lines.sort(ORDER_DATE.key, descending=True, nulls_last=True, maintain_order=True) if dated else lines
