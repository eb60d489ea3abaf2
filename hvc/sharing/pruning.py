"""An analysis over coarser levels → the same without what only a few customers stand behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import polars as pl

from hvc.analysis.balance_parts import Balances
from hvc.analysis.model import Analysis, Breakdown, Unavailable
from hvc.analysis.parts import Confounding, KeyMetric, KeyMetrics
from hvc.analysis.period_parts import Periods
from hvc.sharing import crossed
from hvc.sharing.cumulated import thinned
from hvc.sharing.limit import FEWEST, OTHERS, apart, small
from hvc.sharing.merging import adjacent, pooled
from hvc.timeline.model import Clv, Lifecycle, Rfm, Timeline, Trends

FEW = f"其中有不足 {FEWEST} 人的组，可分享版略去。"
UNLOCK = "完整内容见内部版。"
RECENT_QUARTERS, RECENT_MONTHS = 2, 4  # cohorts that may hold customers of less than 90 days
TOGETHER = "或"
Groups = tuple[tuple[int, ...], ...] | None


def pruned(analysis: Analysis) -> Analysis:
    """Every part that can be told of, smaller where it must be; what is gone stands under `unavailable`."""
    analysis = replace(analysis, crosses=crossed.crosses(analysis))
    told = crossed.groups(analysis)
    periods, trends = _periods(analysis.periods), _trends(analysis.trends)
    balances = _balances(analysis.balances)
    phases = None if analysis.phases is None or _phases(analysis.phases, analysis) else analysis.phases
    gone = (
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
        confounding=tuple(one for one in analysis.confounding if not _strata(one)),
        combinations=crossed.listed(analysis.combinations, told),
        tag_pairs=tuple(crossed.pairs(one, told) for one in analysis.tag_pairs),
        key_metrics=analysis.key_metrics and _metrics(analysis.key_metrics, analysis),
        timeline=analysis.timeline and _timeline(analysis.timeline),
        periods=periods,
        trends=trends,
        balances=balances,
        phases=phases,
        unavailable=analysis.unavailable + lost,
    )


def _few(frame: pl.DataFrame, *starts: str) -> bool:
    """Whether any count in the columns that begin so is small."""
    columns = [name for name in frame.columns if name.startswith(starts)]
    return any(small(count) for name in columns for count in frame[name].drop_nulls())


def _phases(frame: pl.DataFrame, analysis: Analysis) -> bool:
    """Whether few came to a phase or fell out before it, or few of those bought, or few did not."""
    seen = analysis.overview
    for side, whole in (("high", seen.high_value), ("others", seen.customers - seen.high_value)):
        reached = [whole, *frame[f"customers_{side}"]]
        bought = [round(n * (share or 0)) for n, share in frame.select(f"customers_{side}", f"bought_{side}").rows()]
        steps = [before - after for before, after in pairwise(reached)]
        away = [n - count for n, count in zip(reached[1:], bought, strict=True)]
        if any(small(count) for count in (*reached, *steps, *bought, *away)):
            return True
    return False


def _strata(one: Confounding) -> bool:
    rest = one.strata.with_columns(
        a_customers=pl.col("customers") - pl.col("high_value"),
        a_rest=pl.col("rest_customers") - pl.col("rest_high_value"),
    )
    return _few(rest, "customers", "high_value", "rest_customers", "rest_high_value", "a_")


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


def _timeline(told: Timeline) -> Timeline:
    return replace(
        told,
        rfm=told.rfm and _rfm(told.rfm),
        lifecycle=told.lifecycle and _lifecycle(told.lifecycle),
        clv=told.clv and _clv(told.clv),
    )


def _rfm(part: Rfm) -> Rfm:
    types, segments = (_merged(f, pooled(_cells(f)), OTHERS) for f in (part.types, part.segments))
    grid = part.grid.clear() if _few(part.grid, "customers") else part.grid
    unscored = 0 if small(part.unscored) else part.unscored
    return replace(part, types=types, segments=segments, grid=grid, unscored=unscored)


def _lifecycle(part: Lifecycle) -> Lifecycle:
    return replace(part, stages=_merged(part.stages, adjacent(_cells(part.stages)), TOGETHER))


def _cells(frame: pl.DataFrame) -> list[tuple[int, ...]]:
    return [(count,) for count in frame["customers"]]


def _merged(frame: pl.DataFrame, groups: Groups, name: str) -> pl.DataFrame:
    """One row per group; means weighed by customers. Nothing where the groups cannot be told."""
    if groups is None:
        return frame.clear()
    place = {row: at for at, group in enumerate(groups) for row in group}
    means = [c for c in ("recency", "frequency", "money") if c in frame.columns]
    sums = [c for c in frame.columns if c != "name" and c not in means]
    weighed = [(pl.col(c) * pl.col("customers")).sum() / pl.col("customers").sum() for c in means]
    called = pl.col("name").first() if name == OTHERS else pl.col("name").str.join(name)
    label = pl.when(pl.len() == 1).then(pl.col("name").first()).otherwise(pl.lit(name) if name == OTHERS else called)
    order = pl.Series("__group", [place[row] for row in range(frame.height)])
    return (
        frame.with_columns(order)
        .group_by("__group", maintain_order=True)
        .agg(
            label.alias("name"),
            *(pl.col(c).sum() for c in sums),
            *(e.fill_nan(None).alias(c) for e, c in zip(weighed, means, strict=True)),
        )
        .sort("__group")
        .select(frame.columns)
    )


def _clv(part: Clv) -> Clv:
    bands = part.bands.clear() if _few(part.bands, "customers") else part.bands
    cohorts = part.cohorts.filter(~pl.col("customers").is_between(1, FEWEST - 1))
    young = RECENT_QUARTERS if cohorts["cohort"].str.contains("季度").any() else RECENT_MONTHS
    old = pl.int_range(pl.len()) < pl.len() - young  # of the last ones it may be a few whose first days are over
    cohorts = cohorts.with_columns(pl.when(old).then(pl.col("first30", "first90")))
    return replace(part, bands=bands, cohorts=cohorts)


def _trends(part: Trends | None) -> Trends | None:
    """By month as long as enough customers of both sides bought in each; cohorts with a few who came back, or stayed away, go."""
    if part is None or _few(part.monthly, "active"):
        return None
    away = (pl.col("customers") - pl.col("active")).is_between(1, FEWEST - 1)
    few = pl.any_horizontal(pl.col("customers", "active").is_between(1, FEWEST - 1)) | away
    rows = part.retention.filter(few)["cohort"].unique()
    return replace(part, retention=part.retention.filter(~pl.col("cohort").is_in(rows.implode())))


def _balances(part: Balances | None) -> Balances | None:
    if part is None:
        return None
    rest = part.frame.with_columns(
        customers_rest=pl.col("reached") - pl.col("customers"),
        customers_others=pl.col("customers") - pl.col("high_value"),
    )
    return None if _few(rest, "customers", "reached", "high_value") else part


def _periods(part: Periods | None) -> Periods | None:
    """The comparison, unless one of the ways that customers went is small; of the moves those alone that are large."""
    if part is None:
        return None
    counts = (part.now - part.both, part.before - part.both, part.high_before, part.high_now)
    if any(small(count) for count in counts) or _few(part.fates, "customers"):
        return None
    moves = tuple(one for one in part.migrations if not _few(one.frame, "customers"))
    return replace(part, migrations=moves, earlier="上一期")


def gone(before: Analysis, after: Analysis) -> frozenset[str]:
    """Names of types, segments and stages that are told under another name or not at all."""
    had, has = (frozenset(name for frame in _named(one) for name in frame["name"]) for one in (before, after))
    return had - has


def _named(analysis: Analysis) -> Sequence[pl.DataFrame]:
    told = analysis.timeline
    if told is None:
        return ()
    rfm = (told.rfm.types, told.rfm.segments) if told.rfm else ()
    return (*rfm, *((told.lifecycle.stages,) if told.lifecycle else ()))
