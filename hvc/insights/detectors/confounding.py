"""Levels whose difference a third variable takes away or turns round → one finding a field, both comparisons beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Confounded, Confounding
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, called, chain, finding, quoted, say, share
from hvc.insights.twins import genuine
from hvc.units import COEFFICIENT, COUNT

SHOWN = 2  # levels spelled out with their numbers
STAKES = {
    Confounded.REVERSED: 0.3,
    Confounded.GONE: 0.1,
}  # of a watch: what is read the wrong way round, what is not there
SURE = 0.9  # a third variable that is not in the data may change it again


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each field that has such a level, the worst first."""
    found = one_sided(analysis)
    fields = dict.fromkeys(one.field for one in found)
    return tuple(_finding([one for one in found if one.field == field]) for field in fields)


def one_sided(analysis: Analysis) -> tuple[Confounding, ...]:
    """Without the mirror images: of a field of two levels one says what the other says; nor what a repetition confounds."""
    pairs = {b.field for b in analysis.breakdowns if not b.multi_valued and b.frame.height == 2}  # noqa: PLR2004
    found = genuine(analysis)
    both = [one.field for one in found]
    return tuple(c for c in found if c.field not in pairs or c.crude > 1 or both.count(c.field) == 1)


def _finding(found: Sequence[Confounding]) -> Finding:
    first, key = found[0], found[0].field.key
    said = (_headline(first), say(chain([_compared(one) for one in found[:SHOWN]]), "。", _more(found[SHOWN:])))
    stake = STAKES[first.verdict] + abs(_gap(first))
    return finding(f"confounded.{key}", key, Level.WATCH, said, stake, strength=SURE)


def _headline(one: Confounding) -> Said:
    """What becomes of the difference among customers who are alike in the third variable."""
    what = f"{called(one.field)}「{one.level}」"
    if one.verdict is Confounded.GONE:
        return Said(f"{called(one.by)}相同的客户之间，{what}的差别就看不出来了")
    if one.crude > 1 and one.adjusted_high < 1:
        return Said(
            f"单看{called(one.field)}会看反：{called(one.by)}相同的客户之间，「{one.level}」反而更少是高价值客户"
        )
    if one.crude < 1 and one.adjusted_low > 1:
        return Said(
            f"单看{called(one.field)}会看反：{called(one.by)}相同的客户之间，「{one.level}」反而更常是高价值客户"
        )
    return Said(f"按{called(one.by)}分开看，{what}的差别就反了过来，各组方向不一")


def _more(rest: Sequence[Confounding]) -> Said:
    """The further levels of the same field, by name alone."""
    return say(quoted(list(dict.fromkeys(one.level for one in rest))), "也是如此。") if rest else Said("")


def _gap(one: Confounding) -> float:
    """How far the rates are apart when nothing is held."""
    mine, rest = (tuple(int(one.strata[p + c].sum()) for c in ("high_value", "customers")) for p in ("", "rest_"))
    return mine[0] / max(mine[1], 1) - rest[0] / max(rest[1], 1)


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
