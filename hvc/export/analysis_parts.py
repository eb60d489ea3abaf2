"""The further parts of the analysis → their keys of `analysis.json`; a part that this run does not have is null."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.parts import (
    Combination,
    Confounding,
    Cut,
    Index,
    KeyMetric,
    KeyMetrics,
    Profile,
    TagPairs,
    Thresholds,
)

Json = bool | int | float | str | list["Json"] | dict[str, "Json"] | None


def records(frame: pl.DataFrame, columns: Sequence[str] | None = None) -> list[Json]:
    """One object per row, keys in the order of `columns`."""
    return list(frame.select(columns or frame.columns).to_dicts())


def parts(analysis: Analysis) -> dict[str, Json]:
    """Every further part by its key."""
    return {
        "thresholds": _thresholds(analysis.thresholds) if analysis.thresholds else None,
        "layers": records(analysis.layers.frame) if analysis.layers else None,
        "confounding": [_confounding(one) for one in analysis.confounding],
        "combinations": [_combination(one) for one in analysis.combinations],
        "tag_pairs": [_tag_pairs(one) for one in analysis.tag_pairs],
        "profile": _profile(analysis.profile) if analysis.profile else None,
        "key_metrics": _key_metrics(analysis.key_metrics) if analysis.key_metrics else None,
        "indices": [_index(one) for one in analysis.indices],
    }


def _thresholds(part: Thresholds) -> Json:
    told: dict[str, Json] = {"knee": part.knee, "tried": list(part.tried)}
    return told | {"curve": records(part.curve), "levels": records(part.levels)}


def _confounding(part: Confounding) -> Json:
    return {
        "field": part.field.key,
        "level": part.level,
        "by": part.by.key,
        "verdict": part.verdict.value,
        "crude": part.crude,
        "crude_low": part.crude_low,
        "crude_high": part.crude_high,
        "adjusted": part.adjusted,
        "adjusted_low": part.adjusted_low,
        "adjusted_high": part.adjusted_high,
        "breslow_day_p": part.breslow_day_p,
        "strata": records(part.strata),
    }


def _combination(part: Combination) -> Json:
    return {
        "parts": [{"field": field.key, "level": level} for field, level in part.parts],
        "customers": part.customers,
        "high_value": part.high_value,
        "rate": part.rate,
        "rate_low": part.rate_low,
        "rate_high": part.rate_high,
        "expected": part.expected,
        "lift": part.lift,
        "amount": part.amount,
        "wracc": part.wracc,
        "q": part.q,
        "covers": part.covers,
        "synergy": part.synergy,
    }


def _tag_pairs(part: TagPairs) -> Json:
    return {"field": part.field.key, "pairs": records(part.frame)}


def _profile(part: Profile) -> Json:
    return records(part.frame)


def _key_metrics(part: KeyMetrics) -> Json:
    return [_key_metric(one) for one in (*part.ranked, *part.same_source)]


def _key_metric(part: KeyMetric) -> Json:
    return {
        "field": part.field.key,
        "auc": part.auc,
        "iv": part.iv,
        "cliffs_delta": part.delta,
        "same_source": part.same_source is not None,
        "same_source_reason": part.same_source,
        "drop": part.drop,
        "typical_high_value": part.typical_high_value,
        "typical_others": part.typical_others,
        "twins": [field.key for field in part.twins],
        "cut": _cut(part.cut) if part.cut else None,
    }


def _cut(part: Cut) -> Json:
    return {
        "text": part.text,
        "customers": part.customers,
        "rate": part.rate,
        "rest_customers": part.rest_customers,
        "rest_rate": part.rest_rate,
    }


def _index(part: Index) -> Json:
    return {
        "field": part.field.key,
        "formula": part.formula,
        "weights": dict(part.weights),
        "inputs": [field.key for field in part.inputs],
    }
