"""Analysis and findings → actions in order of priority, and who stands on several lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.campaign.terms import Terms
from hvc.insights.model import Action, Finding
from hvc.insights.plans import churn, combined, credit, fallen, growth, leaders, vip, winback
from hvc.schema import CUSTOMER

EMPTY = pl.Schema({"customer": pl.String(), "lists": pl.UInt32(), "first": pl.String(), "also": pl.List(pl.String())})
Planner = Callable[[Analysis, Sequence[Finding]], Action | None]

# Priority: a customer on several lists is first of all reviewed for risk, then kept, then served, then developed.
PLANS: tuple[Planner, ...] = (
    credit.review,
    churn.warn,
    winback.call,
    fallen.regain,
    vip.service,
    vip.upgrade,
    credit.incentive,
    leaders.foster,
    growth.near,
    combined.develop,
    vip.care,
)


def act(analysis: Analysis, findings: Sequence[Finding], terms: Terms | None = None) -> tuple[Action, ...]:
    """Every action that has customers, in the order of `PLANS`."""
    del terms
    planned = (plan(analysis, findings) for plan in PLANS)
    return tuple(action for action in planned if action is not None)


def overlaps(actions: Sequence[Action]) -> pl.DataFrame:
    """One row per customer on at least one list, most lists first, then by customer.

    Columns: customer (str) · lists (int, how many lists hold the customer) · first (str, code of the first action by
    priority: the one that speaks to them) · also (list of str, codes of the others).
    """
    lists = [
        action.members.select(CUSTOMER.col, action=pl.lit(action.code), rank=pl.lit(rank))
        for rank, action in enumerate(actions)
    ]
    if not lists:
        return pl.DataFrame(schema=EMPTY)
    return (
        pl.concat(lists)
        .sort(CUSTOMER.key, "rank")
        .group_by(CUSTOMER.key, maintain_order=True)
        .agg(
            lists=pl.len(),
            first=pl.col("action").first(),
            also=pl.col("action").slice(1),
        )
        .sort("lists", CUSTOMER.key, descending=[True, False])
    )


def in_several(actions: Sequence[Action]) -> int:
    """How many customers stand on more than one list."""
    return int(overlaps(actions).select((pl.col("lists") > 1).sum()).item())
