"""The results → the overview: what matters most, the portrait at a glance, the concentration, what to do next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hvc.analysis.model import Analysis
from hvc.app import evidence, markup, people, screen, steps
from hvc.app.navigation import page
from hvc.insights.model import Action, Finding
from hvc.report.model import Chart, Findings, Paragraph, Section
from hvc.report.sections import concentration, headline, likeness, notes
from hvc.report.sections.choosing import leading
from hvc.report.sections.prose import coded
from hvc.units import COUNT

NEXT = 3  # actions named on the overview
NEAR = "rule.near"  # who is on the line already has a number of their own above
NOBODY = "除了已知由金额算出的特征，没有查出差别可靠的；各维度的比较见「其他维度」。"


def show(analysis: Analysis, findings: Sequence[Finding], actions: Sequence[Action]) -> None:
    """The whole overview."""
    screen.show_section(Section("overview", "", headline(analysis, findings)), heading=False)
    with st.container(horizontal=True, gap="medium"):
        people.way(people.HIGH_VALUE, "overview", "看高价值客户的名单")
        if steps.overview(analysis.dataset).suggested_threshold is not None:
            evidence.way("rule", "", "overview-rule", "到「口径确认」页改门槛")
        if analysis.periods is not None:
            evidence.way("periods", "", "overview-periods", "到「两期对比」页看去向与名单")
    left, right = st.columns((6, 5), gap="large")
    with left:
        st.subheader("最要紧的几条", anchor=False)
        for number, found in enumerate(leading(analysis, findings)):
            evidence.card(found, analysis, f"leading-{number}")
        for found in coded(findings, NEAR):
            evidence.card(found, analysis, "rule")
        _next(analysis, actions)
    with right:
        _portrait(analysis)
        _spread(analysis, findings)
    _data(analysis, findings)
    _onward(actions)


def _portrait(analysis: Analysis) -> None:
    """画像卡."""
    st.subheader("画像卡", anchor=False)
    with glance(analysis):
        evidence.way("profile", "", "overview-profile", "到「画像」页看全部特征")


def glance(analysis: Analysis) -> DeltaGenerator:
    """The surest differences in a box, returned for what else shall stand in it."""
    card = likeness(analysis)
    box = st.container(border=True, key="likeness")
    box.html(markup.table(card) if card else markup.element("p", NOBODY, "body"))
    return box


def _spread(analysis: Analysis, findings: Sequence[Finding]) -> None:
    """The curve of the concentration with the sentence on it."""
    made = concentration(analysis, findings)
    if made is None:
        return
    st.subheader("金额集中在谁手里", anchor=False)
    for block in made.blocks:
        if isinstance(block, Chart):
            screen.chart(block)
    rest = tuple(block for block in made.blocks if not isinstance(block, Chart))
    screen.show_section(Section(made.key, made.title, rest), heading=False, fold=True)


def _next(analysis: Analysis, actions: Sequence[Action]) -> None:
    """The first actions, each with its list, and the way to the plan."""
    st.subheader("接下来做什么", anchor=False)
    if not actions:
        st.html(markup.element("p", "按现在的定义，没有一项行动找得到对应的客户；换一个门槛再看。", "body"))
    evidence.lists(analysis, actions[:NEXT])


def _onward(actions: Sequence[Action]) -> None:
    """The way on, always in view, and the way to ask instead."""
    with st.bottom, st.container(key="next-step", horizontal=True, vertical_alignment="center"):
        told = f"{COUNT.text(len(actions))} 项行动，附名单、做法和衡量办法。" if actions else ""
        st.html(markup.element("p", told, "note"), width="stretch")
        evidence.way("questions", "", "overview-questions", "有问题，直接问")
        st.page_link(page("actions"), label="下一步：看行动计划", icon=":material/checklist:")


def _data(analysis: Analysis, findings: Sequence[Finding]) -> None:
    """What was read and used, and what could not be analysed; the rest stands on the page of the data and in the report."""
    made = notes(analysis, findings, accepted=steps.accepted(analysis.dataset))
    told = (b for b in made.blocks if isinstance(b, Findings) or (isinstance(b, Paragraph) and b.role != "bullet"))
    screen.show_section(Section(made.key, "数据说明", tuple(told)))
    evidence.way("health", "", "overview-health", "到「数据体检」页看对账与逐条说明")
