"""A ready question or a free text → its answer on the page: the sentence, what it rests on, the lists, the way there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.app import evidence, markup, steps
from hvc.app.navigation import title
from hvc.app.text import plain
from hvc.insights.questions import Answer, answer, nearest, questions
from hvc.insights.ready import QUESTIONS, Question

TEXT, CHOSEN, NEAR = "question-text", "question", "question-near"
NONE = "没有完全对应的问题。可以从上面的问题里选一个，或写上想看的维度的名字（例如会员等级、城市）。"
PLAN = "到「行动计划」页看做法、时间与衡量"
CLOSE = "没有完全对应的问题，这是最接近的："


def show(analysis: Analysis) -> None:
    """The questions, the box for one's own words, and the answer."""
    asked = questions(analysis)
    known = {question.key: question for question in asked}
    chosen = st.pills(
        "常问的问题", [question.key for question in QUESTIONS], key=CHOSEN, default=QUESTIONS[0].key, required=True,
        format_func=lambda key: known[key].text, on_change=evidence.preset, args=(TEXT, ""), persist_state="session",
    )  # fmt: skip
    written = st.text_input(
        "或者用自己的话问", key=TEXT, max_chars=60, placeholder="例如：按城市看有什么不同、哪些客户快流失", persist_state="session"
    )  # fmt: skip
    question = _meant(written, asked, known) if written.strip() else known[chosen or QUESTIONS[0].key]
    if question is not None:
        _answer(analysis, question)


def _meant(text: str, asked: Sequence[Question], known: Mapping[str, Question]) -> Question | None:
    """The question that was written, or the nearest ones to choose from; nothing where no word is shared."""
    found = nearest(text, asked)
    if found.exact:
        return found.questions[0]
    if not found.questions:
        st.html(markup.element("p", NONE, "warning"))
        return None
    st.html(markup.element("p", CLOSE, "warning"))
    keys = [question.key for question in found.questions]
    near = st.pills(
        "最接近的问题", keys, key=f"{NEAR}-{'-'.join(keys)}", default=keys[0], required=True,
        format_func=lambda key: known[key].text, label_visibility="collapsed",
    )  # fmt: skip
    return known[near or keys[0]]


def _answer(analysis: Analysis, question: Question) -> None:
    told = answer(question, analysis, steps.findings(analysis), steps.actions(analysis))
    st.subheader(plain(question.text), anchor=False)
    st.html(markup.element("p", told.said.text, "lead" if told.answered else "body"))
    _ground(analysis, told)
    if told.actions:
        st.html(markup.element("p", "对应的名单", "chart-title"))
        evidence.lists(analysis, told.actions)
    target = "mapping" if question.needs and not told.answered and question.page != "periods" else question.page
    label = "" if told.answered else f"去「{title(target)}」页"
    label = PLAN if told.answered and target == "actions" else label
    with st.container(horizontal=True):
        evidence.way(target, question.key.removeprefix("dimension."), f"answer-{question.key}", label)
        if told.actions and target != "actions":
            evidence.way("actions", "", f"plan-{question.key}", PLAN)


def _ground(analysis: Analysis, told: Answer) -> None:
    """What the answer rests on; of the finding that is the answer only its numbers are still to be said."""
    first, *rest = told.findings or (None,)
    if first is None:
        return
    leads = told.said.text.startswith(first.headline)
    if leads and first.evidence:
        st.html(markup.element("p", first.evidence, "body"))
    for number, found in enumerate(rest if leads else told.findings):
        evidence.card(found, analysis, f"{told.question.key}-{number}")  # a code may stand twice: one finding a table
