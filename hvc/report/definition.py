"""The customers, the rule and the day → 口径: the lines that say by which terms everything counts, on screen and on paper alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from hvc.analysis.parts import Layers
from hvc.joining import Dataset
from hvc.joining.universe import NO_AMOUNT
from hvc.mapping import UNITS, Column
from hvc.report.alarms import REPEAT_CODES
from hvc.report.labels import clean
from hvc.report.outcomes import decides_duplicates, decides_refunds
from hvc.report.sections.fitting import clipped
from hvc.rules import Line, Resolved, Rule
from hvc.schema import AMOUNT, CUSTOMER, FIRST_ORDER, LAST_ORDER, ORDER_AMOUNT, ORDER_DATE
from hvc.timeline.model import Timeline
from hvc.units import COUNT, YUAN

if TYPE_CHECKING:
    from hvc.analysis.model import Overview

WHO, WHEN, KEY, MONEY = "分析对象", "数据时间", "客户编号", "金额"
BACK, TWICE, HIGH, LINE = "退款和退货", "重复的记录", "高价值客户", "对应门槛"
ON_THE_LINE, LAYERED, DAY, ROWS = "正好在门槛上", "价值分层", "观察日", "使用数据"
NO_DATE = "数据里没有消费日期，不分时间段"
NO_DAY = "数据里没有消费日期，不计算多久没有消费"
UNIT_NAMES = {power: name for name, power in reversed(UNITS.items())}
NAMES = 3  # columns of a file that are named
LONGEST = 40  # columns that such a name takes: twenty Chinese characters
Lines = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """What the lines are made of: an analysis holds all of it, the page of the terms before there is one does as well."""

    data: Dataset
    rule: Rule
    line: Resolved
    seen: Overview
    layers: Layers | None = None
    timeline: Timeline | None = None


def definition(terms: Terms) -> Lines:
    """Name and text of each line, in the order in which they are read; those that say nothing are left out."""
    lines = (
        (HIGH, clean(terms.rule.label)),
        (LINE, _drawn(terms)),
        (ON_THE_LINE, _on_the_line(terms)),
        (WHO, _who(terms)),
        (LAYERED, _layered(terms.layers)),
        (WHEN, _dates(terms.data)),
        (DAY, _day(terms.timeline)),
        (KEY, _customers(terms.data)),
        (MONEY, _money(terms.data)),
        (BACK, _back(terms.data)),
        (TWICE, _twice(terms.data)),
        (ROWS, _rows(terms.data)),
    )
    return tuple((name, text) for name, text in lines if text)


def _who(terms: Terms) -> str:
    seen = terms.seen
    without = sum(issue.rows for issue in terms.data.issues if issue.code == NO_AMOUNT.code)
    left = f"；另有 {COUNT.text(without)} 行没有金额，不在内" if without else ""
    return f"有金额的 {COUNT.text(seen.customers)} 位客户，其中高价值客户 {COUNT.text(seen.high_value)} 位{left}"


def _drawn(terms: Terms) -> str:
    """The line through the amounts in words; nothing where there is none, or the rule itself says it."""
    line = terms.line.amount
    if line is None:
        return ""
    told = f"{clean(line.field.label)}{_over(line)} {YUAN.text(line.threshold)}"
    return "" if told in clean(terms.rule.label) else told


def _over(line: Line) -> str:
    return "超过" if line.operator == ">" else "不低于"


def _on_the_line(terms: Terms) -> str:
    line, there = terms.line.amount, terms.seen.on_the_line
    if line is None:
        return ""
    counted = "不算高价值客户" if line.operator == ">" else "算高价值客户"
    beside = "" if terms.line.cut else "（还要看其他条件）"
    size = f"有 {COUNT.text(there)} 位" if there else "没有"
    return f"{size}客户的金额正好等于 {YUAN.text(line.threshold)}；等于的{counted}{beside}，按分比较"


def _layered(layers: Layers | None) -> str:
    """高价值 42 位，中价值 41 位（1,300 元起），低价值 37 位."""
    if layers is None:
        return ""
    sizes = [
        f"{clean(name)} {COUNT.text(count)} 位" for name, count in layers.frame.select("layer", "customers").rows()
    ]
    sizes[1] += f"（{YUAN.text(layers.frame.item(1, 'low'))}起）"
    return "，".join(sizes)


def _dates(data: Dataset) -> str:
    """The first and the last purchase in the data."""
    frame, keys = (
        (data.orders, (ORDER_DATE.key,))
        if data.orders is not None
        else (data.customers, (FIRST_ORDER.key, LAST_ORDER.key))
    )
    known = [key for key in keys if key in frame.columns]
    if not known:
        return NO_DATE
    low, high = frame.select(
        pl.min_horizontal(pl.col(known).min()).alias("low"), pl.max_horizontal(pl.col(known).max()).alias("high")
    ).row(0)
    if low is None:
        return NO_DATE
    what = "消费日期" if known != [LAST_ORDER.key] else "最近消费日期"
    return f"{what} {low:%Y-%m-%d} 至 {high:%Y-%m-%d}"


def _day(timeline: Timeline | None) -> str:
    """The day that recency is counted to."""
    if timeline is None or timeline.reference is None:
        return NO_DAY
    why = "数据中最后一次消费的次日" if timeline.choices.reference is None else "由使用者指定"
    return f"{timeline.reference:%Y-%m-%d}，{why}；多久没有消费算到这一天"


def _customers(data: Dataset) -> str:
    return f"{_named(_meaning(data, CUSTOMER.key))}，编号相同就是同一位客户"


def _money(data: Dataset) -> str:
    """From which columns the amount comes, and in which unit they are written."""
    own, ordered = _meaning(data, AMOUNT.key), _meaning(data, ORDER_AMOUNT.key)
    unit = _unit([*own, *ordered])
    if not own:
        return f"{_named(ordered)}按客户合计，{unit}"
    beside = f"；另有{_named(ordered)}，两者不相加" if ordered else ""
    return f"{_named(own)}，{unit}{beside}"


def _unit(columns: Sequence[Column]) -> str:
    written = list(dict.fromkeys(UNIT_NAMES.get(column.unit, "元") for column in columns))
    return "单位元" if written in ([], ["元"]) else f"文件里以{'、'.join(written)}计，换算成元"


def _back(data: Dataset) -> str:
    return data.options.refunds.value if decides_refunds(data) else "数据里没有退款和退货的记录"


def _twice(data: Dataset) -> str:
    """Which of several rows of a customer counts, and how many rows stood there twice."""
    copies = sum(issue.rows for issue in data.issues if issue.code in REPEAT_CODES and issue.rows)
    told = (
        f"同一客户有几行时{data.options.duplicates.rule}，金额不相加" if decides_duplicates(data) else "",
        f"{COUNT.text(copies)} 行重复，没有再计" if copies else "",
    )
    return "；".join(text for text in told if text) or "没有重复的记录"


def _rows(data: Dataset) -> str:
    return f"{COUNT.text(data.quality.rows_used)} 行（读取 {COUNT.text(data.quality.rows_read)} 行）"


def _meaning(data: Dataset, key: str) -> list[Column]:
    """The columns of the files that have this meaning, each header once."""
    found = [column for source in data.sources for column in source.columns if column.field and column.field.key == key]
    return list({column.header: column for column in found}.values())


def _named(columns: Sequence[Column]) -> str:
    names = [f"「{clipped(clean(column.header), LONGEST)}」" for column in columns[:NAMES]]
    more = "等" if len(columns) > NAMES else ""
    return f"{''.join(names)}{more}列" if names else "文件里的列"
