"""The concentration of the amount → how much hangs on how few customers."""

from __future__ import annotations

from hvc.analysis.model import Analysis, Concentration
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, called, chain, finding, people, say, share
from hvc.units import COEFFICIENT, SHARE

SECTION = "concentration"
TOPS = (0.1, 0.2)  # shares of the customers whose part of the amount is told
FIFTH = 0.2  # of the customers make 80 %: the proverbial concentration
NEAR_FIFTH = 0.25  # a few points more read as close to it
HALF = 0.5  # more than half of the customers for 80 %: spread out
NAMES = {0.1: "一成", 0.2: "两成"}


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """How unevenly the amount is spread, and who was left out of that sum."""
    return (*_spread(analysis), *_negative(analysis.concentration))


def _spread(analysis: Analysis) -> tuple[Finding, ...]:
    seen = analysis.concentration
    ranked = analysis.overview.customers - seen.negative
    if seen.customers_for_80 is None or seen.gini is None or ranked < PERCENT_FROM:
        return ()
    label = called(analysis.line.field)
    makers = share("贡献八成金额的客户占比", seen.customers_for_80, ranked)
    part = seen.customers_for_80 / ranked
    if part <= FIFTH:
        headline = say(f"{label}集中在少数客户身上：", makers, "的客户就贡献了八成")
    elif part <= NEAR_FIFTH:
        headline = say(f"{label}的集中程度接近“二八”：", makers, "的客户贡献八成")
    elif part <= HALF:
        headline = say(f"{label}有所集中，但不到“二八”的程度：", makers, "的客户贡献八成")
    else:
        headline = say(f"{label}分布得比较散：要 ", makers, "的客户才凑够八成")
    evidence = chain([_tops(seen), say("基尼系数 ", Fact("基尼系数", seen.gini, COEFFICIENT), "（零为完全平均）")])
    level = Level.WATCH if part <= FIFTH else Level.NOTE
    return (finding("concentration.spread", SECTION, level, (headline, say(evidence, "。")), seen.gini),)


def _tops(seen: Concentration) -> Said:
    """金额最高的一成客户（12 位）贡献 31.2%."""
    rows = {round(row["top"], 4): row for row in seen.top.iter_rows(named=True)}
    return chain(
        [
            say(
                f"金额最高的{NAMES[top]}客户（", people(f"前{NAMES[top]}客户数", rows[top]["customers"]), "）贡献 ",
                Fact(f"前{NAMES[top]}客户的金额占比", rows[top]["amount_share"], SHARE),
            )
            for top in TOPS
            if top in rows and rows[top]["amount_share"] is not None
        ]
    )  # fmt: skip


def _negative(seen: Concentration) -> tuple[Finding, ...]:
    if not seen.negative:
        return ()
    said = (
        say("有 ", people("金额为负的客户数", seen.negative), "客户的累计金额是负数，没有计入集中度"),
        Said("负数多半来自退款大于消费，或冲销记录缺了对应的订单，请核对。"),
    )
    return (finding("concentration.negative", SECTION, Level.WATCH, said, 0.1),)
