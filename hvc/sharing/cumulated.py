"""Counts of customers over one amount after another → those that may stand beside each other, no small group between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from hvc.analysis.model import Analysis, Concentration
from hvc.analysis.parts import Layers, Thresholds
from hvc.insights.line import NEAR_FROM, Near, nearness
from hvc.sharing.limit import apart, small

POINTS = 20  # of the Lorenz curve that are asked for; those too near to another count fall out


def thinned(analysis: Analysis) -> Analysis:
    """The curve of the line, the layers, the Lorenz curve and the top shares, of all of which no two tell of a small group."""
    seen = analysis.overview
    close = nearness(analysis)
    known = [0, seen.customers, *([seen.high_value] if analysis.line.cut else [])]
    known += [seen.high_value + close.customers] if close and analysis.line.cut and not small(close.customers) else []
    layers = _layers(analysis.layers, known)
    spread = _spread(analysis.concentration, seen.customers, known)
    moved = analysis.thresholds and _thresholds(analysis.thresholds, known, close)
    return replace(analysis, layers=layers, concentration=spread, thresholds=moved)


def _kept(counts: Sequence[int], known: list[int]) -> list[bool]:
    """Which counts stand apart from `known` and from those kept before them; `known` grows by them."""
    told = []
    for count in counts:
        fits = apart(count, known)
        known += [count] if fits else []
        told.append(fits)
    return told


def _layers(part: Layers | None, known: list[int]) -> Layers | None:
    if part is None or any(small(count) for count in part.frame["customers"]):
        return None
    fits = _kept(part.frame["customers"].cum_sum().to_list(), known)
    return part if all(fits) else None


def _spread(part: Concentration, everyone: int, known: list[int]) -> Concentration:
    if small(part.negative):
        return Concentration(None, part.lorenz.clear(), part.top.clear(), customers_for_80=None, negative=0)
    ranked = everyone - part.negative
    makers = part.customers_for_80
    fits = makers is not None and _kept([makers], known)[0]
    top = part.top.filter(pl.Series(_kept(part.top["customers"].to_list(), known), dtype=pl.Boolean))
    return replace(part, lorenz=_coarse(part.lorenz, ranked, known), top=top, customers_for_80=makers if fits else None)


def _coarse(curve: pl.DataFrame, ranked: int, known: list[int]) -> pl.DataFrame:
    """The curve by steps of a twentieth, counted from the largest customers as everything else is."""
    if not curve.height:
        return curve
    wanted = np.unique(np.linspace(0, curve.height - 1, POINTS + 1).round().astype(int))
    rows: pl.DataFrame = curve[wanted.tolist()]
    counts = [ranked - round(share * ranked) for share in rows["customers"]]
    return rows.filter(pl.Series(_kept(counts, known), dtype=pl.Boolean))


def _thresholds(part: Thresholds, known: list[int], close: Near | None) -> Thresholds:
    """The curve without what lies close under the line: customers there are counted by sentences of their own."""
    curve = part.curve
    if close is not None:
        curve = curve.filter(~pl.col("threshold").is_between(close.low, close.low / NEAR_FROM, closed="left"))
    everyone = known[1]
    curve = curve.filter(
        pl.col("customers").is_between(0, everyone, closed="none")
    )  # the ends are the least and the largest
    return replace(part, curve=curve.filter(pl.Series(_kept(curve["customers"].to_list(), known), dtype=pl.Boolean)))
