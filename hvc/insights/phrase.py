"""Strings and facts → a sentence that carries every number standing in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hvc.insights.model import Fact, Finding, Level
from hvc.schema import Field
from hvc.units import CENTS, COEFFICIENT, COUNT, PERCENT, PLAIN, SCORE, SHARE, THOUSANDTH, YUAN, Unit

SIGNS: dict[
    str, tuple[float, tuple[Unit, ...]]
] = {  # what follows a number: its power, and the units that may write it
    "": (1.0, (COUNT, SCORE, PLAIN, COEFFICIENT, THOUSANDTH)),
    "%": (0.01, (SHARE, PERCENT)),
    "元": (1.0, (YUAN, CENTS)),
    "万元": (1e4, (YUAN,)),
    "亿元": (1e8, (YUAN,)),
}
PERCENT_FROM = 30  # a smaller base prints counts, no percentage (METHODS §1)
LEAD = 0.93  # weights from here on belong to what opens the report
# The weights that findings of a level may have. A note is worth knowing and asks for nothing; a risk or an opportunity whose
# strength is sound stands above every note.
REACH = {Level.NOTE: (0.0, 0.3), Level.WATCH: (0.2, 0.8), Level.OPPORTUNITY: (0.32, 0.9), Level.RISK: (0.32, 0.9)}
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
    """A sentence of another room, its numbers made facts by the unit that writes them as they stand."""
    found = re.findall(r"(\d[\d,]*(?:\.\d+)?) ?(%|万元|亿元|元|)", re.sub("「.*?」", "", text))
    return Said(text, tuple(_as_it_stands(text, *one) for one in found))


def _as_it_stands(text: str, number: str, sign: str) -> Fact:
    power, units = SIGNS[sign]
    value = float(number.replace(",", "")) * power
    ways = [unit for unit in units if unit.text(value).replace(" ", "") == f"{number}{sign}"]
    return Fact(f"「{text}」", value, (*ways, units[0])[0])


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
    stake: float,
    levels: tuple[tuple[str, str], ...] = (),
    strength: float = 1.0,
) -> Finding:
    """Make a finding of a headline and its evidence; their facts become its facts, `levels` what it claims something of.

    `stake`: what it is about as a part (0–1) of the customers or the money, or how far apart the groups are; the level says
    between which weights it may move, so that a note never outranks a risk or an opportunity that the numbers bear out.
    """
    low, high = REACH[level]
    impact = low + (high - low) * min(1.0, max(0.0, stake))
    return _made(code, section, level, said, levels, (round(impact * strength, 4), round(strength, 4)))


def opening(
    code: str, level: Level, said: tuple[Said, Said], weight: float, levels: tuple[tuple[str, str], ...] = ()
) -> Finding:
    """Make a finding that opens the report, whatever else is found: `weight` is its place, `LEAD` or more."""
    return _made(code, "overview", level, said, levels, (weight, 1.0))


def _made(  # noqa: PLR0913, PLR0917  as above
    code: str,
    section: str,
    level: Level,
    said: tuple[Said, Said],
    levels: tuple[tuple[str, str], ...],
    rank: tuple[float, float],
) -> Finding:
    headline, evidence = said
    facts = tuple(dict.fromkeys(headline.facts + evidence.facts))
    weight, strength = rank
    return Finding(code, section, level, headline.text, evidence.text, facts, weight, levels=levels, strength=strength)


def weakened(found: Finding, part: float, *, doubt: bool = True) -> Finding:
    """The finding at `part` of its weight: less sure (`doubt`), or worth less; what opens the report keeps its place."""
    weight = found.weight if found.weight >= LEAD else round(found.weight * part, 4)
    return replace(found, weight=weight, strength=round(found.strength * part, 4) if doubt else found.strength)


def added(found: Finding, told: Said) -> Finding:
    """Add a sentence and its facts to the evidence."""
    end = "" if not found.evidence or found.evidence.endswith("。") else "。"
    facts = tuple(dict.fromkeys(found.facts + told.facts))
    return replace(found, evidence=f"{found.evidence}{end}{told.text}", facts=facts)
