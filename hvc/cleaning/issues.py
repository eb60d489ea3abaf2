"""What cleaning and joining owe the user: every row dropped, repaired or doubtful, counted and shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

import polars as pl


class Effect(Enum):
    """What happened to the rows of an issue."""

    DROPPED = "未参与分析"
    REPAIRED = "已修复"
    DOUBTFUL = "请核对"


@dataclass(frozen=True, slots=True)
class Issue:
    """Rows dropped, repaired or doubtful, never silent.

    `code` is stable English; `label` one Chinese sentence without the count; `rows` how many; `examples` at most five
    masked places such as 「第 12 行：5.2万 → 52,000 元」; `amount` the money concerned in 元, where known; `numbers` which rows of
    `table` are dropped or doubtful (UInt32, as Excel counts them), None where they are repaired, a
    whole column or customers are meant.
    """

    code: str
    label: str
    rows: int
    effect: Effect
    examples: tuple[str, ...] = ()
    table: str = ""
    amount: float | None = None
    numbers: pl.Series | None = field(default=None, compare=False, repr=False)


def rejected(issues: Iterable[Issue]) -> pl.DataFrame:
    """One row per row of a file and issue that dropped it or doubts it, by table, row and code; no cell of it.

    Columns: table (str, `Table.name`) · row (UInt32, as Excel counts) · code (str, `Issue.code`) · reason (str, the label)
    · effect (str, `Effect.value`).
    """
    parts = [(issue, issue.numbers) for issue in issues if issue.numbers is not None]
    schema = {"table": pl.String, "row": pl.UInt32, "code": pl.String, "reason": pl.String, "effect": pl.String}
    tables = pl.Enum(list(dict.fromkeys(issue.table for issue, _ in parts)))
    frames = [
        pl.DataFrame({"row": numbers}).select(
            table=pl.lit(issue.table, tables),
            row="row",
            code=pl.lit(issue.code),
            reason=pl.lit(issue.label),
            effect=pl.lit(issue.effect.value),
        )
        for issue, numbers in parts
    ]
    if not frames:
        return pl.DataFrame(schema=schema)
    return pl.concat(frames).sort("table", "row", "code", "reason").cast({"table": pl.String})
