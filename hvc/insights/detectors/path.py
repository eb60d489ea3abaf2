"""RFM types next to the best one → who lacks only one of the three, and how much of it."""

from __future__ import annotations

from typing import Any

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, chain, finding, money, people, say
from hvc.timeline.model import Rfm
from hvc.units import DAYS, SCORE

SECTION = "rfm"
BEST = "重要价值客户"
LACKING = {
    "一般价值客户": "金额",
    "重要发展客户": "次数",
    "重要保持客户": "最近消费",
}  # what each lacks of the best type
FEW = 10  # customers: fewer are no group to plan for


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One step to the best type: by money, by frequency or by coming again, the largest group first."""
    told = analysis.timeline.rfm if analysis.timeline is not None else None
    if told is None or told.types["customers"].sum() < PERCENT_FROM:
        return ()
    rows = [row for row in told.types.iter_rows(named=True) if row["name"] in LACKING and row["customers"] >= FEW]
    if not rows:
        return ()
    rows.sort(key=lambda row: -row["customers"])
    first, whole = rows[0], int(told.types["customers"].sum())
    together = sum(row["customers"] for row in rows)
    headline = say(
        "离「", BEST, "」只差一步的有 ", people("只差一步的客户数", together),
        f"，{'其中最多的' if len(rows) > 1 else '他们'}差的是{LACKING[first['name']]}",
    )  # fmt: skip
    evidence = say(chain([_told(row, told) for row in rows]), "。")
    return (finding("rfm.path", SECTION, Level.OPPORTUNITY, (headline, evidence), together / whole),)


def _told(row: dict[str, Any], told: Rfm) -> Said:
    """「一般价值客户」40 位，人均 3,200 元，对比值 6,045 元."""
    name, (recency, frequency, amount) = row["name"], told.compared
    ours: Fact
    match LACKING[name]:
        case "金额":
            word, ours, theirs = "人均 ", money(f"{name}人均金额", row["money"]), money("金额的对比值", amount)
        case "次数":
            word = "平均次数 "
            ours, theirs = _number(f"{name}平均次数", row["frequency"]), _number("次数的对比值", frequency)
        case _:
            word = "平均已有 "
            ours, theirs = Fact(f"{name}平均未消费天数", row["recency"], DAYS), Fact("天数的对比值", recency, DAYS)
    return say(f"「{name}」", people(f"{name}人数", row["customers"]), f"，{word}", ours, "，对比值 ", theirs)


def _number(name: str, value: float) -> Fact:
    return Fact(name, round(value, 1), SCORE)
