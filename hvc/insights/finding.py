"""Analysis → findings, ranked: every detector asked in turn, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable

from hvc.analysis.model import Analysis
from hvc.insights.detectors import (
    absent,
    concentration,
    credit,
    dimensions,
    order,
    profile,
    quality,
    ratings,
    recency,
    rule,
    tags,
    tiers,
    unavailable,
)
from hvc.insights.holding import held
from hvc.insights.model import Finding

Detector = Callable[[Analysis], tuple[Finding, ...]]

DETECTORS: tuple[Detector, ...] = (
    rule.detect,
    profile.detect,
    tags.detect,
    tiers.detect,
    order.detect,
    credit.detect,
    ratings.detect,
    concentration.detect,
    dimensions.detect,
    recency.detect,
    absent.detect,
    quality.detect,
    unavailable.detect,
)


def find(analysis: Analysis) -> tuple[Finding, ...]:
    """Everything the numbers say, by weight; equals keep the order of `DETECTORS`."""
    found = [finding for detect in DETECTORS for finding in detect(analysis)]
    found = [held(one, analysis) for one in found]
    return tuple(sorted(found, key=lambda finding: -finding.weight))
