"""What cleaning and joining owe the user: every row dropped, repaired or doubtful, counted and shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Effect(Enum):
    """What happened to the rows of an issue."""

    DROPPED = "未参与分析"
    REPAIRED = "已修复"
    DOUBTFUL = "请核对"


@dataclass(frozen=True, slots=True)
class Issue:
    """Rows dropped, repaired or doubtful, never silent.

    `code` is stable English; `label` one Chinese sentence without the count; `rows` how many; `examples` at most five
    masked places such as 「第 12 行：5.2万 → 52,000 元」; `amount` the money concerned in 元, where known.
    """

    code: str
    label: str
    rows: int
    effect: Effect
    examples: tuple[str, ...] = ()
    table: str = ""
    amount: float | None = None
