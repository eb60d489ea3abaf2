"""Strings and facts → a sentence that carries every number standing in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hvc.insights.model import Fact, Finding, Level
from hvc.schema import Field
from hvc.units import COEFFICIENT, COUNT, SHARE, YUAN, Unit

PERCENT_FROM = 30  # a smaller base prints counts, no percentage (METHODS §1)
NAMES_AT_MOST = 5  # more names in a row are not read aloud any more


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a sentence and the facts that stand in it."""

    text: str
    facts: tuple[Fact, ...] = ()


Part = str | Fact | Said


def say(*parts: Part) -> Said:
    """Put parts together; a fact is written by its unit."""
    text = "".join(part if isinstance(part, str) else part.text for part in parts)
    facts = [fact for part in parts for fact in _facts(part)]
    return Said(text, tuple(dict.fromkeys(facts)))


def _facts(part: Part) -> tuple[Fact, ...]:
    match part:
        case str():
            return ()
        case Fact():
            return (part,)
        case Said():
            return part.facts


def chain(parts: Iterable[Part], between: str = "；") -> Said:
    """Put parts in a row with `between` between them."""
    spaced = [piece for part in parts for piece in (between, part)]
    return say(*spaced[1:])


def people(name: str, number: float) -> Said:
    """Write a number of customers: 42 位."""
    return say(Fact(name, number, COUNT), " 位")


def money(name: str, amount: float) -> Fact:
    """An amount in 元."""
    return Fact(name, amount, YUAN)


def share(name: str, part: int, whole: int) -> Said:
    """Write a share with its base, 42.9%（18/42）; under 30 customers counts only, 8 位（共 20 位）."""
    if whole < PERCENT_FROM:
        return counted(name, part, whole)
    fact = Fact(name, part / whole, SHARE, f"{COUNT.text(part)}/{COUNT.text(whole)}")
    return Said(f"{fact.text}（{fact.base}）", (fact,))


def counted(name: str, part: int, whole: int) -> Said:
    """Write a part of a group in customers: 8 位（共 20 位）."""
    fact = Fact(name, part, COUNT, f"{COUNT.text(part)}/{COUNT.text(whole)}")
    return Said(f"{fact.text} 位（共 {COUNT.text(whole)} 位）", (fact,))


def beside(what: str, ours: tuple[int, int], theirs: tuple[int, int]) -> Said:
    """Write a share among the high-value customers with the others beside it, each (part, whole) in customers.

    One base under 30 takes the percentage from both: 8 位（共 20 位），其他客户 9 位（共 100 位）.
    """
    write = share if min(ours[1], theirs[1]) >= PERCENT_FROM else counted
    return say(write(f"高价值客户中{what}的占比", *ours), "，其他客户 ", write(f"其他客户中{what}的占比", *theirs))


def quoted(names: Sequence[str], counted: str = "项") -> Said:
    """Name levels as the data name them: 「A」「B」, more than five cut off with 等 9 项."""
    text = "".join(f"「{name}」" for name in names[:NAMES_AT_MOST])
    if len(names) <= NAMES_AT_MOST:
        return Said(text)
    return say(text, "等 ", Fact(f"列出的{counted}数", len(names), COUNT), f" {counted}")


def borrowed(text: str) -> Said:
    """A sentence of another room, its numbers made facts: percentages as shares, all others as they stand."""
    bare = re.sub("「.*?」", "", text)
    found = [(number, percent) for number, percent in re.findall(r"(\d[\d,]*(?:\.\d+)?)(%?)", bare)]
    facts = (
        Fact(
            f"「{text}」",
            float(number.replace(",", "")) / (100 if percent else 1),
            SHARE if percent else _as_is(number),
        )
        for number, percent in found
    )
    return Said(text, tuple(facts))


def _as_is(number: str) -> Unit:
    return COEFFICIENT if "." in number else COUNT


def listed(labels: Sequence[str]) -> str:
    """Name fields in a row: 会员等级、信用评级和性别."""
    return "、".join(labels[:-1]) + "和" + labels[-1] if len(labels) > 1 else "".join(labels)


def called(field: Field) -> str:
    """Return the user's name of the field; in quotes where it holds digits or Latin letters, lest it blur into the text."""
    return f"「{field.label}」" if re.search(r"[0-9A-Za-z]", field.label) else field.label


def finding(  # noqa: PLR0913, PLR0917  what a finding is: its name, its place, its tone, its words, its rank, its levels
    code: str,
    section: str,
    level: Level,
    said: tuple[Said, Said],
    weight: float,
    levels: tuple[tuple[str, str], ...] = (),
) -> Finding:
    """Make a finding of a headline and its evidence; their facts become its facts, `levels` what it claims something of."""
    headline, evidence = said
    facts = tuple(dict.fromkeys(headline.facts + evidence.facts))
    rank = round(min(1.0, max(0.0, weight)), 4)
    return Finding(code, section, level, headline.text, evidence.text, facts, rank, levels=levels)
