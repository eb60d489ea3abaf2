"""An analysis, or an earlier period's customers → a `Snapshot`: what the next period needs to compare itself with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import polars as pl

from hvc.analysis.deciles import Deciles, deciles
from hvc.analysis.model import Analysis
from hvc.analysis.overview import line_of
from hvc.joining import Dataset
from hvc.rules import Rule
from hvc.schema import AMOUNT, CUSTOMER, ORDERS, Field, Kind
from hvc.scheme.capturing import personal

KEY, HIGH = "key", "high"
LEVELS_AT_MOST = 50  # a dimension of more levels is left out
NUMBERS = (Kind.MONEY, Kind.COUNT, Kind.SCORE)
DIMENSIONS = (Kind.ORDERED, Kind.CATEGORY, Kind.FLAG)
NAMELESS = "上一期"
FILES = 3  # named
FOREIGN = "amount_currency"  # the Issue of a column that is all in another currency


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """One period as the next one sees it.

    `frame`: key (str, hash of the customer's number under `salt`; the number itself where `salt` is empty) · amount (元) ·
    orders (Float or absent) · high (bool) · one String column per dimension, named by its field's key. `measure`: what the
    amount is called. `labels`: key and label of each dimension. `rule` is the rule's label, `made` when it was saved.
    `numbers`: how the numeric dimensions were spread; none in a file of the first version.
    """

    name: str
    salt: bytes
    rule: str
    measure: str
    made: dt.date
    labels: tuple[tuple[str, str], ...]
    frame: pl.DataFrame
    numbers: tuple[Deciles, ...] = ()


def snapshot(analysis: Analysis, name: str, made: dt.date) -> Snapshot:
    """This period, to be compared at once: customers by their own numbers."""
    return _taken(analysis.dataset, analysis.line.mask(), analysis.rule, (name, made))


def taken(dataset: Dataset, rule: Rule, name: str, made: dt.date) -> Snapshot:
    """An earlier period's customers under `rule`, which may mark nobody there, or everybody.

    Raises:
        DataError: there is no customer.
        RuleError: the rule cannot be resolved on these customers.
    """
    return _taken(dataset, line_of(dataset, rule).mask(), rule, (name, made))


def _taken(dataset: Dataset, high: pl.Expr, rule: Rule, about: tuple[str, dt.date]) -> Snapshot:
    fields = dimensions(dataset)
    name, made = about
    return Snapshot(
        name=NAMELESS if personal(name) else name,
        salt=b"",
        rule=rule.label,
        measure=measured(dataset),
        made=made,
        labels=tuple((field.key, field.label) for field in fields),
        frame=customers(dataset, high, fields),
        numbers=numbers(dataset),
    )


def measured(dataset: Dataset) -> str:
    """What the amount is called, and that it is in another money than 元 where it is."""
    foreign = any(issue.code == FOREIGN for issue in dataset.issues)
    return dataset.amount.label + ("（其他货币）" if foreign else "")


def called(dataset: Dataset) -> str:
    """What a period is called by: its files."""
    files = list(dict.fromkeys(source.file for source in dataset.sources))
    return "、".join(files[:FILES]) + (f" 等 {len(files)} 个文件" if len(files) > FILES else "") or NAMELESS


def dimensions(dataset: Dataset) -> list[Field]:
    """The fields whose levels a period keeps: single-valued, few levels, none of which may be a number or an address."""
    known = [
        field
        for field in dataset.fields
        if field.kind in DIMENSIONS
        and field.dimension
        and not field.personal
        and field.key in dataset.customers.columns
    ]
    return [field for field in known if _few(dataset.customers.get_column(field.key))]


def numbers(dataset: Dataset) -> tuple[Deciles, ...]:
    """How the numeric dimensions are spread over their tenths; the amount has its own comparison."""
    known = [
        field
        for field in dataset.fields
        if field.kind in NUMBERS and field.dimension and not field.personal and field.key in dataset.customers.columns
    ]
    found = (deciles(field.key, field.label, dataset.customers.get_column(field.key)) for field in known)
    return tuple(one for one in found if one is not None)


def _few(values: pl.Series) -> bool:
    levels = values.unique().cast(pl.String).drop_nulls()
    return len(levels) <= LEVELS_AT_MOST and not any(personal(level) for level in levels)


def customers(dataset: Dataset, high: pl.Expr, fields: Iterable[Field]) -> pl.DataFrame:
    """One row per customer, by their own numbers: columns of `Snapshot.frame`."""
    frame = dataset.customers
    columns = [CUSTOMER.col.alias(KEY), AMOUNT.col, high.fill_null(value=False).alias(HIGH)]
    columns += [ORDERS.col.cast(pl.Float64)] if ORDERS.key in frame.columns else []
    return frame.select(*columns, *(field.col.cast(pl.String) for field in fields))


def hashed(numbers: pl.Series, salt: bytes) -> pl.Series:
    """Each number under a keyed BLAKE2b of 16 bytes, in hexadecimal; the numbers themselves where the key is empty.

    The one loop over customers: no expression has a keyed hash, and it takes about a second for a million.
    """
    if not salt:
        return numbers.alias(KEY)
    return pl.Series(KEY, [blake2b(n.encode(), digest_size=16, key=salt).hexdigest() for n in numbers], dtype=pl.String)
