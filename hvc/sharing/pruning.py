"""An analysis over coarser levels → the same without what only a few customers stand behind."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from hvc.analysis.balance_parts import Balances
from hvc.analysis.model import Analysis, Breakdown, Unavailable
from hvc.analysis.parts import Confounding, KeyMetric, KeyMetrics, Profile
from hvc.analysis.period_parts import Periods
from hvc.sharing import crossed, lifetimes
from hvc.sharing.cumulated import thinned
from hvc.sharing.lifetimes import few
from hvc.sharing.limit import FEWEST, QUARTILES_FROM, apart, small
from hvc.timeline.model import Lifecycle, Rfm, Timeline

FEW = f"其中有不足 {FEWEST} 人的组，可分享版略去。"
UNLOCK = "完整内容见内部版。"


def pruned(analysis: Analysis) -> Analysis:
    """Every part that can be told of, smaller where it must be; what is gone stands under `unavailable`."""
    analysis = replace(analysis, crosses=crossed.crosses(analysis))
    told = crossed.groups(analysis)
    periods, trends = _periods(analysis.periods), lifetimes.trends(analysis.trends, analysis)
    balances = _balances(analysis.balances)
    phases = None if analysis.phases is None or lifetimes.phases(analysis.phases, analysis) else analysis.phases
    told_of = analysis.timeline and lifetimes.timeline(analysis.timeline)
    (rfm, lifecycle), (few_types, few_stages) = (_timed(one) for one in (analysis.timeline, told_of))
    gone = (
        ("rfm", "RFM 分群", rfm, few_types),
        ("lifecycle", "购买阶段", lifecycle, few_stages),
        ("periods", "两期对比", analysis.periods, periods),
        ("trends", "走势与留存", analysis.trends, trends),
        ("balances", "资产流失", analysis.balances, balances),
        ("phases", "阶段价值", analysis.phases, phases),
    )
    lost = tuple(
        Unavailable(part, f"{name}{FEW}", UNLOCK) for part, name, had, has in gone if had is not has and has is None
    )
    return replace(
        thinned(analysis),
        confounding=tuple(one for one in analysis.confounding if not _strata(one, told)),
        combinations=crossed.listed(analysis.combinations, told),
        tag_pairs=tuple(crossed.pairs(one, told) for one in analysis.tag_pairs),
        profile=analysis.profile and _profile(analysis.profile),
        key_metrics=analysis.key_metrics and _metrics(analysis.key_metrics, analysis),
        timeline=told_of,
        periods=periods,
        trends=trends,
        balances=balances,
        phases=phases,
        unavailable=analysis.unavailable + lost,
    )


def _profile(part: Profile) -> Profile:
    """Quartiles of enough customers only."""
    halves = [
        pl.when(pl.col(f"n_{side}") >= QUARTILES_FROM).then(pl.col(f"p25_{side}", f"p75_{side}"))
        for side in ("high_value", "others")
    ]
    return replace(part, frame=part.frame.with_columns(halves))


def _timed(told: Timeline | None) -> tuple[Rfm | None, Lifecycle | None]:
    return (told.rfm, told.lifecycle) if told else (None, None)


def _strata(one: Confounding, told: crossed.Told) -> bool:
    """Whether few stand in a stratum, or few who have the level in none."""
    high, others = told[frozenset({(one.field.key, one.level)})]
    ours, every = (int(one.strata[name].sum()) for name in ("high_value", "customers"))
    if small(high - ours) or small(others - (every - ours)):
        return True
    rest = one.strata.with_columns(
        a_customers=pl.col("customers") - pl.col("high_value"),
        a_rest=pl.col("rest_customers") - pl.col("rest_high_value"),
    )
    return few(rest, "customers", "high_value", "rest_customers", "rest_high_value", "a_")


def _metrics(part: KeyMetrics, analysis: Analysis) -> KeyMetrics:
    def told(one: KeyMetric) -> KeyMetric:
        compared = analysis.breakdown(one.field.key)
        return one if one.cut is None or compared is None or _cut(one, compared) else replace(one, cut=None)

    return replace(
        part, ranked=tuple(told(one) for one in part.ranked), same_source=tuple(told(one) for one in part.same_source)
    )


def _cut(one: KeyMetric, compared: Breakdown) -> bool:
    """Whether the cut tells of no small group, alone or beside the levels counted up from either end."""
    assert one.cut is not None
    ours, rest = (
        round(n * rate) for n, rate in ((one.cut.customers, one.cut.rate), (one.cut.rest_customers, one.cut.rest_rate))
    )
    sides = ((ours, rest), (one.cut.customers - ours, one.cut.rest_customers - rest))
    if any(small(count) for side in sides for count in side):
        return False
    for name, (count, _) in zip(("high_value", "others"), sides, strict=True):
        counts = compared.frame[name]
        ends = [*counts.cum_sum(), *counts.cum_sum(reverse=True)] if compared.ordered else []
        if not apart(count, [*ends, *counts]):
            return False
    return True


def _balances(part: Balances | None) -> Balances | None:
    if part is None:
        return None
    rest = part.frame.with_columns(
        customers_rest=pl.col("reached") - pl.col("customers"),
        customers_others=pl.col("customers") - pl.col("high_value"),
    )
    return None if few(rest, "customers", "reached", "high_value") else part


def _periods(part: Periods | None) -> Periods | None:
    """The comparison, unless one of the ways that customers went is small; of the moves those alone that are large."""
    if part is None:
        return None
    counts = (part.now - part.both, part.before - part.both, part.high_before, part.high_now)
    if any(small(count) for count in counts) or few(part.fates, "customers"):
        return None
    moves = tuple(one for one in part.migrations if not few(one.frame, "customers"))
    return replace(part, migrations=moves, earlier="上一期")
