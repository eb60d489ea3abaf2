"""Tags chosen together → the customers who carry them, beside all customers, and the action for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.parts import TagPairs
from hvc.analysis.significance import p_values, q_values
from hvc.insights.model import Action
from hvc.insights.phrase import PERCENT_FROM, Said, called, say, share
from hvc.insights.plans.aims import rises
from hvc.insights.plans.audience import Plan, carries, listed, mean_amount, opening
from hvc.insights.plans.ground import Ground, Group, gather, ground
from hvc.insights.standing import SIGNIFICANT
from hvc.schema import TAGS, Field

HIGH_FROM = 10  # high-value customers who carry both tags
BEYOND = 1.1  # times the rate of either tag alone
LIFT_FROM = 1.2  # times the average


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Customers who carry the chosen tags: counts, and their amount (元); `action` is None where nobody may be contacted."""

    customers: int
    high_value: int
    amount: float
    action: Action | None


def carrying(customers: pl.DataFrame, field: Field, tags: Sequence[str], *, every: bool) -> pl.Expr:
    """True for who carries all of `tags`, or one of them at least."""
    if not every:
        return carries(customers, field, tags)
    return pl.all_horizontal(carries(customers, field, [tag]) for tag in tags)


def chosen(analysis: Analysis, field: Field, tags: Sequence[str], *, every: bool) -> Chosen:
    """Count the customers of the chosen tags and put their list together."""
    data = analysis.dataset.customers
    who = carrying(data, field, tags, every=every)
    amount = analysis.dataset.amount.col
    customers, high_value, spent = (
        data.lazy()
        .select(who=who, ours=analysis.line.mask(), amount=amount)
        .filter("who")
        .select(customers=pl.len(), high_value=pl.col("ours").sum(), amount=pl.col("amount").sum())
        .collect()
        .row(0)
    )
    group = gather(ground(analysis), who)
    made = _chosen(analysis, group, _names(field, tags, every=every), (high_value, customers)) if group else None
    return Chosen(customers, high_value, float(spent), listed(made) if made else None)


def _names(field: Field, tags: Sequence[str], *, every: bool) -> str:
    """Say who they are: 客户标签同时含「A」「B」."""
    names = "".join(f"「{tag}」" for tag in tags)
    how = "" if len(tags) == 1 else "同时" if every else "任一"
    return f"{called(field)}{how}含{names}"


def _chosen(analysis: Analysis, group: Group, names: str, counts: tuple[int, int]) -> Plan:
    return Plan(
        code="tags.chosen",
        title="标签人群",
        audience=Said(f"{names}的全部客户"),
        why=_beside(analysis, names, *counts),
        steps=(opening(group, "先联系"), Said("随机留出一到两成不触达，作为期末对照")),
        channel="线上推送，金额靠前的由专人联系",
        window="六周，期末比较",
        role="会员运营",
        group=group,
        also=mean_amount(group),
    )


def _beside(analysis: Analysis, names: str, high: int, customers: int) -> Said:
    seen = analysis.overview
    return say(
        f"{names}的客户中高价值占 ",
        share(f"{names}的高价值占比", high, customers),
        "，全部客户 ",
        share("全部客户的高价值占比", seen.high_value, seen.customers),
        "。",
    )


def develop(on: Ground) -> Plan | None:
    """双标签潜力客群: who carries the two tags that together mark most, and is not yet high-value."""
    analysis = on.analysis
    breakdown = analysis.breakdown(TAGS.key)
    part = next((part for part in analysis.tag_pairs if part.field.key == TAGS.key), None)
    if breakdown is None or part is None or breakdown.same_source is not None:
        return None
    pairs = telling(part, breakdown, analysis.overview.high_value_share)
    if pairs.is_empty():
        return None
    best = pairs.row(0, named=True)
    tags = (best["tag"], best["other"])
    both = carrying(analysis.dataset.customers, part.field, tags, every=True)
    group = gather(on, both, high=False)
    return _develop(on, group, _names(part.field, tags, every=True), best) if group else None


def telling(part: TagPairs, breakdown: Breakdown, average: float) -> pl.DataFrame:
    """The pairs whose carriers are more often high-value than those of either tag alone, beyond chance, best first.

    Each pair is tested against the rest of both its tags and the worse p counts, all pairs of one family.
    """
    sides = breakdown.frame.select("level", n="customers", a="high_value")
    frame = part.frame.join(sides, left_on="tag", right_on="level").join(
        sides, left_on="other", right_on="level", suffix="_other"
    )
    frame = frame.filter(pl.col("customers") >= PERCENT_FROM, pl.col("high_value") >= HIGH_FROM)
    met, ours = (frame.get_column(name).to_numpy() for name in ("customers", "high_value"))
    alone = ((frame[f"n{end}"].to_numpy() - met, frame[f"a{end}"].to_numpy() - ours) for end in ("", "_other"))
    worse = np.max([np.nan_to_num(p_values(ours, met, a, n), nan=1.0) for n, a in alone], axis=0)
    return frame.filter(
        pl.Series(q_values(worse)) < SIGNIFICANT,
        pl.col("rate") >= BEYOND * pl.max_horizontal("rate_tag", "rate_other"),
        pl.col("rate") >= LIFT_FROM * average,
    ).sort(pl.col("customers") * (pl.col("rate") - average), "tag", "other", descending=[True, False, False])


def _develop(on: Ground, group: Group, names: str, best: dict[str, int]) -> Plan:
    analysis = on.analysis
    return Plan(
        code="tags.pair",
        title="双标签潜力客群",
        audience=Said(f"{names}、尚未达到高价值门槛"),
        why=_beside(analysis, names, best["high_value"], best["customers"]),
        steps=(
            opening(group, "先联系"),
            Said("按两个标签各自的卖点准备一套内容，看哪一套回应更多"),
            Said("两次没有回应的不再推，腾出的名额给名单里下一位"),
        ),
        channel="线上推送（小程序、短信），金额靠前的由专人联系",
        window="六周，期末比较",
        role="会员运营",
        group=group,
        aim=rises(on),
        also=mean_amount(group),
    )
