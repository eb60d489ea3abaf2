"""The documents on offer → a row of buttons: the first click makes one, with a bar and a way to stop, the next saves it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.app import documents, state, waiting
from hvc.app.calm import trouble
from hvc.app.documents import Offer, offered
from hvc.export import Outcome, prepare

KIB, MIB = 1 << 10, 1 << 20
FIRST = ("docx", "pdf", "pptx", "brief-docx", "xlsx", "all")  # what most people come for; the rest is folded away


def offers(analysis: Analysis) -> None:
    """A button for each offer, six to be seen; the page reads on below while one is made."""
    every = offered()
    asked = next((offer for offer in every if offer.key == state.job()), None)
    rest = tuple(offer for offer in every if offer.key not in FIRST)
    unfolded = asked in rest or any(documents.made(analysis, offer, clear=False) for offer in rest)
    _row(analysis, sorted(set(every) - set(rest), key=lambda offer: FIRST.index(offer.key)), busy=asked is not None)
    with st.expander("更多格式", expanded=unfolded, icon=":material/more_horiz:"):
        _row(analysis, rest, busy=asked is not None)
    if asked is not None:
        _work(analysis, asked)
        st.rerun()
    prepare()


def _work(analysis: Analysis, asked: Offer) -> None:
    """Make what was asked for; whatever the user does meanwhile ends it."""
    try:
        with waiting.making("正在整理报告") as telling:
            documents.make(analysis, asked, clear=False, telling=telling)
    finally:
        state.finish()


def _row(analysis: Analysis, several: Sequence[Offer], *, busy: bool) -> None:
    with st.grid(3, min_column_width=180):
        for offer in several:
            _offer(analysis, offer, busy=busy)


def _offer(analysis: Analysis, offer: Offer, *, busy: bool) -> None:
    outcome = documents.made(analysis, offer, clear=False)
    if outcome is None or not outcome.files:
        _make(offer, busy=busy)
    else:
        _save(offer, outcome)
    for problem in outcome.errors if outcome else ():
        trouble(problem)


def _make(offer: Offer, *, busy: bool) -> None:
    st.button(
        named("生成", offer),
        icon=":material/draft:",
        key=f"make-{offer.key}",
        on_click=state.start,
        args=(offer.key,),
        disabled=busy,
        type="primary" if offer.key == FIRST[0] else "secondary",
        width="stretch",
    )


def _save(offer: Offer, outcome: Outcome) -> None:
    # an archive is packed once, not at every run
    file = state.once(f"download-{offer.key}", outcome, lambda: documents.download(outcome, offer))
    st.download_button(
        f"{named('下载', offer)}（{size(len(file.data))}）",
        lambda: file.data,
        file.name,
        file.mime,
        key=f"save-{offer.key}",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        width="stretch",
    )


def named(verb: str, offer: Offer) -> str:
    """A verb and what it is done to, with the space that Latin letters ask for."""
    return f"{verb} {offer.label}" if offer.label[0].isascii() else f"{verb}{offer.label}"


def size(count: int) -> str:
    """A number of bytes as people say it."""
    return f"{count / MIB:.1f} MB" if count >= MIB else f"{max(1, count // KIB)} KB"
