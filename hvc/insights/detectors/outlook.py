"""Lifetime value beside the amount so far → who will be worth more than today's rule sees, and whose best days are over."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import PERCENT_FROM, finding, money, people, say, share
from hvc.schema import FUTURE_VALUE

SECTION = "clv"
TOP, LOW = 0.9, 0.5  # quantiles of the expected value: the best tenth, the lower half
FEW = 10  # customers: fewer are no group to plan for


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """Others in the best tenth of what is to come; high-value customers in the lower half. Nothing without a model."""
    told = analysis.timeline.clv if analysis.timeline is not None else None
    customers, value = analysis.dataset.customers, FUTURE_VALUE.col
    if told is None or not told.modelled or FUTURE_VALUE.key not in customers.columns:
        return ()
    top, low = customers.select(top=value.quantile(TOP, "nearest"), low=value.quantile(LOW, "nearest")).row(0)
    high, amount = analysis.line.mask(), analysis.line.field.col
    if top is None or top <= low:
        return ()
    coming, fading = (value >= top) & ~high, (value < low) & high
    seen = customers.select(
        coming=coming.sum(), best=(value >= top).sum(), future=value.filter(coming).sum(),
        fading=fading.sum(), known=(high & value.is_not_null()).sum(), amount=amount.filter(fading).sum(), left=value.filter(fading).sum(),
    ).row(0, named=True)  # fmt: skip
    return (*_hidden(seen), *_fading(seen))


def _hidden(seen: dict[str, float]) -> tuple[Finding, ...]:
    if seen["coming"] < FEW or seen["best"] < PERCENT_FROM:
        return ()
    said = (
        say("有 ", people("预计价值前一成中的其他客户数", seen["coming"]), "客户现在还不是高价值，预计价值却排进前一成"),
        say(
            "他们占预计价值前一成的 ", share("预计价值前一成中的其他客户占比", int(seen["coming"]), int(seen["best"])),
            "，预计价值合计 ", money("他们的预计价值", seen["future"]), "。这是模型按已有的消费节奏推算的，只宜用来定先后。",
        ),
    )  # fmt: skip
    return (finding("clv.hidden", SECTION, Level.OPPORTUNITY, said, seen["coming"] / seen["best"], strength=0.8),)


def _fading(seen: dict[str, float]) -> tuple[Finding, ...]:
    if seen["fading"] < FEW or seen["known"] < PERCENT_FROM:
        return ()
    said = (
        say("有 ", people("预计价值不足中位数的高价值客户数", seen["fading"]), "高价值客户的好日子可能已经过去：预计价值排在后一半"),
        say(
            "他们占高价值客户的 ", share("预计价值不足中位数的高价值客户占比", int(seen["fading"]), int(seen["known"])),
            "，至今金额 ", money("他们的至今金额", seen["amount"]), "，预计价值 ", money("他们往后的预计价值", seen["left"]), "。",
        ),
    )  # fmt: skip
    return (finding("clv.fading", SECTION, Level.RISK, said, seen["fading"] / seen["known"], strength=0.8),)
