"""Order lines → what they say of each customer beyond sums: rhythm, hours, favourites, use of discounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from hvc.joining import Dataset
from hvc.schema import (
    ACTIVE_MONTHS,
    AMOUNT,
    BRAND,
    CUSTOMER,
    DAYPART,
    DISCOUNT,
    FOCUS,
    MAIN_BRAND,
    MAIN_CATEGORY,
    ORDER_AMOUNT,
    ORDER_COST,
    ORDER_DATE,
    ORDER_GAP,
    ORDER_ID,
    ORDERS,
    PRODUCT_CATEGORY,
    PROFIT,
    PROMOTED,
    RECENT_ORDERS,
    UNIT_PRICE,
    WEEKEND,
    Field,
)

RECENT = 90  # days before the last order of the data
ORDERS_FROM = 3  # orders of a customer before a share or a favourite says something of them
SATURDAY = 6
DAYPARTS = ((0, "凌晨 0–6 点"), (6, "上午 6–12 点"), (12, "下午 12–18 点"), (18, "晚间 18–24 点"))
WHO = "__who"  # row number of the customer: numbers group faster than ids
PROFITS = "__profit"  # 元 per customer, for the indices; never a field


def with_traits(dataset: Dataset) -> Dataset:
    """`dataset` with a column for each trait that its files lack and its orders show, marked as `derived`.

    Net orders only: lines that count and stayed above nothing after refunds. Without order lines the average order
    value alone, where amounts and numbers of orders are known.
    """
    lines = purchases(dataset)
    if lines is None:
        return _with(dataset, _price_of(dataset))
    known = set(dataset.customers.columns)
    frames = [*_rhythm(lines, known), *_favourites(lines, known)]
    places = dataset.customers.lazy().select(pl.int_range(pl.len(), dtype=pl.UInt32).alias(WHO))
    for frame in frames:
        places = places.join(frame.lazy(), on=WHO, how="left", maintain_order="left")
    found = places.drop(WHO).collect()
    return _with(dataset, found.with_columns(pl.col(k.key).fill_null(0.0) for k in _COUNTED if k.key in found.columns))


_COUNTED = (ACTIVE_MONTHS, RECENT_ORDERS)  # none is 0 for who has bought nothing
TRAITS = (
    UNIT_PRICE, ORDER_GAP, ACTIVE_MONTHS, RECENT_ORDERS, DAYPART, WEEKEND, MAIN_CATEGORY, MAIN_BRAND, FOCUS, PROMOTED,
)  # fmt: skip


def _with(dataset: Dataset, found: pl.DataFrame) -> Dataset:
    """The columns of `found` that hold something, as further columns of the customers."""
    fields = [f for f in TRAITS if f.key in found.columns and found[f.key].null_count() < found.height]
    return added(dataset, found.select(f.key for f in fields), fields)


def added(dataset: Dataset, columns: pl.DataFrame, fields: Sequence[Field]) -> Dataset:
    """`dataset` with `columns`, one for each of `fields`, rows as its customers; marked as derived."""
    if not fields:
        return dataset
    told = tuple(replace(field, derived=True) for field in fields)
    return replace(dataset, customers=dataset.customers.hstack(columns), fields=(*dataset.fields, *told))


def purchases(dataset: Dataset) -> pl.DataFrame | None:
    """The order lines that count and hold money, under the row number of their customer; None without any."""
    if dataset.orders is None or dataset.orders.is_empty():
        return None
    rows = dataset.customers.select(CUSTOMER.key).with_row_index(WHO)
    held = [
        f.key
        for f in (ORDER_ID, ORDER_DATE, ORDER_AMOUNT, PRODUCT_CATEGORY, BRAND, DISCOUNT, PROFIT, ORDER_COST)
        if f.key in dataset.orders.columns
    ]
    lines = dataset.orders.lazy().filter(ORDER_AMOUNT.col > 0).select(CUSTOMER.key, *held)
    return lines.join(rows.lazy(), on=CUSTOMER.key, how="inner").drop(CUSTOMER.key).collect()


def profits(lines: pl.DataFrame) -> pl.DataFrame | None:
    """Profit of each customer's lines (`WHO`, `PROFITS` in 元): as stated, else the amount less its cost."""
    if PROFIT.key in lines.columns:
        profit = PROFIT.col
    elif ORDER_COST.key in lines.columns:
        profit = ORDER_AMOUNT.col - ORDER_COST.col
    else:
        return None
    return lines.group_by(WHO).agg(pl.when(profit.is_not_null().all()).then(profit.sum().round(2)).alias(PROFITS))


def _price_of(dataset: Dataset) -> pl.DataFrame:
    frame = dataset.customers
    if ORDERS.key not in frame.columns or UNIT_PRICE.key in frame.columns:
        return pl.DataFrame()
    price = pl.when(ORDERS.col >= 1).then((AMOUNT.col / ORDERS.col).round(2))
    return frame.select(price.alias(UNIT_PRICE.key))


def _rhythm(lines: pl.DataFrame, known: set[str]) -> Iterable[pl.DataFrame]:
    """Average order value, pace and times of the orders, one row per customer."""
    if not {ORDER_ID.key, ORDER_DATE.key} & set(lines.columns):
        return
    orders = _orders(lines)
    wanted = [expr for field, expr in _measures(orders) if field.key not in known]
    yield orders.group_by(WHO).agg(wanted)


def _orders(lines: pl.DataFrame) -> pl.DataFrame:
    """One row per order: its number, else its customer's day. Columns: WHO · amount · at · discounted."""
    columns = lines.columns
    amount, at = ORDER_AMOUNT.col.alias("amount"), ORDER_DATE.col.alias("at")
    given = [at] if ORDER_DATE.key in columns else []
    cut = [(DISCOUNT.col.fill_null(0) != 0).alias("discounted")] if DISCOUNT.key in columns else []
    day = ORDER_DATE.col.dt.date().hash() if ORDER_DATE.key in columns else pl.lit(0, pl.UInt64)
    order = pl.coalesce(ORDER_ID.col.hash(), day) if ORDER_ID.key in columns else day
    whole = lines.lazy().select(WHO, amount, *given, *cut, order=order)
    sums = [pl.col("amount").sum(), *(pl.col("at").min() for _ in given), *(pl.col("discounted").any() for _ in cut)]
    return whole.group_by(WHO, "order").agg(sums).drop("order").collect()


def _measures(orders: pl.DataFrame) -> list[tuple[Field, pl.Expr]]:
    """Each trait of an order book and how it is summed over a customer's orders."""
    enough = pl.len() >= ORDERS_FROM
    told = [(UNIT_PRICE, (pl.col("amount").sum() / pl.len()).round(2).alias(UNIT_PRICE.key))]
    if "discounted" in orders.columns and orders["discounted"].n_unique() > 1:
        told.append((PROMOTED, pl.when(enough).then(pl.col("discounted").mean()).alias(PROMOTED.key)))
    if "at" not in orders.columns or orders["at"].null_count() == orders.height:
        return told
    at = pl.col("at")
    days, months = at.dt.date().n_unique(), (at.dt.year() * 12 + at.dt.month()).n_unique()
    recent = (at > orders.select(at.max()).item() - pl.duration(days=RECENT)).sum()
    gap = (at.max().dt.date() - at.min().dt.date()).dt.total_days() / (days - 1)
    told += [
        (ORDER_GAP, pl.when(days > 1).then(gap).round(1).alias(ORDER_GAP.key)),
        (ACTIVE_MONTHS, months.cast(pl.Float64).alias(ACTIVE_MONTHS.key)),
        (RECENT_ORDERS, recent.cast(pl.Float64).alias(RECENT_ORDERS.key)),
        (WEEKEND, pl.when(enough).then((at.dt.weekday() >= SATURDAY).mean()).alias(WEEKEND.key)),
    ]
    timed = orders.select((at.dt.time() != pl.time(0)).mean()).item() or 0
    return [*told, (DAYPART, pl.when(enough).then(_daypart(at)).alias(DAYPART.key))] if timed > 1 / 2 else told


def _daypart(at: pl.Expr) -> pl.Expr:
    """The part of the day with the most orders, ties to the earlier."""
    ends = [start for start, _ in DAYPARTS[1:]] + [24]
    counts = [at.dt.hour().is_between(start, end - 1).sum() for (start, _), end in zip(DAYPARTS, ends, strict=True)]
    most = pl.max_horizontal(counts)
    name = pl.lit(None, pl.String)
    for count, (_, text) in reversed(list(zip(counts, DAYPARTS, strict=True))):
        name = pl.when(count == most).then(pl.lit(text)).otherwise(name)
    return name


def _favourites(lines: pl.DataFrame, known: set[str]) -> Iterable[pl.DataFrame]:
    """The category and the brand bought most often, and how much of the buying goes to it; ties to more money."""
    shared = FOCUS.key in known
    for field, favourite in ((PRODUCT_CATEGORY, MAIN_CATEGORY), (BRAND, MAIN_BRAND)):
        if field.key not in lines.columns or lines[field.key].drop_nulls().n_unique() < 2:  # noqa: PLR2004  a choice of one
            continue
        bought = lines.lazy().filter(field.col.is_not_null()).group_by(WHO, field.key).agg(
            times=pl.len(), money=ORDER_AMOUNT.col.sum()
        )  # fmt: skip
        by = (pl.col("times"), pl.col("money"), field.col.cast(pl.String))
        first = field.col.cast(pl.String).sort_by(*by, descending=[True, True, False]).first()
        enough = pl.col("times").sum() >= ORDERS_FROM
        told = (
            [pl.when(enough).then(first).cast(pl.Categorical).alias(favourite.key)]
            if favourite.key not in known
            else []
        )
        if not shared:
            part = pl.col("times").max() / pl.col("times").sum()
            told.append(pl.when(enough).then(part).alias(FOCUS.key))
            shared = True
        if told:
            yield bought.group_by(WHO).agg(told).collect()
