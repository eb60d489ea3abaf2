"""Amounts marked CR or DR, 贷 or 借 → signed numbers: one side of the column counts as positive, and it is said which."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from hvc.cleaning.numbers import Numbers, read
from hvc.cleaning.text import TEXT, evaluate, plain

CREDIT, DEBIT = r"cr|贷方?", r"dr|借方?"
MARKED = rf"^(?:({CREDIT}|{DEBIT})[.:：]?\s*)?(.*?)(?:\s*({CREDIT}|{DEBIT})\.?)?$"
NAMES = {True: "贷（CR）", False: "借（DR）"}


@dataclass(frozen=True, slots=True, eq=False)
class Sided:
    """`numbers` with the marked cells read and signed; `marked`: which those are; `rule`: how, in Chinese."""

    numbers: Numbers
    marked: pl.Series
    rule: str


def sided(text: pl.Series, numbers: Numbers, words: str) -> Sided | None:
    """Read the cells that failed only for their mark; None where none is marked. `words`: as `numbers.read` ignores them.

    What most cells are is a purchase: the side that is more frequent counts as positive; a single side beside a majority
    of unmarked amounts marks the exceptions and is negative.
    """
    places = numbers.unreadable.arg_true()
    if places.is_empty():
        return None
    parts = evaluate(text.gather(places), plain(pl.col(TEXT)).str.extract_groups(MARKED)).struct
    mark = pl.DataFrame({"a": parts.field("1"), "b": parts.field("3")}).select(pl.coalesce("a", "b")).to_series()
    inner = read(pl.DataFrame({TEXT: parts.field("2")}).to_series(), words)
    known = mark.is_not_null() & inner.values.is_not_null()
    if not known.any():
        return None
    credit = mark.filter(known).str.contains(rf"^(?:{CREDIT})$")
    unmarked = int((numbers.values.is_not_null()).sum())
    positive, rule = _rule(int(credit.sum()), int((~credit).sum()), unmarked)
    signs = pl.Series([1.0 if side in positive else -1.0 for side in (False, True)])
    signed = inner.values.filter(known) * signs.gather(credit.cast(pl.UInt32))
    where = places.filter(known)
    placed = replace(
        numbers,
        values=numbers.values.clone().scatter(where, signed),
        rewritten=numbers.rewritten.clone().scatter(where, values=True),
        unreadable=numbers.unreadable.clone().scatter(where, values=False),
        own_unit=numbers.own_unit.clone().scatter(where, inner.own_unit.filter(known)),
    )
    return Sided(placed, pl.repeat(value=False, n=len(text), eager=True).scatter(where, values=True), rule)


def _rule(credit: int, debit: int, unmarked: int) -> tuple[frozenset[bool], str]:
    """The sides that are positive (True: credit), and the sentence that says so."""
    if credit and debit:
        side = credit >= debit
        return frozenset({side}), f"{NAMES[side]}较多，按正数计，{NAMES[not side]}按负数计"
    side = credit > 0
    if unmarked > max(credit, debit):
        return frozenset(), f"多数没有标记，标为{NAMES[side]}的按负数计"
    return frozenset({side}), f"只有{NAMES[side]}一种标记，按正数计"
