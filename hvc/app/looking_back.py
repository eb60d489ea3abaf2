"""What the session holds of the period before → that period by the terms of this one, and the scores of its plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable

from hvc.analysis.earlier import Terms, counted
from hvc.analysis.earlier import earlier as before
from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.snapshot import Snapshot
from hvc.app import state
from hvc.insights.campaign.following import followed
from hvc.insights.campaign.model import Score
from hvc.insights.model import Finding
from hvc.rules import Rule

Followed = tuple[tuple[Score, ...], tuple[Finding, ...]]


def earlier(told: tuple[Hashable, ...], rule: Rule, today: dt.date) -> Snapshot | Unavailable | None:
    """The earlier period under `rule`, or why it cannot be counted; None where none was given.

    `told`: what the customers of this period are made from, and those of the earlier one with them.
    """
    given, mapping = state.earlier(), state.confirmed()
    if given is None or mapping is None:
        return None
    terms, made_from = Terms(mapping, state.options(), state.choices()), (*told, state.earlier_key())
    found = state.once("before", made_from, lambda: counted(given, terms))
    return state.once("earlier", (*made_from, rule), lambda: before(found, rule, today))


def scored(made_from: tuple[Hashable, ...], made: Analysis, found: tuple[Finding, ...]) -> Followed:
    """What came of the plan of the earlier period, and the findings with what it says; both as they are without one."""
    planned = state.campaign()
    if planned is None:
        return (), found
    return state.once("scores", (*made_from, state.campaign_key()), lambda: followed(planned, made, found))
