"""Analysis → findings, ranked: every detector asked in turn, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable

from hvc.analysis.model import Analysis
from hvc.insights.detectors import (
    absent,
    concentration,
    credit,
    dimensions,
    profile,
    quality,
    recency,
    rule,
    tags,
    tiers,
    unavailable,
)
from hvc.insights.model import Finding

Detector = Callable[[Analysis], tuple[Finding, ...]]

DETECTORS: tuple[Detector, ...] = (
    rule.detect,
    profile.detect,
    tags.detect,
    tiers.detect,
    credit.detect,
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
    return tuple(sorted(found, key=lambda finding: -finding.weight))
