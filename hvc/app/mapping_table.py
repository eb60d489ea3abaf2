"""The draft mapping ↔ a table of select boxes: one row per column, what is missing, and the button that agrees."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypedDict

import streamlit as st

from hvc.app import asking, corrections, markup, state
from hvc.app.corrections import EXTRA, IGNORE, Change, Correction, Part
from hvc.app.text import CHOOSE, plain
from hvc.mapping import Column, Mapping, TableKind, choices
from hvc.mapping.checking import problems
from hvc.reading.tables import Table
from hvc.schema import Kind
from hvc.units import COUNT

WIDTHS = (3, 4, 3, 3)
KINDS = {
    TableKind.CUSTOMERS: "客户表，每行一位客户",
    TableKind.ORDERS: "订单表，每行一笔订单，按客户汇总",
    TableKind.RETURNS: "退货表，按订单编号关联",
    TableKind.ATTRIBUTES: "属性表，按客户编号关联",
    TableKind.HISTORY: "历史表，每位客户取最近一次",
    TableKind.LOOKUP: "对照表，没有客户编号或订单编号，不参与分析",
}
AT_ONCE = 40  # rows of select boxes that a page draws without being asked
SURE = 0.9  # confidence from here on counts as sure


class Binding(TypedDict):
    """What ties a select box to a part of the draft."""

    key: str
    on_change: Callable[..., None]
    args: tuple[object, ...]


def apply_change() -> None:
    """Take the correction that a select box noted before this run."""
    change = state.pending()
    if isinstance(change, Change):
        state.put_draft(corrections.apply(current(), change))
        st.rerun()


def current() -> Mapping:
    """The draft; the page is only drawn when there is one."""
    mapping = state.draft()
    assert mapping is not None, "tables come with a draft"
    return mapping


def verdict() -> None:
    """Say in one line whether the columns suffice, and how much waits for an answer."""
    found = problems(current())
    for problem in found:
        st.warning(plain(f"{problem.message}在下面的「含义」里改过来即可。"), icon=":material/warning:")
    if not found:
        st.html(markup.element("p", f"必需的列都已找到。{asking.waiting(current())}", "body"))


def tables() -> None:
    """Draw one block per table."""
    mapping = current()
    for number, table in enumerate(state.tables()):
        with st.container(border=True, key=f"mapping-table-{number}"):
            rows = f"{KINDS[mapping.kind(table.name)]}；{COUNT.text(table.frame.height)} 行"
            st.html(markup.element("p", table.name, "chart-title") + markup.element("p", rows, "note"))
            with st.container(key=f"mapping-head-{number}"):
                for place, title in zip(st.columns(WIDTHS), ("列名", "示例", "含义", "把握"), strict=True):
                    place.html(markup.element("p", title, "note"))
            first, rest = _parted([column for column in mapping.columns if column.table == table.name])
            for column in first:
                _row(table, column)
            if rest:
                _rest(table, rest)


def _parted(columns: list[Column]) -> tuple[list[Column], list[Column]]:
    """The columns drawn at once, and those of a very wide table that wait: what is recognised comes first."""
    if len(columns) <= AT_ONCE:
        return columns, []
    by_use = sorted(columns, key=lambda column: corrections.meaning(column) in {IGNORE, EXTRA})
    return by_use[:AT_ONCE], by_use[AT_ONCE:]


def _rest(table: Table, columns: list[Column]) -> None:
    more = st.expander(f"其余 {len(columns)} 列", on_change="rerun", key=f"rest-{table.digest[:12]}")
    if more.open:
        with more:
            for column in columns:
                _row(table, column)


def _row(table: Table, column: Column) -> None:
    name, examples, meaning, sure = st.columns(WIDTHS, vertical_alignment="center")
    name.html(markup.element("p", column.header, "column", title=column.header))
    examples.html(markup.element("p", "  ·  ".join(corrections.examples(table, column)) or "（空列）", "note"))
    meaning.selectbox(
        f"{plain(column.header)} 的含义",
        corrections.MEANINGS,
        format_func=corrections.label,
        label_visibility="collapsed",
        **_bound(column, Part.FIELD, corrections.meaning(column)),
        placeholder=CHOOSE,
    )
    word, tone = confidence(column)
    sure.html(markup.element("span", word, f"badge-{tone}") + markup.element("span", column.reason, "note"))


def confidence(column: Column) -> tuple[str, str]:
    """How sure the guess is, in a word, and its tone."""
    if column.field is None:
        return "不使用", "calm"
    if column.confidence >= corrections.SAID:
        return "您指定", "good"
    if column.confidence >= SURE:
        return "把握高", "good"
    if column.confidence >= asking.LIKELY:
        return "较有把握", "good"
    return ("请核对", "watch") if asking.doubtful(column) else ("自定义", "calm")


def details() -> None:
    """Units of money, order of levels, delimiters of tags, where they apply."""
    columns = [column for column in current().columns if column.field is not None]
    concerned = [column for column in columns if column.field and column.field.kind in DETAILS]
    if not concerned:
        return
    st.subheader("单位、顺序与分隔", anchor=False)
    with st.container(border=True):
        for column in concerned:
            assert column.field is not None
            DETAILS[column.field.kind](column)


def _unit(column: Column) -> None:
    st.selectbox(
        f"「{plain(column.header)}」的单位",
        tuple(corrections.UNIT_NAMES),
        format_func=corrections.UNIT_NAMES.__getitem__,
        **_bound(column, Part.UNIT, column.unit),
        placeholder=CHOOSE,
    )


def _levels(column: Column) -> None:
    order, turn = st.columns((5, 1), vertical_alignment="bottom")
    order.multiselect(
        f"「{plain(column.header)}」从低到高的顺序",
        sorted({*column.levels, *choices(column)}, key=_place(column.levels)),
        placeholder="从最低一级开始依次点选",
        help="排在最前的是最低一级。调整时先移除再按顺序点选。",
        **_bound(column, Part.LEVELS, list(column.levels)),
    )
    turn.button(
        "颠倒",
        icon=":material/swap_vert:",
        key=f"turn-{column.table}-{column.header}",
        on_click=state.note,
        args=(Correction(column.table, column.header, Part.LEVELS, column.levels[::-1]),),
    )


def _delimiter(column: Column) -> None:
    known = column.delimiter in corrections.DELIMITERS
    st.selectbox(
        f"「{plain(column.header)}」一格多个标签时的分隔符",
        (*corrections.DELIMITERS, *(() if known else (column.delimiter,))),
        format_func=lambda sign: corrections.DELIMITERS.get(sign, sign),
        **_bound(column, Part.DELIMITER, column.delimiter),
        placeholder=CHOOSE,
    )


DETAILS = {Kind.MONEY: _unit, Kind.ORDERED: _levels, Kind.TAGS: _delimiter}


def confirm_button() -> bool:
    """Draw the button that agrees, always in view; True when it was pressed."""
    with st.bottom, st.container(horizontal=True, horizontal_alignment="right"):
        return st.button(
            "确认对应", type="primary", icon=":material/check:", key="confirm", disabled=bool(problems(current()))
        )


def _bound(column: Column, part: Part, value: object) -> Binding:
    """Tie a box to one part of a column: it shows the draft, and a change is noted for the page."""
    key = state.seed(f"{part.value}-{column.table}-{column.header}", value)
    make = partial(Correction, column.table, column.header, part)
    return Binding(key=key, on_change=state.submit, args=(key, make))


def _place(levels: tuple[str, ...]) -> Callable[[str], tuple[int, str]]:
    """Sort key: the order of `levels`, then what is not among them."""
    return lambda level: (levels.index(level) if level in levels else len(levels), level)
