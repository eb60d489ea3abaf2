"""One customer and the plan → on which lists they stand, contacted or not, and why on none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import polars as pl

from hvc.insights.model import Action
from hvc.schema import CONSENT, CUSTOMER, OPT_OUT


class Part(Enum):
    """What becomes of a customer under one action."""

    CONTACTED = "联系"
    HELD = "对照组，这一轮不联系"
    ELSEWHERE = "符合，由排在前面的行动联系"


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """One action that fits a customer, and what becomes of them."""

    action: Action
    part: Part


def placed(customer: str, actions: Sequence[Action]) -> tuple[Placed, ...]:
    """The actions that fit the customer, in their order."""
    found = ((action, _part(customer, action)) for action in actions)
    return tuple(Placed(action, part) for action, part in found if part is not None)


def _part(customer: str, action: Action) -> Part | None:
    place = action.members.get_column(CUSTOMER.key).index_of(customer)
    if place is not None:
        return Part.HELD if action.control is not None and action.control.held[place] else Part.CONTACTED
    return Part.ELSEWHERE if action.yielded is not None and customer in action.yielded else None


def refused(row: pl.DataFrame) -> tuple[str, ...]:
    """Why the customer of this one row may not be contacted; nothing where nothing says so."""
    told = {
        "退订或在黑名单上": OPT_OUT.key in row.columns and row.get_column(OPT_OUT.key)[0] is True,
        "没有同意营销": CONSENT.key in row.columns and row.get_column(CONSENT.key)[0] is False,
    }
    return tuple(why for why, so in told.items() if so)
