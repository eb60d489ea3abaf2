"""The plan → its controls: what holds for all of it, each action with what can be done to it, and what was dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.snapshot import called
from hvc.app import downloads, markup, people, planning_form, screen, state, steps
from hvc.app.navigation import page
from hvc.insights.acting import crowded_out, order
from hvc.insights.campaign.file import saved
from hvc.insights.campaign.keeping import campaign
from hvc.insights.campaign.terms import CONTROL_AT_MOST, Overlap, Terms
from hvc.insights.model import Action
from hvc.units import COUNT, YUAN

PERCENT = 100
KEPT = (
    "下一期上传这个文件，就能比较联系的客户和对照的客户，看每项行动有没有用，并沿用现在的取舍和修改。"
    "文件里的客户编号经加密散列，没有姓名和电话；您填写的负责人和做法会原样保存。"
)


def settings() -> None:
    """What holds for the whole plan: who contacts a customer of several lists, and how many are left alone."""
    terms = state.terms()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = state.seed("plan-overlap", terms.overlap)
        st.radio(
            "同一位客户符合几项行动时", tuple(Overlap), format_func=lambda way: way.value, horizontal=True,
            key=key, on_change=state.decide_from, args=("overlap", key),
        )  # fmt: skip
        key = state.seed("plan-control", round(PERCENT * terms.control, 1))
        st.number_input(
            "对照组（占每份名单 %）", 0.0, PERCENT * CONTROL_AT_MOST, step=5.0, format="%.0f", width=200,
            key=key, on_change=state.decide_from, args=("control", key, PERCENT),
            help="随机留出这一部分客户暂不联系，期末与联系的客户比较。人数太少的名单不留对照，卡片上写明原因；单项比例可在「修改」里另定。",
        )  # fmt: skip
        if terms != Terms():
            with st.popover("全部恢复建议", icon=":material/restart_alt:", type="tertiary"):
                st.caption("所有行动的修改、负责人、取舍和顺序都会丢掉，不能撤销。")
                st.button("确认恢复", key="plan-usual", on_click=state.forget_plan)


def files(analysis: Analysis, actions: tuple[Action, ...], purpose: str) -> None:
    """Every list at once, and the plan as the file that the next period scores."""
    terms = state.terms()
    with st.container(horizontal=True):
        downloads.all_lists(analysis, actions, purpose=purpose)
        if not any(action.goal for action in actions):
            return  # there would be nothing in it to score
        st.download_button(
            "保存行动计划，下期评估用",
            lambda: saved(campaign(analysis, actions, terms, called(analysis.dataset), steps.today())),
            f"行动计划-{steps.today():%Y%m%d}.parquet",
            "application/vnd.apache.parquet",
            key="save-plan",
            icon=":material/event_repeat:",
            on_click="ignore",
            help=KEPT,
        )


def cards(analysis: Analysis, actions: tuple[Action, ...], purpose: str) -> None:
    """The actions in order of priority, each with its controls, or open for changes."""
    terms = state.terms()
    for place, action in enumerate(actions):
        if (prefix := state.opened(action.code)) is not None:
            with st.container(border=True):
                st.html(markup.element("h4", f"修改「{action.title}」") + markup.element("p", action.audience, "note"))
                planning_form.form(action, terms, prefix)
            continue
        with screen.card(action), st.container(horizontal=True, vertical_alignment="center"):
            _controls(actions, place, terms)
            people.list_way(action.code, action.code)
            downloads.customer_list(analysis, action, purpose=purpose, plan=actions)


def _controls(actions: Sequence[Action], place: int, terms: Terms) -> None:
    """Change, move and drop. What a button does is settled when it is drawn, so that a second click does it once."""
    code = actions[place].code
    st.button("修改", icon=":material/edit:", key=f"edit-{code}", on_click=state.open_card, args=(code,))
    for name, icon, other in (("上移", "arrow_upward", place - 1), ("下移", "arrow_downward", place + 1)):
        possible = 0 <= other < len(actions)
        moved = swapped(terms, code, actions[other].code) if possible else terms
        st.button(
            name,
            icon=f":material/{icon}:",
            key=f"{icon}-{code}",
            disabled=not possible,
            on_click=state.decide,
            args=(moved,),
        )
    dropped = replace(terms.edit(code), accepted=False)
    st.button("移出计划", icon=":material/close:", key=f"drop-{code}", on_click=state.revise, args=(dropped,))


def swapped(terms: Terms, one: str, other: str) -> Terms:
    """The terms with two actions in each other's place."""
    places = {one: other, other: one}
    return replace(terms, order=tuple(places.get(code, code) for code in order(terms)))


def dropped(actions: Sequence[Action]) -> None:
    """What was taken out of the plan, to be taken back."""
    if not actions:
        return
    terms = state.terms()
    st.subheader("已移出的行动", anchor=False)
    st.html(markup.element("p", "不在总表、报告和计划文件里；恢复后回到原来的位置。", "note"))
    for action in actions:
        with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            size = f"{COUNT.text(action.customers)} 位客户，金额合计 {YUAN.text(action.amount)}"
            st.html(
                f'<div class="hvc-dropped">{markup.element("h4", action.title)}{markup.element("p", size)}</div>',
                width="stretch",
            )
            st.button(
                "恢复", icon=":material/undo:", key=f"restore-{action.code}",
                on_click=state.revise, args=(replace(terms.edit(action.code), accepted=True),),
            )  # fmt: skip


def onward(actions: Sequence[Action]) -> None:
    """The way on, always in view: the cards are a long page."""
    with st.bottom, st.container(key="next-step", horizontal=True, vertical_alignment="center"):
        told = f"报告会写上这 {COUNT.text(len(actions))} 项行动。" if actions else "报告里不列行动。"
        st.html(markup.element("p", told, "note"), width="stretch")
        st.page_link(page("report"), label="下一步：看报告", icon=":material/arrow_forward:")


def crowded(analysis: Analysis) -> None:
    """The actions whose customers all stand on earlier lists, to be put first."""
    terms = state.terms()
    found = state.once(
        "crowded", steps.plan_key(analysis.dataset), lambda: crowded_out(analysis, steps.findings(analysis), terms)
    )
    if not found:
        return
    st.subheader("没有单独名单的行动", anchor=False)
    st.html(markup.element("p", "符合的客户都已在前面行动的名单里；提到最前，由它联系他们。", "note"))
    for one in found:
        first = (one.code, *(code for code in order(terms) if code != one.code))
        with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            size = markup.element("p", f"{COUNT.text(one.customers)} 位客户符合")
            st.html(f'<div class="hvc-dropped">{markup.element("h4", one.title)}{size}</div>', width="stretch")
            st.button(
                "提到最前", icon=":material/vertical_align_top:", key=f"first-{one.code}",
                on_click=state.decide, args=(replace(terms, order=first),),
            )  # fmt: skip


def carry_over() -> None:
    """Offer the user's decisions of the last period's plan for this one, where they differ."""
    kept = state.campaign()
    if kept is None or kept.terms in (state.terms(), Terms()):
        return
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        told = f"上期的行动计划（{kept.made:%Y-%m-%d} 保存）记下了取舍、顺序、负责人和修改，可以用到这一期。"
        st.html(markup.element("p", told, "body"), width="stretch")
        st.button(
            "套用上期的行动安排", icon=":material/history:", key="plan-carry", on_click=state.decide, args=(kept.terms,)
        )
