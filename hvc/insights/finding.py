"""Analysis → findings, ranked: every detector asked in turn, repetitions folded, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hvc.analysis.model import Analysis
from hvc.insights.detectors import (
    absent,
    balances,
    combinations,
    concentration,
    confounding,
    credit,
    dimensions,
    footing,
    habits,
    key_metrics,
    misplaced,
    order,
    outlook,
    path,
    periods,
    portrait,
    profile,
    quality,
    quiet,
    ratings,
    reach,
    recency,
    rfm,
    rule,
    seasons,
    stages,
    structure,
    tag_pairs,
    tags,
    tiers,
    unavailable,
    worth,
)
from hvc.insights.folding import folded
from hvc.insights.holding import held
from hvc.insights.model import Finding
from hvc.insights.qualifying import qualified
from hvc.insights.twins import genuine

Detector = Callable[[Analysis], tuple[Finding, ...]]

DETECTORS: tuple[Detector, ...] = (
    rule.detect,
    footing.detect,
    profile.detect,
    portrait.detect,
    habits.detect,
    key_metrics.detect,
    tags.detect,
    tiers.detect,
    misplaced.detect,
    order.detect,
    credit.detect,
    ratings.detect,
    reach.detect,
    concentration.detect,
    structure.detect,
    dimensions.detect,
    confounding.detect,
    combinations.detect,
    tag_pairs.detect,
    recency.detect,
    periods.detect,
    stages.detect,
    balances.detect,
    quiet.detect,
    rfm.detect,
    path.detect,
    worth.detect,
    outlook.detect,
    seasons.detect,
    absent.detect,
    quality.detect,
    unavailable.detect,
)


def find(analysis: Analysis) -> tuple[Finding, ...]:
    """Everything the numbers say, by weight; equals keep the order of `DETECTORS`."""
    analysis = replace(analysis, confounding=genuine(analysis))
    found = [finding for detect in DETECTORS for finding in detect(analysis)]
    found = [qualified(held(one, analysis), analysis) for one in found]
    return tuple(sorted(folded(found, analysis), key=lambda finding: -finding.weight))
