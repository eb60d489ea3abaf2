"""A list that stands in no plan, named by what makes it → the customers on it under the rule as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from hvc.analysis.model import Analysis
from hvc.analysis.period_parts import Fate
from hvc.insights.model import Action
from hvc.insights.plans.combined import chosen
from hvc.insights.plans.fated import of_fate
from hvc.insights.plans.typed import of_type


@dataclass(frozen=True, slots=True)
class OfType:
    """Everybody of the RFM type `name` who may be contacted."""

    name: str


@dataclass(frozen=True, slots=True)
class OfFate:
    """Everybody of one fate between two periods who may be contacted."""

    which: Fate


@dataclass(frozen=True, slots=True)
class OfTags:
    """Everybody who carries every one of `tags` of the field with this key, or any of them, and may be contacted."""

    field: str
    tags: tuple[str, ...]
    every: bool


Unplanned = OfType | OfFate | OfTags


def found(analysis: Analysis, name: Unplanned) -> Action | None:
    """Return the list as it is now; None where nobody is on it any more, or the data do not know what makes it."""
    match name:
        case OfType():
            return of_type(analysis, name.name)
        case OfFate():
            return of_fate(analysis, name.which)
        case OfTags():
            breakdown = analysis.breakdown(name.field)
            if breakdown is None or not set(name.tags) <= set(breakdown.frame.get_column("level")):
                return None
            return chosen(analysis, breakdown.field, name.tags, every=name.every).action
        case _:
            assert_never(name)
