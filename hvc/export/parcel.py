"""An analysis and its reports → what of them the child process needs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hvc.analysis.model import Analysis
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


def without_customers(analysis: Analysis) -> Analysis:
    """The analysis with empty frames in the place of customers and orders."""
    dataset, periods = analysis.dataset, analysis.periods
    return replace(
        analysis,
        dataset=replace(dataset, customers=dataset.customers.clear(), orders=None),
        periods=replace(periods, lists=periods.lists.clear()) if periods else None,
    )
