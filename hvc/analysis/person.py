"""One customer of the analysis → where they stand: rank, layer, what of the rule they meet, and by how much."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from hvc.analysis.layers import layer
from hvc.analysis.model import Analysis
from hvc.rules import Compare, Condition, Line, Over, amount_of, conditions_of
from hvc.schema import CUSTOMER, TAG_SEPARATOR, Field, Kind
from hvc.timeline.one import Scores, pause, scores

Value = float | dt.date | str | None


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of the rule as one customer meets it or not.

    `label`: the condition in the user's words; `value`: what the customer has there, None where nothing; `bound`: what it
    is compared with; `over`: how much more than the bound the customer has (less: negative), None where it is no number.
    `strict`: the bound itself does not meet it.
    """

    label: str
    field: Field
    met: bool
    value: Value
    bound: float | None
    over: float | None
    strict: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One customer.

    `row`: one row, the columns of `Dataset.customers`; `place`: their row number in it; `high`: high-value or not;
    `amount` (元); `rank`: 1 is the largest amount, equals share theirs; `customers`: of how many; `layer`: their layer of
    value; `checks`: the conditions of the rule, that on the amount first; `every`: all of them must be met, else one is
    enough; `scores`, `pause` as in `hvc.timeline.one`.
    """

    row: pl.DataFrame
    place: int
    high: bool
    amount: float
    rank: int
    customers: int
    layer: str | None
    checks: tuple[Check, ...]
    every: bool
    scores: Scores | None
    pause: float | None

    def value(self, field: Field) -> Value:
        """What the customer has in a field, as it stands in the data; None where nothing."""
        return self.row.get_column(field.key)[0] if field.key in self.row.columns else None

    def levels(self, field: Field) -> tuple[str, ...]:
        """The levels or tags the customer has of a field without numbers, named as in its breakdown."""
        words = _read(field, self.row) if field.key in self.row.columns else None
        return tuple(word for word in words.split(TAG_SEPARATOR) if word) if isinstance(words, str) else ()


def find(analysis: Analysis, customer: str) -> int | None:
    """The row number of a customer; None where there is nobody of that number."""
    return analysis.dataset.customers.get_column(CUSTOMER.key).index_of(customer)


def person(analysis: Analysis, place: int) -> Person:
    """The customer in this row of the dataset."""
    customers, line, told = analysis.dataset.customers, analysis.line, analysis.timeline
    row = customers[place : place + 1]
    amount = float(row.get_column(line.field.key)[0])
    return Person(
        row=row,
        place=place,
        high=_true(row, line.mask()),
        amount=amount,
        rank=int((customers.get_column(line.field.key) > amount + 0.005).sum()) + 1,  # 元: half a 分
        customers=customers.height,
        layer=str(row.select(layer(line, analysis.layers)).item()) if analysis.layers else None,
        checks=_checks(analysis, row),
        every=isinstance(line, Line) or line.every,
        scores=scores(told, place) if told else None,
        pause=pause(told, place) if told else None,
    )


def _true(row: pl.DataFrame, which: pl.Expr) -> bool:
    return bool(row.select(which.fill_null(value=False)).to_series()[0])


def _checks(analysis: Analysis, row: pl.DataFrame) -> tuple[Check, ...]:
    cut, rule = analysis.line.amount, amount_of(analysis.rule)
    others = () if isinstance(analysis.line, Line) else analysis.line.others
    told = zip(conditions_of(analysis.rule), others, strict=True)
    conditions = tuple(_condition(one, row, met=_true(row, which)) for one, which in told)
    if cut is None or rule is None:
        return conditions
    amount = float(row.get_column(cut.field.key)[0])
    over = round(amount - cut.threshold, 2) + 0.0
    strict = isinstance(rule, Over) and cut.operator == ">"
    return (Check(rule.label, cut.field, _true(row, cut.mask()), amount, cut.threshold, over, strict), *conditions)


def _condition(one: Condition, row: pl.DataFrame, *, met: bool) -> Check:
    field = one.field
    value = _read(field, row)
    if not isinstance(one, Compare) or not isinstance(value, float) or not isinstance(one.value, int | float):
        return Check(one.label, field, met, value, None, None)
    digits = 2 if field.kind is Kind.MONEY else 10
    strict = one.operator in {">", "<"}
    return Check(one.label, field, met, value, float(one.value), round(value - one.value, digits) + 0.0, strict)


def _read(field: Field, row: pl.DataFrame) -> Value:
    """What stands in a field: a number, a day, or words."""
    cell = row.get_column(field.key)[0]
    match cell:
        case None:
            return None
        case bool():
            return "是" if cell else "否"
        case int() | float():
            return float(cell)
        case dt.datetime():
            return cell.date()
        case _:
            return str(cell)
