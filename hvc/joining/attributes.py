"""Tables of facts about customers, without amounts → columns of the customers, with match rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from hvc.cleaning import Effect, Issue
from hvc.joining.ledger import TABLE, Reason, set_aside, used
from hvc.joining.options import Duplicates
from hvc.joining.people import gathered_each
from hvc.joining.stacks import Stack, filled
from hvc.schema import CUSTOMER

STRANGER = Reason("customer_unmatched", "客户编号在有金额的客户里找不到，这些行没有并入分析")


@dataclass(frozen=True, slots=True, eq=False)
class Attached:
    """`frame`: the customers with all facts; `matches`: per table its distinct customers and how many were found."""

    frame: pl.DataFrame
    issues: tuple[Issue, ...]
    rows_used: dict[str, int]
    matches: dict[str, tuple[int, int]]


def listing(stacks: Sequence[Stack]) -> pl.DataFrame:
    """Everyone whom a table of attributes names."""
    ids = [stack.frame.select(CUSTOMER.key) for stack in stacks]
    return pl.concat(ids) if ids else pl.DataFrame(schema={CUSTOMER.key: pl.String})


def attach(frame: pl.DataFrame, stacks: Sequence[Stack], duplicates: Duplicates = Duplicates.LATEST) -> Attached:
    """Join every stack by customer. A customer whom a stack does not name has null there."""
    whole = Attached(frame, (), {}, {})
    for stack in stacks:
        whole = _one(whole, stack, duplicates)
    return whole


def _one(whole: Attached, stack: Stack, duplicates: Duplicates) -> Attached:
    facts, told, rows = gathered_each(stack, duplicates)
    people = whole.frame.select(CUSTOMER.key, __here=True)
    marked = rows.join(people, on=CUSTOMER.key, how="left", maintain_order="left")
    keys = marked.group_by(TABLE).agg(
        keys=CUSTOMER.col.n_unique(), found=CUSTOMER.col.filter(pl.col("__here").is_not_null()).n_unique()
    )
    kept, strangers = set_aside(marked, pl.col("__here").is_null(), STRANGER)
    table = "、".join(part.name for part in stack.parts)
    frame, apart = filled(whole.frame, facts, stack.fields, stack.parts[0].name)
    missing = people.join(facts, on=CUSTOMER.key, how="anti").height
    label = f"客户在「{table}」里没有记录，该表的字段按未填写处理"
    alone = (Issue("without_partner", label, missing, Effect.DOUBTFUL, (), stack.parts[0].name),) if missing else ()
    return Attached(
        frame,
        (*whole.issues, *told, *strangers, *alone, *apart),
        whole.rows_used | used(kept),
        whole.matches | {str(name): (count, found) for name, count, found in keys.iter_rows()},
    )
