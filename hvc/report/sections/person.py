"""One customer beside the typical high-value customer and the typical other → the blocks of their portrait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.numbers import latest_date, values_of
from hvc.analysis.person import Person
from hvc.analysis.written import written
from hvc.insights.campaign.placing import Placed
from hvc.insights.model import Fact
from hvc.insights.phrase import Part, say
from hvc.insights.reason import reason
from hvc.report.charts.buying import bought
from hvc.report.labels import clean
from hvc.report.model import Chart, DataTable, Metric, Metrics, Paragraph, TableColumn
from hvc.report.sections.prose import based, counts, metric, paragraph, table
from hvc.schema import CREDIT, FUTURE_VALUE, LIFECYCLE, RFM_TYPE, TIER
from hvc.timeline.one import purchase_days
from hvc.units import COUNT, DAYS, NOTHING, RATIO, SHARE, YUAN

TRAITS = (
    TableColumn("trait", "特征"),
    TableColumn("person", "这位客户"),
    TableColumn("ours", "高价值客户"),
    TableColumn("theirs", "其他客户"),
)
LISTS = (TableColumn("action", "行动"), TableColumn("part", "安排"), TableColumn("step", "做法"))
RULE = "口径确认"  # the page where the line is drawn
LEVELS_OF_ONE = 4  # tags of one customer that are compared
NUMBERS_NOTE = "高价值客户和其他客户为各自的中位数；日期以距数据截止日的天数计。"
LEVELS_NOTE = "高价值客户和其他客户两列：有同样取值的占比，括号内为人数与分母。"


def measures(analysis: Analysis, person: Person) -> Metrics:
    """The amount and its rank, the layer, the grades, the scores and the stage: as many as the data hold."""
    return Metrics((*_amount(analysis, person), *_grades(analysis, person), *_time(analysis, person)))


def _amount(analysis: Analysis, person: Person) -> Iterator[Metric]:
    place = f"第 {COUNT.text(person.rank)} 位，前 {SHARE.text(person.rank / person.customers)}"
    label = analysis.line.field.label
    said = f"在 {COUNT.text(person.customers)} 位客户里按{label}从高到低排名；金额相同的客户名次相同。"
    yield metric(label, YUAN.text(person.amount), place, said)
    if person.layer is not None:
        group = "高价值客户" if person.high else "其他客户"
        said = f"最高一层就是高价值客户：{analysis.rule.label}。分层的界线在「{RULE}」页。"
        yield metric("价值分层", person.layer, group, said)


def _grades(analysis: Analysis, person: Person) -> Iterator[Metric]:
    """The tier and the rating, each with how many of its customers are high-value."""
    for key in (TIER.key, CREDIT.key):
        breakdown = analysis.breakdown(key)
        value = person.value(breakdown.field) if breakdown else None
        if breakdown is None or value is None:
            continue
        row = breakdown.frame.filter(pl.col("level") == str(value))
        if row.height:
            part, whole = row.select("high_value", "customers").row(0)
            average = f"全部客户里占 {SHARE.text(analysis.overview.high_value_share)}"
            said = f"这一级的客户里，高价值客户占 {based(part, whole)}；{average}。"
            yield metric(breakdown.field.label, str(value), f"高价值占 {counts(part, whole)}", said)


def _time(analysis: Analysis, person: Person) -> Iterator[Metric]:
    fields = {field.key: field for field in analysis.dataset.fields}
    if person.scores is not None:
        r, f, m = person.scores.scores
        kind = person.value(RFM_TYPE)
        said = "R 看最近一次消费有多近，F 看消费次数，M 看金额；各按全部客户分档，分数越高越好。"
        highest = "、".join(str(top) for top in dict.fromkeys(person.scores.highest))
        yield metric("RFM 得分", f"R{r} F{f} M{m}", str(kind) if kind else "", f"{said}满分 {highest}。")
    stage = person.value(LIFECYCLE)
    if stage is not None:
        yield metric(
            fields[LIFECYCLE.key].label,
            str(stage),
            _since(person),
            "按距上次消费的天数和消费次数划分，界线见「时间」页。",
        )
    future = person.value(FUTURE_VALUE)
    if isinstance(future, float):
        said = "按这位客户的消费间隔和金额推算的未来价值，方法和检验见「时间」页；对单个客户只作参考。"
        yield metric(fields[FUTURE_VALUE.key].label, YUAN.text(future), "", said)


def _since(person: Person) -> str:
    return f"距上次消费 {DAYS.text(person.scores.values[0])}" if person.scores else ""


def _pace(person: Person) -> Iterator[Part]:
    """距上次消费 45 天；两次购买之间通常隔 30 天（中位数），现在是它的 1.5 倍."""
    if person.scores is None or not person.pause:
        return
    since = person.scores.values[0]
    yield "距上次消费 "
    yield Fact("距上次消费的天数", since, DAYS)
    yield "；两次购买之间通常隔 "
    yield Fact("通常的购买间隔", person.pause, DAYS)
    yield "（中位数），现在是它的 "
    yield Fact("距上次消费与通常间隔之比", since / person.pause, RATIO)
    yield "。"


def why(analysis: Analysis, person: Person) -> tuple[Paragraph, ...]:
    """Why the customer is high-value, or is not, and how their buying goes."""
    verdict, *told = reason(analysis, person)
    pace = say(*_pace(person))
    return (paragraph(verdict, role="lead"), *(paragraph(one, role="bullet") for one in (*told, pace) if one.text))


def lists(placed: Sequence[Placed], refused: Sequence[str]) -> tuple[DataTable | Paragraph, ...]:
    """The actions that fit the customer; why none may."""
    said = paragraph(f"这位客户{'、'.join(refused)}，不列入任何联系名单。", role="warning")
    if refused:
        return (said,)
    if not placed:
        return (paragraph("不在行动计划的任何一份名单里。"),)
    rows = [(one.action.title, one.part.value, one.action.steps[0] if one.action.steps else "") for one in placed]
    frame = pl.DataFrame(rows, schema={column.key: pl.String for column in LISTS}, orient="row")
    return (table("名单 客户", "行动名单", LISTS, frame),)


def numbers(analysis: Analysis, person: Person) -> DataTable:
    """The customer's numbers beside the medians of both groups."""
    overview, amount = analysis.overview, analysis.line.field
    medians = overview.median_amount_high_value, overview.median_amount_others
    rows = [(clean(amount.label), *(YUAN.text(value) for value in (person.amount, *medians)))]
    if analysis.profile is not None:
        fields = {field.key: field for field in analysis.profile.fields}
        latest = latest_date(analysis.dataset.customers, analysis.dataset.orders, analysis.profile.fields)
        for key, ours, theirs in analysis.profile.frame.select("field", "median_high_value", "median_others").rows():
            value = float(values_of(person.row.get_column(key), latest)[0])
            if (text := written(fields[key], value)) != NOTHING:
                rows.append((clean(fields[key].label), text, *(written(fields[key], v) for v in (ours, theirs))))
    frame = pl.DataFrame(rows, schema={column.key: pl.String for column in TRAITS}, orient="row")
    return table("客户 数字", "数字与典型客户相比", TRAITS, frame, NUMBERS_NOTE)


def levels(analysis: Analysis, person: Person) -> DataTable | None:
    """The customer's levels and tags, each with how many of both groups have it; None where there are none."""
    rows = [
        row
        for breakdown in analysis.breakdowns
        if not breakdown.field.numeric and not breakdown.field.personal
        for row in _levels(breakdown, person)
    ]
    if not rows:
        return None
    frame = pl.DataFrame(rows, schema={column.key: pl.String for column in TRAITS}, orient="row")
    return table("客户 取值", "取值与两类客户相比", TRAITS, frame, LEVELS_NOTE)


def _levels(breakdown: Breakdown, person: Person) -> Iterator[tuple[str, ...]]:
    """The tags first of which most carriers are high-value."""
    held = breakdown.frame.filter(pl.col("level").is_in(person.levels(breakdown.field)))
    frame = held.sort("rate", "level", descending=[True, False]).head(LEVELS_OF_ONE)
    for level, ours, theirs in frame.select("level", "high_value", "others").rows():
        pairs = ((ours, breakdown.n_high_value), (theirs, breakdown.n_others))
        yield clean(breakdown.field.label), clean(level), *(based(*pair) for pair in pairs)


def buying(analysis: Analysis, person: Person) -> Chart | None:
    """What the customer spent month by month; None where that is not known, or of a single month."""
    if analysis.timeline is None:
        return None
    days = purchase_days(analysis.timeline, person.place)
    if days.is_empty():
        return None
    said = f"{COUNT.text(days.height)} 个购买日，最近一次 {days.get_column('day')[-1]:%Y-%m-%d}"
    return bought(days, said)
