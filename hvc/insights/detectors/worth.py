"""Lifetime value → how much of what is to be expected hangs on how few customers, and how far the model can be trusted."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, finding, money, people, say
from hvc.timeline.model import Backtest, Clv
from hvc.units import COUNT, SHARE

SECTION = "clv"


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """The best tenth's part of the expected value; the run rate is history and says nothing new."""
    told = analysis.timeline.clv if analysis.timeline is not None else None
    if told is None or not told.modelled or told.value <= 0 or told.bands["customers"].sum() < PERCENT_FROM:
        return ()
    top = told.bands.row(0, named=True)
    if top["share"] is None:  # some band is expected to lose money: parts of the sum say nothing
        return ()
    months = Fact("预测的月数", told.months, COUNT)
    headline = say(
        "未来 ", months, " 个月的预计价值集中在少数客户身上：最高的一成贡献 ", Fact("预计价值最高一成的占比", top["share"], SHARE),
    )  # fmt: skip
    evidence = say(
        "这一成 ", people("预计价值最高一成的客户数", top["customers"]), "客户预计 ",
        money("预计价值最高一成的价值", top["value"]), "，全部客户合计 ", money("预计价值合计", told.value), "；", _tested(told),
    )  # fmt: skip
    return (finding("clv.concentration", SECTION, Level.NOTE, (headline, evidence), top["share"]),)


def _tested(told: Clv) -> Said:
    """What the back-test says, in one clause."""
    if told.backtest is None:
        return Said("没有回测，数字只供参考。")
    return say(backtested(told.backtest), "。")


def backtested(part: Backtest) -> Said:
    """预测 1,200 次，实际 1,180 次；模型点名的一成客户占实际金额 45.0%，按历史金额点名的占 43.0%."""
    counted = say(
        "回测中预计消费 ", Fact("回测预计次数", part.predicted, COUNT), " 次，实际 ",
        Fact("回测实际次数", part.purchases, COUNT), " 次",
    )  # fmt: skip
    if part.found_model is None or part.found_naive is None:
        return counted
    return say(
        counted, "；模型点名的前一成客户占之后实际金额的 ", Fact("模型点名的金额占比", part.found_model, SHARE),
        "，按历史金额点名的占 ", Fact("历史点名的金额占比", part.found_naive, SHARE),
    )  # fmt: skip
