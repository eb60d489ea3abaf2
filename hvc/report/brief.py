"""Analysis, findings and actions → the 一页纸: three sentences, two pictures, three actions, one line on the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Action, Finding, Level
from hvc.report.brand import MADE
from hvc.report.compose import under_title
from hvc.report.definition import HIGH, LINE, WHEN
from hvc.report.model import Block, Paragraph, Report, Run, Section, TableColumn
from hvc.report.sections.choosing import WARNINGS, apart, danger, nothing_apart, still_open
from hvc.report.sections.fitting import clipped, first, fitted, within
from hvc.report.sections.halves import halves
from hvc.report.sections.prose import coded, paragraph, sentence, table
from hvc.units import COUNT, YUAN

TITLE = "高价值客户一页纸"
SENTENCE = 290  # columns of one of the three sentences: three lines of A4
SHORTER = 240  # the same where a warning stands before them
NOTE = 180  # columns of the line on the data
ACTIONS = 3
TEXTS = {"title": 48, "window": 52, "measure": 88, "who": 20}  # columns of an action's texts
COLUMNS = (
    TableColumn("title", "行动"),
    TableColumn("customers", "客户", COUNT),
    TableColumn("amount", "涉及金额", YUAN),
    TableColumn("window", "时间"),
    TableColumn("measure", "怎么算做成了"),
)
LEADS = {Level.RISK: "要当心：", Level.WATCH: "要留意："}
HEAD = (HIGH, LINE, WHEN, MADE)  # lines of the report's head; the sentences and the notes say the rest
WHO, APART, OPEN = "他们是谁：", "有何不同：", "还不清楚："
NOTHING_TO_COMPARE = "数据里没有可以拿来对比的维度，说不出他们与其他客户有什么不同。"
NO_RISK = "现有数据里没有查出要先处理的风险；没有查出不等于没有。"
CAUSE = "差别说明他们是谁，不说明原因；依据、区间与名单见完整报告。"


def brief(analysis: Analysis, findings: Sequence[Finding], actions: Sequence[Action], *, generated: dt.date) -> Report:
    """Put the one page together; whatever has nothing to say leaves its place free."""
    risk = danger(findings)
    found = apart(analysis, findings, risk)
    parts = (
        Section("answer", "三句话", _answer(findings, found, risk or still_open(findings, found))),
        Section("pictures", "两张图", halves(analysis, findings, found)),
        Section("actions", "先做的事", _actions(actions)),
        Section("notes", "数据", (_notes(findings),)),
    )
    facts = tuple((name, within(text, NOTE)) for name, text in under_title(analysis, generated) if name in HEAD)
    return Report(TITLE, "", tuple(part for part in parts if part.blocks), facts)


def _answer(findings: Sequence[Finding], found: Finding | None, risk: Finding | None) -> tuple[Paragraph, ...]:
    """What must be said first, then who they are, what sets them apart, what is at risk or open."""
    warned = coded(findings, *(code for code in WARNINGS if code != "absent.everything"))[:1]
    columns = SHORTER if warned else SENTENCE
    told = found or nothing_apart(findings)
    apart_ = _told(APART, told, columns) if told else paragraph(Run(APART, bold=True), NOTHING_TO_COMPARE)
    risky = _told(LEADS.get(risk.level, OPEN), risk, columns) if risk else paragraph(Run(OPEN, bold=True), NO_RISK)
    return (*(_told("", one, SENTENCE, role="warning") for one in warned), _who(findings), apart_, risky)


def _who(findings: Sequence[Finding]) -> Paragraph:
    """How many, how much, and what one of them spends beside one of the others."""
    worth = coded(findings, "profile.who", "profile.worth")
    lead = "".join(sentence(one.headline) for one in worth)
    typical = first(worth[-1].evidence) if worth else ""
    facts = tuple(fact for one in worth for fact in one.facts)
    return paragraph(Run(WHO, bold=True), within(f"{lead}{sentence(typical)}", SENTENCE), facts=facts)


def _told(lead: str, found: Finding, columns: int, role: str = "body") -> Paragraph:
    head, rest = fitted(found, columns)
    return paragraph(Run(lead + head, bold=True), rest, role=role, facts=found.facts)


def _actions(actions: Sequence[Action]) -> tuple[Block, ...]:
    if not actions:
        return (paragraph("按现在的定义，没有一项行动找得到对应的客户，因此不列行动。"),)
    rows = [
        {
            "title": clipped(action.title, TEXTS["title"]) + _by(action),
            "customers": action.customers,
            "amount": action.amount,
            "window": clipped(action.window, TEXTS["window"]),
            "measure": within(first(action.measure), TEXTS["measure"]),
        }
        for action in actions[:ACTIONS]
    ]
    schema = {"customers": pl.Int64, "amount": pl.Float64}
    frame = pl.DataFrame(rows, schema_overrides=schema)
    note = (
        "按优先顺序；其余行动、步骤与名单见「行动计划」。"
        if len(actions) > len(rows)
        else "按优先顺序；步骤与名单见「行动计划」。"
    )
    return (table("先做的事", "", COLUMNS, frame, note),)


def _by(action: Action) -> str:
    who = action.owner or action.role
    return f"（{clipped(who, TEXTS['who'])}）" if who else ""


def _notes(findings: Sequence[Finding]) -> Paragraph:
    """What was read and used, what is to be checked, and what no difference proves."""
    rows, doubtful = coded(findings, "quality.rows"), coded(findings, "quality.doubtful")
    told = [*(first(one.evidence) for one in rows), *(one.headline for one in doubtful)]
    text = sentence("；".join(within(one, NOTE) for one in told))
    facts = tuple(fact for one in (*rows, *doubtful) for fact in one.facts)
    return paragraph(Run("数据：", bold=True) if text else "", text, CAUSE, role="note", facts=facts)
