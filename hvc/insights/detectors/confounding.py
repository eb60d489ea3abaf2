"""Levels whose difference a third variable takes away or turns round → one finding a field, both comparisons beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Confounded, Confounding
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, called, chain, finding, say, share
from hvc.insights.qualifying import turned
from hvc.units import COEFFICIENT, COUNT

SHOWN = 2  # levels spelled out with their numbers
WEIGHTS = {Confounded.REVERSED: 0.46, Confounded.GONE: 0.36}


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each field that has such a level, the worst first."""
    fields = dict.fromkeys(one.field for one in analysis.confounding)
    return tuple(_finding([one for one in one_sided(analysis) if one.field == field]) for field in fields)


def one_sided(analysis: Analysis) -> tuple[Confounding, ...]:
    """Without the mirror images: of a field of two levels one says what the other says."""
    pairs = {b.field for b in analysis.breakdowns if not b.multi_valued and b.frame.height == 2}  # noqa: PLR2004
    both = [one.field for one in analysis.confounding]
    return tuple(c for c in analysis.confounding if c.field not in pairs or c.crude > 1 or both.count(c.field) == 1)


def _finding(found: Sequence[Confounding]) -> Finding:
    evidence = say(
        chain([_compared(one) for one in found[:SHOWN]]),
        "。两者同时变化，数据说不出哪一个是原因；在弄清楚之前，不宜只凭这一项圈人。",
    )
    said = (Said(turned(found[:SHOWN])), evidence)
    field = found[0].field
    return finding(f"confounded.{field.key}", field.key, Level.WATCH, said, WEIGHTS[found[0].verdict])


def _compared(one: Confounding) -> Said:
    """Rates of everybody, then the two odds ratios with their intervals."""
    name = f"「{one.level}」"
    mine, rest = (tuple(int(one.strata[p + c].sum()) for c in ("high_value", "customers")) for p in ("", "rest_"))
    return say(
        f"不分开看，{name}的客户中高价值占 ",
        share(f"{name}的高价值占比", *mine),
        "，其余客户 ",
        share(f"除{name}外的高价值占比", *rest),
        "，优势比 ",
        _ratio(f"{name}的优势比", one.crude, one.crude_low, one.crude_high),
        f"；按{called(one.by)}的 ",
        Fact(f"{one.by.label}的组数", one.strata.height, COUNT),
        " 组分别比较再合并，优势比 ",
        _ratio(f"{name}按{one.by.label}分层后的优势比", one.adjusted, one.adjusted_low, one.adjusted_high),
    )


def _ratio(name: str, value: float, low: float, high: float) -> Said:
    """An odds ratio with its interval: 1.84（95% 区间 1.62–2.09）."""
    ends = (Fact(f"{name}（区间{end}限）", number, COEFFICIENT) for end, number in (("下", low), ("上", high)))
    return say(Fact(name, value, COEFFICIENT), "（区间 ", next(ends), "–", next(ends), "）")
