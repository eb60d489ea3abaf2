"""The layers of value and the largest customers → what stands behind the high-value ones, and how much hangs on single names."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, finding, money, people, say, share
from hvc.units import SHARE

SECTION = "concentration"
ALONE = 0.05  # of the whole amount in one customer's hands
TEN, TEN_PART = 10, 0.3  # the ten largest, and what part of the amount in their hands is a risk
CROWD = 20  # times the ten: of fewer customers ten are many
LAYERS = 3  # or more: there is one between the best and the last
RESERVE = 0.1  # of the amount: a middle layer with less is no reserve


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """The dependence on the largest, the reserve in the middle, the long tail."""
    return (*_largest(analysis), *_middle(analysis))


def _largest(analysis: Analysis) -> tuple[Finding, ...]:
    amount = analysis.dataset.customers.get_column(analysis.line.field.key).drop_nulls()
    whole, top = analysis.overview.amount, amount.top_k(min(TEN, amount.len())).sort(descending=True)
    if whole <= 0 or amount.len() < PERCENT_FROM or analysis.concentration.negative:
        return ()
    first, ten = float(top[0]) / whole, float(top.sum()) / whole
    many = amount.len() >= CROWD * TEN and ten >= TEN_PART
    if first < ALONE and not many:
        return ()
    held = Fact("最大客户的金额占比", first, SHARE)
    if first >= ALONE:
        headline = say("金额最大的一位客户就占全部金额的 ", held, "，少了这一位，整个盘子都会动")
    else:
        headline = say(
            "金额最大的 ",
            people("金额最大的客户数", TEN),
            "客户占全部金额的 ",
            Fact("金额最大的几位的金额占比", ten, SHARE),
        )
    evidence = say(
        "最大的一位 ", money("最大客户的金额", float(top[0])), "（", held, "），最大的 ", people("金额最大的客户数", top.len()), "合计 ",
        money("金额最大的几位的金额", float(top.sum())), "，全部客户 ", money("全部客户的金额", whole), "。",
    )  # fmt: skip
    return (finding("concentration.few", SECTION, Level.RISK, (headline, evidence), max(2 * first, ten)),)


def _middle(analysis: Analysis) -> tuple[Finding, ...]:
    """The layer under the high-value one: how many, how much each, what part of the money."""
    frame = None if analysis.layers is None else analysis.layers.frame
    if frame is None or frame.height < LAYERS or analysis.overview.customers < PERCENT_FROM:
        return ()
    if frame["amount_share"].null_count():
        return ()
    middle, last = frame.row(1, named=True), frame.row(frame.height - 1, named=True)
    if middle["amount_share"] < RESERVE or middle["mean"] is None or (frame["amount"] < 0).any():
        return ()
    whole = int(frame.select(pl.col("customers").sum()).item())
    headline = say(
        f"「{middle['layer']}」是高价值客户的后备：", people(f"「{middle['layer']}」人数", middle["customers"]), "客户带来 ",
        Fact(f"「{middle['layer']}」的金额占比", middle["amount_share"], SHARE), " 的金额",
    )  # fmt: skip
    evidence = say(
        "人均 ", money(f"「{middle['layer']}」人均金额", middle["mean"]), "，占客户的 ",
        share(f"「{middle['layer']}」占客户", middle["customers"], whole), _tail(last, whole), "。",
    )  # fmt: skip
    return (finding("layers.middle", SECTION, Level.NOTE, (headline, evidence), 0.4 + middle["amount_share"]),)


def _tail(last: dict[str, float], whole: int) -> Said:
    name = f"「{last['layer']}」"
    return say(
        f"；{name}占客户的 ", share(f"{name}占客户", int(last["customers"]), whole), "，金额占 ",
        Fact(f"{name}的金额占比", last["amount_share"], SHARE),
    )  # fmt: skip
