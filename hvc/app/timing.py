"""The timeline → its controls (day, comparison values, limits, cuts), what it lacks, and its lists."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.balance_parts import Balances
from hvc.analysis.balances import PART
from hvc.analysis.model import Analysis, Unavailable
from hvc.app import evidence, people, state, steps
from hvc.app.text import CHOOSE
from hvc.insights.plans.typed import of_type
from hvc.insights.plans.unplanned import OfType
from hvc.schema import RFM_TYPE
from hvc.timeline.model import USUAL, Choices, Comparison, Lifecycle, Missing, Rfm, Timeline
from hvc.units import PLAIN

LONGEST = 3650  # days
WARNED = ("churn", "fading")  # codes of the actions that warn of customers who leave
VALUES = ("最近消费（天）", "消费次数", "消费金额（元）")
CUTS = ("最近消费的分界（天）", "消费次数的分界", "消费金额的分界（元）")
PARTS = {
    "rfm": "RFM 分群",
    "lifecycle": "购买阶段",
    "clv": "客户终身价值",
    "balances": "资产流失",
}  # names of `Missing.part`


def controls(analysis: Analysis) -> None:
    """Offer what can be set; nothing where no purchase has a date."""
    told = analysis.timeline
    if told is None or (told.reference is None and analysis.balances is None):
        return
    with st.expander("调整观察日、对比值、分界与天数", icon=":material/tune:"):
        st.caption("改动后，分群、阶段、画像和报告都按新的设定重算；留空的分界由数据得出。")
        with st.grid(4, min_column_width=180):
            if told.reference is not None:
                _day(told)
            if analysis.balances is not None:
                _line(analysis.balances)
            if told.lifecycle is not None:
                _limits(told.lifecycle)
            if told.clv is not None:
                _margin(told.choices)
        if told.rfm is not None:
            _comparison(told.rfm, told.choices)
            _cuts(told.rfm)
        st.button(
            "恢复默认",
            key="usual-choices",
            icon=":material/restart_alt:",
            on_click=state.unchoose,
            disabled=state.choices() == USUAL,
        )


def _day(told: Timeline) -> None:
    key = state.seed("choice-reference", told.reference)
    told_by = "距上次消费的天数算到这一天；默认是数据中最后一次消费的次日"
    st.date_input("观察日", key=key, on_change=state.choose_from, args=("reference", key), help=told_by)


def _limits(part: Lifecycle) -> None:
    for name, label, days in (("silent", "多少天后算沉默", part.silent), ("lost", "多少天后算流失", part.lost)):
        key = state.seed(f"choice-{name}", days)
        st.number_input(label, 1, LONGEST, key=key, on_change=state.choose_from, args=(name, key))


def _line(part: Balances) -> None:
    key = state.seed("choice-balance", part.line)
    about = "日均或月末资产低于这条线的客户算流失；默认与高价值定义的门槛相同，或取通常的起点"
    st.number_input(
        "资产线（元）", min_value=0.0, key=key, on_change=state.choose_from, args=("balance", key), help=about
    )


def _margin(choices: Choices) -> None:
    key = state.seed("choice-margin", None if choices.margin is None else round(100 * choices.margin, 2))
    about = "填写后，终身价值按毛利计；不填按收入计"
    st.number_input("毛利率（%）", 0.0, 100.0, None, key=key, on_change=state.choose_margin, args=(key,), help=about)


def _comparison(part: Rfm, choices: Choices) -> None:
    key = state.seed("choice-comparison", choices.comparison)
    st.segmented_control(
        "八种类型的对比值",
        tuple(Comparison),
        format_func=lambda one: one.value,
        required=True,
        key=key,
        on_change=state.choose_from,
        args=("comparison", key),
    )
    if choices.comparison is Comparison.CUSTOM:
        with st.grid(3, min_column_width=180):
            for place, (label, value) in enumerate(zip(VALUES, part.compared, strict=True)):
                name = state.seed(f"choice-value-{place}", round(value, 2))
                st.number_input(
                    label, min_value=0.0, key=name, on_change=state.choose_value, args=(place, name, part.compared)
                )


def _cuts(part: Rfm) -> None:
    with st.grid(3, min_column_width=180):
        for place, (label, cut) in enumerate(zip(CUTS, part.cuts, strict=True)):
            edges = "、".join(PLAIN.text(round(edge, 2)).replace(",", "") for edge in cut.edges)
            key = state.seed(f"choice-cuts-{place}", edges)
            st.text_input(label, key=key, on_change=state.choose_cuts, args=(place, key))


def missing(analysis: Analysis) -> tuple[str, ...]:
    """Which parts are not there, why, and what would bring them; parts of one reason together."""
    told = analysis.timeline.missing if analysis.timeline is not None else ()
    lacking: list[Missing | Unavailable] = [*told, *(part for part in analysis.unavailable if part.part == PART)]
    why = dict.fromkeys((one.reason, one.unlock) for one in lacking)
    parts = ["、".join(PARTS[one.part] for one in lacking if (one.reason, one.unlock) == pair) for pair in why]
    return tuple(f"暂时算不出{part}：{reason}{unlock}" for part, (reason, unlock) in zip(parts, why, strict=True))


def lists(analysis: Analysis) -> None:
    """The customers to be warned of, and those of a type, each list with its button."""
    told = analysis.timeline
    warnings = [action for action in steps.actions(analysis) if action.code in WARNED]
    if not warnings and (told is None or told.rfm is None):
        return
    st.subheader("名单", anchor=False)
    for warned in warnings:
        evidence.list_card(analysis, warned, warned.audience)
    if told is not None and told.rfm is not None:
        held = told.rfm.types.filter(told.rfm.types["customers"] > 0)["name"].to_list()
        name = st.selectbox("RFM 类型", held, key="choice-type", persist_state="session", placeholder=CHOOSE)
        typed = of_type(analysis, str(name))
        if typed is None:
            st.caption("这一类的客户都拒绝营销，没有可以联系的名单。")
        else:
            evidence.list_card(analysis, typed, typed.audience, OfType(str(name)))
        if typed is None or typed.unreachable:
            people.known_way(analysis, [(RFM_TYPE.key, str(name))], "type", "看全部客户，含不能联系的")
