"""Analysis → findings, ranked: every detector asked in turn, repetitions folded, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hvc.analysis.model import Analysis
from hvc.insights.detectors import (
    absent,
    combinations,
    concentration,
    confounding,
    credit,
    dimensions,
    key_metrics,
    order,
    periods,
    portrait,
    profile,
    quality,
    ratings,
    recency,
    rfm,
    rule,
    stages,
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
    profile.detect,
    portrait.detect,
    key_metrics.detect,
    tags.detect,
    tiers.detect,
    order.detect,
    credit.detect,
    ratings.detect,
    concentration.detect,
    dimensions.detect,
    confounding.detect,
    combinations.detect,
    tag_pairs.detect,
    recency.detect,
    periods.detect,
    stages.detect,
    rfm.detect,
    worth.detect,
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
