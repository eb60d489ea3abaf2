"""The terms of the analysis → the lines that open the report, each with the way to change it, and the one button that confirms them."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from hvc.analysis.overview import line_of
from hvc.app import markup, state, steps, verdict
from hvc.app.navigation import page, title
from hvc.joining import Dataset
from hvc.report import definition as report
from hvc.report.outcomes import decides_duplicates, decides_refunds
from hvc.units import COUNT

CHECKED = "数据体检"
WHERE = {
    report.WHO: "health",
    report.WHEN: "upload",
    report.DAY: "time",
    report.KEY: "mapping",
    report.MONEY: "mapping",
    report.BACK: "health",
    report.TWICE: "health",
    CHECKED: "health",
}  # the page that changes what a line says; the rule and the layers are changed below the lines
BELOW = {
    report.HIGH: "who",
    report.LINE: "who",
    report.ON_THE_LINE: "who",
    report.LAYERED: "layers",
}  # places on the page


def terms(data: Dataset) -> tuple[Hashable, ...]:
    """What is confirmed: the customers with what time says of them, who is high-value, and the layers."""
    return (*steps.told_key(), steps.rule(data), state.definition().layering)


def settled(data: Dataset) -> bool:
    """Whether the user confirmed the terms as they stand."""
    return state.settled(terms(data))


def lines(data: Dataset) -> report.Lines:
    """The lines as the report will print them."""

    def told() -> report.Lines:
        rule = steps.rule(data)
        known = report.Terms(
            data, rule, line_of(data, rule), steps.overview(data), steps.layered(data), steps.timeline()
        )
        return report.definition(known)

    return state.once("terms", terms(data), told)


def show(data: Dataset) -> None:
    """The lines, each beside the way to where it is changed; what the state of the data asks comes first."""
    if steps.concerns(data) and not steps.accepted(data):
        st.warning(
            f"{_checked(data)}。请先到「数据体检」看一看；也可以先往下看，报告会写明这一点。", icon=":material/warning:"
        )
    fixed = {name for name, there in _decisions(data) if not there}
    with st.container(border=True, key="terms", gap=None):
        for number, (name, text) in enumerate((*lines(data), (CHECKED, _checked(data)))):
            with st.container(key=f"term-{number}", horizontal=True, vertical_alignment="center", gap="small"):
                said = markup.element("b", name) + markup.element("span", text)
                st.html(f'<p class="hvc-term">{said}</p>', width="stretch")
                if name in WHERE and name not in fixed:
                    to = WHERE[name]
                    st.page_link(page(to), label=title(to), icon=":material/edit:", help=f"到「{title(to)}」里改")
                elif name in BELOW:
                    st.html(f'<a class="hvc-note" href="#{BELOW[name]}">在下面改</a>', width="content")


def _decisions(data: Dataset) -> tuple[tuple[str, bool], ...]:
    """The lines of which only some data leave something to decide."""
    dated = steps.timeline().found is not None
    return (
        (report.BACK, decides_refunds(data)),
        (report.TWICE, decides_duplicates(data)),
        (report.DAY, dated),
        (report.WHEN, dated),
    )


def _checked(data: Dataset) -> str:
    found = COUNT.text(len(steps.concerns(data)))
    if not steps.concerns(data):
        return "没有要确认的情况"
    return f"{found} 项情况已确认" if steps.accepted(data) else f"{found} 项情况还没有确认"


def button(data: Dataset) -> bool:
    """Draw the button beside whom the terms mark, always in view; True when it was pressed."""
    with st.bottom, st.container(key="settling", horizontal=True, vertical_alignment="center"):
        st.html(markup.element("p", verdict.brief(steps.overview(data)), "note"), width="stretch")
        return st.button(
            "确认口径，开始分析",
            type="primary",
            icon=":material/check:",
            key="settle",
            on_click=state.settle,
            args=(terms(data),),
        )
