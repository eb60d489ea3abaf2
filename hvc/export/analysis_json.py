"""The analysis → `analysis.json`, version 1: the results as a program reads them (docs/analysis-json.md)."""

from __future__ import annotations

import json
import math

from hvc.analysis.model import Analysis, Breakdown, Cross, Unavailable
from hvc.export.analysis_data import quality, source
from hvc.export.analysis_insights import action, finding
from hvc.export.analysis_outcomes import lacking, outcomes
from hvc.export.analysis_parts import Json, parts, records
from hvc.export.analysis_periods import periods
from hvc.export.analysis_rule import rule
from hvc.export.analysis_time import PARTS, kept, timed
from hvc.export.model import File, Material
from hvc.export.text import safe
from hvc.mapping.coded import UNEXPLAINED
from hvc.sharing.nulls import nulled

VERSION = 1
NAME = "analysis.json"
LEVELS = ("level", "row_level", "column_level")
ALONE = Unavailable("periods", "没有上一期可以对比。", "用 --previous 给出上一期的快照或数据文件。")
UNTOLD = "这次分析没有计算消费的时间。"
LEVEL = (
    "level", "customers", "high_value", "others", "share_high_value", "share_high_value_low", "share_high_value_high",
    "share_others", "rate", "tgi", "rr", "rr_low", "rr_high", "diff", "diff_low", "diff_high", "p", "q", "word", "amount",
)  # fmt: skip
CELL = ("row_level", "column_level", "customers", "high_value", "rate", "expected", "lift", "q", "amount")


def render(material: Material) -> tuple[File, ...]:
    """One file, UTF-8, keys in the documented order."""
    told = document(material)
    told = nulled(told, material.analysis) if material.shareable else told
    text = json.dumps(_plain(told), ensure_ascii=False, indent=2, allow_nan=False)
    return ((NAME, f"{text}\n".encode()),)


def document(material: Material) -> dict[str, Json]:
    """The whole of it; a part that this run does not have is null, with its reason under `unavailable`."""
    analysis = material.analysis
    return {
        "version": VERSION,
        "shareable": material.shareable,
        "sources": [source(one) for one in analysis.dataset.sources],
        "quality": quality(analysis.dataset, accepted=material.report.accepted),
        "rule": rule(analysis),
        "overview": _overview(analysis),
        "breakdowns": [_breakdown(one) for one in analysis.breakdowns],
        "crosses": [_cross(one) for one in analysis.crosses],
        **parts(analysis),
        **timed(analysis.timeline),
        "balances": kept(analysis.balances) if analysis.balances else None,
        "phases": records(analysis.phases) if analysis.phases is not None else None,
        "periods": periods(analysis.periods) if analysis.periods else None,
        "outcomes": outcomes(material.scores),
        "findings": [finding(one) for one in material.findings],
        "actions": [action(one) for one in material.actions],
        "unavailable": _unavailable(analysis, lacking(material.scores, material.findings)),
    }


def _plain(node: Json) -> Json:
    """What is not finite is null, no string holds a character that a reader chokes on, and codes stand as in the file."""
    match node:
        case float():
            return node if math.isfinite(node) else None
        case str():
            return safe(node)
        case list():
            return [_plain(item) for item in node]
        case dict():
            return {safe(key): _plain(_as_read(key, value)) for key, value in node.items()}
        case _:
            return node


def _as_read(key: str, value: Json) -> Json:
    """A level's code without the word that a report puts before it."""
    return value.removeprefix(UNEXPLAINED) if key in LEVELS and isinstance(value, str) else value


def _overview(analysis: Analysis) -> Json:
    overview = analysis.overview
    return {
        "customers": overview.customers,
        "high_value": overview.high_value,
        "high_value_share": overview.high_value_share,
        "amount": overview.amount,
        "high_value_amount": overview.high_value_amount,
        "high_value_amount_share": overview.high_value_amount_share,
        "mean_amount_high_value": overview.mean_amount_high_value,
        "mean_amount_others": overview.mean_amount_others,
        "gini": analysis.concentration.gini,
    }


def _breakdown(breakdown: Breakdown) -> Json:
    return {
        "field": breakdown.field.key,
        "label": breakdown.field.label,
        "multi_valued": breakdown.multi_valued,
        "ordered": breakdown.ordered,
        "polarity": breakdown.field.polarity.name.lower(),
        "same_source": breakdown.same_source is not None,
        "same_source_reason": breakdown.same_source,
        "shape": breakdown.shape.value if breakdown.shape else None,
        "n_high_value": breakdown.n_high_value,
        "n_others": breakdown.n_others,
        "missing": breakdown.missing_high_value + breakdown.missing_others,
        "levels": records(breakdown.frame, LEVEL),
    }


def _cross(cross: Cross) -> Json:
    return {"row": cross.row.key, "column": cross.column.key, "cells": records(cross.frame, CELL)}


def _unavailable(analysis: Analysis, unscored: list[Unavailable]) -> Json:
    """By part; a part with several reasons has them joined."""
    known = analysis.unavailable
    told = {one.part for one in known}
    rest = [ALONE] if analysis.periods is None and ALONE.part not in told else []
    rest += unscored
    rest += [Unavailable(part, UNTOLD, "") for part in PARTS if analysis.timeline is None and part not in told]
    parts: dict[str, Json] = {}
    for part in dict.fromkeys(one.part for one in (*known, *rest)):
        reasons = [one for one in (*known, *rest) if one.part == part]
        parts[part] = {
            "reason": "".join(one.reason for one in reasons),
            "unlock": "".join(one.unlock for one in reasons),
        }
    return parts
