"""A sentence of any length → one that fits a page: whole clauses only, long names shortened inside their quotes."""

from __future__ import annotations

import re

from hvc.analysis.parts import Robustness
from hvc.insights.model import Finding
from hvc.report.labels import ELLIPSIS, clean, columns_of
from hvc.report.sections.prose import sentence

CAUTIOUS = 96  # columns of such a clause: one line of A4
NAME = 24  # columns of a name in 「」: twelve Chinese characters
_NAMES = re.compile("「([^」]*)」")
_CLAUSES = re.compile("(?<=[；。])(?![^（]*）)")  # a bracket is whole or not there
_PARTS = re.compile("(?<=[，、；。：])")
BADGES = tuple(f"{one.value}：" for one in Robustness)  # said in a few words of their own, see `held`
HELD = {
    Robustness.STEADY: "换几条门槛再算，多数仍是如此。",
    Robustness.SENSITIVE: "换一条门槛，这一差别不一定还在。",
    Robustness.REVERSED: "换一条门槛，方向会反过来。",
}
CAUTION = "但"  # a clause that takes something back is never left out


def fitted(found: Finding, columns: int) -> tuple[str, str]:
    """The headline and as much of its evidence as fits in `columns` (a Chinese character two): whole clauses, and cautions beyond them."""
    head = within(sentence(found.headline), columns)
    left = columns - columns_of(head)
    said = ""
    for clause in (piece for piece in _CLAUSES.split(short(found.evidence)) if piece and not piece.startswith(BADGES)):
        if clause.startswith(CAUTION):
            said += within(clause, CAUTIOUS)
        elif columns_of(said) + columns_of(clause) <= left:
            said += clause
        else:
            left = 0
    rest = f"{said[:-1]}。" if said.endswith("；") else said
    rest = rest.replace(f"；{CAUTION}", f"。{CAUTION}")
    held = HELD[found.robustness] if found.robustness else ""
    return head, rest + held


def first(text: str) -> str:
    """The first clause of a text, without what ends it."""
    return _CLAUSES.split(text, maxsplit=1)[0].rstrip("；。")


def short(text: str) -> str:
    """`text` with every quoted name of at most `NAME` columns."""
    return _NAMES.sub(lambda name: f"「{clipped(name.group(1), NAME)}」", clean(text))


def clipped(text: str, columns: int) -> str:
    """At most so many columns, the last sign … where something is missing."""
    if columns_of(text) <= columns:
        return text
    text = text[:columns]
    while columns_of(text) >= columns:
        text = text[:-1]
    return text + ELLIPSIS


def within(text: str, columns: int) -> str:
    """`text` with short names, ended by … after the last part that fits: a number is whole or not there."""
    text = short(text)
    if columns_of(text) <= columns:
        return text
    said = ""
    for part in _PARTS.split(text):
        if columns_of(said + part) > columns - 1:
            break
        said += part
    said = said.rstrip("，、；。：")
    return said + ELLIPSIS if said else clipped(re.sub(r"\d", "", text), columns)
