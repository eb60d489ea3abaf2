"""What insight hands on: findings that carry their facts, actions that carry their customers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import polars as pl

from hvc.analysis.parts import Robustness
from hvc.units import Unit


class Level(Enum):
    """How a finding is to be read."""

    OPPORTUNITY = "机会"
    WATCH = "关注"
    RISK = "风险"
    NOTE = "说明"


@dataclass(frozen=True, slots=True)
class Fact:
    """One number of the analysis, as it stands in a sentence: `text` is `unit.text(value)`, `base` what it is a share of."""

    name: str
    value: float
    unit: Unit
    base: str = ""

    @property
    def text(self) -> str:
        """The number as written."""
        return self.unit.text(self.value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the numbers say.

    `code` is stable (`tags.higher`); `section` the key of the section it belongs to (`overview`, a field key, `cross`,
    `concentration`, `quality`); `headline` one sentence; `evidence` the numbers with their bases and the others beside
    them; `weight` ranks (0–1): impact × `strength`, where the impact is what is at stake (a part of the customers or of the
    money, or how far two groups are apart) within the reach of its `level`, and `strength` (0–1) how sure the numbers make it:
    1 for what is counted, less for what is compared, by its interval, by the move of the line and by a third variable;
    `levels`: the notable levels (field key, level) that the headline claims something of; `robustness`: whether that holds
    when the line moves, None where there is nothing to ask.
    """

    code: str
    section: str
    level: Level
    headline: str
    evidence: str
    facts: tuple[Fact, ...] = ()
    weight: float = 0.0
    robustness: Robustness | None = None
    levels: tuple[tuple[str, str], ...] = ()
    strength: float = 1.0


class Outcome(Enum):
    """What a list is measured by: what a later file of the same customers can tell of each of them."""

    BOUGHT = "有新消费"
    HIGH_VALUE = "是高价值客户"
    LISTED = "仍符合名单条件"
    SPEND = "人均新增金额"

    @property
    def share(self) -> bool:
        """Whether it is a share of customers (0–1), not an amount in 元 per customer."""
        return self is not Outcome.SPEND

    @property
    def rises(self) -> bool:
        """Whether more of it is better."""
        return self is not Outcome.LISTED


@dataclass(frozen=True, slots=True)
class Goal:
    """What an action is to reach: the measure, its value today, and the target; both as they stand in a sentence."""

    outcome: Outcome
    baseline: Fact
    target: Fact


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """Who of a list is left alone, so that it can be told whether the action helped.

    `held`: one Boolean per row of `Action.members`. Drawn by `seed` within bands of the amount. `detectable`: the smallest
    difference of the goal's measure that such a comparison finds in four cases of five, at 5 %.
    """

    held: pl.Series
    share: float
    seed: int
    detectable: Fact

    @property
    def customers(self) -> int:
        """How many are left alone."""
        return int(self.held.sum())


@dataclass(frozen=True, slots=True)
class Economics:
    """What an action costs and earns: 元 per customer contacted, 元 per response, the response rate that pays for it.

    Without a gain there is a cost and its total alone.
    """

    cost: Fact
    gain: Fact | None
    total: Fact
    break_even: Fact | None


@dataclass(frozen=True, slots=True, eq=False)
class Action:
    """One thing to do with a list of real customers.

    `audience` says in Chinese who they are; `members` holds one row per customer (columns of `Dataset.customers`),
    largest amount first, never empty; `file` is the stem of the list's file name; `why` the finding behind it; `measure`
    how success is read, with today's base value. `unreachable` counts who fits and was taken out for having refused
    marketing, `elsewhere` who fits and is on the list of an action before this one. `facts` are the numbers of every text
    of the action. `shows`: keys of columns we worked out that its list is about. `role` is who usually does it, `owner`
    whom the user named. `control` is None where nobody is left alone, and `uncontrolled` says why; `uneconomic` says why a
    cost that was entered gives no `economics`. `yielded`: the customer numbers of those whom `elsewhere` counts.
    """

    code: str
    title: str
    audience: str
    members: pl.DataFrame
    file: str
    amount: float
    why: str
    steps: tuple[str, ...]
    channel: str
    window: str
    measure: str
    unreachable: int = 0
    facts: tuple[Fact, ...] = ()
    shows: tuple[str, ...] = ()
    elsewhere: int = 0
    role: str = ""
    owner: str = ""
    goal: Goal | None = None
    control: Control | None = None
    uncontrolled: str = ""
    economics: Economics | None = None
    uneconomic: str = ""
    yielded: pl.Series | None = None

    @property
    def customers(self) -> int:
        """How many customers the list holds, the control group among them."""
        return self.members.height

    @property
    def contacted(self) -> int:
        """How many of them are contacted."""
        return self.members.height - (self.control.customers if self.control else 0)
