"""Files or a sample set → tables of this session, and what reading found in them."""

from __future__ import annotations

from itertools import groupby
from typing import NoReturn

import streamlit as st

from hvc.app import heading, intake, markup, set_aside, state, steps, waiting
from hvc.app.calm import trouble
from hvc.app.navigation import page
from hvc.app.samples import SAMPLES, Sample
from hvc.app.text import plain
from hvc.reading.tables import Table
from hvc.units import COUNT

PLACES = 5  # row numbers named one by one


def uploader() -> None:
    """Take files, read them at once, and keep only their tables."""
    with st.container(key="up"):
        files = st.file_uploader(
            "客户、订单、标签、等级、评级等文件，可一次选多个",
            accept_multiple_files=True,
            key=state.uploader_key(),
        )
    if files:
        waiting.read([(file.name, file.getvalue()) for file in files], "正在读取文件…")
        st.rerun()
    if state.stopped():
        st.info(plain(_stopped()), icon=":material/info:")
    for problem in state.troubles():
        trouble(problem)


def _stopped() -> str:
    """What is left of an upload whose reading was stopped."""
    named = "、".join(f"「{name}」" for name in state.stopped())
    kept = "之前读取的数据没有变。" if state.tables() else ""
    return f"已停止读取，{named}没有读入。{kept}需要时重新选择文件即可。"


def demo() -> None:
    """Open the sample set that the address asks for (`?demo=会员`), agree to its guesses and go to what it says."""
    word = st.query_params.get("demo", "")
    sample = next((sample for sample in SAMPLES if word and sample.label.startswith(word)), None)
    if sample is None:
        return
    del st.query_params["demo"]
    if state.tables():  # somebody is at work: their files are not thrown away by a link
        return
    straight(sample)


def straight(sample: Sample) -> NoReturn:
    """Open a sample set, agree to its guesses and go to what it says."""
    waiting.read(sample.files(), "正在打开示例…")
    with waiting.steps() as telling:
        steps.agree(telling)
    st.switch_page(page("overview"))


def samples() -> None:
    """Offer the sample sets; one click opens one and goes on to the mapping."""
    chosen: Sample | None = None
    with st.grid(3, min_column_width=220):
        for sample in SAMPLES:
            with st.container(border=True, height="stretch"):
                st.html(markup.element("p", sample.note, "note"))
                if st.button(sample.label, icon=sample.icon, key=f"sample-{sample.names[0]}", width="stretch"):
                    chosen = sample
    if chosen is not None:
        state.clear()
        waiting.read(chosen.files(), "正在读取示例…")
        st.switch_page(page("mapping"))


def what_was_read() -> None:
    """List every file and table, and every row that was set aside."""
    for number, (file, tables) in enumerate(groupby(state.tables(), key=lambda table: table.file)):
        with st.container(border=True):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.html(markup.element("p", file, "chart-title"), width="stretch")
                st.button(
                    "移除",
                    icon=":material/close:",
                    key=f"drop-{number}",
                    type="tertiary",
                    on_click=intake.drop,
                    args=(file,),
                )
            several = list(tables)
            for place, table in enumerate(several, 1):
                _table(table, f"第 {place} 张表" if len(several) > 1 else "一张表")


def _table(table: Table, place: str) -> None:
    """What was read of one table, what to ask about it, and what can be read otherwise."""
    st.html(_described(table, place))
    if heading.unanswered(table):
        heading.question(table)
    else:
        heading.choice(table)
    set_aside.show(table)


def _described(table: Table, place: str) -> str:
    header = f"表头在第 {table.header_row} 行" if table.header_row else "没有表头，列名为列1、列2…"
    rows, columns = COUNT.text(table.frame.height), len(table.headers)
    size = f"{rows} 行 × {columns} 列" if table.frame.height else f"只有 {columns} 列的表头，没有数据"
    place = f"工作表「{table.sheet}」" if table.sheet else place
    how = f"，编码 {table.coding}" if table.coding else ""
    aside = [f"{item.reason} {COUNT.text(len(item.rows))} 行（{_rows(item.rows)}）" for item in table.set_aside]
    said = f"未进入分析：{'；'.join(aside)}。" if aside else "没有搁置任何行。"
    notes = "".join(markup.element("p", remark.text, "note") for remark in table.remarks)
    return markup.element("p", f"{place}：{size}，{header}{how}", "body") + markup.element("p", said, "note") + notes


def _rows(rows: tuple[int, ...]) -> str:
    """Where the rows stand, as Excel counts them."""
    shown = "、".join(str(row) for row in rows[:PLACES])
    return f"第 {shown} 行" + ("等" if len(rows) > PLACES else "")
