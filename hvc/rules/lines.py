"""A resolved rule: where the line runs through the amounts, and which other conditions decide beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from hvc.schema import Field


@dataclass(frozen=True, slots=True)
class Line:
    """A rule on the amount alone: high-value is `amount operator threshold`, both in 分 once compared."""

    field: Field
    operator: Literal[">", ">="]
    threshold: float

    @property
    def cut(self) -> Line | None:
        """The line where it alone decides."""
        return self

    @property
    def amount(self) -> Line | None:
        """The line through the amounts."""
        return self

    def mask(self) -> pl.Expr:
        """True for high-value customers; null where the amount is null."""
        cents = (self.field.col * 100).round(0)
        cut = round(self.threshold * 100)
        return cents > cut if self.operator == ">" else cents >= cut

    def on_the_line(self) -> pl.Expr:
        """True for customers whose amount is exactly the threshold."""
        return (self.field.col * 100).round(0) == round(self.threshold * 100)

    def reaching(self, threshold: float) -> pl.Expr:
        """True for customers who would be high-value if the line began at `threshold` (元), it included."""
        return replace(self, operator=">=", threshold=threshold).mask()


@dataclass(frozen=True, slots=True, eq=False)
class Joint:
    """A rule of several conditions: a line through the amounts, if it has one, and `others`, one filter each.

    `every`: all of them must be met (且), else one is enough (或). `field` is the amount that is summed.
    """

    field: Field
    amount: Line | None
    others: tuple[pl.Expr, ...]
    every: bool

    @property
    def cut(self) -> Line | None:
        """None: no line alone decides."""
        return None

    def mask(self) -> pl.Expr:
        """True for high-value customers."""
        return self._joined(self.amount.mask()) if self.amount else self.beside()

    def on_the_line(self) -> pl.Expr:
        """True for customers exactly at the threshold who are high-value or not by that alone."""
        if self.amount is None:
            return pl.lit(value=False)
        decided = self.beside() if self.every else ~self.beside()
        return self.amount.on_the_line() & decided

    def reaching(self, threshold: float) -> pl.Expr:
        """True for customers who would be high-value if the line began at `threshold` (元), it included."""
        return self._joined(self.amount.reaching(threshold)) if self.amount else self.mask()

    def beside(self) -> pl.Expr:
        """What the other conditions say together; one that cannot decide anything where there are none."""
        if not self.others:
            return pl.lit(value=self.every)
        return pl.all_horizontal(self.others) if self.every else pl.any_horizontal(self.others)

    def _joined(self, amount: pl.Expr) -> pl.Expr:
        return amount & self.beside() if self.every else amount | self.beside()


Resolved = Line | Joint
