"""Where the session stands → what a page needs, or what to do next."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.app import markup, state, steps, waiting
from hvc.app.navigation import page
from hvc.joining import Dataset
from hvc.schema import AMOUNT
from hvc.units import COUNT


def need_tables() -> None:
    """Stop with a way to the upload when nothing was read."""
    if not state.tables():
        _stop("还没有数据。先上传客户文件，或打开一组示例数据。", "upload", "去上传数据")


def catch_up() -> None:
    """Make the customers anew where what they are made from has changed, and say what is being done."""
    if steps.behind():
        with waiting.steps() as telling:
            steps.dataset(telling)


def need_dataset() -> Dataset:
    """Return the customers, or stop with a way to where they come from."""
    need_tables()
    data = steps.dataset()
    if data is None:
        _stop("文件已读取。确认每一列的含义之后，就能看到结果。", "mapping", "去确认字段对应")
    return data


def need_analysis() -> Analysis:
    """Return the analysis, or stop with a way to what is missing."""
    data = need_dataset()
    with st.spinner("正在分析…"):
        return steps.analysis(data)


def after_mapping() -> str:
    """The page that comes next once the columns are agreed to: the state of the data only where it asks something."""
    data = steps.dataset()
    return "rule" if data is None or not steps.concerns(data) else "health"


def _stop(text: str, target: str, label: str) -> NoReturn:
    with st.container(border=True):
        st.html(markup.element("p", text, "body"))
        st.page_link(page(target), label=label, icon=":material/arrow_forward:")
    st.stop()


def sidebar() -> None:
    """Say where the session is, under which definition, and offer to forget everything."""
    with st.sidebar:
        st.html(f'<ul class="hvc-path">{"".join(_place(done, text) for done, text in _places())}</ul>')
        if state.stopped():
            st.html(markup.element("p", f"已停止读取：{'、'.join(state.stopped())}", "note"))
        st.button(
            "清除数据",
            key="clear",
            icon=":material/delete:",
            on_click=state.clear,
            disabled=not state.tables() and state.earlier() is None,
            help="从服务器内存中删除本次会话的文件、结果和文档",
            width="stretch",
        )


def _places() -> tuple[tuple[bool, str], ...]:
    tables = state.tables()
    files, rows = {table.file for table in tables}, sum(table.frame.height for table in tables)
    data = f"数据：{COUNT.text(len(files))} 个文件，{COUNT.text(rows)} 行" if tables else "数据：还没有上传"
    agreed = state.confirmed() is not None
    mapping = "字段：已确认" if agreed else "字段：待确认"
    customers = steps.dataset()
    rule = steps.rule(customers) if customers else state.definition().rule(AMOUNT)
    health = (_health(customers),) if customers else ()
    return (bool(tables), data), (agreed, mapping), *health, (agreed, f"高价值：{rule.label}")


def _health(data: Dataset) -> tuple[bool, str]:
    """Whether anything about the data still waits for an answer."""
    open_ = len(steps.concerns(data))
    if not open_:
        return True, "体检：没有要确认的"
    return steps.accepted(data), "体检：已确认" if steps.accepted(data) else f"体检：{COUNT.text(open_)} 项待确认"


def _place(done: bool, text: str) -> str:
    return markup.element("li", text, "done" if done else "open")
