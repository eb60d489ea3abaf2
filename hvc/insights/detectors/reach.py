"""Tiers and ratings beside everybody → whether the tiers still divide anybody, what the best bring, who has no rating, who is good for more."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.ladder import good_end, named, ratings, sides, top_tiers
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, called, finding, money, people, say, share
from hvc.schema import TIER
from hvc.units import SHARE

CROWDED = 0.8  # of the customers in one tier: it divides nobody any more
UNRATED = 0.05  # of the high-value customers without a rating
RESERVE = 0.05  # of all customers: a smaller group is no plan
TWO = 2


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What the tiers and the first field of credit say of everybody."""
    return (*_crowded(analysis), *_best(analysis), *_unrated(analysis), *_reserve(analysis))


def _crowded(analysis: Analysis) -> tuple[Finding, ...]:
    seen = analysis.breakdown(TIER.key)
    if seen is None or seen.frame.height < TWO:
        return ()
    top = seen.frame.sort("customers", descending=True, maintain_order=True).row(0, named=True)
    whole = seen.n_high_value + seen.n_others
    if whole < PERCENT_FROM or top["customers"] < CROWDED * whole:
        return ()
    name = f"「{top['level']}」"
    said = (
        say(
            f"{called(seen.field)}没有拉开：", share(f"{name}的客户占比", top["customers"], whole), f"的客户都在{name}"
        ),
        say(
            "其中有 ",
            people(f"{name}中的高价值客户数", top["high_value"]),
            "高价值客户，与另外 ",
            people(f"{name}中的其他客户数", top["others"]),
            "客户等级相同；要分层服务，先要有分得开的等级。",
        ),
    )
    return (finding("tiers.crowded", TIER.key, Level.WATCH, said, top["customers"] / whole - 0.5),)


def _best(analysis: Analysis) -> tuple[Finding, ...]:
    """The premium tiers' part of the customers beside their part of the money."""
    seen, top = analysis.breakdown(TIER.key), top_tiers(analysis)
    total = 0.0 if seen is None else float(seen.frame.select(pl.col("amount").sum()).item())
    if seen is None or top is None or (seen.frame["amount"] < 0).any() or total <= 0:
        return ()
    rows, whole = seen.frame.filter(seen.frame["level"].is_in(top.levels)), seen.n_high_value + seen.n_others
    members, held = int(rows["customers"].sum()), float(rows.select(pl.col("amount").sum()).item())
    part = held / total
    if whole < PERCENT_FROM or members < PERCENT_FROM:
        return ()
    ahead = part > members / whole
    headline = say(
        named(top),
        "占客户的 ",
        share("高等级客户占比", members, whole),
        "，带来 ",
        Fact("高等级客户的金额占比", part, SHARE),
        " 的金额",
    )
    evidence = say(
        "高等级人均 ", money("高等级人均金额", held / members), "，其余等级 ",
        money("其余等级人均金额", (total - held) / max(whole - members, 1)),
        "。" if ahead else "，高等级并没有带来与人数相称的金额。",
    )  # fmt: skip
    level = Level.NOTE if ahead else Level.WATCH
    return (finding("tiers.money", TIER.key, level, (headline, evidence), abs(part - members / whole)),)


def _unrated(analysis: Analysis) -> tuple[Finding, ...]:
    """High-value customers of whose credit nothing is known."""
    found = [b for b in ratings(analysis) if b.n_high_value]
    if not found or not good_end(analysis, found[0].field):
        return ()
    seen = found[0]
    missing, whole = seen.missing_high_value, seen.missing_high_value + seen.n_high_value
    if whole < PERCENT_FROM or missing < UNRATED * whole:
        return ()
    who = seen.field.col.is_null() & analysis.line.mask()
    held = float(analysis.dataset.customers.select(analysis.line.field.col.filter(who).sum()).item())
    said = (
        say("有 ", people(f"没有{called(seen.field)}的高价值客户数", missing), f"高价值客户没有{called(seen.field)}，风险看不见"),
        say(
            "占高价值客户的 ", share(f"高价值客户中没有{called(seen.field)}的占比", missing, whole), "，金额合计 ", money("他们的金额", held),
            "；补评之前不在风险名单里，也不在信用激励名单里。",
        ),
    )  # fmt: skip
    return (finding("credit.unrated", seen.field.key, Level.WATCH, said, missing / whole),)


def _reserve(analysis: Analysis) -> tuple[Finding, ...]:
    """Good credit that spends little so far."""
    found = [b for b in ratings(analysis) if b.n_high_value]
    good = good_end(analysis, found[0].field) if found else None
    if good is None:
        return ()
    theirs = sides(analysis, good)[1]
    everyone = analysis.overview.customers
    if theirs[0] < max(PERCENT_FROM, RESERVE * everyone):
        return ()
    said = (
        say("信用良好而金额还没到门槛的有 ", people("信用良好的其他客户数", theirs[0]), "客户"),
        say(
            named(good),
            "在其他客户中占 ",
            share("其他客户中信用良好的占比", *theirs),
            "；信用不是消费的理由，只说明先享后付一类的办法对他们风险较低。",
        ),
    )
    return (finding("credit.reserve", good.field.key, Level.OPPORTUNITY, said, 0.3 * theirs[0] / everyone),)
