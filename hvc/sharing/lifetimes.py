"""What time tells of customers → the same in types, stages, batches and months that enough customers are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import polars as pl

from hvc.analysis.model import Analysis
from hvc.sharing.limit import FEWEST, OTHERS, QUINTILES_FROM, small
from hvc.sharing.merging import Groups, adjacent, pooled
from hvc.timeline.model import Clv, Lifecycle, Rfm, Timeline, Trends

RECENT_QUARTERS, RECENT_MONTHS = 2, 4  # cohorts that may hold customers of less than 90 days
TOGETHER = "或"


def timeline(told: Timeline) -> Timeline:
    """Its small types, segments and stages merged; what cannot be merged is gone."""
    return replace(
        told,
        rfm=told.rfm and _rfm(told.rfm),
        lifecycle=told.lifecycle and _lifecycle(told.lifecycle),
        clv=told.clv and _clv(told.clv),
    )


def _rfm(part: Rfm) -> Rfm | None:
    if part.types["customers"].sum() < QUINTILES_FROM or pooled(_cells(part.types)) is None:
        return None
    types, segments = (_merged(f, pooled(_cells(f)), OTHERS) for f in (part.types, part.segments))
    grid = part.grid.clear() if few(part.grid, "customers") else part.grid
    unscored = 0 if small(part.unscored) else part.unscored
    return replace(part, types=types, segments=segments, grid=grid, unscored=unscored)


def _lifecycle(part: Lifecycle) -> Lifecycle | None:
    groups = adjacent(_cells(part.stages))
    return None if groups is None else replace(part, stages=_merged(part.stages, groups, TOGETHER))


def _cells(frame: pl.DataFrame) -> list[tuple[int, ...]]:
    return [(count,) for count in frame["customers"]]


def _merged(frame: pl.DataFrame, groups: Groups | None, name: str) -> pl.DataFrame:
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
    bands = part.bands.clear() if few(part.bands, "customers") else part.bands
    cohorts = part.cohorts.filter(~pl.col("customers").is_between(1, FEWEST - 1))
    young = RECENT_QUARTERS if cohorts["cohort"].str.contains("季度").any() else RECENT_MONTHS
    old = pl.int_range(pl.len()) < pl.len() - young  # of the last ones it may be a few whose first days are over
    cohorts = cohorts.with_columns(pl.when(old).then(pl.col("first30", "first90")))
    return replace(part, bands=bands, cohorts=cohorts)


def trends(part: Trends | None, analysis: Analysis) -> Trends | None:
    """By month as long as enough customers of both sides bought in each, and enough did not.

    A cohort of which a few came back in some period, or a few stayed away, goes.
    """
    if part is None:
        return None
    seen = analysis.overview
    idle = part.monthly.select(
        active_high=seen.high_value - pl.col("active_high"),
        active_others=seen.customers - seen.high_value - pl.col("active_others"),
    )
    if few(part.monthly, "active") or few(idle, "active"):
        return None
    away = (pl.col("customers") - pl.col("active")).is_between(1, FEWEST - 1)
    thin = pl.any_horizontal(pl.col("customers", "active").is_between(1, FEWEST - 1)) | away
    rows = part.retention.filter(thin)["cohort"].unique()
    return replace(part, retention=part.retention.filter(~pl.col("cohort").is_in(rows.implode())))


def phases(frame: pl.DataFrame, analysis: Analysis) -> bool:
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


def few(frame: pl.DataFrame, *starts: str) -> bool:
    """Whether any count in the columns that begin so is small."""
    columns = [name for name in frame.columns if name.startswith(starts)]
    return any(small(count) for name in columns for count in frame[name].drop_nulls())
