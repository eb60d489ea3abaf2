"""A stack of customer rows → one row per customer, by a stated rule; amounts are never summed."""

from __future__ import annotations

from typing import assert_never

import polars as pl

from hvc.cleaning import Effect, Issue
from hvc.cleaning.tags import gathered, normal
from hvc.joining.ledger import TABLE, Reason, set_aside
from hvc.joining.options import Duplicates
from hvc.joining.stacks import Stack
from hvc.mapping import TableKind
from hvc.schema import AMOUNT, CUSTOMER, ROW, SNAPSHOT_DATE, Field, Kind

SAME = Reason("duplicate_row", "与另一行完全相同，只计一次")
CHOSEN = "duplicate_customer"
EARLIER = Reason("history_earlier", "同一客户在多个日期有记录，只取最新的一行")
LATEST = "__latest"
_TAKEN = {
    Duplicates.LATEST: "取日期最新、位置靠后的一个",
    Duplicates.LARGEST: "取日期最新、位置靠后的一个",
    Duplicates.LAST: "取位置靠后的一个",
    Duplicates.FIRST: "取位置靠前的一个",
}


def one_row_each(stack: Stack, duplicates: Duplicates) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """One row per customer: exact repeats once; of differing rows the one the rule names; their tags united."""
    frame, earlier = _newest(stack)
    again = repeated(frame)
    if not again.any():
        return frame, earlier
    single, several = frame.filter(~again), in_order(frame.filter(again), stack.fields, duplicates)
    different, same = set_aside(several, _told_before(duplicates), SAME)
    reason = Reason(CHOSEN, f"同一客户有多行且内容不同：{duplicates.rule}，金额不相加")
    chosen, others = set_aside(different, ~CUSTOMER.col.is_last_distinct(), reason)
    labelled = _with_all_tags(chosen.drop(LATEST), different, stack.fields)
    return pl.concat([single, labelled.select(single.columns)]), (*earlier, *same, *others)


def gathered_each(stack: Stack, duplicates: Duplicates) -> tuple[pl.DataFrame, tuple[Issue, ...], pl.DataFrame]:
    """One row per customer of a table that may hold several: tags united, else the value of the row that counts most.

    Third: the rows that count (all but exact repeats), for the accounts.
    """
    frame, earlier = _newest(stack)
    if not repeated(frame).any():
        return frame.drop(ROW, TABLE), earlier, frame.select(CUSTOMER.key, ROW, TABLE)
    rows, same = set_aside(in_order(frame, stack.fields, duplicates), _told_before(duplicates), SAME)
    facts = [field for field in stack.fields if field.key != CUSTOMER.key]
    one = (
        rows.lazy()
        .group_by(CUSTOMER.key, maintain_order=True)
        .agg(gathered(f.col) if f.kind is Kind.TAGS else f.col.drop_nulls().last() for f in facts)
        .collect()
    )
    return (
        _normal_tags(one, facts),
        (*earlier, *same, *_conflicts(rows, facts, duplicates)),
        rows.select(CUSTOMER.key, ROW, TABLE),
    )


def repeated(frame: pl.DataFrame) -> pl.Series:
    """True for rows whose customer may have more than one row, found by sorted hashes."""
    code = frame.get_column(CUSTOMER.key).hash()
    ordered = code.sort()
    twice = ordered.filter(ordered == ordered.shift(1))
    return code.is_in(twice.unique().to_list()) if len(twice) else pl.repeat(value=False, n=len(code), eager=True)


def in_order(frame: pl.DataFrame, fields: tuple[Field, ...], duplicates: Duplicates) -> pl.DataFrame:
    """Rows from the least to the most telling: a readable amount, then what the rule asks for, then the place."""
    paid = AMOUNT.key in frame.columns
    readable = [AMOUNT.col.is_not_null()] if paid else []
    dated = frame.with_columns(_date(fields).alias(LATEST))
    match duplicates:
        case Duplicates.LATEST:
            return dated.sort(*readable, LATEST, TABLE, ROW)
        case Duplicates.LARGEST:
            return dated.sort(*([AMOUNT.key] if paid else []), LATEST, TABLE, ROW)
        case Duplicates.LAST:
            return dated.sort(*readable, TABLE, ROW)
        case Duplicates.FIRST:
            return dated.sort(*readable, TABLE, ROW, descending=[*(False for _ in readable), True, True])
        case _:
            assert_never(duplicates)


def _date(fields: tuple[Field, ...]) -> pl.Expr:
    dates = [field.key for field in fields if field.kind is Kind.DATE]
    return pl.max_horizontal(dates) if dates else pl.lit(0)


def _told_before(duplicates: Duplicates) -> pl.Expr:
    """True for rows `in_order` which repeat another one, wherever that stands in the files first."""
    facts = pl.struct(pl.all().exclude(ROW, TABLE, LATEST))
    return ~(facts.is_last_distinct() if duplicates is Duplicates.FIRST else facts.is_first_distinct())


def _newest(stack: Stack) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """Of a history the rows of each customer's latest date, and what is left out; of other tables every row."""
    frame = stack.frame
    if any(part.kind is not TableKind.HISTORY for part in stack.parts):
        return frame, ()
    date = SNAPSHOT_DATE.col if SNAPSHOT_DATE.key in frame.columns else _date(stack.fields)
    readable = AMOUNT.col.is_not_null() if AMOUNT.key in frame.columns else pl.lit(value=True)
    dated = frame.with_columns(date.alias(LATEST), pl.when(readable).then(date).alias("__read"))
    newest = pl.coalesce(pl.col("__read").max(), pl.col(LATEST).max()).over(CUSTOMER.key)
    earlier = (pl.col(LATEST) < newest).fill_null(newest.is_not_null())
    kept, issues = set_aside(dated, earlier, EARLIER)
    return kept.drop(LATEST, "__read"), issues


def _with_all_tags(chosen: pl.DataFrame, rows: pl.DataFrame, fields: tuple[Field, ...]) -> pl.DataFrame:
    labels = [field for field in fields if field.kind is Kind.TAGS]
    if not labels:
        return chosen
    united = rows.group_by(CUSTOMER.key, maintain_order=True).agg(gathered(field.col) for field in labels)
    return chosen.drop([field.key for field in labels]).join(_normal_tags(united, labels), on=CUSTOMER.key, how="left")


def _normal_tags(frame: pl.DataFrame, fields: list[Field]) -> pl.DataFrame:
    return frame.with_columns(normal(frame.get_column(f.key)) for f in fields if f.kind is Kind.TAGS)


def _conflicts(rows: pl.DataFrame, facts: list[Field], duplicates: Duplicates) -> tuple[Issue, ...]:
    """Customers for whom a single-valued field says more than one thing."""
    single = [field for field in facts if field.kind not in {Kind.TAGS, Kind.NAME}]
    if not single:
        return ()
    many = rows.group_by(CUSTOMER.key).agg(f.col.drop_nulls().n_unique() > 1 for f in single)
    table = str(rows[TABLE][0])
    return tuple(
        Issue("several_values", f"同一客户的「{field.label}」有多个值，{_TAKEN[duplicates]}", int(many[field.key].sum()),
              Effect.DOUBTFUL, (), table)
        for field in single
        if many[field.key].any()
    )  # fmt: skip
