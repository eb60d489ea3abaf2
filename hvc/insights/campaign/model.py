"""A plan as it is kept for the next period, and what came of it there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

import polars as pl

from hvc.insights.campaign.terms import Terms
from hvc.insights.model import Fact, Outcome

PART = "outcomes"  # the section, and the part of `analysis.json`
REFUSED = "outcomes.refused"  # the finding that says why nothing could be scored


@dataclass(frozen=True, slots=True)
class Kept:
    """One action of the plan: what it was to reach, in the numbers of that day."""

    code: str
    title: str
    outcome: Outcome
    baseline: float
    target: float


@dataclass(frozen=True, slots=True, eq=False)
class Campaign:
    """The plan of one period as the next one sees it.

    `frame`: one row per customer and action: key (str, hash of the customer's number under `salt`; the number itself where
    `salt` is empty) · action (str, code) · held (bool, left alone) · amount (元, on that day) · last_order (Date or null) ·
    orders (f64 or null). `made`: when it was saved; `reference`: the day that the data reached to, None where unknown.
    `measure`: what the amount was called, and of what money; empty where the file does not say.
    """

    name: str
    salt: bytes
    rule: str
    made: dt.date
    reference: dt.date | None
    terms: Terms
    actions: tuple[Kept, ...]
    frame: pl.DataFrame
    measure: str = ""


class Verdict(Enum):
    """What a comparison of who was contacted with who was left alone says."""

    BETTER = "有效果"
    UNCLEAR = "看不出效果"
    WORSE = "效果相反"
    NO_CONTROL = "没有对照组"
    TOO_FEW = "人数太少"
    UNMEASURED = "这次的数据看不出"


@dataclass(frozen=True, slots=True)
class Score:
    """One action of an earlier plan in this period's numbers.

    `contacted`, `held`: customers of each side found in this period's data; `missing`: of either, not found, `missing_held`
    of those left alone. `treated`, `left_alone`: the measure of each side; `difference` = treated − left alone with its 95 %
    interval `low`–`high`, None where it cannot be told (`verdict` says why). `how` the measure was read, or why it was not.
    `kept` is what the plan said.
    """

    kept: Kept
    contacted: int
    held: int
    missing: int
    treated: Fact | None = None
    left_alone: Fact | None = None
    difference: Fact | None = None
    low: float | None = None
    high: float | None = None
    verdict: Verdict = Verdict.UNMEASURED
    how: str = ""
    missing_held: int = 0
