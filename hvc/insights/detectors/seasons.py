"""Months of orders → whether the last months fall behind, which month returns every year, how many come again."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, finding, money, people, say
from hvc.timeline.model import Trends
from hvc.units import COUNT, RATIO, SHARE

SECTION = "trends"
QUARTER, YEAR = 3, 12
MOVED = 0.1  # of the amount: less is the usual up and down
PEAK = 1.3  # times the year's mean month, in every year
LATE = 25  # day of the month: a last month that ends before is not over


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What the months say; nothing without orders of some months."""
    part, told = analysis.trends, analysis.timeline
    if part is None or told is None or told.reference is None:
        return ()
    whole = part.monthly if told.reference.day >= LATE or told.reference.day == 1 else part.monthly.head(-1)
    months = whole.with_columns(revenue=pl.col("revenue_high") + pl.col("revenue_others"))
    return (*_lately(months), *_season(months), *_again(part))


def _lately(months: pl.DataFrame) -> tuple[Finding, ...]:
    """The last three months beside the same of the year before."""
    if months.height < YEAR + QUARTER:
        return ()
    now, before = months.tail(QUARTER), months.slice(months.height - YEAR - QUARTER, QUARTER)
    ours, theirs = float(now["revenue"].sum()), float(before["revenue"].sum())
    if theirs <= 0 or ours < 0 or abs(ours / theirs - 1) < MOVED:
        return ()
    word = "少" if ours < theirs else "多"
    change = Fact("与一年前同期相比的变化", abs(ours / theirs - 1), SHARE)
    high = (float(now["revenue_high"].sum()), float(before["revenue_high"].sum()))
    said = (
        say("最近三个月的金额比一年前同期", word, " ", change),
        say(
            "最近三个月 ", money("最近三个月的金额", ours), "，一年前同期 ", money("一年前同期的金额", theirs), "；其中高价值客户 ",
            money("最近三个月高价值客户的金额", high[0]), "，一年前同期 ", money("一年前同期高价值客户的金额", high[1]), "。",
        ),
    )  # fmt: skip
    level = Level.RISK if word == "少" else Level.NOTE
    return (finding("trends.lately", SECTION, level, said, abs(ours / theirs - 1)),)


def _season(months: pl.DataFrame) -> tuple[Finding, ...]:
    """The month that is far above the mean of its year in every whole year, of two or more."""
    years = months.with_columns(year=pl.col("month") // YEAR, of_year=pl.col("month") % YEAR + 1).filter(
        pl.len().over("year") == YEAR
    )
    if years["year"].n_unique() < 2 or (years["revenue"] < 0).any():  # noqa: PLR2004  one year shows no return
        return ()
    mean = pl.col("revenue").mean().over("year")
    found = (
        years.with_columns(times=pl.when(mean > 0).then(pl.col("revenue") / mean))
        .group_by("of_year")
        .agg(least=pl.col("times").min(), mean=pl.col("times").mean())
        .filter(pl.col("least") >= PEAK)
        .sort("mean", "of_year", descending=[True, False])
    )
    if found.is_empty():
        return ()
    top, count = found.row(0, named=True), years["year"].n_unique()
    month = Fact("旺月", top["of_year"], COUNT)
    said = (
        say("每年 ", month, " 月都是旺季，金额平均是全年月均的 ", Fact("旺月相当于月均的倍数", top["mean"], RATIO)),
        say(
            "数据里完整的 ", Fact("完整的年数", count, COUNT), " 年，年年如此，最低的一年也有 ", Fact("旺月最低的倍数", top["least"], RATIO),
            "；比较前后两期时要避开或对齐这个月。",
        ),
    )  # fmt: skip
    return (finding("trends.season", SECTION, Level.NOTE, said, 0.8),)


def _again(part: Trends) -> tuple[Finding, ...]:
    """How many of a cohort come again in the period after their first."""
    first = part.retention.filter(pl.col("age") == 1)
    whole, again = int(first["customers"].sum()), int(first["active"].sum())
    if whole < PERCENT_FROM:
        return ()
    rate, step = again / whole, part.step.word
    base = f"{COUNT.text(again)}/{COUNT.text(whole)}"
    said = (
        say(f"首次消费后的下一个{step}，", Fact("下一期再来的客户占比", rate, SHARE, base), " 的客户还会再来"),
        say(
            "各批客户合计 ",
            people("各批客户数", whole),
            "，其中 ",
            people("下一期再来的客户数", again),
            f"在下一个{step}又有消费。",
        ),
    )
    return (finding("trends.again", SECTION, Level.NOTE, said, 0.5),)
