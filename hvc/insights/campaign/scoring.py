"""An earlier plan in this period's numbers → what came of each action: who was contacted beside who was left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isfinite, sqrt

import numpy as np
import polars as pl
import scipy

from hvc.analysis.intervals import newcombe
from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.snapshot import KEY
from hvc.insights.campaign.keeping import ACTION, HELD
from hvc.insights.campaign.model import PART, Campaign, Kept, Score, Verdict
from hvc.insights.campaign.reading import FOUND, Reading, beside, reading
from hvc.insights.model import Fact, Finding, Outcome
from hvc.units import COUNT, POINTS, SHARE, YUAN

OVERLAP_FROM = 0.05  # of the plan's customers: with fewer the file is about other people
FEWEST = 20  # customers of a side that make a comparison
CONFIDENCE = 0.95
Sides = tuple[pl.Series, pl.Series]


def score(campaign: Campaign, analysis: Analysis, findings: Sequence[Finding]) -> tuple[Score, ...] | Unavailable:
    """What came of each action of the plan, in its order; refused where these are other customers."""
    rows = beside(campaign, analysis, findings)
    every, found = rows.get_column(KEY).n_unique(), rows.filter(FOUND).get_column(KEY).n_unique()
    if found < OVERLAP_FROM * max(every, 1) or not found:
        reason = f"上期行动名单的 {COUNT.text(every)} 位客户，本期数据里只有 {COUNT.text(found)} 位，像是另一批客户，没有评估效果。"
        return Unavailable(PART, reason, "请上传同一批客户的本期数据，客户编号的写法要与上期一致。")
    return tuple(
        _scored(kept, campaign, analysis, rows.filter(pl.col(ACTION) == kept.code)) for kept in campaign.actions
    )


def _scored(kept: Kept, campaign: Campaign, analysis: Analysis, rows: pl.DataFrame) -> Score:
    seen = rows.filter(FOUND)
    sides = (seen.filter(~pl.col(HELD)), seen.filter(HELD))
    lost = rows.filter(~pl.col(FOUND))
    counted = Score(
        kept=kept,
        contacted=sides[0].height,
        held=sides[1].height,
        missing=lost.height,
        missing_held=int(lost.get_column(HELD).sum()),
    )
    read = reading(kept.outcome, campaign, analysis, seen) if seen.height else "名单上的客户都不在本期数据里"
    if isinstance(read, str):
        return _with(counted, Verdict.UNMEASURED, read)
    values = tuple(side.select(value=read.value).get_column("value").cast(pl.Float64) for side in sides)
    return _judged(counted, (values[0], values[1]), read, controlled=bool(rows.get_column(HELD).any()))


def _judged(counted: Score, values: Sides, read: Reading, *, controlled: bool) -> Score:
    """By the fixed rule: enough of both sides, then whether the interval leaves nothing out, and on which side."""
    told = _with(counted, Verdict.UNCLEAR, read.how, *(_measure(counted.kept.outcome, side) for side in values))
    if not controlled:
        return (
            _with(told, Verdict.NO_CONTROL)
            if read.pure
            else _with(told, Verdict.UNMEASURED, f"{read.how}，又没有对照组")
        )
    if min(counted.contacted, counted.held) < FEWEST:
        return _with(told, Verdict.TOO_FEW)
    outcome = counted.kept.outcome
    difference, low, high = (_shares if outcome.share else _means)(*values)
    better = low > 0 if outcome.rises else high < 0
    worse = high < 0 if outcome.rises else low > 0
    verdict = Verdict.BETTER if better else Verdict.WORSE if worse else Verdict.UNCLEAR
    fact = Fact("联系的与对照组之差", difference, POINTS if outcome.share else YUAN)
    return replace(told, difference=fact, low=low, high=high, verdict=verdict)


def _with(
    counted: Score, verdict: Verdict, how: str | None = None, treated: Fact | None = None, alone: Fact | None = None
) -> Score:
    return replace(
        counted,
        verdict=verdict,
        how=counted.how if how is None else how,
        treated=treated or counted.treated,
        left_alone=alone or counted.left_alone,
    )


def _measure(outcome: Outcome, side: pl.Series) -> Fact | None:
    """The outcome of one side; None where it has nobody."""
    mean = side.mean()
    if not isinstance(mean, float):
        return None
    if not outcome.share:
        return Fact(outcome.value, round(mean, 2), YUAN, f"{COUNT.text(len(side))} 位")
    return Fact(outcome.value, mean, SHARE, f"{COUNT.text(float(side.sum()))}/{COUNT.text(len(side))}")


def _shares(treated: pl.Series, alone: pl.Series) -> tuple[float, float, float]:
    """Difference of two shares with Newcombe's interval."""
    sizes = np.array([float(len(treated))]), np.array([float(len(alone))])
    counts = np.array([float(treated.sum())]), np.array([float(alone.sum())])
    low, high = newcombe(counts[0], sizes[0], counts[1], sizes[1])
    return float(counts[0][0] / sizes[0][0] - counts[1][0] / sizes[1][0]), float(low[0]), float(high[0])


def _means(treated: pl.Series, alone: pl.Series) -> tuple[float, float, float]:
    """Difference of two means with Welch's interval: each side its own variance (Welch 1947)."""
    a, b = treated.to_numpy(), alone.to_numpy()
    difference = float(a.mean() - b.mean())
    va, vb = float(a.var(ddof=1)) / a.size, float(b.var(ddof=1)) / b.size
    if va + vb <= 0:
        return difference, min(difference, 0.0), max(difference, 0.0)  # all alike on each side: no spread to judge by
    freedom = (va + vb) ** 2 / (va**2 / (a.size - 1) + vb**2 / (b.size - 1))
    half = float(scipy.stats.t.ppf((1 + CONFIDENCE) / 2, freedom)) * sqrt(va + vb)
    assert isfinite(half)
    return round(difference, 2), round(difference - half, 2), round(difference + half, 2)
