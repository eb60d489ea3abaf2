"""A finding or a list → the page where its evidence stands, and the way there."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.app import downloads, markup, people, state
from hvc.app.navigation import page, title
from hvc.insights.model import Action, Finding
from hvc.units import COUNT, YUAN

DIMENSION = "dimension"
# section of a finding → page; a field's own key is a dimension, what stands nowhere else is on the overview
PAGES = {
    "tags": "tags",
    "tier": "tier",
    "credit": "credit",
    "profile": "profile",
    "key_metrics": "metrics",
    "cross": "cross",
    "stages": "time",
    "rfm": "time",
    "clv": "time",
    "trends": "time",
    "periods": "periods",
    "outcomes": "periods",
    "quality": "health",
    "concentration": "overview",
}


def place(found: Finding, analysis: Analysis) -> str:
    """The page of a finding."""
    if found.section in PAGES:
        return PAGES[found.section]
    if found.code.startswith("rule."):
        return "rule"
    return DIMENSION if analysis.breakdown(found.section) is not None else "overview"


def card(found: Finding, analysis: Analysis, where: str) -> None:
    """A finding with the way to its evidence; `where` tells apart the cards of one page."""
    target = place(found, analysis)
    with st.container(key=f"finding-{where}-{found.code}", gap=None):
        st.html(markup.finding(found))
        with st.container(horizontal=True, gap="medium"):
            if target != "overview":
                way(target, found.section, f"{where}-{found.code}")
            people.finding_way(found, analysis, f"{where}-{found.code}")


def way(target: str, section: str, key: str, label: str = "") -> None:
    """A quiet button that leads to a page, on the page of the dimensions to the right one."""
    asked = (DIMENSION, section) if target == DIMENSION else None
    if st.button(
        label or f"到「{title(target)}」页看依据",
        key=f"way-{key}",
        type="tertiary",
        icon=":material/arrow_forward:",
        on_click=preset if asked else None,
        args=asked,
    ):
        st.switch_page(page(target))


def preset(key: str, value: object) -> None:
    """Callback: put `value` into the widget `key`, on this page or the next."""
    state.seed(key, value)


def lists(analysis: Analysis, actions: Sequence[Action]) -> None:
    """Actions in a line each, with their list to download."""
    for action in actions:
        list_card(analysis, action, action.window)


def list_card(analysis: Analysis, action: Action, told: str, listed: state.Listed | None = None) -> None:
    """One list to download, with its size, what is `told` of it and the way to its customers; `listed`: where no plan has it."""
    with st.container(border=True, gap="small"):
        size = f"{COUNT.text(action.customers)} 位，合计 {YUAN.text(action.amount)}；{told}"
        st.html(markup.element("h4", action.title) + markup.element("p", size, "note"))
        with st.container(horizontal=True, vertical_alignment="center"):
            downloads.customer_list(analysis, action)
            people.list_way(listed or action.code, action.code)
