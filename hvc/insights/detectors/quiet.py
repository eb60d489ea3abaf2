"""Stages of the high-value customers → how many of them have gone quiet, and with how much of the money."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.churn import has_rhythm
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, beside, finding, money, people, say
from hvc.insights.standing import differs_whole, distance
from hvc.schema import LIFECYCLE, RFM_TYPE, Field
from hvc.units import COUNT, SHARE

SECTION = "stages"
QUIET = ("沉默", "流失")
AWAY = ("重要保持客户", "重要挽留客户")  # the RFM types of much money and a long absence
MANY = 0.2  # of the high-value customers: fewer is the usual coming and going
SAME = 0.8  # of the customers of those types: they are the quiet ones by another name


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """The high-value customers beyond the silent limit, where their own rhythm is not known."""
    told = analysis.timeline.lifecycle if analysis.timeline is not None else None
    seen = None if told is None else analysis.breakdown(LIFECYCLE.key)
    if told is None or seen is None or seen.n_high_value < PERCENT_FROM or has_rhythm(analysis):
        return ()
    rows = seen.frame.filter(pl.col("level").is_in(QUIET))
    ours, theirs = (
        (int(rows[name].sum()), whole) for name, whole in (("high_value", seen.n_high_value), ("others", seen.n_others))
    )
    if ours[0] < MANY * ours[1]:
        return ()
    gap = distance(ours, theirs) if differs_whole(seen) else 0.0  # else a chance find among many
    held, whole = _amount(analysis), analysis.overview.high_value_amount
    part = (
        say("，占高价值客户金额的 ", Fact("沉默或流失的高价值金额占比", held / whole, SHARE))
        if 0 < held <= whole
        else Said("")
    )
    headline = say("高价值客户中有 ", people("沉默或流失的高价值客户数", ours[0]), "已经沉默或流失", part)
    evidence = say(
        "他们超过 ", Fact("沉默的天数", told.silent, COUNT), " 天没有消费，金额合计 ", money("沉默或流失的高价值金额", held), "；",
        "高价值客户中占 ", beside("沉默或流失", ours, theirs), _verdict(gap), "。",
    )  # fmt: skip
    level = Level.RISK if gap >= 0 else Level.WATCH
    return (finding("stages.quiet", SECTION, level, (headline, evidence), ours[0] / ours[1]),)


def _amount(analysis: Analysis) -> float:
    who = _one_of(LIFECYCLE, QUIET) & analysis.line.mask()
    return float(analysis.dataset.customers.select(analysis.line.field.col.filter(who).sum()).item())


def _one_of(field: Field, levels: tuple[str, str]) -> pl.Expr:
    """True for customers of one of two levels; each compared by its code, which is faster than by its text."""
    return (field.col == levels[0]) | (field.col == levels[1])


def _verdict(gap: float) -> str:
    """What the two shares allow: a coming and going that both groups share is no sign of the one."""
    if gap > 0:
        return "，比其他客户多见"
    return "，比其他客户少见" if gap < 0 else "，两类客户分不出高低"


def retold(analysis: Analysis) -> bool:
    """The RFM types of much money and a long absence are the quiet customers over again."""
    customers = analysis.dataset.customers
    if RFM_TYPE.key not in customers.columns or not detect(analysis):
        return False
    away = _one_of(RFM_TYPE, AWAY)
    both, whole = customers.select(both=(away & _one_of(LIFECYCLE, QUIET)).sum(), whole=away.sum()).row(0)
    return bool(whole and both >= SAME * whole)
