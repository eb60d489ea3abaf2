"""A breakdown → what its reader must keep in mind: the same source as the amount, blanks that fall on one side."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Breakdown
from hvc.insights.detectors.dimensions import missing, uneven
from hvc.insights.model import Finding
from hvc.insights.phrase import beside, borrowed, called
from hvc.report.model import Paragraph
from hvc.report.sections.prose import paragraph


def reservations(breakdown: Breakdown, told: Sequence[Finding]) -> tuple[Paragraph, ...]:
    """One warning for each, unless a finding of the section tells it already."""
    return (*_source(breakdown, told), *_blanks(breakdown, told))


def _source(breakdown: Breakdown, told: Sequence[Finding]) -> tuple[Paragraph, ...]:
    if breakdown.same_source is None or any(found.code.endswith(".source") for found in told):
        return ()
    text = "它与定义同源，以下只作描述，不能解释谁是高价值客户。"
    return (paragraph(borrowed(breakdown.same_source), text, role="warning"),)


def _blanks(breakdown: Breakdown, told: Sequence[Finding]) -> tuple[Paragraph, ...]:
    ours, theirs = missing(breakdown)
    if not uneven(ours, theirs) or any(found.code == "missing.uneven" for found in told):
        return ()
    label = called(breakdown.field)
    text = f"{label}的缺失不均匀：高价值客户中没有填写的占 "
    rest = "。各项占比只算填写了的客户，比较时要留余地。"
    return (paragraph(text, beside(f"未填写{label}", ours, theirs), rest, role="warning"),)
