"""The dataset → the keys of `analysis.json` about it: its sources, and how rows and money stand."""

from __future__ import annotations

from hvc.export.analysis_parts import Json
from hvc.joining import Dataset, Source
from hvc.report.alarms import alarms


def source(told: Source) -> Json:
    """One table that was read, with what its columns mean."""
    columns: list[Json] = [
        {"header": c.header, "field": c.field.key if c.field else None, "confidence": c.confidence}
        for c in told.columns
    ]
    named: dict[str, Json] = {"file": told.file, "table": told.table, "kind": told.kind.value}
    return named | {"rows_read": told.rows_read, "columns": columns}


def quality(data: Dataset, *, accepted: bool) -> Json:
    """The reconciliation, the options in force, and what was to be confirmed; `accepted` null where nothing was."""
    found, counted, options = alarms(data), data.quality, data.options
    issues: list[Json] = [{"code": i.code, "label": i.label, "rows": i.rows} for i in data.issues]
    return {
        "rows_read": counted.rows_read,
        "rows_used": counted.rows_used,
        "customers": counted.customers,
        "amount_total_read": counted.amount_read,
        "amount_total_used": counted.amount_used,
        "issues": issues,
        "options": {"duplicates": options.duplicates.name.lower(), "refunds": options.refunds.name.lower()},
        "alarms": [{"code": alarm.code, "text": alarm.text} for alarm in found],
        "accepted": accepted if found else None,
    }
