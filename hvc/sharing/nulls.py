"""What a program reads of an analysis → the same with null for every number that a few customers stand behind."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.sharing.limit import FEWEST, small
from hvc.sharing.wording import Wording, wording

Node = bool | int | float | str | list["Node"] | dict[str, "Node"] | None
COUNTS = (  # keys of counts of customers, or of rows that are one customer each
    "customers", "high_value", "others", "missing", "n_high_value", "n_others", "rest_customers", "rest_high_value",
    "customers_before", "customers_now", "customers_both", "high_value_before", "high_value_now", "reached",
    "contacted", "held", "rows", "covers", "active", "customers_high", "customers_others",
)  # fmt: skip
# Counts that stand alone: null where few are meant, and where nobody is, since in texts we took few for nobody.
UNSAID = ("on_the_line", "unscored", "elsewhere", "unreachable", "missing_held")
BESIDE = ("rows_read", "amount_total_read")  # beside what was used they tell of what was set aside
LINES = ("held",)  # of a line that was moved: how often something holds, beside `robustness`


def nulled(document: dict[str, Node], analysis: Analysis) -> dict[str, Node]:
    """The document without those numbers, and without the sentences that tell of a small group."""
    words = wording(analysis)
    return {key: _nulled(value, words) for key, value in document.items()}


def _nulled(node: Node, words: Wording) -> Node:
    match node:
        case str():
            return words.kept(node)
        case list():
            return [_nulled(item, words) for item in node]
        case dict():
            few = any(_few(key, value, node) for key, value in node.items())
            return {key: _value(key, value, words, few=few) for key, value in node.items()}
        case _:
            return node


def _few(key: str, value: Node, node: dict[str, Node]) -> bool:
    counted = key in COUNTS and not (key in LINES and "robustness" in node)
    return counted and isinstance(value, int | float) and small(value)


def _value(key: str, value: Node, words: Wording, *, few: bool) -> Node:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return None if few or key in BESIDE or (key in UNSAID and value < FEWEST) else value
    return _nulled(value, words)
