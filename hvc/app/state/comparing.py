"""The earlier period of this session: a 快照 or the tables of its files, and its 行动计划."""

from __future__ import annotations

from collections.abc import Hashable

from hvc.analysis.snapshot import Snapshot
from hvc.app.state.session import change, intake
from hvc.insights.campaign.model import Campaign
from hvc.reading.tables import Table


def earlier() -> Snapshot | tuple[Table, ...] | None:
    """Return what was given as the earlier period; None where nothing was."""
    return intake().earlier


def compare_with(given: Snapshot | tuple[Table, ...] | None) -> None:
    """Take it as the earlier period; None: there is none any more."""
    change(earlier=given)


def earlier_key() -> Hashable:
    """What tells one earlier period from another; never a frame."""
    given = earlier()
    if isinstance(given, Snapshot):
        return given.salt
    return None if given is None else tuple(table.digest for table in given)


def campaign() -> Campaign | None:
    """Return the plan of the earlier period; None where none was given."""
    return intake().campaign


def score_by(given: Campaign | None) -> None:
    """Take it as the plan of the earlier period; None: there is none any more."""
    change(campaign=given)


def campaign_key() -> Hashable:
    """What tells one plan from another; never a frame."""
    given = campaign()
    return None if given is None else given.salt
