"""The controls of the three layers of value: their names, and where the middle begins."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.overview import line_of
from hvc.app import screen, state, steps
from hvc.app.definition import Definition
from hvc.app.text import plain
from hvc.joining import Dataset
from hvc.report.sections.defining import layered
from hvc.rules import Resolved
from hvc.units import YUAN

NAMES = (("high", "第一层（高价值客户）"), ("middle", "第二层"), ("low", "第三层"))
LONGEST = 12  # characters of a name


def layers(data: Dataset) -> None:
    """Name the layers, move the cut between the second and the third, and see what each holds."""
    found, held = steps.layered(data), state.definition()
    line = line_of(data, steps.rule(data))
    columns = st.columns(4, vertical_alignment="bottom")
    for column, (name, label) in zip(columns, NAMES, strict=False):
        key = state.seed(f"definition-{name}", getattr(held, name))
        column.text_input(label, max_chars=LONGEST, key=key, on_change=state.define, args=(name, key))
    key = state.seed("definition-cut", held.cut)
    columns[-1].number_input(
        "第二层从多少元起", min_value=0.0, step=100.0, format="%.2f", placeholder=f"自动：{YUAN.text(found.frame.item(1, 'low'))}",
        key=key, on_change=state.define, args=("cut", key),
        help="留空则取其他客户金额中位数附近的整数。",
    )  # fmt: skip
    _remarks(held, line)
    for block in layered(found, line):
        screen.render(block)


def _remarks(held: Definition, line: Resolved) -> None:
    """Say what of the layers' controls cannot be used as it stands."""
    if (held.high, held.middle, held.low) != held.layering.names and not _blank(held):
        st.warning("三层的名称要各不相同，暂用默认名称。", icon=":material/warning:")
    if _blank(held):
        st.warning("三层的名称都不能空，暂用默认名称。", icon=":material/warning:")
    if held.cut is not None and line.cut is not None and held.cut > line.cut.threshold:
        text = f"第二层的下限 {YUAN.text(held.cut)}高于高价值门槛 {YUAN.text(line.cut.threshold)}，第二层没有客户。"
        st.warning(plain(text), icon=":material/warning:")


def _blank(held: Definition) -> bool:
    return not all(name.strip() for name in (held.high, held.middle, held.low))
