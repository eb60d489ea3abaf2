"""What the guess leaves to the user → questions, each answered with one press, and how many are open."""

from __future__ import annotations

from functools import partial

import streamlit as st

from hvc.app import heading, markup, state
from hvc.app.corrections import Change, Correction, Decoding, Merging, Part, Several
from hvc.app.text import plain
from hvc.mapping import Column, Mapping, Merge, Question, carriers, merges, questions
from hvc.reading.tables import Table
from hvc.schema import BY_KEY, Kind
from hvc.units import COUNT

LIKELY = 0.6  # confidence below which a meaning is asked about
ASKED = "等级顺序请确认"  # at the end of the reason of a column whose order is in doubt
WIDE = 4  # codes side by side


def headless() -> list[Table]:
    """The tables without a header of which nobody said that this is right."""
    return [table for table in state.tables() if heading.unanswered(table)]


def coded(mapping: Mapping) -> list[Question]:
    """The columns of codes that nobody explained yet."""
    return [question for question in questions(mapping) if question.open]


def alike(mapping: Mapping) -> list[Merge]:
    """The spellings that may be one level, undecided."""
    return [proposal for proposal in merges(mapping) if proposal.accepted is None]


def ordered(mapping: Mapping) -> list[Column]:
    """The columns whose levels may run the other way; not those whose levels are still to be named or merged."""
    unsettled = {question.header for question in coded(mapping)} | {each.header for each in alike(mapping)}
    return [
        column
        for column in mapping.columns
        if column.field and column.field.kind is Kind.ORDERED and column.reason.endswith(ASKED)
        if column.header not in unsettled
    ]


def doubtful(column: Column) -> bool:
    """Whether the column's meaning is a weak guess; a dimension of the user's own means no more than its name."""
    return column.field is not None and column.field.key in BY_KEY and column.confidence < LIKELY


def _counts(mapping: Mapping) -> tuple[tuple[int, str], ...]:
    """How many of each kind wait for an answer."""
    return (
        (len(headless()), "张表没有表头"),
        (len(coded(mapping)), "列代码的意思"),
        (len(alike(mapping)), "组相近的写法"),
        (len(ordered(mapping)), "列等级的顺序"),
        (sum(doubtful(column) for column in mapping.columns), "列的含义"),
    )


def open_(mapping: Mapping) -> int:
    """How much waits for an answer."""
    return sum(number for number, _ in _counts(mapping))


def waiting(mapping: Mapping) -> str:
    """How much waits for an answer, in a sentence."""
    told = [f"{COUNT.text(number)} {what}" for number, what in _counts(mapping) if number]
    if not told:
        return "扫一眼含义，没有问题就按「确认对应」。"
    return f"还有 {COUNT.text(open_(mapping))} 项请看一眼：{'，'.join(told)}。没有把握的可以不答，直接按「确认对应」。"


def show(mapping: Mapping) -> None:
    """Ask everything that is open, and offer to change what was answered."""
    for table in headless():
        heading.question(table)
    asked, like, order = coded(mapping), alike(mapping), ordered(mapping)
    if asked or like or order:
        with st.container(border=True, key="asking"):
            _agree_to_all(asked, like, order)
            for question in asked:
                _codes(question)
            _merges(mapping, like)
            for column in order:
                _order(column)
    _answered(mapping)


def _agree_to_all(asked: list[Question], like: list[Merge], order: list[Column]) -> None:
    """One press for every question that has a proposal, where there are several."""
    proposed = [_agreed(question) for question in asked if len(question.proposed) == len(question.codes)]
    changes: tuple[Change, ...] = (*proposed, *(Merging(each, accept=True) for each in like), *map(_kept, order))
    head, button = st.columns((3, 1), vertical_alignment="center")
    head.html(markup.element("p", "请看一眼", "chart-title"))
    if len(changes) > 1:
        button.button(
            f"全部按建议（{len(changes)} 项）",
            key="agree-all",
            icon=":material/done_all:",
            width="stretch",
            on_click=state.note,
            args=(Several(changes),),
        )


def _agreed(question: Question) -> Decoding:
    return Decoding(question, question.proposed)


def _kept(column: Column) -> Correction:
    return Correction(column.table, column.header, Part.LEVELS, column.levels)


def _codes(question: Question) -> None:
    """A form with a word for each code, the proposal in it already."""
    known = dict(question.proposed) | dict(question.answers)
    name = f"{'-'.join(question.tables)}-{question.header}"
    keys = [f"code-{name}-{code}" for code in question.codes]
    with st.form(f"codes-{name}", border=False):
        st.html(
            markup.element("p", f"「{question.header}」里的代码是什么意思", "body")
            + markup.element("p", f"{question.basis}。", "note")
        )
        with st.grid(min(len(keys), WIDE), min_column_width=130):
            for key, code in zip(keys, question.codes, strict=True):
                st.text_input(plain(f"{code} 是"), value=known.get(code, ""), key=key, max_chars=20)
        with st.container(horizontal=True):
            st.form_submit_button(
                "确认意思",
                key=f"explain-{name}",
                icon=":material/check:",
                on_click=state.gather,
                args=(keys, partial(_explained, question)),
            )
            st.form_submit_button(
                "就用代码", key=f"keep-{name}", on_click=state.note, args=(_explained(question, ("",) * len(keys)),)
            )


def _explained(question: Question, words: tuple[str, ...]) -> Decoding:
    """The words of a form; an empty one leaves the code as it is."""
    told = ((code, word.strip() or code) for code, word in zip(question.codes, words, strict=True))
    return Decoding(question, tuple(told))


def _merges(mapping: Mapping, like: list[Merge]) -> None:
    """Ask whether spellings are one level, with how many customers carry each."""
    key = (tuple(table.digest for table in state.tables()), mapping)
    counted = state.once("carriers", key, lambda: [carriers(state.tables(), mapping, each) for each in like])
    for place, (proposal, counts) in enumerate(zip(like, counted, strict=True)):
        named = "、".join(f"「{value}」（{COUNT.text(number)} 位）" for value, number in counts)
        text = f"「{proposal.header}」里的{named}像是同一级，合并为「{proposal.into}」吗？"
        _pair(
            text,
            f"merge-{place}-{proposal.header}",
            ("合并", Merging(proposal, accept=True)),
            ("分开统计", Merging(proposal, accept=False)),
        )


def _order(column: Column) -> None:
    text = f"「{column.header}」从低到高是 {' < '.join(column.levels)}，对吗？"
    turned = Correction(column.table, column.header, Part.LEVELS, column.levels[::-1])
    _pair(text, f"order-{column.table}-{column.header}", ("对", _kept(column)), ("颠倒过来", turned))


def _pair(text: str, key: str, yes: tuple[str, Change], no: tuple[str, Change]) -> None:
    """A sentence and two buttons."""
    said, buttons = st.columns((3, 1.4), vertical_alignment="center")
    said.html(markup.element("p", text, "body"))
    with buttons.container(horizontal=True, horizontal_alignment="right"):
        for (label, change), way in zip((yes, no), ("yes", "no"), strict=True):
            st.button(label, key=f"{key}-{way}", on_click=state.note, args=(change,))


def _answered(mapping: Mapping) -> None:
    """What was answered, folded, to be changed."""
    explained = [question for question in questions(mapping) if not question.open]
    decided = [proposal for proposal in merges(mapping) if proposal.accepted is not None]
    if not explained and not decided:
        return
    with st.expander(f"已回答 {len(explained) + len(decided)} 项", icon=":material/task_alt:", type="compact"):
        for question in explained:
            _codes(question)
        for place, proposal in enumerate(decided):
            named = "、".join(f"「{value}」" for value in proposal.values)
            said = f"合并为「{proposal.into}」" if proposal.accepted else "分开统计"
            other = Merging(proposal, accept=not proposal.accepted)
            text = f"「{proposal.header}」的{named}{said}。"
            _turn(text, f"remerge-{place}-{proposal.header}", "改为分开" if proposal.accepted else "改为合并", other)


def _turn(text: str, key: str, label: str, change: Change) -> None:
    said, button = st.columns((3, 1.4), vertical_alignment="center")
    said.html(markup.element("p", text, "body"))
    button.button(label, key=key, on_click=state.note, args=(change,))
