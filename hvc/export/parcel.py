"""A report → what of it the child process needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hvc.report.model import Chart, Report


def without_charts(report: Report) -> Report:
    """The report as the child needs it: charts reach it as specifications, and it need not load Altair to unpack them."""
    gone: Any = None
    return replace(
        report,
        sections=tuple(
            replace(s, blocks=tuple(replace(b, chart=gone) if isinstance(b, Chart) else b for b in s.blocks))
            for s in report.sections
        ),
    )
