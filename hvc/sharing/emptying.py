"""An analysis → the same without a customer in it."""

from __future__ import annotations

from dataclasses import replace

from hvc.analysis.model import Analysis


def without_customers(analysis: Analysis) -> Analysis:
    """The analysis with nothing in the place of customers, orders and purchases: its tables say all that is printed."""
    told, periods = analysis.timeline, analysis.periods
    data = replace(analysis.dataset, customers=analysis.dataset.customers.clear(), orders=None)
    return replace(
        analysis,
        dataset=data,
        timeline=told and replace(told, dataset=data, found=None),
        periods=periods and replace(periods, lists=periods.lists.clear()),
    )
