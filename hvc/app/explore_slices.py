"""The segment → its key numbers and pictures to click on: one dimension large, others small, and the amounts."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.segments import Mask, Pick, Segment, Side
from hvc.analysis.slicing import Dimensions, numbers, sliced, spread, within
from hvc.app import clicking, screen, state, steps
from hvc.app.explore_choices import named, telling
from hvc.app.text import CHOOSE, plain
from hvc.insights.phrase import called
from hvc.report.charts.clickable import Clickable
from hvc.report.charts.slices import View, slices
from hvc.report.charts.spreads import spreads
from hvc.report.sections import exploring as said

FIELD, VIEW, BESIDE = "explore-field", "explore-view", "explore-beside"
SMALL = 5  # dimensions drawn small to begin with
SMALL_AT_MOST = 8


def show(analysis: Analysis, made: Dimensions, segment: Segment, who: Mask) -> None:
    """Draw everything about the segment."""
    key, view = _choose(analysis, segment)
    _picture(analysis, made, segment, key, view)
    _levels(made, segment, key)
    others = _others(analysis, key)
    columns = st.columns(2)
    for place, other in enumerate(others):
        with columns[place % 2]:
            _picture(analysis, made, segment, other, View.SIDES if segment == Segment() else View.BESIDE)
    about = (*steps.key(analysis.dataset), segment)
    drawn = state.once(
        "segment-amounts",
        about,
        lambda: spreads(spread(made, who), spread(made, within(made, Segment())), analysis.line),
    )
    if drawn is not None:
        with columns[len(others) % 2]:
            screen.render(drawn)
    screen.render(said.chance())


def _picture(analysis: Analysis, made: Dimensions, segment: Segment, key: str, view: View) -> None:
    """One dimension: its levels beside each other, whatever is picked of it, within all other picks."""
    picked = frozenset(pick.level for pick in segment.picks if pick.field == key)

    def draw() -> Clickable:
        apart, everybody = within(made, segment, key), within(made, Segment())
        return slices(view, sliced(made, apart, key), sliced(made, everybody, key), picked)

    about = (*steps.key(analysis.dataset), view, segment)
    drawn = state.once(f"slice-{key}", about, draw)
    clicking.draw(drawn, f"slice-{key}", tuple((Pick(key, level),) for (level,) in drawn.meaning))


def measures(analysis: Analysis, made: Dimensions, who: Mask) -> None:
    """The key numbers of the segment beside all customers."""
    screen.render(said.measures(analysis, numbers(made, who), numbers(made, within(made, Segment()))))


def _choose(analysis: Analysis, segment: Segment) -> tuple[str, View]:
    """Ask for a dimension, what its bars show, and its levels; those picked here and those clicked on are the same."""
    fields = named(analysis)
    with st.container(horizontal=True, vertical_alignment="bottom", key="explore-choices"):
        key = st.selectbox(
            "维度", tuple(fields), index=tuple(fields).index(telling(analysis)[0]), format_func=fields.__getitem__,
            key=FIELD, persist_state="session", width=220, placeholder=CHOOSE,
        )  # fmt: skip
        view = _view(segment)
        _pick(analysis, segment, key)
    return key, view


def _pick(analysis: Analysis, segment: Segment, key: str) -> None:
    """The levels as words, for a keyboard, a small screen, and levels that no picture has room for."""
    breakdown = analysis.breakdown(key)
    assert breakdown is not None  # it was chosen from them
    picked = [pick.level for pick in segment.picks if pick.field == key]
    widget = state.seed(f"explore-levels-{key}", picked)
    st.multiselect(
        plain(f"只看哪些{called(breakdown.field)}"),
        breakdown.frame.get_column("level").to_list(),
        placeholder="不限",
        key=widget,
        on_change=state.pick_from,
        args=(key, widget),
        width=300,
    )


def _view(segment: Segment) -> View:
    """What the large picture shows; of one side alone there is nothing to set against the other."""
    if segment.side is not Side.ALL:
        return View.BESIDE
    return st.segmented_control(
        "每组显示",
        tuple(View),
        default=View.SIDES,
        format_func=lambda one: one.value,
        required=True,
        key=VIEW,
        persist_state="session",
    )


def _others(analysis: Analysis, key: str) -> list[str]:
    """The dimensions drawn small."""
    fields = named(analysis)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("同时看", anchor=False)
        with st.popover("换维度", icon=":material/tune:"):
            chosen = st.multiselect(
                f"同时看的维度（最多 {SMALL_AT_MOST} 个）", tuple(fields), default=telling(analysis)[:SMALL],
                format_func=fields.__getitem__, key=BESIDE, persist_state="session", placeholder="选择维度",
                max_selections=SMALL_AT_MOST,
            )  # fmt: skip
    return [other for other in chosen if other != key and other in fields]


def _levels(made: Dimensions, segment: Segment, key: str) -> None:
    """The numbers behind the large picture, once somebody wants to see them."""
    with st.expander("数据表：每个取值的数字", icon=":material/table:", on_change="rerun", key="explore-table") as box:
        if box.open:
            screen.render(said.levels(sliced(made, within(made, segment, key), key)))
