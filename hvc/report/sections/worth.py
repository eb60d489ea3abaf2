"""Lifetime value and trends → their sections: by the model with its test beside it, or the run rate and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.detectors.worth import backtested
from hvc.insights.model import Fact, Finding
from hvc.insights.phrase import PERCENT_FROM, Part, Said, borrowed, money, say, share
from hvc.report.charts.timing import tested
from hvc.report.charts.trends import month_names, monthly, retention
from hvc.report.model import Block, Metrics, Section, TableColumn
from hvc.report.sections.prose import about, cards, metric, paragraph, table
from hvc.timeline.clv import DISCOUNT
from hvc.timeline.model import Backtest, Clv, Step, Trends
from hvc.timeline.phases import INITIAL, MIDDLE, MONTH
from hvc.units import COUNT, PLAIN, SHARE, YUAN

CLV, TRENDS = "clv", "trends"  # keys of the sections
PERCENT = round(100 * DISCOUNT)
WORTH = (
    "BG/NBD 与 Gamma-Gamma 模型：按每位客户的消费间隔和金额推算未来的次数与金额，"
    f"按每年 {PERCENT}% 折现后相加；准不准见下面的回测"
)
BANDS = (
    TableColumn("band", "预计价值从高到低"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("value", "预计价值", YUAN),
    TableColumn("share", "占预计价值", SHARE),
    TableColumn("historical", "至今金额", YUAN),
)
COHORTS = (
    TableColumn("cohort", "首次消费"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("first30", "前 30 天人均", YUAN),
    TableColumn("first90", "前 90 天人均", YUAN),
    TableColumn("later", "90 天以后人均", YUAN),
    TableColumn("total", "合计人均", YUAN),
)

PHASES = (
    TableColumn("phase", "阶段"),
    TableColumn("days", "时间"),
    TableColumn("customers_high", "高价值客户数", COUNT),
    TableColumn("monthly_high", "高价值客户", YUAN),
    TableColumn("bought_high", "高价值中有消费", SHARE),
    TableColumn("customers_others", "其他客户数", COUNT),
    TableColumn("monthly_others", "其他客户", YUAN),
    TableColumn("bought_others", "其他中有消费", SHARE),
)
PHASES_NOTE = "只计走到这一阶段的客户，没走完的按已经过的天数折算。高价值客户按整段时间的金额认定，各阶段都更高是应有之义，要看的是两组的差距从哪一段拉开。"


def worth(analysis: Analysis, findings: Sequence[Finding]) -> Section | None:
    """Build what customers are worth from here on; None without dated orders."""
    part = analysis.timeline.clv if analysis.timeline is not None else None
    if part is None:
        return None
    blocks: list[Block] = [*_standing(part), _numbers(part), *cards(about(findings, CLV))]
    if part.backtest is not None:
        title = _title(part.backtest)
        drawn = tested(part.backtest, title.text)
        blocks += [replace(drawn, facts=title.facts)] if drawn else []
        blocks.append(paragraph(backtested(part.backtest), "。"))
    bands = part.bands.with_columns(pl.format("第 {} 成", "band").alias("band"))
    how = "模型的预计" if part.modelled else "按过去的速度推算"
    blocks.append(table("终身价值分层", f"客户分为十等份：未来 {part.months} 个月{how}与至今金额", BANDS, bands))
    if part.cohorts.height:
        note = "前 30、90 天只计已满这么多天的客户，一个都没有的写作 —；越晚的一批经过的时间越短，合计不能直接相比。"
        blocks.append(table("初期与长期价值", "每一批客户的初期价值与长期价值", COHORTS, part.cohorts, note))
    blocks += _phases(analysis)
    return Section(CLV, "客户终身价值", tuple(blocks))


def _phases(analysis: Analysis) -> tuple[Block, ...]:
    """What customers of both groups spend in the first, the middle and the later part of their time."""
    if analysis.phases is None:
        return ()
    days = pl.Series("days", (f"首次消费起 {INITIAL} 天", f"第 {INITIAL + 1} 至 {MIDDLE} 天", f"{MIDDLE} 天以后"))
    frame = analysis.phases.with_columns(days).select(column.key for column in PHASES)
    title = f"初期、中期、长期价值：每 {MONTH} 天的人均消费"
    return (table("阶段价值", title, PHASES, frame, PHASES_NOTE),)


def _standing(part: Clv) -> tuple[Block, ...]:
    """Which way was gone and why, and what to doubt."""
    months = Fact("预测的月数", part.months, COUNT)
    how = (
        say(
            f"预计消费次数用 BG/NBD 模型，单次金额用 Gamma-Gamma 模型，按每月 {PERCENT}% 折现，看未来 ",
            months,
            " 个月。",
        )
        if part.modelled
        else say("没有使用预测模型：", borrowed(part.reason), "下面只按每位客户过去的速度推算，当作参考，不是预测。")
    )
    counted: Part = (
        "以下都按收入计，不是利润。"
        if part.margin is None
        else say("以下都按毛利率 ", Fact("毛利率", part.margin, SHARE), " 折算成毛利。")
    )
    doubt = (paragraph(borrowed(part.warning), role="warning"),) if part.warning else ()
    return (paragraph(how, counted), *doubt)


def _numbers(part: Clv) -> Metrics:
    naive = metric(
        "通用公式",
        YUAN.text(part.naive),
        f"每天的平均金额 × {part.months} 个月",
        "至今金额 ÷ 首次消费以来的天数，不足 30 天按 30 天",
    )
    if not part.modelled:
        return Metrics((naive,))
    ahead = metric("模型预计", YUAN.text(part.value), f"未来 {part.months} 个月，已折现", WORTH)
    return Metrics((ahead, naive))


def _title(part: Backtest) -> Said:
    if part.purchases <= 0:
        return Said("回测：后三分之一时间里没有再次消费")
    off = part.predicted / part.purchases - 1
    word = "多" if off > 0 else "少"
    return say(f"回测：模型预计的消费次数比实际{word} ", Fact("回测的偏差", abs(off), SHARE))


def trends(analysis: Analysis, findings: Sequence[Finding] = ()) -> Section | None:
    """Build revenue and active customers by month and the retention of cohorts; None without dated orders."""
    part = analysis.trends
    if part is None or part.monthly.height < 2:  # noqa: PLR2004  one month is no trend
        return None
    titles = (_revenue(part), _active(part), _kept(part))
    drawn = (
        monthly(part, "revenue", titles[0].text),
        monthly(part, "active", titles[1].text),
        retention(part, titles[2].text),
    )
    charts = (replace(chart, facts=said.facts) for chart, said in zip(drawn, titles, strict=True) if chart is not None)
    return Section(TRENDS, "走势与留存", (*cards(about(findings, TRENDS)), *charts))


def _revenue(part: Trends) -> Said:
    top = part.monthly.sort("revenue_high", descending=True, maintain_order=True).with_columns(
        month=month_names("month")
    ).row(0, named=True)  # fmt: skip
    return say(
        "高价值客户消费最多的月份是 ",
        borrowed(top["month"]),
        "，",
        money("高价值客户当月金额", top["revenue_high"]),
        "，同月其他客户 ",
        money("其他客户当月金额", top["revenue_others"]),
    )


def _active(part: Trends) -> Said:
    ours, theirs = part.monthly["active_high"].mean(), part.monthly["active_others"].mean()
    assert isinstance(ours, float)
    assert isinstance(theirs, float)
    means = (
        Fact(f"{who}平均每月消费人数", round(n, 1), PLAIN) for who, n in (("高价值客户", ours), ("其他客户", theirs))
    )
    return say("平均每月有 ", next(means), " 位高价值客户消费，其他客户 ", next(means), " 位")


def _kept(part: Trends) -> Said:
    word = "个月" if part.step is Step.MONTH else part.step.word
    first = part.retention.filter(pl.col("age") == 1)
    back, whole = int(first["active"].sum()), int(first["customers"].sum())
    kept = share("首次消费后又有消费的客户占比", back, whole)
    verb = "占" if whole >= PERCENT_FROM else "有"
    return say(f"首次消费后的下一{word}又有消费的客户{verb} ", kept)
