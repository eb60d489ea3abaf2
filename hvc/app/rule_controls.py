"""The controls that draw the line, and what to say when the line is an unusual one."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Overview
from hvc.analysis.overview import preview
from hvc.analysis.ruling import each as counted
from hvc.app import exploring, state, steps
from hvc.app.definition import Way
from hvc.app.text import plain
from hvc.joining import Dataset
from hvc.rules import Combined, Over, amount_of
from hvc.schema import Field
from hvc.units import COUNT, SHARE, YUAN

HALF = 0.5  # more high-value customers than this share are no longer the few that matter


def way() -> None:
    """Choose how the line is drawn."""
    key = state.seed("definition-way", state.definition().way)
    st.segmented_control(
        "定义方式",
        list(Way),
        format_func=lambda option: option.value,
        required=True,
        key=key,
        on_change=state.define,
        args=("way", key),
    )


def numbers(data: Dataset) -> None:
    """The number that the chosen way needs."""
    match state.definition().way:
        case Way.OVER:
            _threshold(data, data.amount)
        case Way.TOP:
            _percent("top", "金额最高的百分之几", "例如 20，表示金额最高的 20% 的客户；并列者一并计入。")
        case Way.PARETO:
            _percent("pareto", "合计贡献金额的百分之几", "从金额最大的客户开始累计，达到这一比例为止；并列者一并计入。")
        case Way.NONE:
            if amount_of(steps.rule(data)) is not None:
                st.info("还没有其他条件，暂按金额门槛计。请在下面加一个条件。", icon=":material/info:")


def _threshold(data: Dataset, field: Field) -> None:
    threshold = state.definition().threshold
    exact, rough = st.columns((2, 5), gap="large", vertical_alignment="bottom")
    box = state.seed("definition-box", threshold)
    exact.number_input(
        f"{plain(field.label)}超过（元）",
        min_value=0.0,
        step=100.0,
        format="%.2f",
        key=box,
        on_change=state.define,
        args=("threshold", box),
        help="严格大于：正好等于门槛的客户不算高价值客户。",
    )
    slider = state.seed("definition-slider", threshold)
    rough.select_slider(
        "拖动门槛",
        exploring.positions(data),
        format_func=YUAN.text,
        key=slider,
        on_change=state.define,
        args=("threshold", slider),
        help="每移动一格，约有同样多的客户跨过门槛。",
    )


def _percent(name: str, label: str, explained: str) -> None:
    value = getattr(state.definition(), name)
    exact, rough = st.columns((2, 5), gap="large", vertical_alignment="bottom")
    box = state.seed(f"definition-{name}-box", value)
    exact.number_input(
        f"{label}（%）", min_value=0.1, max_value=99.9, step=1.0, format="%.1f",
        key=box, on_change=state.define, args=(name, box), help=explained,
    )  # fmt: skip
    slider = state.seed(f"definition-{name}-slider", value)
    rough.slider(
        "拖动比例", min_value=0.1, max_value=99.9, step=0.1, format="%.1f%%",
        key=slider, on_change=state.define, args=(name, slider),
    )  # fmt: skip


def notice(data: Dataset, overview: Overview) -> None:
    """Say when the line marks nobody, everybody, or an unusual share, and offer one that fits."""
    if overview.high_value in {0, overview.customers}:
        who = "没有一位客户" if overview.high_value == 0 else f"全部 {COUNT.text(overview.customers)} 位客户都"
        each = counted(data, rule) if isinstance(rule := steps.rule(data), Combined) else ""
        text = f"按这个定义，{who}算高价值客户，无法对比。{each}"
    elif overview.suggested_threshold is None:
        return
    else:
        size = "超过一半" if overview.high_value_share > HALF else "不到 1%"
        text = f"按这个定义，高价值客户占全部客户的 {SHARE.text(overview.high_value_share)}，{size}，比较少见。"
    st.warning(plain(text), icon=":material/warning:")
    if overview.suggested_threshold is not None:
        instead = preview(data, Over(overview.suggested_threshold, data.amount)).high_value_share
        st.button(
            f"改用 {YUAN.text(overview.suggested_threshold)}（{SHARE.text(instead)} 的客户）",
            icon=":material/auto_fix_high:",
            key="take-suggestion",
            on_click=state.define_as,
            kwargs={"way": Way.OVER, "threshold": overview.suggested_threshold},
        )
