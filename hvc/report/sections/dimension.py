"""One breakdown and its findings → its section: picture under the finding, reading, table, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.parts import Thresholds
from hvc.insights.holding import MEANING
from hvc.insights.model import Action, Fact, Finding
from hvc.insights.phrase import Said, called, people, quoted, say, share
from hvc.report.charts import pairs, rates
from hvc.report.folding import RATE_FROM, counts_only, folds, printable
from hvc.report.labels import clean
from hvc.report.model import Block, Chart, DataTable, Run, Section, TableColumn
from hvc.report.sections.climbing import spending
from hvc.report.sections.crediting import value_by_credit
from hvc.report.sections.judging import differs, spread, verdict
from hvc.report.sections.prose import about, cards, evidence, paragraph, table
from hvc.report.sections.reserving import reservations
from hvc.units import COUNT, INDEX, NOTHING, P_VALUE, RATIO, SHARE

MISSING = "未填写"
COLUMNS = (
    TableColumn("high_value", "高价值", COUNT),
    TableColumn("share_high_value", "占高价值", SHARE),
    TableColumn("others", "其他", COUNT),
    TableColumn("share_others", "占其他", SHARE),
    TableColumn("rate", "高价值占比", SHARE),
    TableColumn("tgi", "TGI", INDEX, detail=True),
    TableColumn("rr", "倍数", RATIO, detail=True),
    TableColumn("interval", "倍数区间"),
    TableColumn("q", "q 值", P_VALUE, detail=True),
    TableColumn("word", "结论"),
)
HOLDS = TableColumn("robustness", "稳健性")


def dimension(
    analysis: Analysis, breakdown: Breakdown, findings: Sequence[Finding], actions: Sequence[Action] = ()
) -> Section:
    """Build the section of one dimension; the best finding is the title of its picture."""
    found = about(findings, breakdown.field.key)
    lead = [f for f in found if spread(f)][:1]
    rest = [f for f in found if f not in lead]
    blocks: list[Block] = [
        *reservations(breakdown, found),
        pairs(breakdown, lead[0].headline if lead else verdict(breakdown)),
    ]
    blocks += [evidence(f) for f in lead if f.evidence]
    blocks += cards(rest)
    blocks += _rates(analysis, breakdown)
    blocks.append(breakdown_table(breakdown, analysis.thresholds))
    blocks += value_by_credit(analysis, breakdown)
    blocks += spending(analysis, breakdown)
    blocks += _advice(breakdown, actions)
    return Section(breakdown.field.key, clean(breakdown.field.label), tuple(blocks))


def _rates(analysis: Analysis, breakdown: Breakdown) -> tuple[Chart, ...]:
    """The rate of each ordered level; the highest and the lowest are named where the field differs and all print one."""
    if not breakdown.ordered:
        return ()
    known = breakdown.n_high_value + breakdown.n_others
    whose = "全部客户" if known == analysis.overview.customers else "填写了的客户"
    average = say(f"{whose}平均 ", Fact("高价值占比", breakdown.n_high_value / known, SHARE)) if known else ""
    shown = printable(breakdown)
    rate = shown.get_column("rate")
    title = say(f"按{called(breakdown.field)}分组的高价值客户占比，", average)
    if differs(breakdown) and not rate.null_count() and rate.n_unique() > 1:
        ends = (shown.filter(rate == rate.max()), shown.filter(rate == rate.min()))
        title = say(_rate(ends[0], "中高价值客户占"), "，", _rate(ends[1], "中占"), "，", average)
    drawn = rates(breakdown, title.text)
    return (replace(drawn, facts=title.facts),) if drawn else ()


def _rate(levels: pl.DataFrame, verb: str) -> Said:
    """The levels that share one rate, and this rate: 「金卡」「黑金卡」中高价值客户占 100.0%（1,051/1,051）."""
    part, whole = int(levels.get_column("high_value").sum()), int(levels.get_column("customers").sum())
    names = quoted(levels.get_column("level").to_list(), "组")
    return say(names, f"{verb} ", share(f"{names.text}的高价值占比", part, whole))


def breakdown_table(breakdown: Breakdown, moved: Thresholds | None = None) -> DataTable:
    """Every printed level with both groups, and the customers without the field as a row of their own.

    `moved`: the line moved over the amounts, where it was: what becomes of each conclusion is one more column.
    """
    label = clean(breakdown.field.label)
    frame = printable(breakdown)
    ends = frame.select("rr_low", "rr_high").rows()
    shown = frame.with_columns(interval=pl.Series([_interval(*pair) for pair in ends], dtype=pl.String))
    missing = pl.DataFrame(
        {"level": [MISSING], "high_value": [breakdown.missing_high_value], "others": [breakdown.missing_others]}
    )
    if breakdown.missing_high_value + breakdown.missing_others:
        shown = pl.concat([shown, missing], how="diagonal_relaxed")
    shown = shown.with_columns(pl.col("interval", "word").fill_null(NOTHING))
    columns: tuple[TableColumn, ...] = (TableColumn("level", label), *COLUMNS)
    note = _note(breakdown)
    if held := _held(breakdown, moved):
        shown = shown.with_columns(robustness=pl.Series([held.get(level, NOTHING) for level in shown["level"]]))
        columns, note = (*columns, HOLDS), f"{note}{MEANING}。"
    return table(label, f"{label}：高价值客户与其他客户", columns, shown.select(c.key for c in columns), note)


def _held(breakdown: Breakdown, moved: Thresholds | None) -> dict[str, str]:
    """The badge of each notable level that the table prints one by one."""
    if moved is None or counts_only(breakdown):
        return {}
    found = moved.levels.filter(pl.col("field") == breakdown.field.key).select("level", "robustness")
    return {clean(level): badge for level, badge in found.iter_rows()}


def _interval(low: float | None, high: float | None) -> str | None:
    if low is None:
        return None
    return f"{_times(low)}–{_times(high)}" if high is not None else f"{_times(low)} 以上"


def _times(ratio: float) -> str:
    """A ratio with about three digits."""
    if 0 < ratio < 0.005:  # noqa: PLR2004  would print as 0.00
        return "<0.01"
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.1f}" if ratio < 100 else f"{ratio:,.0f}"  # noqa: PLR2004


def _note(breakdown: Breakdown) -> str:
    ours, theirs = COUNT.text(breakdown.n_high_value), COUNT.text(breakdown.n_others)
    notes = (
        f"占高价值、占其他分别以已填写的 {ours} 位高价值客户和 {theirs} 位其他客户为分母",
        f"不足 {RATE_FROM} 位客户的一行不给高价值占比" if printable(breakdown)["rate"].null_count() else "",
        "一位客户可以属于多组，各行相加可以超过 100%" if breakdown.multi_valued else "",
        f"另有 {folds(breakdown)} 组人数较少，未列出，完整数字见 analysis.json" if folds(breakdown) else "",
    )
    return "；".join(note for note in notes if note) + "。"


def related(breakdown: Breakdown, actions: Sequence[Action]) -> tuple[Action, ...]:
    """The actions whose audience is told by this field."""
    return tuple(action for action in actions if breakdown.field.label in action.audience)


def _advice(breakdown: Breakdown, actions: Sequence[Action]) -> tuple[Block, ...]:
    return tuple(
        paragraph(
            "建议：",
            Run(a.title, bold=True),
            "，对象 ",
            people(f"「{a.title}」名单人数", a.customers),
            "，步骤见「行动计划」。",
            role="bullet",
        )
        for a in related(breakdown, actions)
    )
