"""The comparison of two periods → its key of `analysis.json`."""

from __future__ import annotations

from hvc.analysis.period_parts import Change, Migration, Periods
from hvc.export.analysis_parts import Json, records


def periods(part: Periods) -> Json:
    """Everything but the lists, which hold customers."""
    return {
        "earlier": part.earlier,
        "ruling": part.ruling.name.lower(),
        "rule_before": part.rule_before,
        "measure_before": part.measure_before,
        "customers_before": part.before,
        "customers_now": part.now,
        "customers_both": part.both,
        "high_value_before": part.high_before,
        "high_value_now": part.high_now,
        "fates": records(part.fates),
        "migrations": [_migration(one) for one in part.migrations],
        "drifts": records(part.drifts),
        "change": _change(part.change),
    }


def _migration(part: Migration) -> Json:
    return {
        "field": part.field.key,
        "label": part.field.label,
        "levels": list(part.levels),
        "moves": records(part.frame),
    }


def _change(part: Change) -> Json:
    return {
        "before": part.before,
        "now": part.now,
        "by_customers": part.by_customers,
        "by_frequency": part.by_frequency,
        "by_order_value": part.by_order_value,
    }
