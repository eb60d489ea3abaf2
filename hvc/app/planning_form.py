"""One action → a form with all that can be changed of it, and what was changed → an `Edit`."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from hvc.app import state
from hvc.insights.campaign.edits import SHORT, STEP, STEPS, TITLE, scrubbed
from hvc.insights.campaign.terms import CONTROL_AT_MOST, MONEY_AT_MOST, Edit, Terms
from hvc.insights.model import Action

PERCENT = 100
MOST_TARGET = 1e12  # 元


@dataclass(frozen=True, slots=True)
class Shown:
    """What the fields of a form hold: texts, `steps` one a line, shares in percent, None where a field is empty."""

    title: str
    steps: str
    channel: str
    window: str
    owner: str
    control: float | None
    target: float | None
    cost: float | None
    gain: float | None


def form(action: Action, terms: Terms, prefix: str) -> None:
    """Offer to change the action; the widgets are keyed by `prefix`."""
    edit = terms.edit(action.code)
    before = shown(action, terms)
    with st.form(f"{prefix}-form", border=False):
        given = _texts(action, before, prefix), _numbers(action, before, prefix)
        st.caption("留空的一项恢复我们的建议；数字、名单和报告会按修改重新计算。")
        with st.container(horizontal=True):
            done = st.form_submit_button("保存修改", key=f"{prefix}-save", type="primary", icon=":material/check:")
            st.form_submit_button("取消", key=f"{prefix}-cancel", on_click=state.open_card, args=(None,))
            st.form_submit_button(
                "恢复建议", key=f"{prefix}-usual", icon=":material/restart_alt:", on_click=_restore, args=(action.code,)
            )
    if done:
        (title, steps, channel, window, owner), (control, target, cost, gain) = given
        after = Shown(title, steps, channel, window, owner, control, target, cost, gain)
        state.revise(changed(edit, before, after, share=action.goal is not None and action.goal.outcome.share))
        state.open_card(None)
        st.rerun()


def shown(action: Action, terms: Terms) -> Shown:
    """What the form begins with: the action as it stands."""
    edit, goal = terms.edit(action.code), action.goal
    control = terms.control if edit.control is None else edit.control
    scale = PERCENT if goal is not None and goal.outcome.share else 1
    return Shown(
        title=action.title,
        steps="\n".join(action.steps),
        channel=action.channel,
        window=action.window,
        owner=action.owner,
        control=round(PERCENT * control, 1),
        target=None if goal is None else round(scale * goal.target.value, 1 if scale == PERCENT else 2),
        cost=edit.cost,
        gain=edit.gain,
    )


def changed(edit: Edit, before: Shown, after: Shown, *, share: bool) -> Edit:
    """The edit with what is different in the form; what was left alone stays as it was said, what was emptied is ours again."""
    lines = tuple(line for text in after.steps.splitlines() if (line := scrubbed(text, STEP)))[:STEPS]
    new = replace(edit, owner=scrubbed(after.owner, SHORT), cost=after.cost, gain=after.gain)
    if after.title != before.title:
        new = replace(new, title=scrubbed(after.title, TITLE) or None)
    if after.steps != before.steps:
        new = replace(new, steps=lines or None)
    if after.channel != before.channel:
        new = replace(new, channel=scrubbed(after.channel, SHORT) or None)
    if after.window != before.window:
        new = replace(new, window=scrubbed(after.window, SHORT) or None)
    if after.control != before.control:
        new = replace(new, control=None if after.control is None else after.control / PERCENT)
    if after.target != before.target:
        scale = PERCENT if share else 1
        new = replace(new, target=None if after.target is None else after.target / scale)
    return new


def _restore(code: str) -> None:
    """Callback: let the action be as we propose it."""
    state.revise(Edit(code))
    state.open_card(None)


def _texts(action: Action, before: Shown, prefix: str) -> tuple[str, str, str, str, str]:
    def line(name: str, label: str, value: str, most: int, *, hint: str = "") -> str:
        return st.text_input(
            label, value, max_chars=most, key=f"{prefix}-{name}", placeholder=hint or None, persist_state="session"
        )

    title = line("title", "标题", before.title, TITLE)
    steps = st.text_area(
        f"做法（一行一步，最多 {STEPS} 步）", before.steps, height=180, max_chars=STEPS * (STEP + 1),
        key=f"{prefix}-steps", persist_state="session",
    )  # fmt: skip
    with st.grid(3, min_column_width=200):
        channel = line("channel", "渠道", before.channel, SHORT)
        window = line("window", "时间", before.window, SHORT)
        owner = line("owner", "负责人", before.owner, SHORT, hint=f"通常由{action.role}负责" if action.role else "")
    return title, steps, channel, window, owner


def _numbers(
    action: Action, before: Shown, prefix: str
) -> tuple[float | None, float | None, float | None, float | None]:
    def number(name: str, label: str, value: float | None, most: float, about: str) -> float | None:
        return st.number_input(
            label, 0.0, most, value, step=1.0, format="%.1f" if "%" in label else "%.2f", key=f"{prefix}-{name}",
            help=about, persist_state="session",
        )  # fmt: skip

    goal, target = action.goal, before.target
    with st.grid(4, min_column_width=160):
        if goal is not None:
            unit, most = ("%", float(PERCENT)) if goal.outcome.share else ("元", MOST_TARGET)
            target = number("target", f"目标：{goal.outcome.value}（{unit}）", target, most, "今天的水平写在卡片上")
        most = PERCENT * CONTROL_AT_MOST
        about = "随机留出这一部分客户暂不联系，期末与联系的客户比较；0 表示全部联系"
        control = number("control", "对照组（占名单 %）", before.control, most, about)
        cost = number("cost", "每位联系成本（元）", before.cost, MONEY_AT_MOST, "填写后给出联系总成本")
        gain = number("gain", "每位响应收益（元）", before.gain, MONEY_AT_MOST, "与成本一起给出盈亏平衡的响应率")
    return control, target, cost, gain
