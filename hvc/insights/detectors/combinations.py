"""The list of combinations → what two or three levels together mark, and whether together they do more than apart."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Combination
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, called, chain, finding, say, share
from hvc.schema import Kind
from hvc.units import RATIO, SHARE

SHOWN = 3  # combinations spelled out
SECTION = "cross"
STRONG, PLAIN = 0.44, 0.34  # weight with and without a 组合效应


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding on the list, one on the entry that is most beyond what its levels explain; none without a list."""
    found = analysis.combinations
    if not found:
        return ()
    average = share("全部客户的高价值占比", analysis.overview.high_value, analysis.overview.customers)
    headline = say(f"{named(found[0])}，这样的客户更常是高价值客户")
    evidence = say(chain([_told(one) for one in found[:SHOWN]]), "；全部客户 ", average, "。这是并存关系，不是因果。")
    weight = STRONG if found[0].synergy else PLAIN
    listed = finding("cross.combinations", SECTION, Level.OPPORTUNITY, (headline, evidence), weight)
    return (listed, *_synergy(found))


def named(one: Combination) -> str:
    """Name its levels: 渠道为「门店」且客户标签含「夜间购物」."""
    verbs = ((field, "含" if field.kind is Kind.TAGS else "为", level) for field, level in one.parts)
    return "且".join(f"{called(field)}{verb}「{level}」" for field, verb, level in verbs)


def _told(one: Combination) -> Said:
    text = named(one)
    times = Fact(f"{text}的高价值占比相当于平均的倍数", one.lift, RATIO)
    return say(
        f"{text}的客户中高价值占 ", share(f"{text}的高价值占比", one.high_value, one.customers), "，是平均的 ", times
    )


def _synergy(found: tuple[Combination, ...]) -> tuple[Finding, ...]:
    """The entry furthest above what its levels let expect."""
    above = [(one.rate - one.expected, one) for one in found if one.synergy and one.expected is not None]
    if not above or max(above, key=lambda pair: pair[0])[0] <= 0:
        return ()
    one = max(above, key=lambda pair: pair[0])[1]
    assert one.expected is not None
    text = named(one)
    said = (
        say(f"{text}放在一起，比分别看更突出"),
        say(
            "高价值占 ",
            share(f"{text}的高价值占比", one.high_value, one.customers),
            "（区间 ",
            Fact(f"{text}的高价值占比（区间下限）", one.rate_low, SHARE),
            "–",
            Fact(f"{text}的高价值占比（区间上限）", one.rate_high, SHARE),
            "），只按各项分别的水平推算是 ",
            Fact(f"{text}按各项推算的高价值占比", one.expected, SHARE),
            "。多出的部分来自组合本身，原因待查。",
        ),
    )
    return (finding("cross.synergy", SECTION, Level.OPPORTUNITY, said, PLAIN),)
