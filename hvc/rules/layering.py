"""How customers are divided into three layers of value: their names, and where 中 ends and 低 begins."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = ("高价值", "中价值", "低价值")


@dataclass(frozen=True, slots=True)
class Layering:
    """Three layers, best first; the best is the high-value group of the rule.

    `cut` (元): the others at or over it are in the middle; None: a readable number near the others' median.
    """

    names: tuple[str, str, str] = NAMES
    cut: float | None = None


USUAL_LAYERS = Layering()
