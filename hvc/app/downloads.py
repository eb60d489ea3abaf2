"""Customer lists → buttons that save them, masked unless a purpose is named."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.app import documents, steps
from hvc.export.list_book import MIME as XLSX
from hvc.insights.model import Action

PURPOSE = 100  # characters


def purpose() -> bool:
    """Lists are masked; clear ones need a purpose. True when one is named."""
    return bool(stated_purpose())


def stated_purpose() -> str:
    """Lists are masked; clear ones need a purpose: what was named, nothing where they stay masked."""
    with st.expander("名单默认脱敏：姓名只留姓，手机号只留首尾", icon=":material/shield_person:"):
        agreed = st.checkbox("我需要未脱敏的名单，并对其用途负责", key="clear-agreed", persist_state="session")
        stated = st.text_input(
            "用途",
            key="clear-purpose",
            placeholder="例如：5 月钻石会员回访，由客服一组执行",
            disabled=not agreed,
            max_chars=PURPOSE,
            persist_state="session",
        )
        if agreed and not stated.strip():
            st.caption("写明用途后，下载的名单才会显示完整信息。")
    return stated.strip() if agreed else ""


def customer_list(analysis: Analysis, action: Action, *, clear: bool, purpose: str = "") -> None:
    """The buttons that save the customers of one action; a file is made on the click."""
    named = "未脱敏" if clear else "已脱敏"
    size = f"{action.customers:,} 人，{named}"
    st.download_button(
        f"下载名单（{size}）",
        lambda: documents.list_book(analysis, action, clear=clear, purpose=purpose).data,
        f"{action.file}.xlsx",
        XLSX,
        key=f"list-{action.code}-{action.file}",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        f"CSV（{named}）",
        lambda: documents.customer_list(analysis, action, clear=clear).data,
        f"{action.file}.csv",
        "text/csv",
        key=f"csv-{action.code}-{action.file}",
        type="tertiary",
        on_click="ignore",
        help="导入短信、企业微信或客户系统时用",
    )


def all_lists(analysis: Analysis, actions: tuple[Action, ...], *, purpose: str) -> None:
    """The button that saves every list in one archive; it is made on the click."""
    named = "未脱敏" if purpose else "已脱敏"
    st.download_button(
        f"下载全部名单（{len(actions)} 份，{named}）",
        lambda: documents.list_archive(analysis, actions, purpose=purpose),
        f"客户名单-{steps.today():%Y%m%d}.zip",
        "application/zip",
        key="lists",
        icon=":material/folder_zip:",
        on_click="ignore",
        help="每份名单一个 Excel（附做法）和一个 CSV，按行动顺序编号",
    )
