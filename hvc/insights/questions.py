"""Ready questions → answers: the same findings and actions as everywhere, in the order in which they answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.parts import Robustness
from hvc.cleaning.flags import NO, YES
from hvc.insights.model import Action, Finding
from hvc.insights.phrase import Said, borrowed, called, money, people, say
from hvc.insights.ready import QUESTIONS, Question
from hvc.schema import CREDIT, TAGS, TIER

MOST = 5  # findings that answer one question
NEAREST = 3  # questions offered where none is exactly what was asked
OWN = frozenset({TAGS.key, TIER.key, CREDIT.key})  # have ready questions of their own
COMMON = frozenset(
    {"客户", "高价", "价值", "哪些", "什么", "怎么", "有什", "是什", "哪个", "我们", "的客"}
)  # pairs that tell nothing
YES_OR_NO = frozenset((*YES, *NO))
SHAKY = frozenset({Robustness.REVERSED, Robustness.SENSITIVE})
BESIDE = ("absent.", "dimension.same_source")  # findings on several dimensions at once, each by its name
LEVELS = 30  # of a dimension, as words to ask by
DIMENSION = "dimension"  # the page where any dimension is shown


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What the results say to a question.

    `said`: the answer in a sentence or two, with its facts; `findings` it rests on and `actions` it leads to, both best
    first; `answered` False where the data hold nothing to it, and `said` is then what is missing.
    """

    question: Question
    said: Said
    findings: tuple[Finding, ...] = ()
    actions: tuple[Action, ...] = ()
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """The ready questions nearest to a free text, best first; `exact`: the first is the very question."""

    questions: tuple[Question, ...]
    exact: bool


def questions(analysis: Analysis) -> tuple[Question, ...]:
    """The ready questions, then one for each dimension of these data that has none of its own."""
    others = [b for b in analysis.breakdowns if b.field.key not in OWN]
    return (
        *QUESTIONS,
        *(
            Question(
                f"{DIMENSION}.{b.field.key}",
                f"按{called(b.field)}看，高价值客户有什么不同？",
                (b.field.label.lower(), *_levels(b)),
                DIMENSION,
                otherwise=f"没有一条发现单独说到{called(b.field)}；两类客户在各组的数字见这一维度的图和表。",
            )
            for b in others
        ),
    )


def _levels(breakdown: Breakdown) -> tuple[str, ...]:
    """Names of its levels as words to ask by; bands of numbers are none, nor is yes or no."""
    names = breakdown.frame.get_column("level").head(LEVELS).to_list()
    return tuple(name.lower() for name in names if not re.search(r"\d", name) and name.lower() not in YES_OR_NO)


def answer(question: Question, analysis: Analysis, findings: Sequence[Finding], actions: Sequence[Action]) -> Answer:
    """What the results say to `question`; what is missing where they say nothing."""
    told = _told(question, analysis, findings)[:MOST]
    deeds = tuple(action for code in question.actions for action in actions if action.code == code)
    if question.first:
        deeds = deeds or tuple(actions[: question.first])
    if deeds and question.deeds_first:
        return Answer(question, _deed(deeds[0]), told, deeds)
    if told:
        return Answer(question, _headline(told[0]), told, deeds)
    if deeds:
        return Answer(question, _deed(deeds[0]), (), deeds)
    return Answer(question, borrowed(_missing(question, analysis)), answered=False)


def _told(question: Question, analysis: Analysis, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """By the order of the codes; of one code the weightiest first, as they come."""
    named = [f for code in question.findings for f in findings if _named(f, code)]
    named += [f for f in findings if question.shaky and f.robustness in SHAKY]
    key = question.key.removeprefix(f"{DIMENSION}.")
    if key == question.key:
        return tuple(dict.fromkeys(named))
    breakdown = analysis.breakdown(key)
    label = called(breakdown.field) if breakdown is not None else ""
    quiet = [f for f in findings if f.code.startswith(BESIDE) and label and label in f.headline]
    return (*(f for f in findings if f.section == key), *quiet)


def _named(found: Finding, code: str) -> bool:
    return found.code.startswith(code) if code.endswith(".") else found.code == code


def _headline(found: Finding) -> Said:
    return Said(found.headline if found.headline.endswith("。") else f"{found.headline}。", found.facts)


def _deed(action: Action) -> Said:
    """先看「VIP 专属服务」名单上的 13 位客户，金额合计 18.09 万元：会员等级为「钻石会员」."""
    size = people(f"「{action.title}」名单人数", action.customers)
    total = money(f"「{action.title}」名单金额合计", action.amount)
    who = Said(action.audience, action.facts)
    return say(f"先看「{action.title}」名单上的 ", size, "客户，金额合计 ", total, "：", who, "。")


def _missing(question: Question, analysis: Analysis) -> str:
    """Why there is no answer: the part that could not be analysed and what would unlock it, else that nothing was found."""
    lacking = [part for key in question.needs for part in analysis.unavailable if part.part == key]
    return f"{lacking[0].reason}{lacking[0].unlock}" if lacking else question.otherwise


def nearest(text: str, asked: Sequence[Question]) -> Match:
    """The ready questions that share the most words with `text`: their own words, and pairs of characters."""
    plain = _plain(text)
    same = [question for question in asked if _plain(question.text) == plain]
    if same:
        return Match((same[0],), exact=True)
    scores = [(_shared(plain, question), place) for place, question in enumerate(asked)]
    best = sorted((-score, place) for score, place in scores if score)[:NEAREST]
    return Match(tuple(asked[place] for _, place in best), exact=False)


def _shared(plain: str, question: Question) -> int:
    """Two for each character of a word of the question that stands in the text, one for each shared pair."""
    words = sum(2 * len(word) for word in question.words if word in plain)
    return words + len((_pairs(plain) & _pairs(_plain(question.text))) - COMMON)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def _pairs(plain: str) -> frozenset[str]:
    return frozenset(plain[place : place + 2] for place in range(len(plain) - 1))
