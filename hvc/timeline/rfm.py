"""Purchases → scores, the eight types and the ten segments (METHODS §7).

Equal values get equal scores: a score is one more than the number of cuts strictly below the value, and the cuts are
type-7 quantiles, so neither the order of the rows nor the customer's number can decide. The segments are a partition of
the R × F grid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.timeline.model import Choices, Comparison, Cuts, Cutting, Rfm
from hvc.timeline.visits import Purchases

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
SCORES = 5
FEWEST = 3  # distinct scores that divide; with fewer the business cuts serve
BUSINESS: tuple[tuple[float, ...], ...] = ((30, 90, 180, 365), (1, 2, 4, 9), ())  # R days; F 1, 2, 3-4, 5-9, 10+
TYPES = (  # of the flags high R, F, M as binary digits 4, 2, 1, in the order to show
    (7, "重要价值客户"), (5, "重要发展客户"), (3, "重要保持客户"), (1, "重要挽留客户"),
    (6, "一般价值客户"), (4, "一般发展客户"), (2, "一般保持客户"), (0, "一般挽留客户"),
)  # fmt: skip
SEGMENTS = (  # names in the order to show
    "冠军客户", "忠诚客户", "潜力忠诚客户", "新客户", "有望客户", "需关注客户", "即将沉睡客户", "有流失风险客户", "不能失去客户",
    "沉睡客户",
)  # fmt: skip
GRID = (  # rows R 1 … 5, columns F 1 … 5: places in SEGMENTS
    (9, 9, 7, 7, 8),
    (9, 9, 7, 7, 8),
    (6, 6, 5, 1, 1),
    (4, 2, 2, 1, 1),
    (3, 2, 2, 0, 0),
)


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Per customer of the dataset: scores 1–5 (0 unscored), place of the type in `TYPES`, of the segment; -1 unscored."""

    r: Integers
    f: Integers
    m: Integers
    type: Integers
    segment: Integers


def score(values: Floats, edges: tuple[float, ...]) -> Integers:
    """1 + the number of `edges` strictly below each value."""
    found: Integers = np.searchsorted(np.array(edges), values, "left").astype(np.int64) + 1
    return found


def cuts(values: Floats, place: int, edited: tuple[float, ...] | None) -> Cuts:
    """The cuts of R, F or M (`place` 0–2) for `values`: the edited ones, else quintiles where they divide."""
    if edited is not None:
        return Cuts(tuple(sorted(set(edited))), Cutting.EDITED)
    quantiles = np.quantile(values, np.arange(1, SCORES) / SCORES)  # type 7 is the default
    if np.unique(score(values, tuple(quantiles))).size >= FEWEST or not BUSINESS[place]:
        return Cuts(tuple(float(q) for q in quantiles), Cutting.QUANTILES)
    return Cuts(BUSINESS[place], Cutting.BUSINESS)


def compared(values: tuple[Floats, Floats, Floats], choices: Choices) -> tuple[float, float, float]:
    """What R, F and M are compared with."""
    if choices.comparison is Comparison.CUSTOM and choices.values is not None:
        return choices.values
    middle = np.median if choices.comparison is Comparison.MEDIAN else np.mean
    r, f, m = (float(middle(each)) for each in values)
    return r, f, m


def scored(found: Purchases, reference: int, choices: Choices) -> tuple[Rfm, Scored]:
    """Score every customer with a known purchase; the others stay unscored."""
    known = found.known & ~np.isnan(found.orders)
    values = ((reference - found.last[known]).astype(float), found.orders[known], found.money[known])
    edges = tuple(cuts(each, place, choices.cuts[place]) for place, each in enumerate(values))
    r, f, m = (score(each, cut.edges) for each, cut in zip(values, edges, strict=True))
    r = len(edges[0].edges) + 2 - r
    base = compared(values, choices)
    flags = 4 * (values[0] <= base[0]) + 2 * (values[1] >= base[1]) + (values[2] >= base[2])
    types = np.argsort([flag for flag, _ in TYPES])[flags]
    segments = np.array(GRID)[_fifths(r, edges[0]) - 1, _fifths(f, edges[1]) - 1]
    every = Scored(
        *(_spread(known, each, blank) for each, blank in ((r, 0), (f, 0), (m, 0), (types, -1), (segments, -1)))
    )
    frame = pl.DataFrame({"recency": values[0], "frequency": values[1], "money": values[2], "r": r, "f": f})
    rfm = Rfm(
        origin=found.origin,
        cuts=(edges[0], edges[1], edges[2]),
        compared=base,
        comparison=choices.comparison,
        types=_groups(frame, types, tuple(name for _, name in TYPES)),
        segments=_groups(frame, segments, SEGMENTS),
        grid=_grid(frame),
        unscored=int((~known).sum()),
    )
    return rfm, every


def _fifths(scores: Integers, cut: Cuts) -> Integers:
    """Scores on the grid of five, whatever number of cuts was asked for."""
    top = len(cut.edges) + 1
    return scores if top == SCORES else np.ceil(scores * SCORES / top).astype(np.int64)


def _spread(known: npt.NDArray[np.bool_], values: Integers, blank: int) -> Integers:
    every = np.full(known.size, blank, dtype=np.int64)
    every[known] = values
    return every


def _groups(frame: pl.DataFrame, places: Integers, names: tuple[str, ...]) -> pl.DataFrame:
    """One row per name, empty ones too: columns of `Rfm.types`."""
    counted = (
        frame.with_columns(place=pl.Series(places, dtype=pl.Int64))
        .group_by("place")
        .agg(
            customers=pl.len().cast(pl.Int64),
            amount=pl.col("money").sum().round(2),
            recency=pl.col("recency").mean(),
            frequency=pl.col("frequency").mean(),
            money=pl.col("money").mean(),
        )
    )
    total = float(frame.get_column("money").sum())
    share = pl.col("amount") / total if total > 0 else pl.lit(None, pl.Float64)
    return (
        pl.DataFrame({"place": range(len(names)), "name": names}, schema_overrides={"place": pl.Int64})
        .join(counted, on="place", how="left", maintain_order="left")
        .with_columns(pl.col("customers").fill_null(0), pl.col("amount").fill_null(0.0))
        .with_columns(customers_share=pl.col("customers") / max(frame.height, 1), amount_share=share)
        .select("name", "customers", "customers_share", "amount", "amount_share", "recency", "frequency", "money")
    )


def _grid(frame: pl.DataFrame) -> pl.DataFrame:
    return (
        frame.group_by("r", "f")
        .agg(customers=pl.len().cast(pl.Int64), amount=pl.col("money").sum().round(2))
        .sort("r", "f")
    )
