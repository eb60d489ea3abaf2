"""The list of combinations → what two or three levels together mark, and whether together they do more than apart."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Combination
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, called, chain, finding, say, share
from hvc.insights.standing import HALF
from hvc.schema import Kind
from hvc.units import RATIO, SHARE

SHOWN = 3  # combinations spelled out
SECTION = "cross"


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding on the list and, apart from its first, one on the entry most beyond what its levels let expect."""
    found = analysis.combinations
    if not found:
        return ()
    average = share("全部客户的高价值占比", analysis.overview.high_value, analysis.overview.customers)
    first, above = found[0], _above(found)
    if any(one is first for one in above[:1]):
        headline = say(f"{named(first)}，放在一起比分别看更突出")
    elif above:
        headline = say(f"{named(first)}，这样的客户更常是高价值客户")
    else:
        headline = say(f"{named(first)}的客户高价值占比最高，但各项分别看就能解释")
    told = say(chain([_told(one) for one in found[:SHOWN]]), "；全部客户 ", average, "。")
    evidence = say(told, _beyond(first)) if above[:1] == [first] else told
    level = Level.OPPORTUNITY if above else Level.NOTE
    listed = finding("cross.combinations", SECTION, level, (headline, evidence), *_size(first, analysis))
    return (listed, *(_synergy(one) for one in above[:1] if one is not first))


def _size(one: Combination, analysis: Analysis) -> tuple[float, tuple[tuple[str, str], ...], float]:
    """What is at stake, no levels of its own, how sure: the end of the interval nearer to the average."""
    gap = one.rate - analysis.overview.high_value_share
    sure = (
        HALF + HALF * min(1.0, max(0.0, one.rate_low - analysis.overview.high_value_share) / gap) if gap > 0 else HALF
    )
    return min(gap, one.high_value / max(analysis.overview.high_value, 1)), (), sure


def _above(found: Sequence[Combination]) -> list[Combination]:
    """The entries beyond what their levels let expect, the furthest first."""
    beyond = [one for one in found if one.synergy and one.expected is not None and one.rate > one.expected]
    return sorted(beyond, key=lambda one: (one.expected or 0.0) - one.rate)


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


def _synergy(one: Combination) -> Finding:
    text = named(one)
    rate = say("高价值占 ", share(f"{text}的高价值占比", one.high_value, one.customers), "。")
    said = (say(f"{text}放在一起，比分别看更突出"), say(rate, _beyond(one)))
    return finding("cross.synergy", SECTION, Level.OPPORTUNITY, said, one.rate - (one.expected or 0.0))


def _beyond(one: Combination) -> Said:
    """The rate that the levels by themselves let expect, beside the interval of what is."""
    assert one.expected is not None
    text = named(one)
    return say(
        "只按各项分别的水平推算是 ",
        Fact(f"{text}按各项推算的高价值占比", one.expected, SHARE),
        "，实际的区间是 ",
        Fact(f"{text}的高价值占比（区间下限）", one.rate_low, SHARE),
        "–",
        Fact(f"{text}的高价值占比（区间上限）", one.rate_high, SHARE),
        "，多出的部分来自组合本身，原因待查。",
    )
