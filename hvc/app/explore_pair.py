"""Two groups, kept from the segment or chosen by a level → both side by side in every dimension."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from hvc.analysis.contrast import Contrast, contrast
from hvc.analysis.model import Analysis
from hvc.analysis.segments import Segment, Side, fitting
from hvc.analysis.slicing import Dimensions, within
from hvc.app import markup, people, screen, state, steps
from hvc.app.explore_choices import named, of_amount
from hvc.app.text import CHOOSE
from hvc.report.sections import contrasting
from hvc.report.sections.contrasting import FIRST, SECOND

SIDES = (Segment(side=Side.HIGH_VALUE), Segment(side=Side.OTHERS))
NAMES = (FIRST, SECOND)


def show(analysis: Analysis, made: Dimensions, segment: Segment) -> None:
    """Ask for the two groups and compare them."""
    pair = [None if one is None else fitting(analysis, one) for one in state.pair()]
    for place, column in enumerate(st.columns(2)):
        with column, st.container(border=True):
            _group(analysis, pair, place, segment)
    with st.container(horizontal=True):
        st.button("高价值客户对其他客户", key="explore-pair-sides", on_click=state.put_pair, args=SIDES)
        if any(pair):
            swap = {"on_click": state.put_pair, "args": (pair[1], pair[0])}
            st.button("甲乙对调", key="explore-pair-swap", icon=":material/swap_horiz:", **swap)  # type: ignore[arg-type]
    first, second = pair
    if first is None or second is None:
        st.html(markup.element("p", "先筛选出一组客户，记作甲；再换一组，记作乙；也可以直接按一个取值来选。", "note"))
        return
    about: tuple[Hashable, ...] = (*steps.key(analysis.dataset), first, second)
    found = state.once("contrast", about, lambda: contrast(made, within(made, first), within(made, second)))
    if not found.first.customers or not found.second.customers:
        st.info("有一组现在没有客户，无从比较。请换一组。")
        return
    _answer(analysis, found, first, second)


def _answer(analysis: Analysis, found: Contrast, first: Segment, second: Segment) -> None:
    screen.render(contrasting.numbers(found, analysis.line.field.label))
    if (shared := contrasting.overlap(found)) is not None:
        screen.render(shared)
    for told in contrasting.sentences(found, _of_themselves(analysis, first, second)):
        screen.render(told)
    screen.render(contrasting.levels(found))


def _of_themselves(analysis: Analysis, first: Segment, second: Segment) -> frozenset[str]:
    """The fields that differ because the groups were made by them; by the side, all that is computed from the amount."""
    made_by = {pick.field for one in (first, second) for pick in one.picks}
    if first.side is second.side:
        return frozenset(made_by)
    bound = {b.field.key for b in analysis.breakdowns if of_amount(b)}
    return frozenset(made_by | bound)


def _group(analysis: Analysis, pair: list[Segment | None], place: int, segment: Segment) -> None:
    """One of the two: who they are, and how to choose others."""
    name, one = NAMES[place], pair[place]
    who = "还没有选" if one is None else one.label(analysis.dataset.fields)
    st.html(markup.element("p", name, "chart-title") + markup.element("p", who, "body"))

    def beside(chosen: Segment) -> tuple[Segment | None, ...]:
        return (chosen, pair[1]) if place == 0 else (pair[0], chosen)

    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"把当前筛选记作{name}",
            key=f"explore-keep-{place}",
            icon=":material/bookmark_add:",
            on_click=state.put_pair,
            args=beside(segment),
        )
        with st.popover("按取值选"):
            _by_level(analysis, place)
        if one is not None:
            people.way(one, f"pair-{place}")


def _by_level(analysis: Analysis, place: int) -> None:
    """A dimension and one of its levels."""
    fields = named(analysis)
    key = st.selectbox(
        "维度", tuple(fields), format_func=fields.__getitem__, key=f"explore-pair-field-{place}", placeholder=CHOOSE
    )
    breakdown = analysis.breakdown(key)
    assert breakdown is not None  # it was chosen from them
    widget = f"explore-pair-level-{place}-{key}"
    st.selectbox(
        "取值",
        breakdown.frame.get_column("level").to_list(),
        index=None,
        placeholder="选择一个取值",
        key=widget,
        on_change=state.put_level,
        args=(place, key, widget),
    )
