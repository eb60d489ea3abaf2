"""A finding about levels → the same, with a warning where a third variable takes their difference away or turns it round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Confounded, Confounding
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import Said, added, called, quoted, weakened
from hvc.schema import Field

LOSS = 0.5  # of its strength: what only stands for something else
TURNS = {Confounded.REVERSED: "就反了过来", Confounded.GONE: "就不再明显"}


def qualified(found: Finding, analysis: Analysis) -> Finding:
    """The finding with a sentence on each of its levels that is confounded; an opportunity no more where all of them are."""
    doubtful = [one for one in analysis.confounding if (one.field.key, one.level) in found.levels]
    if not doubtful:
        return found
    told = added(found, Said(f"但{turned(doubtful)}。"))
    if {(one.field.key, one.level) for one in doubtful} != set(found.levels):
        return told
    level = Level.WATCH if found.level is Level.OPPORTUNITY else found.level
    return weakened(replace(told, level=level), LOSS)


def turned(some: Sequence[Confounding]) -> str:
    """What becomes of these levels, one clause for each variable that is held: 按信用额度分开看，性别「男」的差别就反了过来."""
    keys = dict.fromkeys((one.by, one.field, one.verdict) for one in some)
    return "；".join(
        _clause(key, [one.level for one in some if (one.by, one.field, one.verdict) == key]) for key in keys
    )


def _clause(key: tuple[Field, Field, Confounded], levels: Sequence[str]) -> str:
    by, field, verdict = key
    return f"按{called(by)}分开看，{called(field)}{quoted(levels).text}的差别{TURNS[verdict]}"
