"""What the monthly balances of customers hand on; the frame small, each column named with its unit and range."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

import polars as pl

from hvc.rules import Line
from hvc.schema import Field


class Fade(Enum):
    """How far a customer's assets left, in the order to show."""

    HEAVY = "重度流失"
    LIGHT = "轻度流失"


class Origin(Enum):
    """Where the line comes from."""

    RULE = "与高价值定义的门槛相同"
    ASKED = "由您设定"
    USUAL = "通常的起点，可以改"


@dataclass(frozen=True, slots=True)
class Pair:
    """`then` reached the line and `now` does not: fields of the customers, under the names of the file."""

    fade: Fade
    then: Field
    now: Field


@dataclass(frozen=True, slots=True, eq=False)
class Balances:
    """Who reached `line` (元) by one column and no longer by a later one.

    `pairs`: those that the columns allow. `frame`, one row per pair: fade (str) · reached (customers who reached the line
    then) · customers (of these, below it now) · share = customers / reached (0–1, null without any) · high_value (of
    `customers`) · before, now (sums of theirs, 元).
    """

    line: float
    operator: Literal[">", ">="]
    origin: Origin
    pairs: tuple[Pair, ...]
    frame: pl.DataFrame

    def who(self, fade: Fade) -> pl.Expr:
        """True for the customers of one kind; of neither where the columns do not tell."""
        return next((self.left(pair) for pair in self.pairs if pair.fade is fade), pl.lit(value=False))

    def reached(self, field: Field) -> pl.Expr:
        """True for customers whose `field` reaches the line."""
        return Line(field, self.operator, self.line).mask()

    def left(self, pair: Pair) -> pl.Expr:
        """True for customers who reached the line then, and do not now."""
        return (self.reached(pair.then) & ~self.reached(pair.now)).fill_null(value=False)
