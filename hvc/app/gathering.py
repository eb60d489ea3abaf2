"""What the user picked, listed and typed → the customers meant: the controls that narrow, and how to take each back."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.segments import Mask, Segment, Side, fitting, mask
from hvc.app import crumbs, evidence, markup, roster, state, steps
from hvc.app.roster import Index
from hvc.app.text import plain
from hvc.insights.model import Action
from hvc.insights.plans import unplanned
from hvc.units import COUNT

SIDE, LIST = "customers-side", "customers-list"
SEARCH_LENGTH = 60  # characters


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """The customers meant: by which picks, on which list (of an action of the plan or not), found by which text.

    `key`: what that was made from.
    """

    segment: Segment
    action: Action | None
    typed: str
    who: Mask
    key: tuple[Hashable, ...]

    @property
    def narrowed(self) -> bool:
        """Whether it is not simply everybody."""
        return self.segment != Segment() or self.action is not None or bool(self.typed)

    def label(self, analysis: Analysis) -> str:
        """Say who they are; what was typed may be somebody's number, and stays unsaid."""
        listed = f"，在名单「{self.action.title}」上" if self.action else ""
        return self.segment.label(analysis.dataset.fields) + listed + ("，按搜索筛选" if self.typed else "")


def meant(analysis: Analysis, actions: Sequence[Action]) -> Gathered:
    """The customers that the session's picks, list and search leave."""
    segment, action, typed = current(analysis), _listed(analysis, actions), " ".join(state.typed().split())
    key = (*steps.plan_key(analysis.dataset), segment, state.listed(), typed)
    who = state.once("gathered", key, lambda: _who(analysis, segment, action, typed))
    return Gathered(segment, action, typed, who, key)


def controls(analysis: Analysis, found: Gathered, actions: Sequence[Action]) -> None:
    """Draw what narrows the customers, and what does so now."""
    _choose(found, actions)
    _crumbs(analysis, found)


def current(analysis: Analysis) -> Segment:
    """The customers that the user looks at; what was picked from other data is taken back, and said."""
    asked = state.segment()
    segment = fitting(analysis, asked)
    if segment != asked:
        lost = "、".join(f"「{pick.level}」" for pick in asked.picks if pick not in segment.picks)
        state.look_at(segment)
        st.info(plain(f"筛选里的{lost}在现在的数据里没有，已经取消。"))
    return segment


def _listed(analysis: Analysis, actions: Sequence[Action]) -> Action | None:
    """The list that is looked at; one that is there no more is let go of, and said."""
    which = state.listed()
    if which is None:
        return None
    if isinstance(which, str):
        found = next((action for action in actions if action.code == which), None)
    else:
        made_from = (*steps.key(analysis.dataset), which)
        found = state.once("unplanned", made_from, lambda: unplanned.found(analysis, which))
    if found is None:
        state.unlist()
        why = "已经不在行动计划里" if isinstance(which, str) else "现在没有客户"
        st.info(f"要看的名单{why}，现在显示全部客户。")
    return found


def _who(analysis: Analysis, segment: Segment, action: Action | None, typed: str) -> Mask:
    who = mask(analysis, segment)
    if action is not None:
        who = who & roster.on_list(analysis.dataset.customers, action)
    if typed:
        who = who & roster.matching(ready(analysis), typed)
    return np.asarray(who)


def ready(analysis: Analysis) -> Index:
    """What is looked through, made once."""
    hidden = hidden_of(analysis)
    return state.once("people-index", steps.told_key(), lambda: roster.index(analysis, hidden))


def hidden_of(analysis: Analysis) -> frozenset[str]:
    """The columns that are shown masked only."""
    return state.once("secret", steps.told_key(), lambda: roster.secret(analysis))


def _choose(found: Gathered, actions: Sequence[Action]) -> None:
    """Side, list and search."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = state.seed(SIDE, found.segment.side)
        st.segmented_control(
            "客户", tuple(Side), format_func=lambda one: one.value, required=True,
            key=key, on_change=state.side_from, args=(key,),
        )  # fmt: skip
        lists: dict[state.Listed, Action] = {action.code: action for action in actions}
        which = state.listed()
        if which is not None and found.action is not None:
            lists[which] = found.action
        if lists:
            names = {code: _named(action) for code, action in lists.items()}  # the widget keeps what names its options
            key = state.seed(LIST, which)
            st.selectbox(
                "名单", tuple(names), index=None, format_func=names.__getitem__, placeholder="不限",
                width=260, key=key, on_change=state.list_from, args=(key,),
                help="行动计划里的一份名单，或者刚才选看的名单；不选就是不限",
            )  # fmt: skip
        st.text_input(
            "搜索", key=state.SEARCH, max_chars=SEARCH_LENGTH, placeholder="客户编号、姓名或手机号", width=260,
            icon=":material/search:", persist_state="session",
            help="编号输入一部分就行；姓名、手机号等可以按显示的样子输入，或者输入完整的。找到了也仍然脱敏显示。",
        )  # fmt: skip


def _named(action: Action) -> str:
    return f"{action.title}（{COUNT.text(action.customers)} 位）"


def _crumbs(analysis: Analysis, found: Gathered) -> None:
    """What narrows the customers, each with the button that takes it back."""
    if not found.narrowed:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="crumbs", gap="small"):
        st.html(markup.element("span", "当前筛选", "note"), width="content")
        crumbs.of_segment(found.segment, analysis.dataset.fields, "crumb")
        if found.action is not None:
            crumbs.crumb(f"名单：{found.action.title}", "crumb-list", state.unlist)
        if found.typed:
            crumbs.crumb(f"搜索：{found.typed}", "crumb-search", evidence.preset, state.SEARCH, "")
        st.button(
            "全部清除",
            key="crumb-all",
            type="tertiary",
            icon=":material/filter_alt_off:",
            on_click=state.see,
            args=(Segment(),),
        )
