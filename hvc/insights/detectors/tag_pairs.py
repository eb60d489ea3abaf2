"""Pairs of tags → which are carried together more than by chance, and whether together they mark high-value customers."""

from __future__ import annotations

from typing import Any

import polars as pl
import scipy

from hvc.analysis.intervals import wilson
from hvc.analysis.model import Analysis
from hvc.analysis.parts import TagPairs
from hvc.insights.detectors.dimensions import broad
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, chain, finding, people, say, share
from hvc.insights.standing import HALF, SIGNIFICANT
from hvc.insights.twins import twin_tags
from hvc.units import COUNT, RATIO, SHARE

SHOWN = 3
HIGH_FROM = 10  # high-value customers with both tags: fewer are no pattern
LIFT_FROM = 1.2  # times the expectation: less is not worth a sentence


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each multi-valued field of which tags come together."""
    found = [(part, _apart(part, analysis)) for part in analysis.tag_pairs]
    told = [_finding(part, rows.head(SHOWN)) for part, rows in found if rows.height]
    return (*told, *(one for part, _ in found for one in _beyond(part, analysis)))


def _beyond(part: TagPairs, analysis: Analysis) -> tuple[Finding, ...]:
    """The pair whose customers are high-value more often than those of either tag: its interval, over all pairs, says so."""
    breakdown = analysis.breakdown(part.field.key)
    rows = part.frame.filter(pl.col("customers") >= PERCENT_FROM, pl.col("high_value") >= HIGH_FROM)
    if breakdown is None or broad(breakdown) or rows.is_empty():
        return ()
    point = float(scipy.stats.norm.isf(SIGNIFICANT / rows.height / 2))
    low, _ = wilson(rows["high_value"].to_numpy(), rows["customers"].to_numpy(), point)
    single = pl.max_horizontal("rate_tag", "rate_other")
    better = (
        rows.with_columns(low=pl.Series(low))
        .filter(pl.col("low") > single)
        .sort(pl.col("low") - single, descending=True)
    )
    return (_pair(part, better.row(0, named=True)),) if better.height else ()


def _pair(part: TagPairs, row: dict[str, Any]) -> Finding:
    name, alone = f"同时带有「{row['tag']}」和「{row['other']}」", max(row["rate_tag"], row["rate_other"])
    single = [
        say(f"「{row[key]}」的客户中 ", Fact(f"「{row[key]}」的高价值占比", row[f"rate_{key}"], SHARE))
        for key in ("tag", "other")
    ]
    said = (
        Said(f"{name}的客户，比只看其中一个标签更常是高价值客户"),
        say(
            f"{name}的客户中高价值占 ",
            share(f"{name}的高价值占比", row["high_value"], row["customers"]),
            "；",
            chain(single, "，"),
            "。",
        ),
    )
    sure = HALF + HALF * min(1.0, max(0.0, row["low"] - alone) / (row["rate"] - alone))
    return finding(
        f"pair.{part.field.key}", part.field.key, Level.OPPORTUNITY, said, row["rate"] - alone, strength=sure
    )


def together(part: TagPairs) -> pl.DataFrame:
    """The pairs that `PERCENT_FROM` customers or more carry together, beyond chance and notably more than expected."""
    return part.frame.filter(
        pl.col("customers") >= PERCENT_FROM, pl.col("q") < SIGNIFICANT, pl.col("lift") >= LIFT_FROM
    ).sort("lift", "tag", "other", descending=[True, False, False])


def _apart(part: TagPairs, analysis: Analysis) -> pl.DataFrame:
    """The pairs of tags that are not one tag by two names: of those speaks another finding."""
    same = twin_tags(analysis, part.field)
    return together(part).filter(~pl.col("tag").is_in(list(same)), ~pl.col("other").is_in(list(same)))


def _finding(part: TagPairs, rows: pl.DataFrame) -> Finding:
    told = [_told(row) for row in rows.iter_rows(named=True)]
    first = rows.row(0, named=True)
    said = (
        say(f"「{first['tag']}」和「{first['other']}」常出现在同一批客户身上"),
        say(chain(told), "。"),
    )
    return finding(f"together.{part.field.key}", part.field.key, Level.NOTE, said, 0.5)


def _told(row: dict[str, Any]) -> Said:
    name = f"「{row['tag']}」与「{row['other']}」"
    return say(
        f"{name}同时带有的 ",
        people(f"{name}同时带有的客户数", row["customers"]),
        "，是互不相关时（约 ",
        Fact(f"{name}互不相关时的客户数", row["expected"], COUNT),
        " 位）的 ",
        Fact(f"{name}同时出现相当于预期的倍数", row["lift"], RATIO),
        "，其中高价值 ",
        share(f"{name}同时带有的客户中高价值占比", row["high_value"], row["customers"]),
    )
