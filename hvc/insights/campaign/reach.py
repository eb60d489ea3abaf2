"""A whole plan → how many different people it speaks to, leaves alone, and would meet more than once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hvc.insights.acting import in_several
from hvc.insights.model import Action
from hvc.schema import CUSTOMER


@dataclass(frozen=True, slots=True)
class Reach:
    """Customers of a plan, each counted once.

    `listed`: on a list; `contacted`: of them contacted by one action at least; `held`: left alone by all; `shared`: on
    several lists; `fitting`: fit several actions, whether or not several lists hold them.
    """

    listed: int
    contacted: int
    held: int
    shared: int
    fitting: int


def reach(actions: Sequence[Action]) -> Reach:
    """Count them."""
    every = pl.concat([pl.Series(CUSTOMER.key, [], pl.String), *(a.members.get_column(CUSTOMER.key) for a in actions)])
    spoken = pl.concat([pl.Series(CUSTOMER.key, [], pl.String), *(_contacted(action) for action in actions)])
    listed, contacted = every.n_unique(), spoken.n_unique()
    shared = every.filter(every.is_duplicated()).n_unique()
    return Reach(listed, contacted, listed - contacted, shared, in_several(actions))


def _contacted(action: Action) -> pl.Series:
    customers = action.members.get_column(CUSTOMER.key)
    return customers if action.control is None else customers.filter(~action.control.held)
