"""Customer lists → buttons that save them, masked unless a purpose is named."""

from __future__ import annotations

import polars.selectors as cs
import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.selection import Rows
from hvc.app import steps
from hvc.app.roster import MADE, selected
from hvc.export.list_book import MIME, Telling, packed, table, workbook
from hvc.export.text import stem
from hvc.insights.model import Action
from hvc.insights.plans.ground import refusing
from hvc.schema import CONSENT, CUSTOMER, OPT_OUT
from hvc.units import COUNT

CONTACT = [field.key for field in (OPT_OUT, CONSENT)]
PURPOSE = 100  # characters


def purpose() -> str:
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


def customer_list(analysis: Analysis, action: Action, *, purpose: str = "", plan: tuple[Action, ...] = ()) -> None:
    """The buttons that save the customers of one action, beside the others of `plan`; a file is made on the click."""
    told = Telling(analysis.dataset.fields, plan, purpose)
    named = _named(purpose)
    st.download_button(
        f"下载名单（{action.customers:,} 位，{named}）",
        lambda: workbook(action, told),
        f"{stem(action.file)}.xlsx",
        MIME,
        key=f"list-{action.code}-{action.file}",
        icon=":material/download:",
        on_click="ignore",
    )
    st.download_button(
        f"CSV（{named}）",
        lambda: table(action, told),
        f"{stem(action.file)}.csv",
        "text/csv",
        key=f"csv-{action.code}-{action.file}",
        type="tertiary",
        on_click="ignore",
        help="导入短信、企业微信或客户系统时用",
    )


def all_lists(analysis: Analysis, plan: tuple[Action, ...], *, purpose: str) -> None:
    """The button that saves every list in one archive; it is made on the click."""
    told = Telling(analysis.dataset.fields, plan, purpose)
    st.download_button(
        f"下载全部名单（{len(plan)} 份，{_named(purpose)}）",
        lambda: packed(plan, told),
        f"客户名单-{steps.today():%Y%m%d}.zip",
        "application/zip",
        key="lists",
        icon=":material/folder_zip:",
        on_click="ignore",
        help="每份名单一个 Excel（附做法）和一个 CSV，按行动顺序编号",
    )


def chosen(analysis: Analysis, places: Rows, label: str, plan: tuple[Action, ...]) -> None:
    """The buttons that save these customers, in this order; a file is made on the click."""
    st.subheader("下载这些客户", anchor=False)
    stated = purpose()
    asked = analysis.dataset.customers.select(CUSTOMER.key, cs.by_name(CONTACT, require_all=False))
    if refused := refusing(asked[places]):
        st.caption(f"其中 {COUNT.text(refused)} 位已退订、在黑名单上或没有同意营销，联系前请先剔除。")
    told = Telling((*analysis.dataset.fields, *MADE), plan, stated)
    name = f"客户-{steps.today():%Y%m%d}"
    with st.container(horizontal=True):
        st.download_button(
            f"下载 Excel（{COUNT.text(places.size)} 位，{_named(stated)}）",
            lambda: workbook(selected(analysis, places, label), told),
            f"{name}.xlsx",
            MIME,
            key="chosen-xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            f"CSV（{_named(stated)}）",
            lambda: table(selected(analysis, places, label), told),
            f"{name}.csv",
            "text/csv",
            key="chosen-csv",
            type="tertiary",
            on_click="ignore",
        )


def _named(purpose: str) -> str:
    return "未脱敏" if purpose else "已脱敏"
