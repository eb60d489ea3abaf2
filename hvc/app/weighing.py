"""The indices → their weights as numbers to change; the formulas above follow at once."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.indices import USUAL, adjustable
from hvc.analysis.model import Analysis
from hvc.app import state
from hvc.app.text import plain

HEAVIEST = 10.0
EXPLAINED = "权重只看比例：各为 1 与各为 5 结果相同；设为 0 就不计入。改动后，画像、关键指标和报告都按新的权重重算。"


def editor(analysis: Analysis) -> None:
    """Offer the weights of every index that is put together from parts; nothing where there is none."""
    fields = adjustable(analysis.dataset, tuple(index.field.key for index in analysis.indices) + _emptied(analysis))
    if not fields:
        return
    with st.expander("调整指数的权重", icon=":material/tune:"):
        st.caption(EXPLAINED)
        for field, held in fields:
            st.markdown(f"**{plain(field.label)}**")
            with st.grid(min(len(held), 4), min_column_width=170):
                for part in held:
                    key = state.seed(f"weight-{part.key}", float(state.weights().of(part)))
                    st.number_input(
                        part.label, min_value=0.0, max_value=HEAVIEST, step=0.5, format="%.1f",
                        key=key, on_change=state.weigh, args=(part.key, key),
                    )  # fmt: skip
        st.button(
            "恢复默认权重",
            key="usual-weights",
            icon=":material/restart_alt:",
            on_click=state.unweigh,
            disabled=state.weights() == USUAL,
        )


def _emptied(analysis: Analysis) -> tuple[str, ...]:
    """Indices that are gone because of the weights themselves: they must be there to be brought back."""
    lacking = {one.part.rpartition(".")[-1] for one in analysis.unavailable if one.part.startswith("indices.")}
    return tuple(part.partition(".")[0] for part, _ in state.weights().given if part.partition(".")[0] in lacking)
