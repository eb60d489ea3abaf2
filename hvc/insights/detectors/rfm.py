"""The eight RFM types → which of them hold the money, and whose money has not come back for long."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.detectors.quiet import AWAY, retold
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, finding, money, people, quoted, say, share
from hvc.units import SHARE

SECTION = "rfm"
NOTABLE = 0.1  # of the money that has not come back


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """The type with the most money, and the money of those who were not here lately."""
    told = analysis.timeline.rfm if analysis.timeline is not None else None
    if told is None:
        return ()
    rows = told.types.filter(pl.col("customers") > 0)
    if rows["customers"].sum() < PERCENT_FROM or rows["amount"].sum() <= 0 or (rows["amount"] < 0).any():
        return ()  # shares of a sum with negative parts say nothing
    return (*_largest(rows), *_away(rows, analysis))


def _largest(rows: pl.DataFrame) -> tuple[Finding, ...]:
    top, whole = (
        rows.sort("amount", descending=True, maintain_order=True).row(0, named=True),
        int(rows["customers"].sum()),
    )
    name = top["name"]
    headline = say(
        f"金额最多的 RFM 类型是「{name}」：", share(f"{name}占客户", top["customers"], whole), "的客户贡献 ",
        Fact(f"{name}的金额占比", top["amount_share"], SHARE), " 的金额",
    )  # fmt: skip
    evidence = say(
        "这一类金额合计 ", money(f"{name}金额", top["amount"]), "，人均 ", money(f"{name}人均金额", top["money"]),
        "；金额本身是分型的依据之一，这里说的是钱集中在哪里，不是原因。",
    )  # fmt: skip
    return (finding("rfm.types", SECTION, Level.NOTE, (headline, evidence), 0.3 + 0.5 * top["amount_share"]),)


def _away(rows: pl.DataFrame, analysis: Analysis) -> tuple[Finding, ...]:
    away, whole = rows.filter(pl.col("name").is_in(AWAY)), int(rows["customers"].sum())
    part = float(away["amount_share"].sum())
    if part < NOTABLE or retold(analysis):  # the quiet high-value customers are told of already
        return ()
    headline = say(
        Fact("金额高而久未消费的类型的金额占比", part, SHARE), " 的金额来自金额不低于对比值、最近却没有来的客户",
    )  # fmt: skip
    evidence = say(
        quoted(away["name"].to_list()), "合计 ", people("金额高而久未消费的人数", int(away["customers"].sum())), "，占客户 ",
        share("金额高而久未消费的客户占比", int(away["customers"].sum()), whole), "，金额 ",
        money("金额高而久未消费的类型的金额", float(away["amount"].sum())), "。",
    )  # fmt: skip
    return (finding("rfm.away", SECTION, Level.WATCH, (headline, evidence), part),)
