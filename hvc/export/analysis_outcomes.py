"""The scores of an earlier plan → their key of `analysis.json`."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Unavailable
from hvc.export.analysis_parts import Json
from hvc.insights.campaign.model import PART, REFUSED, Score
from hvc.insights.model import Finding

ALONE = Unavailable(PART, "没有上一期的行动计划可以评估。", "用 --campaign 给出上一期保存的行动计划文件。")


def outcomes(scores: Sequence[Score]) -> Json:
    """One entry per action of the plan, in its order; null without a plan."""
    return [_score(one) for one in scores] or None


def lacking(scores: Sequence[Score], findings: Sequence[Finding]) -> list[Unavailable]:
    """Why there are none."""
    if scores:
        return []
    refused = [one for one in findings if one.code == REFUSED]
    return [Unavailable(PART, f"{one.headline}。", one.evidence) for one in refused] or [ALONE]


def _score(score: Score) -> Json:
    kept = score.kept
    return {
        "code": kept.code,
        "title": kept.title,
        "outcome": kept.outcome.name.lower(),
        "baseline": kept.baseline,
        "target": kept.target,
        "contacted": score.contacted,
        "held": score.held,
        "missing": score.missing,
        "missing_held": score.missing_held,
        "treated": score.treated.value if score.treated else None,
        "left_alone": score.left_alone.value if score.left_alone else None,
        "difference": score.difference.value if score.difference else None,
        "low": score.low,
        "high": score.high,
        "verdict": score.verdict.name.lower(),
        "how": score.how,
    }
