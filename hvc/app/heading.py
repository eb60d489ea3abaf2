"""Where a table's header stands → the question about a table without one, and the choice of another row."""

from __future__ import annotations

import polars as pl
import streamlit as st

from hvc.app import intake, markup, raw, state
from hvc.app.amending import NONE, Amendment
from hvc.app.text import CHOOSE
from hvc.reading.heading import first_rows
from hvc.reading.tables import Table
from hvc.schema import ROW

LOOK = 6  # rows shown in the question
EXAMPLES = 3
NO_HEADER = "没有表头"


def unanswered(table: Table) -> bool:
    """Whether the table has no header and nobody said yet that this is right."""
    said = next(said for read, said in state.read() if read.name == table.name)
    return table.headerless and said.header is None


def question(table: Table) -> None:
    """Ask about a table in which no header was found."""
    rows = first_rows(table, LOOK)
    with st.container(border=True, key=f"heading-{table.digest[:12]}"):
        st.html(
            markup.element("p", f"「{table.name}」没有找到表头", "chart-title")
            + markup.element("p", "第一行看起来也是数据，各列暂时叫列1、列2……下面是文件的前几行。", "note")
        )
        if rows.height:
            raw.grid(_shown(rows, table), raw.titles(rows, table.headers), key=f"heading-look-{table.digest[:12]}")
        with st.container(horizontal=True):
            if st.button(NO_HEADER, key=f"headless-{table.name}", type="primary", icon=":material/check:"):
                _answer(table, Amendment(header=NONE))
            if rows.height and st.button(f"第 {rows[ROW][0]} 行是表头", key=f"headed-{table.name}"):
                _answer(table, Amendment(header=int(rows[ROW][0])))
        with st.expander("没有表头，给列起名", icon=":material/edit:", type="compact"):
            _names(table)


def choice(table: Table) -> None:
    """Let the user say that the header stands in another row, or nowhere."""
    rows = first_rows(table)
    if rows.is_empty():
        return
    ways = [NONE, *rows[ROW].to_list()]
    with st.expander(
        "表头不对？", icon=":material/toolbar:", type="compact", on_change="rerun", key=f"header-of-{table.name}"
    ) as box:
        if not box.open:
            return
        raw.grid(_shown(rows, table), raw.titles(rows, _numbers(table)), key=f"header-look-{table.digest[:12]}")
        row = st.selectbox(
            "表头在哪一行",
            ways,
            index=ways.index(table.header_row),
            format_func=lambda way: f"第 {way} 行" if way else NO_HEADER,
            key=f"header-{table.digest[:12]}",
            placeholder=CHOOSE,
        )
        st.html(markup.element("p", "表头以上的行不参与分析；换了表头，列的含义会重新识别。", "note"))
    if row != table.header_row:
        _answer(table, Amendment(header=row))


def _numbers(table: Table) -> tuple[str, ...]:
    return tuple(f"列{place}" for place in range(1, len(table.headers) + 1))


def _shown(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    return raw.masked_rows(rows, table, named=pl.col(ROW) <= table.header_row)


def _names(table: Table) -> None:
    """A form with a name for each column."""
    rows = raw.masked_rows(table.frame.head(EXAMPLES), table).drop(ROW)
    examples = ["  ·  ".join(cell or "" for cell in column) for column in rows.iter_columns()]
    empty = pl.DataFrame({"column": table.headers, "examples": examples, "name": [""] * len(examples)})
    with st.form(f"names-{table.digest[:12]}", border=False):
        named = st.data_editor(
            empty,
            column_config={
                "column": "列",
                "examples": "前几行",
                "name": st.column_config.TextColumn("列名", max_chars=40),
            },
            disabled=("column", "examples"),
            hide_index=True,
            key=f"names-of-{table.digest[:12]}",
        )
        st.html(markup.element("p", "不起名的列仍叫原来的编号。", "note"))
        if st.form_submit_button("用这些列名"):
            _answer(table, Amendment(header=NONE, names=tuple(name or "" for name in named["name"])))


def _answer(table: Table, said: Amendment) -> None:
    with st.spinner("正在按新的表头识别…"):
        intake.amend(table.name, said)
    st.rerun()
