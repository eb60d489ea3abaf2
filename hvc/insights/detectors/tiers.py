"""The tier breakdown → where high-value customers sit, in what shape, and where tier and spending part."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hvc.analysis.model import Analysis, Breakdown, Shape, Word
from hvc.analysis.shape import shape_of
from hvc.insights.ladder import End, low_tiers
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import Said, beside, borrowed, called, chain, finding, people, quoted, say, share
from hvc.insights.standing import (
    HIGHER,
    LOWER,
    NOTABLE,
    Standing,
    claimed,
    judged,
    overlapping,
    standings,
    thin,
    widest,
    with_word,
)
from hvc.schema import TIER

PAIR_FROM = 4  # tiers: of fewer, two together hold most of anybody
NO_DIRECTION = 0.5  # AUC: below it the lower tiers hold the higher amounts
TWO = 2  # tiers: one lower is the other higher
SHOWN = 4  # tiers spelled out with their numbers
READ = {
    Shape.PYRAMID: "等级越高人越少，呈金字塔形",
    Shape.INVERTED: "等级越高人越多，呈倒金字塔形",
    Shape.OLIVE: "中间等级人多、两头人少，呈橄榄形",
    Shape.EVEN: "各等级人数相近，没有重心",
    Shape.TWO_ENDED: "人数聚在最高和最低两头",
    Shape.OTHER: "各等级人数有起伏，没有固定的形状",
}


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What the tiers say; nothing when there are none."""
    breakdown = analysis.breakdown(TIER.key)
    if breakdown is None or not breakdown.n_high_value:
        return ()
    rows = standings(breakdown)
    low = low_tiers(analysis)
    return (
        *_where(breakdown, rows),
        *_lower(rows),
        *_contrary(breakdown, rows, low),
        *_alike(breakdown, rows),
        *_shape(breakdown, rows),
        *_source(breakdown),
    )


def _where(breakdown: Breakdown, rows: Sequence[Standing]) -> tuple[Finding, ...]:
    """The tier that holds more than half, else the two with most; two whose intervals meet are not ranked."""
    first, *rest = sorted((row for row in rows if row.high_value), key=lambda row: (-row.high_value, row.level))
    alone = 2 * first.high_value > breakdown.n_high_value or len(rows) < PAIR_FROM
    shown = [first, *([] if alone else rest[:1])]
    close = len(shown) > 1 and not thin(breakdown) and overlapping(*shown)
    tail = "。两个等级之间的差距没有超出误差范围，不分先后。" if close else "。"
    said = (
        _seat(breakdown, shown),
        say(chain([*_together(breakdown, shown), judged(shown)]), tail, _rest(rows, shown)),
    )
    return (finding("tiers.where", TIER.key, Level.NOTE, said, 1.0, claimed(TIER.key, shown)),)


def _rest(rows: Sequence[Standing], shown: Sequence[Standing]) -> Said:
    """The tiers that are rarer among them, where the headline names those that are commoner."""
    found = [row for row in with_word(rows, LOWER) if row not in shown]
    if not found or len(rows) == TWO or not with_word(shown, HIGHER):
        return Said("")
    return say("占比更低的是", judged(found[:SHOWN]), "。")


def _seat(breakdown: Breakdown, shown: Sequence[Standing]) -> Said:
    """Where they sit, and whether the others sit there too."""
    names = quoted([row.level for row in shown])
    if thin(breakdown):
        return say("高价值客户人数最多的等级是", names)
    most = 2 * sum(row.high_value for row in shown) > breakdown.n_high_value
    place = say("高价值客户过半是" if most else "高价值客户的等级比较分散，人数最多的是", names)
    if with_word(shown, HIGHER):
        theirs = _sums(breakdown, shown)[1]
        if not theirs[0]:
            return say(place, "，其他客户中一位也没有")
        return say(place, "，其他客户中占 ", share("其他客户中这些等级的占比", *theirs))
    if all(row.word is Word.SAME for row in shown):
        return say(place, "，其他客户也是如此")
    if with_word(shown, LOWER):
        return say(place, "，但其他客户中更多")
    return say(place, "，是否多于其他客户证据不足")


def _together(breakdown: Breakdown, shown: Sequence[Standing]) -> tuple[Said, ...]:
    if len(shown) == 1:
        return ()
    return (say("合计 ", beside("这些等级", *_sums(breakdown, shown))),)


def _sums(breakdown: Breakdown, shown: Sequence[Standing]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Customers of these tiers and of all, among the high-value and among the others."""
    ours = (sum(row.high_value for row in shown), breakdown.n_high_value)
    return ours, (sum(row.others for row in shown), breakdown.n_others)


def _lower(rows: Sequence[Standing]) -> tuple[Finding, ...]:
    found = [row for row in with_word(rows, LOWER) if 2 * row.high_value <= row.n_high_value]  # else _where says it
    top = sorted((row for row in rows if row.high_value), key=lambda row: (-row.high_value, row.level))[:TWO]
    if not found or len(rows) == TWO or with_word(top, HIGHER):
        return ()
    said = (
        say(quoted([row.level for row in found]), "在高价值客户中的占比低于其他客户"),
        say(judged(found[:SHOWN]), "。"),
    )
    gap, sure = widest(found)
    return (finding("tiers.lower", TIER.key, Level.NOTE, said, gap, claimed(TIER.key, found), sure),)


def _contrary(breakdown: Breakdown, rows: Sequence[Standing], low: End | None) -> tuple[Finding, ...]:
    """The higher the tier, the rarer high value: the opposite of what a tier is for."""
    found = [row for row in with_word(rows, HIGHER) if low is not None and row.level in low.levels]
    if not found or breakdown.auc is None or breakdown.auc >= NO_DIRECTION:
        return ()
    said = (
        say("与等级的本意相反，低等级的", quoted([row.level for row in found]), "在高价值客户中更常见"),
        say(judged(found), "。建议核对等级的方向是否弄反，或定级规则是否多年未更新。"),
    )
    gap, sure = widest(found)
    return (finding("tiers.contrary", TIER.key, Level.RISK, said, 0.5 + gap, claimed(TIER.key, found), sure),)


def _alike(breakdown: Breakdown, rows: Sequence[Standing]) -> tuple[Finding, ...]:
    if thin(breakdown) or with_word(rows, NOTABLE):
        return ()
    same = all(row.word is Word.SAME for row in rows)
    verdict = "两类客户的等级分布几乎一样" if same else "现有数据还分不出两类客户的等级差别"
    said = (
        say(f"{called(breakdown.field)}看不出谁是高价值客户，{verdict}"),
        say(judged(rows[: -SHOWN - 1 : -1]), "。"),
    )
    return (finding("tiers.alike", TIER.key, Level.WATCH, said, 0.6),)


def _shape(breakdown: Breakdown, rows: Sequence[Standing]) -> tuple[Finding, ...]:
    """The form of the ladder among the high-value customers, with the others' beside it."""
    if breakdown.shape is None or thin(breakdown):
        return ()
    theirs = shape_of(np.array([row.others for row in rows]))
    beside = "，其他客户也是如此" if theirs is breakdown.shape else f"；其他客户{READ[theirs]}" if theirs else ""
    counts = [
        chain([people(f"{who}中「{row.level}」人数", getattr(row, key)) for row in rows], "、")
        for who, key in (("高价值客户", "high_value"), ("其他客户", "others"))
    ]
    levels = "".join(f"「{row.level}」" for row in rows)
    said = (
        Said(f"从低到高看，高价值客户{READ[breakdown.shape]}{beside}"),
        say(f"{levels}依次有 ", counts[0], "高价值客户；其他客户依次 ", counts[1], "。"),
    )
    return (finding("tiers.shape", TIER.key, Level.NOTE, said, 0.7),)


def _source(breakdown: Breakdown) -> tuple[Finding, ...]:
    label = called(breakdown.field)
    if breakdown.same_source is not None:
        said = (
            Said(f"{label}与定义同源，不能用来解释谁是高价值客户"),
            say(borrowed(breakdown.same_source.rstrip("。")), "。这里只描述分布，不把等级当作原因。"),
        )
        return (finding("tiers.source", TIER.key, Level.NOTE, said, 0.9),)
    if not breakdown.field.from_amount:
        return ()
    said = (
        Said(f"{label}通常按金额评定，读数时要当心因果"),
        Said("消费多的客户本来就容易评上高等级，两者一起变化不说明等级带来消费。"),
    )
    return (finding("tiers.source", TIER.key, Level.NOTE, said, 0.3),)
