"""What the user set about time ⇄ its part of a scheme's file; the day it was seen from belongs to the data and stays out."""

from __future__ import annotations

from dataclasses import replace

from hvc.scheme.answers import Answer
from hvc.timeline.model import USUAL, Choices, Comparison

Json = dict[str, object]
LONGEST = 3650  # days
LARGEST = 1e12  # 元
EDGES = 9  # cuts of one of R, F, M
RFM = 3


def lasting(choices: Choices) -> Choices:
    """What next month's data can be seen by too."""
    return replace(choices, reference=None)


def timing_as_json(choices: Choices) -> Json:
    """Only what is not worked out from the data."""
    told: Json = {"comparison": choices.comparison.name.lower()}
    if choices.values is not None:
        told["values"] = list(choices.values)
    if any(edges is not None for edges in choices.cuts):
        told["cuts"] = [None if edges is None else list(edges) for edges in choices.cuts]
    single = {"silent": choices.silent, "lost": choices.lost, "margin": choices.margin, "balance": choices.balance}
    return told | {name: value for name, value in single.items() if value is not None}


def timing_of(told: Answer) -> Choices:
    """Read it back.

    Raises:
        SchemeError: a key, a word or a number that cannot be.
    """
    entries = told.entries(frozenset({"comparison", "values", "cuts", "silent", "lost", "margin", "balance"}))
    words = {comparison.name.lower(): comparison for comparison in Comparison}
    comparison = USUAL.comparison
    if "comparison" in entries:
        asked = entries["comparison"]
        comparison = words.get(asked.text()) or asked.wrong(f"应是 {'、'.join(words)} 之一")
    values = _three(entries["values"]) if "values" in entries else None
    cuts = _cuts(entries["cuts"]) if "cuts" in entries else USUAL.cuts
    silent, lost = (_days(entries[name]) if name in entries else None for name in ("silent", "lost"))
    margin = entries["margin"].number(0.0, 1.0) if "margin" in entries else None
    balance = entries["balance"].number(0.0, LARGEST) if "balance" in entries else None
    return Choices(None, comparison, values, cuts, silent, lost, margin, balance)


def _three(told: Answer) -> tuple[float, float, float]:
    numbers = [item.number(0.0, LARGEST) for item in told.items(RFM)]
    if len(numbers) < RFM:
        told.wrong("应是 R、F、M 三个数")
    return numbers[0], numbers[1], numbers[2]


def _cuts(told: Answer) -> tuple[tuple[float, ...] | None, tuple[float, ...] | None, tuple[float, ...] | None]:
    edges = [None if item.value is None else _rising(item) for item in told.items(RFM)]
    if len(edges) < RFM:
        told.wrong("应是 R、F、M 三项，没有改过的写 null")
    return edges[0], edges[1], edges[2]


def _rising(told: Answer) -> tuple[float, ...]:
    edges = tuple(item.number(0.0, LARGEST) for item in told.items(EDGES))
    return edges if edges and list(edges) == sorted(set(edges)) else told.wrong("应从小到大，不能重复，至少一个")


def _days(told: Answer) -> int:
    return int(told.number(1, LONGEST))
