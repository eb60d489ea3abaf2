"""Every dimension beside tags, tiers and ratings → where its levels set the two groups apart."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.heading import headline
from hvc.insights.ladder import spoken_for
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, beside, borrowed, called, chain, finding, listed, say
from hvc.insights.standing import HIGHER, LOWER, NOTABLE, VAGUE, Standing, claimed, judged, standings, widest, with_word
from hvc.schema import Kind
from hvc.units import COUNT

SHOWN = 3  # levels spelled out with their numbers
TWO = 2  # levels: one higher is the other lower
MECHANICAL = 0.6  # stake at most of what grows with the amount by itself
MISSING_SHOWN = 4  # fields spelled out
MISSING_GAP = 0.1  # between the two groups' shares of blanks (METHODS §1)


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each dimension that differs, one for those that share the amount's source, one for uneven blanks."""
    own = others_of(analysis)
    free = [finding for b in own if b.multi_valued or b.same_source is None for finding in _differs(b)]
    return (*free, *_sources([b for b in own if b.same_source is not None and not b.multi_valued]), *_blanks(analysis))


def others_of(analysis: Analysis) -> tuple[Breakdown, ...]:
    """Dimensions without detectors of their own; of the numbers we worked out ourselves the profile speaks."""
    own = spoken_for(analysis)
    return tuple(b for b in analysis.breakdowns if b.field.key not in own and not (b.field.derived and b.field.numeric))


def _differs(breakdown: Breakdown) -> tuple[Finding, ...]:
    rows = standings(breakdown)
    found = with_word(rows, NOTABLE)
    if not found:
        return ()
    more, less = with_word(rows, HIGHER), with_word(rows, LOWER)
    shown = (more or less)[:1] if len(rows) == TWO else (*more[:SHOWN], *less[:SHOWN])
    text = judged([row for row in rows if row in shown] if breakdown.ordered else shown)
    said = (
        _wide(breakdown, more) if broad(breakdown) else headline(breakdown, rows),
        say(text, f"。{_caution(breakdown)}"),
    )
    gap, sure = widest([row for row in found if row.level not in VAGUE] or found)
    key, bound = breakdown.field.key, mechanical(breakdown)
    level = Level.OPPORTUNITY if more and not bound else Level.NOTE
    stake = min(gap, MECHANICAL) if bound else gap
    return (finding(f"dimension.{key}", key, level, said, stake, claimed(key, found), sure),)


def _wide(breakdown: Breakdown, more: Sequence[Standing]) -> Said:
    label = called(breakdown.field)
    return say(f"高价值客户的{label}更杂：", Fact(f"偏高的{label}数", len(more), COUNT), " 类比其他客户常见")


def broad(breakdown: Breakdown) -> bool:
    """Most levels of a multi-valued field are higher: who buys much has bought of everything."""
    rows = standings(breakdown)
    higher = len(with_word(rows, HIGHER))
    return breakdown.multi_valued and higher >= TWO and 2 * higher >= len(rows) and not with_word(rows, LOWER)


def mechanical(breakdown: Breakdown) -> bool:
    """The field grows or shifts with the amount by itself: counts of orders, dates, the breadth of purchases."""
    return breakdown.field.from_amount or breakdown.field.kind is Kind.DATE or broad(breakdown)


def _caution(breakdown: Breakdown) -> str:
    if broad(breakdown):
        return "消费多的客户买过的种类本来就多，不宜据此判断偏好。"
    if breakdown.multi_valued:
        return "一位客户可以同时属于几类。"
    if breakdown.field.kind is Kind.DATE:
        return "累计金额随时间增加，日期上的差别有一部分来自时间本身。"
    if breakdown.field.from_amount:
        return "它与金额一同增长，只作描述，不作解释。"
    return ""


def _sources(found: Sequence[Breakdown]) -> tuple[Finding, ...]:
    if not found:
        return ()
    reasons = [borrowed(text) for text in dict.fromkeys((b.same_source or "").rstrip("。") for b in found)]
    said = (
        Said(f"{listed([called(b.field) for b in found])}与定义同源，差别再大也不当作特征"),
        say(chain(reasons), "。"),
    )
    return (finding("dimension.same_source", "overview", Level.NOTE, said, 0.3),)


def _blanks(analysis: Analysis) -> tuple[Finding, ...]:
    """Fields that one group leaves blank much more often: the shares of the filled may mislead."""
    gaps = [(b, *missing(b)) for b in analysis.breakdowns if not b.field.derived]
    wide = [gap for gap in gaps if uneven(gap[1], gap[2]) and not _never_bought(analysis, gap[0])]
    if not wide:
        return ()
    parts = [say(f"未填写{called(b.field)}的占比 ", beside(f"未填写{called(b.field)}", *both)) for b, *both in wide]
    said = (
        Said(f"{listed([called(b.field) for b, *_ in wide])}的缺失不均匀，比较时要留余地"),
        say("高价值客户中", chain(parts[:MISSING_SHOWN]), "。各项占比只算填写了的客户。"),
    )
    section = wide[0][0].field.key if len(wide) == 1 else "quality"
    return (finding("missing.uneven", section, Level.WATCH, said, max(_gap(*both) for _, *both in wide)),)


def _never_bought(analysis: Analysis, breakdown: Breakdown) -> bool:
    """All who lack it have no amount either: another finding speaks of them."""
    blank = breakdown.field.col.is_null() & (analysis.line.field.col != 0)
    return not analysis.dataset.customers.select(blank.any()).item()


def missing(breakdown: Breakdown) -> tuple[tuple[int, int], tuple[int, int]]:
    """Customers without the field, (part, whole) among high-value and among the others."""
    return (
        (breakdown.missing_high_value, breakdown.missing_high_value + breakdown.n_high_value),
        (breakdown.missing_others, breakdown.missing_others + breakdown.n_others),
    )


def _gap(ours: tuple[int, int], theirs: tuple[int, int]) -> float:
    return abs(ours[0] / ours[1] - theirs[0] / theirs[1])


def uneven(ours: tuple[int, int], theirs: tuple[int, int]) -> bool:
    """One group leaves the field blank more often by over ten points."""
    enough = min(ours[1], theirs[1]) >= PERCENT_FROM
    return enough and _gap(ours, theirs) > MISSING_GAP
