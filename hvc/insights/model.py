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
    them; `weight` ranks (impact × evidence, 0–1);
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


@dataclass(frozen=True, slots=True, eq=False)
class Action:
    """One thing to do with a list of real customers.

    `audience` says in Chinese who they are; `members` holds one row per customer (columns of `Dataset.customers`),
    largest amount first, never empty; `file` is the stem of the list's file name; `why` the finding behind it; `measure`
    how success is read, with today's base value. `unreachable` counts who fits and was taken out for having refused
    marketing. `facts` are the numbers of every text of the action. `shows`:
    keys of columns we worked out that its list is about.
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

    @property
    def customers(self) -> int:
        """How many customers the list holds."""
        return self.members.height
