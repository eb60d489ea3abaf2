"""An earlier plan beside this period's findings → its scores, and the findings with what they say among them."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis, Unavailable
from hvc.insights.campaign.model import Campaign, Score
from hvc.insights.campaign.scoring import score
from hvc.insights.campaign.telling import tell
from hvc.insights.model import Finding


def followed(
    campaign: Campaign, analysis: Analysis, findings: Sequence[Finding]
) -> tuple[tuple[Score, ...], tuple[Finding, ...]]:
    """Score the plan; no scores, but the finding that says why, where these are other customers."""
    scores = score(campaign, analysis, findings)
    every = sorted((*findings, *tell(campaign, scores)), key=lambda finding: -finding.weight)
    return (() if isinstance(scores, Unavailable) else scores), tuple(every)
