"""The timeline → its keys of `analysis.json`: RFM, lifecycle and lifetime value; null where it cannot tell."""

from __future__ import annotations

from hvc.analysis.balance_parts import Balances
from hvc.export.analysis_parts import Json, records
from hvc.timeline.model import Backtest, Clv, Cuts, Lifecycle, Rfm, Timeline

PARTS = ("rfm", "lifecycle", "clv")
LETTERS = ("r", "f", "m")


def timed(told: Timeline | None) -> dict[str, Json]:
    """Every part of the timeline by its key."""
    if told is None:
        return dict.fromkeys(PARTS)
    as_of = None if told.reference is None else told.reference.isoformat()
    return {
        "rfm": _rfm(told.rfm, as_of) if told.rfm else None,
        "lifecycle": _lifecycle(told.lifecycle, as_of) if told.lifecycle else None,
        "clv": _clv(told.clv) if told.clv else None,
    }


def kept(part: Balances) -> Json:
    """Who fell below a line of assets."""
    return {
        "line": part.line,
        "operator": part.operator,
        "origin": part.origin.name.lower(),
        "columns": [
            {"fade": pair.fade.name.lower(), "then": pair.then.key, "now": pair.now.key} for pair in part.pairs
        ],
        "fades": records(part.frame),
    }


def _rfm(part: Rfm, as_of: str | None) -> Json:
    return {
        "reference_date": as_of,
        "origin": part.origin.name.lower(),
        "cuts": {letter: _cuts(cut) for letter, cut in zip(LETTERS, part.cuts, strict=True)},
        "comparison": part.comparison.name.lower(),
        "compared": dict(zip(LETTERS, part.compared, strict=True)),
        "types": records(part.types),
        "segments": records(part.segments),
        "grid": records(part.grid),
        "unscored": part.unscored,
    }


def _cuts(part: Cuts) -> Json:
    return {"edges": list(part.edges), "cutting": part.cutting.name.lower()}


def _lifecycle(part: Lifecycle, as_of: str | None) -> Json:
    return {
        "reference_date": as_of,
        "origin": part.origin.name.lower(),
        "silent_after": part.silent,
        "lost_after": part.lost,
        "measured": part.measured,
        "median_gap": part.gap,
        "stages": records(part.stages),
    }


def _clv(part: Clv) -> Json:
    return {
        "modelled": part.modelled,
        "reason": part.reason or None,
        "parameters": dict(part.parameters),
        "months": part.months,
        "value": part.value,
        "naive": part.naive,
        "bands": records(part.bands),
        "cohorts": records(part.cohorts),
        "backtest": _backtest(part.backtest) if part.backtest else None,
        "spearman": part.spearman,
        "warning": part.warning,
    }


def _backtest(part: Backtest) -> Json:
    return {
        "until": part.until.isoformat(),
        "purchases": part.purchases,
        "predicted": part.predicted,
        "naive": part.naive,
        "spend": part.spend,
        "predicted_spend": part.predicted_spend,
        "found_model": part.found_model,
        "found_naive": part.found_naive,
        "weekly": records(part.weekly),
    }
