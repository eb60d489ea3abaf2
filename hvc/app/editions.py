"""The analysis of this session → the documents' material in the version that is asked for, and the switch between the two."""

from __future__ import annotations

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.app import state, steps
from hvc.sharing.limit import FEWEST
from hvc.versions import Version, shareable

LABEL = "可分享版（去标识化）"
SWITCHED = (
    f"可以给外部看的一份：少于 {FEWEST} 人的组合并到相邻的组或「其他」，或写作 <{FEWEST}；不含客户名单、单个客户的数字和文件名。"
    "这是去标识化，不等于匿名；发出前请再看一遍。"
)
NO_LISTS = "可分享版不提供客户名单；需要名单请切回内部版。"


def edition(analysis: Analysis) -> Version:
    """Both reports and what the formats read, in the version that is asked for.

    Raises:
        ExportError: the shareable version is asked for and one of the two groups is too small itself.
    """
    findings, scores = steps.findings(analysis), steps.scores(analysis)
    if not state.shareable():
        full, page = steps.report(analysis), steps.brief(analysis)
        return Version(full, page, analysis, findings, steps.actions(analysis), scores)
    data = analysis.dataset

    def make() -> Version:
        return shareable(
            analysis,
            findings,
            scores,
            generated=steps.today(),
            weights=state.weights(),
            terms=state.terms(),
            accepted=steps.accepted(data),
        )

    return state.once("shareable", steps.report_key(data), make)


def switch() -> None:
    """Draw the switch, and in one sentence what it does."""
    wanted = state.shareable()
    st.toggle(LABEL, key=state.seed("share", wanted), on_change=state.share, kwargs={"wanted": not wanted})
    st.caption(f"{SWITCHED}{NO_LISTS}" if wanted else SWITCHED)
