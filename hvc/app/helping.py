"""The manual → the four parts of the page 使用说明."""

from __future__ import annotations

import streamlit as st

from hvc.app import markup
from hvc.app.dictionary import dictionary
from hvc.app.manual import QUESTIONS, STEPS, TERMS
from hvc.app.navigation import page, title
from hvc.app.templates import TEMPLATES


def walk() -> None:
    """The steps, each with the way to its page."""
    for number, step in enumerate(STEPS, 1):
        with st.container(border=True):
            head = markup.element("p", f"{number}　{step.title}", "chart-title")
            st.html(head + markup.element("p", step.text, "body"))
            if st.button(
                f"打开「{title(step.page)}」",
                key=f"step-{step.page}",
                type="tertiary",
                icon=":material/arrow_forward:",
            ):
                st.switch_page(page(step.page))


def terms() -> None:
    """The terms in plain words."""
    st.html("".join(markup.element("h4", term.title) + markup.element("p", term.text, "body") for term in TERMS))


def fields() -> None:
    """The files to fill in, and the fields to look up."""
    st.html(markup.element("p", "列名不必和这里一样，常见的叫法都认得；认不得的，在「字段对应」里选一次就行。", "note"))
    templates()
    word = st.text_input("查一个字段", key="dictionary-word", placeholder="例如：积分、最近消费", max_chars=20)
    found = dictionary(word.strip())
    if found.is_empty():
        st.html(markup.element("p", "没有这样的字段。这一列仍可以作为自定义维度参与比较。", "note"))
    else:
        st.dataframe(found, hide_index=True, width="stretch", key="dictionary")


def templates() -> None:
    """A button for each file to fill in."""
    with st.container(horizontal=True):
        for template in TEMPLATES:
            st.download_button(
                f"下载{template.name.removesuffix('.csv')}",
                template.data,
                template.name,
                "text/csv",
                key=f"template-{template.name}",
                icon=":material/download:",
                help=template.note,
                on_click="ignore",
            )


def questions() -> None:
    """What people ask, each answer folded."""
    for one in QUESTIONS:
        with st.expander(one.title):
            st.html(markup.element("p", one.text, "body"))
