"""Where the session stands → what a page needs, or what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.app import markup, path, state, steps, waiting
from hvc.app.navigation import page
from hvc.joining import Dataset

NO_DATA = "还没有数据。先上传客户文件，或打开一组示例数据。数据只属于打开它的这个页面：刷新之后，或在另一个标签页里，要重新上传。"


def need_tables() -> None:
    """Stop with a way to the upload when nothing was read."""
    if not state.tables():
        _stop(NO_DATA, "upload", "去上传数据")


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


def sidebar(seen: Sequence[path.Stage]) -> None:
    """Say how far the session is, under which definition, and offer to forget everything."""
    with st.sidebar:
        path.listed(seen)
        customers = steps.dataset()
        if customers:
            st.html(markup.element("p", f"高价值客户：{steps.rule(customers).label}", "note"))
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
