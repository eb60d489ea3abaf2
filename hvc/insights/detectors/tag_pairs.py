"""Pairs of tags → which are carried together more than by chance, and whether together they mark high-value customers."""

from __future__ import annotations

from typing import Any

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.parts import TagPairs
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, chain, finding, people, say, share
from hvc.insights.standing import SIGNIFICANT
from hvc.insights.twins import twin_tags
from hvc.units import COUNT, RATIO

SHOWN = 3
LIFT_FROM = 1.2  # times the expectation: less is not worth a sentence


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each multi-valued field of which tags come together."""
    found = ((part, _apart(part, analysis).head(SHOWN)) for part in analysis.tag_pairs)
    return tuple(_finding(part, rows) for part, rows in found if rows.height)


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
        say(f"「{first['tag']}」和「{first['other']}」常由同一批客户带有"),
        say(chain(told), "。"),
    )
    return finding(f"together.{part.field.key}", part.field.key, Level.NOTE, said, 0.5)


def _told(row: dict[str, Any]) -> Said:
    name = f"「{row['tag']}」与「{row['other']}」"
    return say(
        f"{name}同时带有的 ",
        people(f"{name}同时带有的客户数", row["customers"]),
        "，互不相关时约 ",
        Fact(f"{name}互不相关时的客户数", row["expected"], COUNT),
        " 位，是它的 ",
        Fact(f"{name}同时出现相当于预期的倍数", row["lift"], RATIO),
        "，其中高价值 ",
        share(f"{name}同时带有的客户中高价值占比", row["high_value"], row["customers"]),
    )
