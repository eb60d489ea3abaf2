"""Files were read → what was read, what the latest upload changed, more files or other ones, and the way on."""

from __future__ import annotations

import streamlit as st

from hvc.app import asking, markup, state, uploading
from hvc.app.navigation import page
from hvc.app.privacy import promise
from hvc.mapping.checking import problems


def show() -> None:
    """The page once there are tables."""
    st.subheader("已读取", anchor=False)
    for text in state.told():
        st.html(markup.element("p", text, "body"))
    uploading.what_was_read()
    st.subheader("再添加文件", anchor=False)
    uploading.uploader()
    note = "同名的文件换成新的，其余的留下；字段对应要再确认一次，口径和行动计划的修改不变。"
    st.html(markup.element("p", note, "note") + markup.element("p", promise(st.context.url), "note"))
    with st.expander("换成示例数据（现在的数据会清除）", icon=":material/swap_horiz:"):
        uploading.samples()
    with st.bottom, st.container(key="onward", horizontal=True, vertical_alignment="center"):
        st.html(markup.element("p", _found(), "note"), width="stretch")
        st.page_link(page("mapping"), label="下一步：确认字段对应", icon=":material/arrow_forward:")


def _found() -> str:
    """Whether the columns suffice, in a line."""
    draft = state.draft()
    assert draft is not None, "tables come with a draft"
    if state.confirmed() is not None:
        return "字段对应已确认，可以从左侧直接看结果。"
    if problems(draft):
        return "有必需的列没有找到，请在下一步指定。"
    open_ = asking.open_(draft)
    return f"必需的列都已找到，有 {open_} 项请看一眼。" if open_ else "必需的列都已找到，下一步扫一眼即可。"
