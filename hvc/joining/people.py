"""A stack of customer rows → one row per customer, by a stated rule; amounts are never summed."""

from __future__ import annotations

import polars as pl

from hvc.cleaning import Effect, Issue
from hvc.cleaning.tags import gathered, normal
from hvc.joining.ledger import TABLE, Reason, set_aside
from hvc.joining.stacks import Stack
from hvc.mapping import TableKind
from hvc.schema import AMOUNT, CUSTOMER, ROW, Field, Kind

SAME = Reason("duplicate_row", "与另一行完全相同，只计一次")
CHOSEN = Reason(
    "duplicate_customer", "同一客户有多行且内容不同：取金额可读、日期最新的一行，日期相同取靠后的一行，金额不相加"
)
EARLIER = Reason("history_earlier", "同一客户在多个日期有记录，只取最新的一行")
LATEST = "__latest"


def one_row_each(stack: Stack) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """One row per customer: exact repeats once; of differing rows the readable, latest, last one; their tags united."""
    frame = stack.frame
    again = repeated(frame)
    if not again.any():
        return frame, ()
    single, several = frame.filter(~again), in_order(frame.filter(again), stack.fields)
    facts = pl.struct(pl.all().exclude(ROW, TABLE, LATEST))
    different, same = set_aside(several, ~facts.is_first_distinct(), SAME)
    history = all(part.kind is TableKind.HISTORY for part in stack.parts)
    chosen, others = set_aside(different, ~CUSTOMER.col.is_last_distinct(), EARLIER if history else CHOSEN)
    labelled = _with_all_tags(chosen.drop(LATEST), different, stack.fields)
    return pl.concat([single, labelled.select(single.columns)]), (*same, *others)


def gathered_each(stack: Stack) -> tuple[pl.DataFrame, tuple[Issue, ...], pl.DataFrame]:
    """One row per customer of a table that may hold several: tags united, else the latest value that is there.

    Third: the rows that count (all but exact repeats), for the accounts.
    """
    frame = stack.frame
    if not repeated(frame).any():
        return frame.drop(ROW, TABLE), (), frame.select(CUSTOMER.key, ROW, TABLE)
    ordered = in_order(frame, stack.fields)
    rows, same = set_aside(ordered, ~pl.struct(pl.all().exclude(ROW, TABLE, LATEST)).is_first_distinct(), SAME)
    facts = [field for field in stack.fields if field.key != CUSTOMER.key]
    one = (
        rows.lazy()
        .group_by(CUSTOMER.key, maintain_order=True)
        .agg(gathered(f.col) if f.kind is Kind.TAGS else f.col.drop_nulls().last() for f in facts)
        .collect()
    )
    return _normal_tags(one, facts), (*same, *_conflicts(rows, facts)), rows.select(CUSTOMER.key, ROW, TABLE)


def repeated(frame: pl.DataFrame) -> pl.Series:
    """True for rows whose customer may have more than one row, found by sorted hashes."""
    code = frame.get_column(CUSTOMER.key).hash()
    ordered = code.sort()
    twice = ordered.filter(ordered == ordered.shift(1))
    return code.is_in(twice.unique().to_list()) if len(twice) else pl.repeat(value=False, n=len(code), eager=True)


def in_order(frame: pl.DataFrame, fields: tuple[Field, ...]) -> pl.DataFrame:
    """Rows from the least to the most telling: a readable amount, then the latest date, then the place in the files."""
    dates = [field.key for field in fields if field.kind is Kind.DATE]
    latest = pl.max_horizontal(dates) if dates else pl.lit(0)
    readable = [AMOUNT.col.is_not_null()] if AMOUNT.key in frame.columns else []
    return frame.with_columns(latest.alias(LATEST)).sort(*readable, LATEST, TABLE, ROW, nulls_last=False)


def _with_all_tags(chosen: pl.DataFrame, rows: pl.DataFrame, fields: tuple[Field, ...]) -> pl.DataFrame:
    labels = [field for field in fields if field.kind is Kind.TAGS]
    if not labels:
        return chosen
    united = rows.group_by(CUSTOMER.key, maintain_order=True).agg(gathered(field.col) for field in labels)
    return chosen.drop([field.key for field in labels]).join(_normal_tags(united, labels), on=CUSTOMER.key, how="left")


def _normal_tags(frame: pl.DataFrame, fields: list[Field]) -> pl.DataFrame:
    return frame.with_columns(normal(frame.get_column(f.key)) for f in fields if f.kind is Kind.TAGS)


def _conflicts(rows: pl.DataFrame, facts: list[Field]) -> tuple[Issue, ...]:
    """Customers for whom a single-valued field says more than one thing."""
    single = [field for field in facts if field.kind not in {Kind.TAGS, Kind.NAME}]
    if not single:
        return ()
    many = rows.group_by(CUSTOMER.key).agg(f.col.drop_nulls().n_unique() > 1 for f in single)
    table = str(rows[TABLE][0])
    return tuple(
        Issue("several_values", f"同一客户的「{field.label}」有多个值，取日期最新、位置靠后的一个", int(many[field.key].sum()),
              Effect.DOUBTFUL, (), table)
        for field in single
        if many[field.key].any()
    )  # fmt: skip
