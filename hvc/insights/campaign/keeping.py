"""The actions of today and what the user decided of them → the `Campaign` that the next period scores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.snapshot import KEY, NAMELESS, measured
from hvc.insights.campaign.model import Campaign, Kept
from hvc.insights.campaign.terms import Terms
from hvc.insights.model import Action
from hvc.schema import AMOUNT, CUSTOMER, LAST_ORDER, ORDERS
from hvc.scheme.capturing import personal

ACTION, HELD = "action", "held"
COLUMNS = pl.Schema(
    {
        KEY: pl.String(),
        ACTION: pl.String(),
        HELD: pl.Boolean(),
        AMOUNT.key: pl.Float64(),
        LAST_ORDER.key: pl.Date(),
        ORDERS.key: pl.Float64(),
    }
)


def campaign(analysis: Analysis, actions: Sequence[Action], terms: Terms, name: str, made: dt.date) -> Campaign:
    """The plan, its customers by their own numbers; an action without a goal has nothing to be scored by and stays out."""
    aimed = [action for action in actions if action.goal is not None]
    return Campaign(
        name=NAMELESS if personal(name) else name,
        salt=b"",
        rule=analysis.rule.label,
        made=made,
        reference=reached(analysis),
        terms=terms,
        actions=tuple(_kept(action) for action in aimed),
        frame=pl.concat([COLUMNS.to_frame(), *(_listed(action) for action in aimed)]),
        measure=measured(analysis.dataset),
    )


def reached(analysis: Analysis) -> dt.date | None:
    """The newest day on which a customer of the data bought; None without such days."""
    customers = analysis.dataset.customers
    if LAST_ORDER.key not in customers.columns:
        return None
    newest = customers.select(LAST_ORDER.col.max().cast(pl.Date)).item()
    return newest if isinstance(newest, dt.date) else None


def _kept(action: Action) -> Kept:
    assert action.goal is not None, "only an action with a goal is kept"
    goal = action.goal
    return Kept(action.code, action.title, goal.outcome, goal.baseline.value, goal.target.value)


def _listed(action: Action) -> pl.DataFrame:
    """The list of one action in the columns of `Campaign.frame`."""
    members = action.members
    held = action.control.held if action.control else pl.repeat(value=False, n=members.height, eager=True)
    known = {field.key for field in (LAST_ORDER, ORDERS)} & set(members.columns)
    return members.select(
        CUSTOMER.col.alias(KEY),
        pl.lit(action.code).alias(ACTION),
        held.alias(HELD),
        *(
            (pl.col(name) if name in known or name == AMOUNT.key else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in list(COLUMNS.items())[3:]
        ),
    )
