"""The earlier period of this session: a 快照, or the tables of its files."""

from __future__ import annotations

from collections.abc import Hashable

from hvc.analysis.snapshot import Snapshot
from hvc.app.state.session import change, intake
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
