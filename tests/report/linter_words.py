"""A report and its analysis → every adjective, cause, superlative and share that the rules do not allow.

The words of difference are looked up twice: in the breakdown or the portrait they speak of, and there by the numbers
beside them (METHODS §1). A cause is never said but to be denied; a superlative stands beside a number; a share names its
whole; a share among the high-value customers stands beside that of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from linter import Complaint, numbers, told

from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.analysis.parts import Robustness
from hvc.insights.detectors.portrait import DATES
from hvc.insights.model import Fact, Finding
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metrics, Paragraph, Report, Section
from hvc.units import COUNT, SHARE

QUOTED = re.compile("「(.*?)」")
CLAIMED = re.compile("显著偏高|显著偏低|(?<!价位)略高|略低|显著更早|显著更近|略早|略近")
WORD = re.compile(f"{CLAIMED.pattern}|证据不足|无明显差异")
LONE = re.compile("显著(?!偏高|偏低|更早|更近)")
RULES = ("结论用语", "结论的规则")  # they say what the words mean
CAUSES = re.compile(
    "导致|引起|引发|造成|使得|促使|促进|带动|拉动|驱动|归因|归功|得益于|源于|影响了|提升了|带来了|之所以|因为.{1,20}所以"
)
DENIED = re.compile("不说明|不等于|不是|并不|说不出|不能说|未必|不因|与其.*不如")
LOUD = re.compile(
    "非常|极其|极为|格外|大幅|急剧|巨大|惊人|飙升|猛增|暴[涨跌]|遥遥|远远|远[高低多少]于|毫无疑问|无疑|必然|必定|一定会|证明了|完美|优秀|！"
)
PLAINLY = re.compile("明显")
PLAINLY_ALLOWED = re.compile(
    "没有.*明显|无明显|不再明显|明显变化|明显晚了"  # denied; a band of PSI; twice the own gap
)
MOST = re.compile("最(?:高|低|多|少|大|小|强|弱|好|差|常见|能|突出|集中|值得|有价值)")
WHOLES = re.compile(
    "占|相当于|贡献|带来|的金额|的客户|平均|比例|区间|预期|推算|预计|中位数|毛利率|超过|门槛|折现|对照|偏差|比实际|目标|今天|随机|换|留出"
)
SENTENCE = re.compile("[。\n]")
CLAUSE = re.compile("[。；\n]")


def complaints(report: Report, analysis: Analysis) -> list[Complaint]:
    """Everything that a report says beyond its rules."""
    return [
        Complaint(section.key, rule, what, text)
        for section in report.sections
        for block in section.blocks
        for rule, what, text in _block(block, section, analysis)
    ]


Found = Iterator[tuple[str, str, str]]


def _block(block: Block, section: Section, analysis: Analysis) -> Found:
    for text, facts in _texts(block):
        if not text.startswith(RULES):
            yield from _words(text, section.key, analysis)
            yield from _tone(text)
            yield from _most(text, facts)
    match block:
        case Findings(items):
            for found in items:
                yield from of_finding(found, analysis)
        case Paragraph():
            yield from _shares(block.text, block.facts)
        case _:
            pass


def of_finding(found: Finding, analysis: Analysis) -> Found:
    """What a finding alone answers for: its shares, its badge, what it says of a half."""
    text = f"{found.headline}\n{found.evidence}"
    yield from _shares(text, found.facts)
    yield from _badge(found)
    yield from _alone(found, analysis)
    yield from _half(found, analysis)


def _texts(block: Block) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """What a block says, and the facts it says it with; an action's step is advice, no claim."""
    match block:
        case Paragraph():
            yield block.text, block.facts
        case Chart():  # what is the most of a picture is seen in it
            yield from ((text, block.facts or SEEN) for text in (block.title, block.subtitle, block.note))
        case DataTable():
            yield from ((text, ()) for text in (block.title, block.note))
        case Metrics(items):
            yield from ((f"{item.note}；{item.help}", ()) for item in items)
        case Findings(items):
            yield from ((f"{item.headline}\n{item.evidence}", item.facts) for item in items)
        case Actions(items):
            yield from ((text, item.facts) for item in items for text in told(item))


def _words(text: str, key: str, analysis: Analysis) -> Found:
    """Each word of difference belongs to a level or a number that the analysis gives this very word."""
    for sentence in SENTENCE.split(text):
        start = 0
        for found in WORD.finditer(sentence):
            part, start = sentence[start : found.start()], found.end()
            part = part if part.endswith("均为") else part.rsplit("；", maxsplit=1)[-1]
            if CLAIMED.fullmatch(found.group()) and not _given(part, found.group(), key, analysis):
                yield "word", found.group(), sentence
    if LONE.search(text):
        yield "word", "显著", text


def _given(part: str, word: str, key: str, analysis: Analysis) -> bool:
    """Every level named in `part` carries the word; where none is named, a number that is named does."""
    names = QUOTED.findall(part)
    own = analysis.breakdown(key)
    looked = [own] if own else [b for b in analysis.breakdowns if b.field.label in part] or list(analysis.breakdowns)
    levels = {level: found for b in looked for level, found in _levels(b)}
    called = [name for name in names if name in levels]
    if called:
        return all(levels[name] == word for name in called)
    return any(label in part for label in _numbers(analysis, word))


def _levels(breakdown: Breakdown) -> Iterator[tuple[str, str]]:
    yield from breakdown.frame.select("level", "word").iter_rows()


def _numbers(analysis: Analysis, word: str) -> list[str]:
    """The labels of the numbers of the portrait that carry a word."""
    if analysis.profile is None:
        return []
    labels = {field.key: field.label for field in analysis.profile.fields}
    meant = {DATES.get(one, one.value): one.value for one in Word} | {one.value: one.value for one in Word}
    rows = analysis.profile.frame.select("field", "word").rows()
    return [labels[field] for field, found in rows if found == meant[word]]


def derived(row: dict[str, float | None], n_ours: int, n_theirs: int) -> Word:
    """The word of METHODS §1 from the numbers of a row alone, written here a second time."""
    q, rr = row["q"], row["rr"]
    a, b = row["high_value"] or 0, row["others"] or 0
    sure = min(n_ours, n_theirs) >= 30 and q is not None and q < 0.05
    up = sure and (rr is None or rr >= 1.2)
    down = sure and rr is not None and rr <= 1 / 1.2
    if (up and a >= 10) or (down and b >= 10):
        return Word.MUCH_HIGHER if up else Word.MUCH_LOWER
    if sure and rr is not None and (1.05 <= rr < 1.2 or 1 / 1.2 < rr <= 1 / 1.05):
        return Word.HIGHER if rr > 1 else Word.LOWER
    ends = [row[name] for name in ("diff_low", "diff_high", "rr_low", "rr_high")]
    if None not in ends:
        low, high, least, most = (float(end or 0.0) for end in ends)
        if low > -0.05 and high < 0.05 and least > 0.8 and most < 1.25:
            return Word.SAME
    return Word.UNKNOWN


def _tone(text: str) -> Found:
    for clause in re.split("[。；，\n]", text):
        if (cause := CAUSES.search(clause)) and not DENIED.search(clause):
            yield "cause", cause.group(), clause
        if loud := LOUD.search(QUOTED.sub("", clause)):
            yield "loud", loud.group(), clause
        if PLAINLY.search(clause) and not PLAINLY_ALLOWED.search(clause):
            yield "plainly", "明显", clause


def _most(text: str, facts: Iterable[Fact]) -> Found:
    """A superlative beside no number compares nothing."""
    found = MOST.search(re.sub("只(?:画|列出).{0,4}最.{0,3}的", "", QUOTED.sub("", text)))
    if found and not tuple(facts) and not re.search(r"\d", QUOTED.sub("", text)) and len(text) > HEADING:
        yield "superlative", found.group(), text


SEEN = (Fact("图中各项", 0.0, COUNT),)
HEADING = 16  # characters: a heading of a list, or of a table whose rows are the comparison


def _shares(text: str, facts: Sequence[Fact]) -> Found:
    """A share with a base prints it; one without stands in a clause that names its whole."""
    for fact in facts:
        if fact.unit is not SHARE or fact.text not in numbers(text):
            continue
        alike = [one for one in facts if one.text == fact.text]  # a line of a finding has the facts of all its lines
        if all(one.base and not _based(one, text) for one in alike):
            yield "base", fact.text, text
        for clause in CLAUSE.split(text):
            if fact.text in clause and "（" not in clause and not WHOLES.search(clause):
                yield "whole", fact.text, clause


def _based(fact: Fact, text: str) -> bool:
    """Its base stands behind it in brackets, or both its numbers stand in the text."""
    behind = re.search(rf"{re.escape(fact.text)}[^。；]*（{re.escape(fact.base)}(?: 行)?）", text)
    return behind is not None or set(fact.base.split("/")) <= set(numbers(text))


def _alone(found: Finding, analysis: Analysis) -> Found:
    """A share among the high-value customers stands beside that of the others, in one sentence."""
    own = analysis.breakdown(found.section)
    if own is None:
        return
    for sentence in SENTENCE.split(f"{found.headline}\n{found.evidence}"):
        ours = re.search(rf"%（[\d,]+/{own.n_high_value:,}）", sentence)
        if ours and own.n_high_value != own.n_others and "其他客户" not in sentence and "未达门槛" not in sentence:
            yield "alone", ours.group(), sentence


def _badge(found: Finding) -> Found:
    for badge in Robustness:
        if f"{badge.value}：" in found.evidence and found.robustness is not badge:
            yield "badge", badge.value, found.evidence


def _half(found: Finding, analysis: Analysis) -> Found:
    """过半 is more than half of those who have the field."""
    own = analysis.breakdown(found.section)
    said = re.search("过半是((?:「.*?」)+)", found.headline)
    if own is None or said is None:
        return
    names = QUOTED.findall(said.group(1))
    held = sum(row["high_value"] for row in own.frame.iter_rows(named=True) if row["level"] in names)
    if 2 * held <= own.n_high_value:
        yield "half", said.group(), found.headline
