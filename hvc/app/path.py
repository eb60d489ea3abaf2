"""Where the session stands → the seven stages from the upload to the report: what is done, what is missing, where one can go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import streamlit as st

from hvc.app import asking, settling, state, steps
from hvc.app.navigation import PREPARE, page
from hvc.app.text import plain
from hvc.joining import Dataset
from hvc.units import COUNT


class Standing(Enum):
    """How far a stage is; the value is its sign."""

    DONE = ":material/check_circle:"
    ASKS = ":material/error:"
    OPEN = ":material/radio_button_unchecked:"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: the page where it happens, its name, how far it is, that in words, and whether one can go there."""

    name: str
    label: str
    standing: Standing
    text: str
    reachable: bool = True


def stages() -> tuple[Stage, ...]:
    """The way from the upload to the report as it stands; nothing is made for it that is not made yet."""
    data = None if steps.behind() else steps.dataset()
    before = (_upload(), _mapping())
    if data is None:
        later = (("health", "数据体检"), ("rule", "口径确认"), *RESULTS)
        return (*before, *(Stage(name, label, Standing.OPEN, "", reachable=False) for name, label in later))
    return (*before, _health(data), _rule(data), *_results(data))


RESULTS = (("overview", "分析"), ("actions", "行动"), ("report", "报告"))


def _upload() -> Stage:
    tables = state.tables()
    files, rows = {table.file for table in tables}, sum(table.frame.height for table in tables)
    text = f"{COUNT.text(len(files))} 个文件，{COUNT.text(rows)} 行" if tables else "还没有数据"
    return Stage("upload", "上传", Standing.DONE if tables else Standing.OPEN, text)


def _mapping() -> Stage:
    draft, agreed = state.draft(), state.confirmed()
    if draft is None:
        return Stage("mapping", "字段对应", Standing.OPEN, "", reachable=False)
    if agreed is not None:
        used = sum(column.field is not None for column in agreed.columns)
        return Stage("mapping", "字段对应", Standing.DONE, f"已确认，用上 {COUNT.text(used)} 列")
    open_ = asking.open_(draft)
    text = f"待确认，{COUNT.text(open_)} 项请看一眼" if open_ else "待确认"
    return Stage("mapping", "字段对应", Standing.ASKS if open_ else Standing.OPEN, text)


def _health(data: Dataset) -> Stage:
    found = len(steps.concerns(data))
    if found and not steps.accepted(data):
        return Stage("health", "数据体检", Standing.ASKS, f"{COUNT.text(found)} 项待确认")
    return Stage("health", "数据体检", Standing.DONE, "已确认" if found else "没有要确认的")


def _rule(data: Dataset) -> Stage:
    agreed = settling.settled(data)
    return Stage("rule", "口径确认", Standing.DONE if agreed else Standing.OPEN, "已确认" if agreed else "待确认")


def _results(data: Dataset) -> tuple[Stage, ...]:
    """What was made of the customers under the terms as they stand."""
    counted = state.kept("layered", steps.key(data))
    told = f"{COUNT.text(steps.overview(data).high_value)} 位高价值客户" if counted else ""
    planned = counted and state.kept("proposed", steps.plan_key(data))
    plan = f"{COUNT.text(len(steps.actions(steps.analysis(data))))} 项" if planned else ""
    made = state.kept("report", steps.report_key(data))
    known = ((counted, told), (planned, plan), (made, ""))
    return tuple(
        Stage(name, label, Standing.DONE if done else Standing.OPEN, text)
        for (name, label), (done, text) in zip(RESULTS, known, strict=True)
    )


def signs(seen: Sequence[Stage]) -> dict[str, str]:
    """Page → the icon that says how far it is, for the pages of the preparation."""
    ours = {entry.name for entry in PREPARE}
    return {stage.name: stage.standing.value for stage in seen if stage.name in ours}


def listed(seen: Sequence[Stage]) -> None:
    """The stages one under the other, with their counts."""
    with st.container(key="path", gap=None):
        for stage in seen:
            text = f"{stage.label}：{stage.text}" if stage.text else stage.label
            _link(stage, text)


def line(seen: Sequence[Stage]) -> None:
    """The stages side by side, for the top of a page."""
    with st.container(key="steps", horizontal=True, gap=None):
        for stage in seen:
            _link(stage, stage.label)


def _link(stage: Stage, text: str) -> None:
    st.page_link(
        page(stage.name),
        label=plain(text),
        icon=stage.standing.value,
        disabled=not stage.reachable,
    )
