"""The manual → the four parts of the page 使用说明."""

from __future__ import annotations

import base64
from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from hvc.app import markup
from hvc.app.dictionary import dictionary
from hvc.app.manual import QUESTIONS, STEPS, TERMS
from hvc.app.navigation import page, title
from hvc.app.templates import TEMPLATES

PICTURES = Path(__file__).parent / "pictures"  # the pages in small, drawn from the retail sample


@cache
def picture(name: str) -> str:
    """The page of that name in small, as HTML."""
    data = base64.b64encode((PICTURES / f"{name}.png").read_bytes()).decode()
    told = escape(f"「{title(name)}」页的样子")
    return f'<img class="hvc-picture" alt="{told}" src="data:image/png;base64,{data}">'


def walk() -> None:
    """The steps, each with a picture of its page and the way there."""
    for number, step in enumerate(STEPS, 1):
        with st.container(border=True):
            said, shown = st.columns((5, 4), gap="medium", vertical_alignment="center")
            head = markup.element("p", f"{number}　{step.title}", "chart-title")
            said.html(head + markup.element("p", step.text, "body"))
            shown.html(picture(step.page))
            if said.button(
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
