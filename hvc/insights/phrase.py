"""Strings and facts → a sentence that carries every number standing in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hvc.insights.model import Fact, Finding, Level
from hvc.schema import Field
from hvc.units import COUNT, SHARE, YUAN

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
    """Write a share with its base, 42.9%（18/42）; under 30 customers counts only, 20 位中 8 位."""
    base = f"{COUNT.text(part)}/{COUNT.text(whole)}"
    if whole < PERCENT_FROM:
        return Said(f"{COUNT.text(whole)} 位中 {COUNT.text(part)} 位", (Fact(name, part, COUNT, base),))
    fact = Fact(name, part / whole, SHARE, base)
    return Said(f"{fact.text}（{base}）", (fact,))


def beside(what: str, ours: tuple[int, int], theirs: tuple[int, int]) -> Said:
    """Write a share among the high-value customers with the others beside it, each (part, whole) in customers.

    One base under 30 takes the percentage from both: 20 位中 8 位，其他客户 100 位中 9 位.
    """
    names = (f"高价值客户中{what}的占比", f"其他客户中{what}的占比")
    if min(ours[1], theirs[1]) >= PERCENT_FROM:
        return say(share(names[0], *ours), "，其他客户 ", share(names[1], *theirs))
    counts = [
        Fact(name, part, COUNT, f"{COUNT.text(part)}/{COUNT.text(whole)}")
        for name, (part, whole) in zip(names, (ours, theirs), strict=True)
    ]
    return say(
        f"{COUNT.text(ours[1])} 位中 ", counts[0], f" 位，其他客户 {COUNT.text(theirs[1])} 位中 ", counts[1], " 位"
    )


def quoted(names: Sequence[str], counted: str = "项") -> Said:
    """Name levels as the data name them: 「A」「B」, more than five cut off with 等 9 项."""
    text = "".join(f"「{name}」" for name in names[:NAMES_AT_MOST])
    if len(names) <= NAMES_AT_MOST:
        return Said(text)
    return say(text, "等 ", Fact(f"列出的{counted}数", len(names), COUNT), f" {counted}")


def listed(labels: Sequence[str]) -> str:
    """Name fields in a row: 会员等级、信用评级和性别."""
    return "、".join(labels[:-1]) + "和" + labels[-1] if len(labels) > 1 else "".join(labels)


def called(field: Field) -> str:
    """Return the user's name of the field; in quotes where it holds a digit, so that nobody takes it for a number."""
    return f"「{field.label}」" if any(sign.isdigit() for sign in field.label) else field.label


def finding(code: str, section: str, level: Level, said: tuple[Said, Said], weight: float) -> Finding:
    """Make a finding of a headline and its evidence; their facts become its facts."""
    headline, evidence = said
    facts = tuple(dict.fromkeys(headline.facts + evidence.facts))
    return Finding(code, section, level, headline.text, evidence.text, facts, round(min(1.0, max(0.0, weight)), 4))
