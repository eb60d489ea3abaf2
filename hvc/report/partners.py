"""Tables and Dataset → per table, which of its customers the others do not know, and whom it does not know itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hvc.cleaning import ids
from hvc.joining import Dataset, Source
from hvc.joining.keys import SPELLED, matches
from hvc.mapping import Column, TableKind
from hvc.reading.tables import Table
from hvc.schema import CUSTOMER

UNIVERSE, LISTED = "参与分析的客户", "客户表"


@dataclass(frozen=True, slots=True, eq=False)
class Partners:
    """Customer ids (String, sorted, as normalised) of one table.

    `unknown`: it names them, and `among` does not (the customers of the analysis; for orders beside a table of customers:
    that table); `absent`: customers of the analysis that it does not name.
    """

    table: str
    among: str
    unknown: pl.Series
    absent: pl.Series


def partners(data: Dataset, tables: Sequence[Table]) -> tuple[Partners, ...]:
    """One entry per table that names customers, in the order of the sources."""
    people = data.customers.get_column(CUSTOMER.key)
    told = {source.table: _named(source, tables) for source in data.sources}
    several = sum(own is not None for own in told.values()) > 1  # one table alone is never respelled
    named = {table: _spelled(own, people) if several and own is not None else own for table, own in told.items()}
    lists = [own for source in data.sources if _lists(source) and (own := named[source.table]) is not None]
    known = pl.concat(lists) if lists else None
    return tuple(
        _one(data, source, own, known if source.kind is TableKind.ORDERS else None)
        for source in data.sources
        if (own := named[source.table]) is not None
    )


def _one(data: Dataset, source: Source, own: pl.Series, listed: pl.Series | None) -> Partners:
    """`listed`: whom the tables of customers name, where the table is looked up there."""
    people = data.customers.get_column(CUSTOMER.key)
    if listed is None:
        return Partners(source.table, UNIVERSE, _without(own, people), _without(people, own))
    return Partners(source.table, LISTED, _without(_counted(data, own), listed), _without(people, own))


def listing(part: Partners) -> pl.DataFrame:
    """Both lists as one: columns id, what (str)."""
    frames = (
        people.alias("id").to_frame().with_columns(what=pl.lit(what))
        for people, what in (
            (part.unknown, f"本表有，{part.among}里没有"),
            (part.absent, f"{UNIVERSE}里有，本表没有记录"),
        )
    )
    return pl.concat(frames)


def _lists(source: Source) -> bool:
    """The table says who the customers are: nobody is looked up in another."""
    return source.kind in {TableKind.CUSTOMERS, TableKind.HISTORY} and source.keys is None


def _counted(data: Dataset, own: pl.Series) -> pl.Series:
    """Of an order table, the customers of whom an order counts."""
    if data.orders is None:
        return own
    return own.filter(own.is_in(data.orders.get_column(CUSTOMER.key).unique().implode()))


def _named(source: Source, tables: Sequence[Table]) -> pl.Series | None:
    """The different customers that a table names, as it spells them; None where it names none."""
    column = _key(source)
    table = next((each for each in tables if each.name == source.table), None)
    if column is None or table is None or source.kind in {TableKind.LOOKUP, TableKind.RETURNS}:
        return None
    return ids.parse(table.frame.get_column(column.header), column).values.drop_nulls().unique().alias("id")


def _spelled(own: pl.Series, people: pl.Series) -> pl.Series:
    """Ids that differ from a customer's in case or leading zeros alone, as joining takes them."""
    ours = own.alias(CUSTOMER.key).to_frame()
    sure = matches(ours, people.to_frame(), CUSTOMER).drop_nulls(SPELLED).select(CUSTOMER.key, SPELLED)
    if sure.is_empty():
        return own
    return (
        ours.join(sure, on=CUSTOMER.key, how="left").select(pl.coalesce(SPELLED, CUSTOMER.key).alias("id")).to_series()
    )


def _key(source: Source) -> Column | None:
    return next((c for c in source.columns if c.field and c.field.key == CUSTOMER.key), None)


def _without(some: pl.Series, others: pl.Series) -> pl.Series:
    ours, theirs = some.alias("id").to_frame(), others.alias("id").to_frame()
    return ours.join(theirs, on="id", how="anti").get_column("id").sort()
