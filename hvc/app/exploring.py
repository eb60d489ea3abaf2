"""This session's definition → the picture and the places of its line, what other lines would mark, and what can be chosen."""

from __future__ import annotations

from hvc.analysis.amount_bins import amount_bins
from hvc.analysis.overview import line_of
from hvc.analysis.reach import curve, knee, reach
from hvc.app import definition, state, steps
from hvc.joining import Dataset
from hvc.report.charts import amounts
from hvc.report.charts.moving import moving
from hvc.report.model import Chart
from hvc.rules import Combined, conditions_of
from hvc.rules.conditions import levels as levels_of
from hvc.schema import AMOUNT, Field
from hvc.scheme.capturing import personal


def histogram(data: Dataset) -> Chart | None:
    """Customers by amount with the line drawn in."""

    def draw() -> Chart | None:
        line = line_of(data, steps.rule(data))
        return amounts(amount_bins(data, line), line, f"客户的{line.field.label}分布与门槛")

    return state.once("histogram", steps.key(data), draw)


def positions(data: Dataset) -> tuple[float, ...]:
    """Where the threshold slider can stand."""
    threshold = state.definition().threshold
    ascending = state.once("ascending", steps.told_key(), lambda: data.customers.get_column(AMOUNT.key).sort())
    return state.once("positions", steps.key(data), lambda: definition.positions(ascending, threshold))


def other_lines(data: Dataset) -> Chart | None:
    """What the line would mark elsewhere; the amounts are sorted once for all places where it may stand."""
    asked, line = steps.rule(data), line_of(data, steps.rule(data))
    every = asked.every if isinstance(asked, Combined) else True
    about = (*steps.told_key(), conditions_of(asked), every, line.amount is None)
    seen = state.once("reach", about, lambda: reach(data.customers, line))
    if seen is None or line.amount is None:
        return None
    points = curve(seen, line.amount.threshold)
    return moving(points, knee(points, seen.amounts.size), line, steps.overview(data))


def levels(data: Dataset, field: Field) -> tuple[str, ...]:
    """What can be chosen of a field; nothing that may be somebody's number or address, which no scheme would save."""
    about = (*steps.told_key(), field.key)
    known = state.once(f"levels-{field.key}", about, lambda: levels_of(field, data.customers))
    return tuple(level for level in known if not personal(level))
