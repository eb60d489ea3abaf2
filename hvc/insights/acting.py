"""Analysis, findings and the user's terms → actions in order of priority, and who fits several of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.campaign.making import made
from hvc.insights.campaign.terms import Overlap, Terms
from hvc.insights.model import Action, Finding
from hvc.insights.plans import (
    churn,
    combined,
    credit,
    crossing,
    fading,
    fallen,
    growth,
    leaders,
    newcomers,
    vip,
    winback,
)
from hvc.insights.plans.audience import Plan
from hvc.insights.plans.ground import Ground, ground
from hvc.schema import CUSTOMER

EMPTY = pl.Schema({"customer": pl.String(), "lists": pl.UInt32(), "first": pl.String(), "also": pl.List(pl.String())})
Planner = Callable[[Ground], Plan | None]

# Priority: a customer who fits several is first of all reviewed for risk, then kept, then served, then developed.
PLANS: tuple[tuple[str, Planner], ...] = (
    ("credit_review", credit.review),
    ("churn", churn.warn),
    ("fading", fading.hold),
    ("winback", winback.call),
    ("fallen", fallen.regain),
    ("vip_service", vip.service),
    ("tier_upgrade", vip.upgrade),
    ("credit_incentive", credit.incentive),
    ("leaders", leaders.foster),
    ("tier_care", vip.care),
    ("near_line", growth.near),
    ("second_order", newcomers.second),
    ("cross_sell", crossing.recommend),
    ("tags.pair", combined.develop),
)


@dataclass(frozen=True, slots=True)
class Crowded:
    """An action without a card: how many fit it, all of them on earlier lists."""

    code: str
    title: str
    customers: int


def act(analysis: Analysis, findings: Sequence[Finding], terms: Terms | None = None) -> tuple[Action, ...]:
    """Every accepted action that has customers, in the user's order; under `Overlap.FIRST` nobody is on two lists."""
    chosen = terms or Terms()
    return tuple(_actions(analysis, findings, chosen, [code for code in order(chosen) if chosen.edit(code).accepted]))


def proposed(analysis: Analysis, findings: Sequence[Finding], terms: Terms | None = None) -> tuple[Action, ...]:
    """The same with the actions that were dropped: in their place, with their terms, and their customers free for the next."""
    chosen = terms or Terms()
    return tuple(_actions(analysis, findings, chosen, order(chosen)))


def order(terms: Terms) -> tuple[str, ...]:
    """The codes of all plans: the user's first, then those not named, by our priority."""
    known = dict(PLANS)
    return tuple(dict.fromkeys([*(code for code in terms.order if code in known), *known]))


def crowded_out(analysis: Analysis, findings: Sequence[Finding], terms: Terms | None = None) -> tuple[Crowded, ...]:
    """The accepted actions whose customers all stand on the lists of earlier ones, so that they have no card."""
    chosen = terms or Terms()
    codes = [code for code in order(chosen) if chosen.edit(code).accepted]
    alone = ground(analysis, findings)
    missing = [code for code, plan in _plans(alone, chosen, codes) if plan is None]
    found = ((code, dict(PLANS)[code](alone)) for code in missing)
    return tuple(Crowded(code, plan.title, plan.group.size) for code, plan in found if plan is not None)


def _actions(analysis: Analysis, findings: Sequence[Finding], terms: Terms, codes: Sequence[str]) -> Iterator[Action]:
    plans = _plans(ground(analysis, findings), terms, codes)
    return (made(plan, terms) for _, plan in plans if plan is not None)


def _plans(on: Ground, terms: Terms, codes: Sequence[str]) -> Iterator[tuple[str, Plan | None]]:
    """Each plan on what the accepted ones before it left; None where that is nobody."""
    for code in codes:
        plan = dict(PLANS)[code](on)
        yield code, plan
        if plan is not None and terms.overlap is Overlap.FIRST and terms.edit(code).accepted:
            on = on.without(plan.group.rows)


def overlaps(actions: Sequence[Action]) -> pl.DataFrame:
    """One row per customer who fits at least one action, most of them first, then by customer.

    Columns: customer (str) · lists (int, how many actions fit the customer, whether or not their lists may share) · first
    (str, code of the first by priority: the one that speaks to them) · also (list of str, codes of the others).
    """
    lists = [
        pl.DataFrame({CUSTOMER.key: customers}).with_columns(action=pl.lit(action.code), rank=pl.lit(rank))
        for rank, action in enumerate(actions)
        for customers in (action.members.get_column(CUSTOMER.key), action.yielded)
        if customers is not None
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
    """How many customers fit more than one action."""
    fitting = [part for action in actions for part in (action.members.get_column(CUSTOMER.key), action.yielded)]
    known = [part for part in fitting if part is not None]
    if not known:
        return 0
    every = pl.concat(known)
    return every.filter(every.is_duplicated()).n_unique()
