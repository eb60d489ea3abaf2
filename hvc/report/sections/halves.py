"""What sets them apart and how the money is spread → the two pictures of the 一页纸, each for half a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.model import Finding
from hvc.insights.phrase import called
from hvc.insights.standing import NOTABLE
from hvc.report.charts import dumbbell, lorenz, pairs
from hvc.report.labels import columns_of
from hvc.report.model import Chart
from hvc.report.sections.fitting import short, within
from hvc.report.sections.prose import coded

TITLE = 84  # columns of a picture's title: two lines of half a page
LEVELS = 5  # groups on a picture
WIDTH, HEIGHT = 350, 220  # CSS pixels; pictures of groups are as high as their groups


def halves(analysis: Analysis, findings: Sequence[Finding], found: Finding | None) -> tuple[Chart, ...]:
    """The evidence of `found`, and the concentration of the amount; as many as there are."""
    told = coded(findings, "concentration.spread")
    title = _title(told[0].headline if told else "", "金额集中在多少客户身上")
    spread = lorenz(analysis.concentration, analysis.overview.customers, title)
    shown = _evidence(analysis, found)
    return (
        *((_narrow(shown),) if shown else ()),
        *((_narrow(replace(spread, facts=told[0].facts if told else ()), HEIGHT),) if spread else ()),
    )


def _evidence(analysis: Analysis, found: Finding | None) -> Chart | None:
    """Both groups side by side in the dimension that the finding is about; else the numbers that differ."""
    breakdown = analysis.breakdown(found.section) if found is not None else None
    if found is None or breakdown is None:
        return _numbers(analysis)
    title = _title(found.headline, f"{called(breakdown.field)}：两类客户各占多少")
    return replace(pairs(_fewest(breakdown, found), title), facts=found.facts)


def _numbers(analysis: Analysis) -> Chart | None:
    if analysis.profile is None:
        return None
    notable = pl.col("word").is_in([word.value for word in NOTABLE]) & ~pl.col("same_source")
    rows = analysis.profile.frame.filter(notable).sort(pl.col("delta").abs(), "field", descending=[True, False])
    return dumbbell(analysis.profile, rows["field"].to_list()[:LEVELS], "中位数差别最大的几个数字")


def _title(headline: str, otherwise: str) -> str:
    told = short(headline)
    return told if told and columns_of(told) <= TITLE else within(otherwise, TITLE)


def _fewest(breakdown: Breakdown, found: Finding) -> Breakdown:
    """The levels that the finding names, then those furthest apart, in the breakdown's own order."""
    named = [level for key, level in found.levels if key == breakdown.field.key]
    rank = (pl.col("level").is_in(named), pl.col("diff").abs().fill_null(0.0), pl.col("level"))
    kept = breakdown.frame.with_row_index("place").sort(*rank, descending=[True, True, False]).head(LEVELS)
    return replace(breakdown, frame=kept.sort("place").drop("place"))


def _narrow(chart: Chart, height: int | None = None) -> Chart:
    """The same picture for half a page, under a name of its own: the report draws it wider."""
    size = {"width": WIDTH} if height is None else {"width": WIDTH, "height": height}
    return replace(chart, name=f"brief-{chart.name}", chart=chart.chart.properties(**size))
