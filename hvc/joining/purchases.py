"""Order lines that count → what each customer bought: amount, orders, first and last day, categories, attributes."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from hvc.cleaning import Effect, Issue
from hvc.cleaning.tags import normal
from hvc.joining.ledger import TABLE
from hvc.joining.returns import GROSS, Lines
from hvc.schema import (
    AMOUNT,
    CUSTOMER,
    FIRST_ORDER,
    LAST_ORDER,
    ORDER_AMOUNT,
    ORDER_DATE,
    ORDER_ID,
    ORDERS,
    ROW,
    TAG_SEPARATOR,
    Field,
    Kind,
)  # fmt: skip

BITS = 62  # values that fit into one integer, a bit each
SETS = {Kind.CATEGORY, Kind.ORDERED}  # of a fact about orders: what the customer ever bought


def summed(lines: Lines, fields: tuple[Field, ...]) -> tuple[pl.DataFrame, tuple[Field, ...], tuple[Issue, ...]]:
    """One row per customer who has a readable line; the fields of the new columns; the Issues."""
    keys = [field for field in fields if field.key != CUSTOMER.key]
    bought = [field for field in keys if field.kind is Kind.TAGS or (field.per_order and field.kind in SETS)]
    bought = [field for field in bought if field.dimension]
    said = [field for field in keys if not field.per_order and field.kind is not Kind.TAGS]
    facts, issues = _said(lines.readable, said)
    for frame in (_totals(lines.counted), *(_sets(lines.counted, field) for field in bought)):
        facts = facts.join(frame, on=CUSTOMER.key, how="left", maintain_order="left")
    none = facts.get_column(AMOUNT.key).null_count()
    label = "客户的订单全部没有计入（已取消、已退货等），累计交易金额按 0 计"
    nothing = (Issue("customer_all_returned", label, none, Effect.DOUBTFUL),) if none else ()
    facts = facts.with_columns(
        *(pl.col(key).fill_null(0.0) for key in (AMOUNT.key, ORDERS.key) if key in facts.columns),
        *(field.col.fill_null("") for field in bought),
    )
    who = tuple(field for field in fields if field.key == CUSTOMER.key)
    computed = tuple(field for field in (AMOUNT, ORDERS, FIRST_ORDER, LAST_ORDER) if field.key in facts.columns)
    sets = tuple(replace(field, kind=Kind.TAGS, per_order=False, levels=()) for field in bought)
    return facts, (*who, *computed, *said, *sets), (*issues, *nothing)


def _totals(lines: pl.DataFrame) -> pl.DataFrame:
    """Amount (元, exact in 分); orders: distinct numbers, else distinct days; first and last day of a purchase.

    A purchase is a line that was sold and not wholly refunded.
    """
    columns = lines.columns
    kept = (pl.col(GROSS) >= 0) & ((ORDER_AMOUNT.col > 0) | (pl.col(GROSS) == ORDER_AMOUNT.col))
    told = {"cents": (ORDER_AMOUNT.col * 100).round().cast(pl.Int64)}
    aggregates = [pl.col("cents").sum()]
    if ORDER_DATE.key in columns:
        told["day"] = pl.when(kept).then(ORDER_DATE.col)
        aggregates += [pl.col("day").min().alias(FIRST_ORDER.key), pl.col("day").max().alias(LAST_ORDER.key)]
    if ORDER_ID.key in columns or ORDER_DATE.key in columns:
        told["order"] = pl.when(kept).then(_order(columns))
        distinct = pl.col("order").n_unique() - pl.col("order").has_nulls()  # cheaper than to drop the nulls
        aggregates.append(distinct.cast(pl.Float64).alias(ORDERS.key))
    totals = lines.lazy().select(CUSTOMER.key, **told).group_by(CUSTOMER.key).agg(aggregates).sort(CUSTOMER.key)
    return totals.with_columns((pl.col("cents") / 100).alias(AMOUNT.key)).drop("cents").collect()


def _order(columns: list[str]) -> pl.Expr:
    """What tells one order from another, as a number."""
    day = ORDER_DATE.col.dt.date().hash() if ORDER_DATE.key in columns else pl.lit(None, pl.UInt64)
    if ORDER_ID.key not in columns:
        return pl.when(ORDER_DATE.col.is_not_null()).then(day)
    return pl.when(ORDER_ID.col.is_not_null()).then(ORDER_ID.col.hash()).otherwise(day)


def _sets(lines: pl.DataFrame, field: Field) -> pl.DataFrame:
    """The set of values of a per-order category that each customer bought, as tags."""
    values = lines.get_column(field.key).drop_nulls().unique().cast(pl.String).sort()
    if len(values) > BITS or field.kind is Kind.TAGS:
        return _spelled(lines, field)
    bits = pl.Series([1 << place for place in range(len(values))], dtype=pl.Int64)
    bit = field.col.cast(pl.String).replace_strict(values, bits, default=None, return_dtype=pl.Int64)
    masks = (
        lines.lazy().select(CUSTOMER.key, bit).group_by(CUSTOMER.key).agg(field.col.bitwise_or().fill_null(0)).collect()
    )
    sets = masks.select(field.key).unique().with_columns(__set=_named(field, values))
    return masks.join(sets, on=field.key, how="left").select(CUSTOMER.key, pl.col("__set").alias(field.key))


def _named(field: Field, values: pl.Series) -> pl.Expr:
    """A mask of bits as the tags it stands for."""
    named = [
        pl.when(field.col & (1 << place) != 0).then(pl.lit(value, pl.String)) for place, value in enumerate(values)
    ]
    texts = pl.concat_str(named, separator=TAG_SEPARATOR, ignore_nulls=True) if named else pl.lit("")
    return texts.cast(pl.Categorical)


def _spelled(lines: pl.DataFrame, field: Field) -> pl.DataFrame:
    pairs = lines.lazy().select(CUSTOMER.key, field.col.cast(pl.String)).drop_nulls().unique()
    sets = pairs.group_by(CUSTOMER.key).agg(field.col.sort().str.join(TAG_SEPARATOR)).collect()
    return sets.with_columns(normal(sets.get_column(field.key)))


def _said(lines: pl.DataFrame, fields: list[Field]) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """What the lines say about the customers themselves: the most frequent value, ties to the latest."""
    lows = [_code(field).min().alias(f"{field.key}__low") for field in fields]
    highs = [_code(field).max().alias(f"{field.key}__high") for field in fields]
    firsts = [_last(lines, field) for field in fields]
    one = lines.lazy().group_by(CUSTOMER.key).agg(*lows, *highs, *firsts).sort(CUSTOMER.key).collect()
    issues: list[Issue] = []
    for field in fields:
        torn = one.filter(pl.col(f"{field.key}__low") != pl.col(f"{field.key}__high")).select(CUSTOMER.key)
        if torn.is_empty():
            continue
        usual = _usual(lines.join(torn, on=CUSTOMER.key, how="semi"), field)
        one = one.join(usual, on=CUSTOMER.key, how="left", suffix="__usual", maintain_order="left")
        one = one.with_columns(pl.coalesce(f"{field.key}__usual", field.key).alias(field.key)).drop(
            f"{field.key}__usual"
        )
        if field.kind is not Kind.NAME:
            label = f"同一客户的「{field.label}」在订单中有多个值，取出现最多的，次数相同取最近的"
            issues.append(Issue("several_values", label, torn.height, Effect.DOUBTFUL, (), str(lines[TABLE][0])))
    return one.select(CUSTOMER.key, *(field.key for field in fields)), tuple(issues)


def _last(lines: pl.DataFrame, field: Field) -> pl.Expr:
    return field.col.drop_nulls().last() if lines.get_column(field.key).null_count() else field.col.last()


def _code(field: Field) -> pl.Expr:
    return field.col.to_physical() if field.kind in SETS else field.col


def _usual(lines: pl.DataFrame, field: Field) -> pl.DataFrame:
    """The most frequent value of `field` per customer, ties to the latest line."""
    latest = ORDER_DATE.col.max() if ORDER_DATE.key in lines.columns else pl.lit(0)
    usual = (
        lines.lazy()
        .filter(field.col.is_not_null())
        .group_by(CUSTOMER.key, field.key)
        .agg(times=pl.len(), latest=latest, place=_place().max())
        .collect()
    )
    for test in ("times", "latest", "place"):
        usual = usual.filter(pl.col(test).eq_missing(pl.col(test).max().over(CUSTOMER.key)))
    return usual.select(CUSTOMER.key, field.key)


def _place() -> pl.Expr:
    """Where a line stands in the upload, as one number."""
    return pl.col(TABLE).to_physical().cast(pl.Int64) * 2**32 + pl.col(ROW)
