"""Ready questions: answered by what is there, honest where nothing is, found again by the words people use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from insights_cases import NUMBER

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Robustness
from hvc.analysis.run import analyse
from hvc.app.navigation import GROUPS
from hvc.insights.acting import PLANS, act
from hvc.insights.finding import find
from hvc.insights.model import Action, Finding, Level
from hvc.insights.questions import MOST, Answer, answer, nearest, questions
from hvc.insights.ready import QUESTIONS, Question
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.rules import Over
from hvc.timeline.tell import tell

ROOT = Path(__file__).parents[2] / "sample_data"
SAMPLES = (("会员客户示例.xlsx",), ("零售会员示例.csv", "零售订单示例.csv"), ("银行客户示例.csv",))
BY_KEY = {question.key: question for question in QUESTIONS}
Walk = tuple[Analysis, tuple[Finding, ...], tuple[Action, ...]]
every_sample = pytest.mark.parametrize("names", SAMPLES, ids=lambda names: names[0])


@cache
def walk(names: tuple[str, ...]) -> Walk:
    tables = read_files([(name, (ROOT / name).read_bytes()) for name in names])
    timeline = tell(prepare(tables, guess(tables)))
    analysis = analyse(timeline.dataset, Over(5000.0, timeline.dataset.amount), timeline=timeline)
    findings = find(analysis)
    return analysis, findings, act(analysis, findings)


def ask(key: str, names: tuple[str, ...] = SAMPLES[0]) -> Answer:
    analysis, findings, actions = walk(names)
    return answer(BY_KEY[key], analysis, findings, actions)


def found(code: str, section: str = "overview", robustness: Robustness | None = None) -> Finding:
    return Finding(code, section, Level.NOTE, f"{code} 的发现", f"{code} 的依据。", robustness=robustness)


@every_sample
def test_every_question_has_an_answer_or_says_what_is_missing(names: tuple[str, ...]) -> None:
    analysis, findings, actions = walk(names)
    for question in questions(analysis):
        told = answer(question, analysis, findings, actions)
        assert told.said.text.endswith(("。", "？"))
        assert set(told.findings) <= set(findings)
        assert all(any(action is known for known in actions) for action in told.actions)
        assert len(told.findings) <= MOST
        assert told.answered == bool(told.findings or told.actions)


@every_sample
def test_every_number_of_an_answer_is_a_fact_of_it(names: tuple[str, ...]) -> None:
    analysis, findings, actions = walk(names)
    for question in questions(analysis):
        said = answer(question, analysis, findings, actions).said
        carried = " ".join(f"{fact.text} {fact.base}" for fact in said.facts)
        bare = re.sub("「.*?」", "", said.text)
        assert [number for number in NUMBER.findall(bare) if number not in carried] == [], said.text


def test_each_ready_question_but_those_on_time_past_is_answered_by_a_sample() -> None:
    silent = set(BY_KEY)
    for names in SAMPLES:
        silent -= {key for key in silent if ask(key, names).answered}
    assert silent <= {"change", "outcomes", "future"}


def test_a_question_names_pages_and_actions_that_exist() -> None:
    pages = {entry.name for _, entries in GROUPS for entry in entries}
    codes = {code for code, _ in PLANS}
    for question in QUESTIONS:
        assert question.page in pages
        assert set(question.actions) <= codes
    assert len(BY_KEY) == len(QUESTIONS)


def test_whom_to_keep_is_answered_by_the_list_and_its_reasons() -> None:
    told = ask("keep")
    assert told.actions[0].code == "vip_service"
    assert told.said.text.startswith(f"先看「VIP 专属服务」名单上的 {told.actions[0].customers} 位客户")
    assert told.findings


def test_the_order_of_the_codes_is_the_order_of_the_answer() -> None:
    analysis, *_ = walk(SAMPLES[0])
    some = [found("tags.lower", "tags"), found("tags.higher", "tags"), found("tags.lowered", "tags")]
    told = answer(BY_KEY["tags"], analysis, some, ())
    assert [one.code for one in told.findings] == ["tags.higher", "tags.lower"]
    assert told.said.text == "tags.higher 的发现。"


def test_what_the_data_lack_is_said_with_what_would_unlock_it() -> None:
    told = ask("leaving", SAMPLES[2])
    assert not told.answered
    assert "消费日期" in told.said.text
    assert "上传" in told.said.text


def test_where_nothing_was_found_the_answer_says_so_and_no_more() -> None:
    analysis, *_ = walk(SAMPLES[0])
    assert answer(BY_KEY["near"], analysis, (), ()).said.text == BY_KEY["near"].otherwise
    assert answer(BY_KEY["first"], analysis, (), ()).said.text == BY_KEY["first"].otherwise


def test_whatever_does_not_hold_when_the_line_moves_is_not_to_be_believed_lightly() -> None:
    analysis, *_ = walk(SAMPLES[0])
    shaky = found("dimension.city", "city", Robustness.SENSITIVE)
    told = answer(BY_KEY["doubt"], analysis, [shaky, found("dimension.age", "age", Robustness.STEADY)], ())
    assert told.findings == (shaky,)


def test_a_dimension_without_a_ready_question_has_one_of_its_own() -> None:
    analysis, findings, actions = walk(SAMPLES[0])
    asked = {question.key: question for question in questions(analysis)}
    told = answer(asked["dimension.gender"], analysis, findings, actions)
    assert "性别" in told.said.text
    assert not {"dimension.tags", "dimension.tier", "dimension.credit"} & set(asked)


def test_a_dimension_that_shares_the_source_is_not_said_to_be_alike() -> None:
    analysis, findings, actions = walk(SAMPLES[0])
    asked = {question.key: question for question in questions(analysis)}
    for key in ("dimension.orders", "dimension.loyalty"):
        if key in asked:
            assert "没有查出" not in answer(asked[key], analysis, findings, actions).said.text


def test_yes_and_no_are_no_words_to_ask_by() -> None:
    asked = {question.text: question for question in questions(walk(SAMPLES[2])[0])}
    assert asked["按开通手机银行看，高价值客户有什么不同？"].words == ("开通手机银行",)


def texts(some: Sequence[Question]) -> list[str]:
    return [question.text for question in some]


@pytest.mark.parametrize(
    ("asked", "key"),
    [
        ("谁要跑了", "leaving"),
        ("信用不好的有哪些", "credit"),
        ("怎么提高会员等级", "tiers"),
        ("KOL 是谁", "voice"),
        ("同比怎么样", "change"),
        ("门槛 5000 合适吗", "line"),
        ("下周一先做什么", "first"),
    ],
)
def test_words_people_use_find_the_ready_question(asked: str, key: str) -> None:
    match = nearest(asked, QUESTIONS)
    assert not match.exact
    assert key in [question.key for question in match.questions]


def test_a_level_finds_its_dimension_and_a_text_without_a_shared_word_finds_nothing() -> None:
    asked = questions(walk(SAMPLES[0])[0])
    assert texts(nearest("女性客户多吗", asked).questions)[0] == "按性别看，高价值客户有什么不同？"
    assert nearest("今晚吃啥", asked).questions == ()
    assert nearest("", asked).questions == ()


@given(st.sampled_from(QUESTIONS), st.sampled_from(["", " ", "？", "！？", "。"]))
@settings(max_examples=30)
def test_a_question_finds_itself_whatever_the_punctuation(question: Question, end: str) -> None:
    match = nearest(question.text.rstrip("？") + end, QUESTIONS)
    assert match.exact
    assert match.questions == (question,)


@given(st.text(max_size=40))
@settings(max_examples=50)
def test_any_text_at_all_gives_at_most_three_questions(text: str) -> None:
    match = nearest(text, QUESTIONS)
    assert len(match.questions) <= 3
    assert len(set(match.questions)) == len(match.questions)


def test_the_answer_is_the_same_whatever_stands_beside_it() -> None:
    analysis, findings, actions = walk(SAMPLES[0])
    more = (*findings, replace(found("other.thing"), weight=1.0))
    assert (
        answer(BY_KEY["near"], analysis, more, actions).said == answer(BY_KEY["near"], analysis, findings, actions).said
    )
