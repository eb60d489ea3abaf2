"""What high-value customers have bought clearly more often than those next to them → the next thing to show to the latter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.lexicon import owned
from hvc.insights.line import definition
from hvc.insights.phrase import Said, called, chain, money, people, say, share
from hvc.insights.plans.aims import buys
from hvc.insights.plans.audience import Plan, carries, opening
from hvc.insights.plans.ground import Ground, Group, gather
from hvc.insights.standing import HIGHER, VAGUE, distance, standings
from hvc.schema import BY_KEY, TAG_SEPARATOR, Field

CLEARLY = 0.05  # of the customers: the least that the interval of the difference must vouch for
ENTRIES = 3  # things already bought that are named as a way in


@dataclass(frozen=True, slots=True, eq=False)
class Lacking:
    """One thing (`level` of `field`) that high-value customers hold more often than those next to them.

    `ours`, `theirs`: (holders, customers who hold anything), of the high-value and of the next; `low`: from how many 元 on
    the next ones begin; `who` is true for customers over `low` who do not hold it.
    """

    field: Field
    level: str
    ours: tuple[int, int]
    theirs: tuple[int, int]
    low: float
    who: pl.Expr


def recommend(on: Ground) -> Plan | None:
    """交叉推荐: the middle of the customers by amount, who bought something and not yet this."""
    every = tuple(_found(on))
    found = max(every, key=lambda one: (distance(one.ours, one.theirs), one.level), default=None)
    group = gather(on, found.who, high=False) if found is not None else None
    if found is None or group is None:
        return None
    name, amount = f"「{found.level}」", called(on.analysis.line.field)
    return Plan(
        code="cross_sell",
        title="交叉推荐",
        audience=say(
            f"{called(found.field)}不含{name}、含其他，{amount}不低于 ", money("中间一层的下限", found.low),
            "，且不属于高价值客户（", definition(on.analysis), "）",
        ),
        why=say(
            f"高价值客户中有{name}的占 ", share(f"高价值客户中有{name}的占比", *found.ours), "，金额次一层的客户中占 ",
            share(f"次一层客户中有{name}的占比", *found.theirs),
            "，是各项中相差最大的一项。" if len(every) > 1 else "。",
        ),
        steps=_steps(group, found),
        channel="小程序与公众号推送，到店时店员顺带介绍",
        window="一个月内推送两轮，满一个季度比较",
        role="商品运营",
        group=group,
        aim=buys(on, group),
        also=Said(f"另看名单里有{name}的人数"),
    )  # fmt: skip


def _found(on: Ground) -> Iterator[Lacking]:
    """Everything that stands out among high-value customers, both beside all others and beside those next to them."""
    low = _next(on.analysis)
    if low is None:
        return
    near = ~on.analysis.line.mask() & (on.analysis.line.field.col >= low)
    for breakdown in on.analysis.breakdowns:
        for level in _things(breakdown):
            field = breakdown.field
            holds = carries(on.customers, field, [level])
            some = field.col.is_not_null() & (field.col.cast(pl.String) != "")
            ours, theirs = _counted(on, holds, some, near)
            if distance(ours, theirs) >= CLEARLY:
                yield Lacking(field, level, ours, theirs, low, (on.analysis.line.field.col >= low) & some & ~holds)


def _next(analysis: Analysis) -> float | None:
    """Where the layer under the high-value customers begins, 元."""
    if analysis.layers is None or analysis.layers.frame.height <= 1:
        return None
    low = analysis.layers.frame.get_column("low")[1]
    return float(low) if low is not None else None


def _things(breakdown: Breakdown) -> tuple[str, ...]:
    """Levels that can be bought or taken out and stand out: of a fact about orders any, of tags those that say so."""
    if not breakdown.multi_valued or breakdown.same_source is not None:
        return ()
    out = [row.level for row in standings(breakdown) if row.word in HIGHER and row.level not in VAGUE]
    bought = BY_KEY.get(breakdown.field.key, breakdown.field).per_order
    return tuple(out) if bought else owned(out)


def _counted(on: Ground, holds: pl.Expr, some: pl.Expr, near: pl.Expr) -> tuple[tuple[int, int], tuple[int, int]]:
    high = on.analysis.line.mask()
    ours, all_ours, theirs, all_theirs = on.customers.select(
        ours=(holds & high).sum(),
        all_ours=(some & high).sum(),
        theirs=(holds & near).sum(),
        all_theirs=(some & near).sum(),
    ).row(0)
    return (ours, all_ours), (theirs, all_theirs)


def _steps(group: Group, found: Lacking) -> tuple[Said, ...]:
    return (
        say("从买过的东西接着推：", _entries(group, found), "，各配一套与", f"「{found.level}」搭配的内容"),
        say(opening(group, "先推给", "推给"), "，看点开与下单，再定下一步"),
        Said("首次只给小规格、试用或体验，不打折；明确不要的记下来，不再推这一类"),
        Said("买了的客户按正常间隔跟进一次使用感受，不接着推第三类"),
    )


def _entries(group: Group, found: Lacking) -> Said:
    """What most of the list already hold: only distinct sets are read."""
    sets = group.members.get_column(found.field.key).value_counts(name="n")
    held = (
        sets.select(pl.col(found.field.key).cast(pl.String).str.split(TAG_SEPARATOR).alias("level"), "n")
        .explode("level")
        .group_by("level")
        .agg(pl.col("n").sum())
        .sort("n", "level", descending=[True, False])
        .head(ENTRIES)
    )
    named = (say(f"「{level}」", people(f"名单中有「{level}」的人数", n)) for level, n in held.iter_rows())
    return chain(list(named), "、")
