"""Scores of an earlier plan → their section: every action with both of its sides, the interval and what it allows to say."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.insights.campaign.model import REFUSED, Score, Verdict
from hvc.insights.campaign.scoring import FEWEST
from hvc.insights.campaign.telling import SECTION, interval
from hvc.insights.model import Fact, Finding
from hvc.report.charts.effects import effects
from hvc.report.labels import clean
from hvc.report.model import Block, DataTable, Section, TableColumn
from hvc.report.sections.prose import about, cards, coded, paragraph, table, told
from hvc.units import COUNT

TITLE = "上期行动的效果"
NONE = "—"
COLUMNS = (
    TableColumn("title", "行动"),
    TableColumn("outcome", "看什么", detail=True),
    TableColumn("contacted", "联系的", COUNT),
    TableColumn("held", "对照组", COUNT),
    TableColumn("missing", "没找到", COUNT, detail=True),
    TableColumn("treated", "联系的结果"),
    TableColumn("alone", "对照组结果"),
    TableColumn("difference", "差别", detail=True),
    TableColumn("interval", "95% 区间"),
    TableColumn("verdict", "结论"),
    TableColumn("target", "计划的目标", detail=True),
    TableColumn("how", "怎样判断", detail=True),
)
NOTE = (
    f"有一组不足 {FEWEST} 位在本期数据里的不比较。占比的差别用 Newcombe 区间，金额用 Welch 区间；区间不含零才写有效果或效果相反。"
    "逐项判断：行动多时，碰巧有一项不含零并不稀奇，约二十项里会有一项。"
)


def outcomes(scores: Sequence[Score], findings: Sequence[Finding]) -> Section | None:
    """Build the section; None where no plan of an earlier period was given, the reason alone where it cannot be scored."""
    found = about(findings, SECTION)
    if not scores:
        refused = tuple(told(one) for one in coded(found, REFUSED))
        return Section(SECTION, TITLE, refused) if refused else None
    base = coded(found, "outcomes.base")
    drawn = effects(scores, _title(scores))
    blocks: list[Block] = [
        *(told(one) for one in base),
        *cards([one for one in found if one not in base]),
        *((drawn,) if drawn else ()),
        _table(scores),
        *([] if any(score.verdict is not Verdict.NO_CONTROL for score in scores) else [_advice()]),
    ]
    return Section(SECTION, TITLE, tuple(blocks))


def _title(scores: Sequence[Score]) -> str:
    """How many of the actions that can be compared moved their measure."""
    compared = [one for one in scores if one.kept.outcome.share and one.difference is not None]
    better = sum(one.verdict is Verdict.BETTER for one in compared)
    worse = sum(one.verdict is Verdict.WORSE for one in compared)
    if not better and not worse:
        return "有对照组的行动，都看不出效果"
    told = [f"{word}的 {COUNT.text(count)} 项" for word, count in (("有效果", better), ("效果相反", worse)) if count]
    return f"有对照组的 {COUNT.text(len(compared))} 项行动中，{'，'.join(told)}"


def _advice() -> Block:
    return paragraph("保存行动计划时留出对照组，下一期就能分清效果。", role="note")


def _table(scores: Sequence[Score]) -> DataTable:
    frame = pl.DataFrame([_row(score) for score in scores], infer_schema_length=None)
    return table("上期行动", "各项行动：联系的客户与对照组", COLUMNS, frame, NOTE)


def _row(score: Score) -> dict[str, str | int]:
    unit = score.treated.unit if score.treated else None
    return {
        "title": clean(score.kept.title),
        "outcome": score.kept.outcome.value,
        "contacted": score.contacted,
        "held": score.held,
        "missing": score.missing,
        "treated": _written(score.treated),
        "alone": _written(score.left_alone),
        "difference": score.difference.text if score.difference else NONE,
        "interval": interval(score).text if score.difference else NONE,
        "verdict": score.verdict.value,
        "target": unit.text(score.kept.target) if unit else NONE,
        "how": clean(score.how),
    }


def _written(fact: Fact | None) -> str:
    if fact is None:
        return NONE
    return f"{fact.text}（{fact.base}）" if fact.base and fact.unit.name == "比例" else fact.text
