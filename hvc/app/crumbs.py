"""What narrows the customers → buttons, each of which takes one of it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from hvc.analysis.segments import Segment, Side
from hvc.app import state
from hvc.app.text import plain
from hvc.schema import Field


def of_segment(segment: Segment, fields: Sequence[Field], prefix: str) -> None:
    """A button for each pick and for the side; `prefix` begins their keys, and places keep them apart."""
    labels = {field.key: field.label for field in fields}
    for place, pick in enumerate(segment.picks):
        text = f"{labels.get(pick.field, pick.field)}：{pick.level}"
        crumb(text, f"{prefix}-{place}-{pick.field}-{pick.level}", state.unpick, pick)
    if segment.side is not Side.ALL:
        crumb(segment.side.value, f"{prefix}-side", state.side, Side.ALL)


def crumb(text: str, key: str, undo: Callable[..., None], *args: object) -> None:
    """One button that says what narrows, and calls `undo`."""
    st.button(plain(text), key=key, icon=":material/close:", on_click=undo, args=args, help="取消这一项")
