"""A condition on a field beside the amount → a filter on the customers, and the phrase that names it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, assert_never

import polars as pl

from hvc.errors import RuleError
from hvc.schema import TAG_SEPARATOR, Field, Kind
from hvc.units import PLAIN, YUAN, Unit

Operator = Literal[">", ">=", "<", "<="]
OPERATORS: tuple[Operator, ...] = (">=", ">", "<=", "<")
WORDS: dict[Operator, str] = {">": "超过", ">=": "不低于", "<": "低于", "<=": "不超过"}
DATE_WORDS: dict[Operator, str] = {">": "晚于", ">=": "不早于", "<": "早于", "<=": "不晚于"}
NUMBERS = (Kind.MONEY, Kind.COUNT, Kind.SCORE)
LEVELS = (Kind.ORDERED, Kind.CATEGORY, Kind.TAGS, Kind.FLAG)
YES, NO = "是", "否"
MOST_NAMED = 5  # levels of a hint


@dataclass(frozen=True, slots=True)
class Compare:
    """Customers whose number (money in 元, compared in 分) or date stands so to `value`; who has none does not fit."""

    field: Field
    operator: Operator
    value: float | dt.date

    @property
    def label(self) -> str:
        """The condition as a phrase: 订单数不低于 3."""
        if isinstance(self.value, dt.date):
            return f"{self.field.label}{DATE_WORDS[self.operator]} {self.value:%Y-%m-%d}"
        return f"{self.field.label}{WORDS[self.operator]} {self.unit.text(self.value)}"

    @property
    def unit(self) -> Unit:
        """How a value that is a number is written."""
        return YUAN if self.field.kind is Kind.MONEY else PLAIN


@dataclass(frozen=True, slots=True)
class OneOf:
    """Customers whose level is one of `levels`, or who carry one of these tags; who has none does not fit."""

    field: Field
    levels: tuple[str, ...]

    @property
    def label(self) -> str:
        """The condition as a phrase: 会员等级为「钻石」「黄金」之一."""
        names = "".join(f"「{level}」" for level in self.levels)
        verb = "含" if self.field.kind is Kind.TAGS else "为"
        return f"{self.field.label}{verb}{names}{'之一' if len(self.levels) > 1 else ''}"


Condition = Compare | OneOf


def usable(field: Field) -> bool:
    """Whether customers can be chosen by this field: not by who they are."""
    return not field.personal and field.kind in {*NUMBERS, *LEVELS, Kind.DATE}


def fitting(condition: Condition, customers: pl.DataFrame) -> pl.Expr:
    """True for the customers who meet it, never null.

    Raises:
        RuleError: the field is not there, or cannot be compared so, or none of the levels occurs.
    """
    field = condition.field
    if field.key not in customers.columns or not usable(field):
        raise RuleError(
            f"条件「{condition.label}」用不上：数据里没有可用的「{field.label}」。",
            hint="请去掉这个条件，或补充这一列。",
        )
    match condition:
        case Compare():
            return _compared(condition, customers.schema[field.key]).fill_null(value=False)
        case OneOf():
            return field.col.is_in(_chosen(condition, customers).implode()).fill_null(value=False)
        case _:
            assert_never(condition)


def _compared(condition: Compare, dtype: pl.DataType) -> pl.Expr:
    field, value = condition.field, condition.value
    if isinstance(value, dt.date) != (field.kind is Kind.DATE) or not (dtype.is_numeric() or dtype.is_temporal()):
        raise RuleError(f"「{field.label}」不能这样比较。", hint="数字与数字比，日期与日期比，等级和标签请选取值。")
    if isinstance(value, dt.date):
        return _set_beside(field.col.dt.date(), condition.operator, value)
    number = field.col.cast(pl.Float64).fill_nan(None)
    if field.kind is Kind.MONEY:
        return _set_beside((number * 100).round(0), condition.operator, round(value * 100))
    return _set_beside(number, condition.operator, value)


def _set_beside(left: pl.Expr, operator: Operator, right: float | dt.date) -> pl.Expr:
    match operator:
        case ">":
            return left > right
        case ">=":
            return left >= right
        case "<":
            return left < right
        case "<=":
            return left <= right
        case _:
            assert_never(operator)


def _chosen(condition: OneOf, customers: pl.DataFrame) -> pl.Series:
    """The distinct values of the column that fit: the few are compared, not the customers."""
    distinct = customers.get_column(condition.field.key).unique().drop_nulls()
    words = named(distinct)
    if condition.field.kind is Kind.TAGS:
        held = pl.Series(words).str.split(TAG_SEPARATOR)
        fits = held.list.set_intersection(list(condition.levels)).list.len() > 0
    else:
        fits = words.is_in(list(condition.levels))
    if not fits.any():
        missing = "".join(f"「{level}」" for level in condition.levels)
        raise RuleError(f"「{condition.field.label}」里没有{missing}。", hint=_known(condition.field, customers))
    return distinct.filter(fits)


def _known(field: Field, customers: pl.DataFrame) -> str:
    names = levels(field, customers)[:MOST_NAMED]
    return f"现有的取值有{''.join(f'「{name}」' for name in names)}等。" if names else "这一列没有可选的取值。"


def named(values: pl.Series) -> pl.Series:
    """Values of a column as the user reads them."""
    if values.dtype == pl.Boolean:
        return pl.Series([YES if value else NO for value in values], dtype=pl.String)
    return values.cast(pl.String)


def levels(field: Field, customers: pl.DataFrame) -> tuple[str, ...]:
    """What can be chosen of a field: ordered levels best first, others by name; none where it has no levels."""
    if field.kind not in LEVELS or field.key not in customers.columns:
        return ()
    column = customers.get_column(field.key)
    distinct = column.unique().drop_nulls()
    if isinstance(column.dtype, pl.Enum):
        return tuple(distinct.sort(descending=True).cast(pl.String))
    words = named(distinct)
    if field.kind is Kind.TAGS:
        words = words.str.split(TAG_SEPARATOR).explode(empty_as_null=True, keep_nulls=False).unique()
    return tuple(word for word in words.sort() if word)


def unknown(condition: Condition, customers: pl.DataFrame) -> tuple[str, ...]:
    """The levels of a condition that no customer has."""
    if isinstance(condition, Compare):
        return ()
    known = levels(condition.field, customers)
    return tuple(level for level in condition.levels if level not in known)
