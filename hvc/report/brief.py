"""Analysis, findings and actions → the 一页纸: three sentences, two pictures, three actions, one line on the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.model import Action, Finding, Level
from hvc.insights.phrase import called
from hvc.insights.standing import NOTABLE
from hvc.report.charts import dumbbell, lorenz, pairs
from hvc.report.compose import definition
from hvc.report.labels import ELLIPSIS, columns_of
from hvc.report.model import Block, Chart, Paragraph, Report, Run, Section, TableColumn
from hvc.report.sections.choosing import WARNINGS, apart, danger, nothing_apart, still_open
from hvc.report.sections.fitting import clipped, fitted, short, within
from hvc.report.sections.prose import coded, paragraph, sentence, table
from hvc.units import COUNT, YUAN

TITLE = "高价值客户一页纸"
SENTENCE = 290  # columns of one of the three sentences: three lines of A4
HEADING = 84  # columns of a picture's title: two lines of half a page
NOTE = 180  # columns of the line on the data
ACTIONS = 3
LEVELS = 5  # groups on a picture of half a page
WIDTH, HEIGHT = 350, 220  # CSS pixels of a picture of half a page
TEXTS = {"title": 24, "window": 26, "measure": 44}  # characters of an action's texts
COLUMNS = (
    TableColumn("title", "行动"),
    TableColumn("customers", "客户", COUNT),
    TableColumn("amount", "涉及金额", YUAN),
    TableColumn("window", "时间"),
    TableColumn("measure", "怎么算做成了"),
)
LEADS = {Level.RISK: "要当心：", Level.WATCH: "要留意："}
SAID_BELOW = ("分析对象", "使用数据")  # lines of the report's head that the sentences and the notes say
OPEN, APART = "还不清楚：", "有何不同："
CAUSE = "差别说明他们是谁，不说明原因；依据、区间与名单见完整报告。"


def brief(
    analysis: Analysis, findings: Sequence[Finding], actions: Sequence[Action], *, generated: dt.date
) -> Report:
    """Put the one page together; whatever has nothing to say leaves its place free."""
    risk = danger(findings)
    found = apart(analysis, findings, risk)
    parts = (
        Section("answer", "三句话", _answer(findings, found, risk or still_open(findings, found))),
        Section("pictures", "两张图", _pictures(analysis, findings, found)),
        Section("actions", "先做的事", _actions(actions)),
        Section("notes", "数据", (_notes(findings),)),
    )
    facts = tuple((name, within(text, NOTE)) for name, text in definition(analysis, generated) if name not in SAID_BELOW)
    return Report(TITLE, "", tuple(part for part in parts if part.blocks), facts)


def _answer(findings: Sequence[Finding], found: Finding | None, risk: Finding | None) -> tuple[Paragraph, ...]:
    """What must be said first, then who they are, what sets them apart, what is at risk or open."""
    warned = coded(findings, *(code for code in WARNINGS if code != "absent.everything"))[:1]
    warnings = (paragraph(Run(head, bold=True), rest, role="warning") for head, rest in map(_fitted, warned))
    worth = coded(findings, "profile.who", "profile.worth")
    who = "".join(sentence(short(f.headline)) for f in worth)
    typical = fitted(worth[-1], SENTENCE)[1].split("；")[0].split("。")[0] if worth else ""
    return (
        *warnings,
        paragraph(Run("他们是谁：", bold=True), within(f"{who}{sentence(typical)}", SENTENCE)),
        _apart(findings, found),
        _risk(risk),
    )


def _fitted(found: Finding) -> tuple[str, str]:
    return fitted(found, SENTENCE)


def _apart(findings: Sequence[Finding], found: Finding | None) -> Paragraph:
    told = found or nothing_apart(findings)
    if told is None:
        return paragraph(Run(APART, bold=True), "数据里没有可以拿来对比的维度，说不出他们与其他客户有什么不同。")
    head, rest = _fitted(told)
    return paragraph(Run(APART, bold=True), Run(head, bold=True), rest)


def _risk(found: Finding | None) -> Paragraph:
    if found is None:
        return paragraph(Run(OPEN, bold=True), "现有数据里没有查出要先处理的风险；没有查出不等于没有。")
    head, rest = _fitted(found)
    return paragraph(Run(LEADS.get(found.level, OPEN), bold=True), Run(head, bold=True), rest)


def _pictures(analysis: Analysis, findings: Sequence[Finding], found: Finding | None) -> tuple[Chart, ...]:
    """The evidence of what sets them apart, and how the money is spread, side by side."""
    told = coded(findings, "concentration.spread")
    title = told[0].headline if told else "金额集中程度"
    spread = lorenz(analysis.concentration, analysis.overview.customers, _title(title, "金额集中在多少客户身上"))
    drawn = (_evidence(analysis, found), spread)
    return tuple(_narrow(chart) for chart in drawn if chart is not None)


def _evidence(analysis: Analysis, found: Finding | None) -> Chart | None:
    breakdown = analysis.breakdown(found.section) if found is not None else None
    if found is None or breakdown is None:
        profile = analysis.profile
        rows = profile.frame.filter(pl.col("word").is_in([w.value for w in NOTABLE]), ~pl.col("same_source")) if profile else None
        return dumbbell(profile, rows["field"].to_list()[:LEVELS], "两类客户中位数差别最大的数字") if profile and rows is not None else None
    title = _title(found.headline, f"{called(breakdown.field)}：两类客户各占多少")
    return pairs(_fewest(breakdown, found), title)


def _title(headline: str, otherwise: str) -> str:
    return short(headline) if columns_of(short(headline)) <= HEADING else within(otherwise, HEADING)


def _fewest(breakdown: Breakdown, found: Finding) -> Breakdown:
    """The levels that the finding names, then those furthest apart, in the breakdown's own order."""
    named = [level for key, level in found.levels if key == breakdown.field.key]
    rank = pl.struct(~pl.col("level").is_in(named), -pl.col("diff").abs().fill_null(0.0))
    kept = breakdown.frame.with_row_index("place").sort(rank).head(LEVELS).sort("place").drop("place")
    return replace(breakdown, frame=kept)


def _narrow(chart: Chart) -> Chart:
    """The same picture for half a page; its name is its own, the whole report draws it wider."""
    height = {} if "profile" in chart.name or chart.name.endswith("-shares") else {"height": HEIGHT}
    return replace(chart, name=f"brief-{chart.name}", chart=chart.chart.properties(width=WIDTH, **height))


def _actions(actions: Sequence[Action]) -> tuple[Block, ...]:
    if not actions:
        return (paragraph("按现在的定义，没有一项行动找得到对应的客户，因此不列行动。"),)
    rows = [
        {
            "title": clipped(action.title, TEXTS["title"]) + _by(action),
            "customers": action.customers,
            "amount": action.amount,
            "window": clipped(action.window, TEXTS["window"]),
            "measure": within(action.measure.split("；")[0], 2 * TEXTS["measure"]),
        }
        for action in actions[:ACTIONS]
    ]
    schema = {"customers": pl.Int64, "amount": pl.Float64}
    frame = pl.DataFrame(rows, schema_overrides=schema)
    more = len(actions) - len(rows)
    note = f"按优先顺序；另有 {COUNT.text(more)} 项，步骤与名单见行动计划。" if more else "按优先顺序；步骤与名单见行动计划。"
    return (table("先做的事", "", COLUMNS, frame, note),)


def _by(action: Action) -> str:
    who = action.owner or action.role
    return f"（{clipped(who, 10)}）" if who else ""


def _notes(findings: Sequence[Finding]) -> Paragraph:
    """What was read and used, what is to be checked, and what no difference proves."""
    rows = coded(findings, "quality.rows")
    used = [f.evidence.split("；")[0].rstrip("。") for f in rows]
    told = [*used, *(f.headline for f in coded(findings, "quality.doubtful"))]
    text = "；".join(within(one, NOTE) for one in told)
    return paragraph(Run("数据：", bold=True) if text else "", sentence(text), CAUSE, role="note")
