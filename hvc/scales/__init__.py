"""Values of an ordered column → their order, worst to best, and which of them are good, poor or premium."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from hvc.scales import spans
from hvc.scales.ladders import (
    BANK,
    BY_NAME,
    CREDIT,
    DEGREE,
    LADDERS,
    LOAN_CLASS,
    QUALITY,
    TIER,
    Ladder,
    forms,
    is_unknown,
)
from hvc.scales.spans import Rank, Spelled

NO_SCALE = ""
_PREMIUM_FROM = {TIER: "钻石", BANK: "准私人银行"}
_BEST_THIRD = 3


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`levels` worst to best, of all values that can be ranked; `unranked` the rest, as given.

    `scale` names the vocabulary they were ranked by ("" where none fits); `confident` is False where sources differ about
    the order or a real word found no place: the person should be asked.
    """

    levels: tuple[str, ...]
    unranked: tuple[str, ...]
    scale: str
    confident: bool


@dataclass(frozen=True, slots=True)
class _Scale:
    name: str
    rank: Callable[[Spelled], Rank | None]
    sure: Callable[[Collection[str]], bool]


def arrange(values: Iterable[str]) -> Arrangement:
    """Rank distinct `values` by the vocabulary that knows most of them; words like 未知 and 其他 are never ranked."""
    given = tuple(dict.fromkeys(values))
    words = {value: forms(value) for value in given if not is_unknown(value)}
    scale = max(_SCALES, key=lambda s: sum(s.rank(spelled) is not None for spelled in words.values()))
    placed = {word: rank for word, spelled in words.items() if (rank := scale.rank(spelled)) is not None}
    if not placed:
        return Arrangement((), given, NO_SCALE, confident=False)
    levels = tuple(sorted(placed, key=lambda word: (placed[word], word)))
    unranked = tuple(value for value in given if value not in placed)
    confident = len(placed) == len(words) and len(set(placed.values())) == len(placed) and scale.sure(placed)
    return Arrangement(levels, unranked, scale.name, confident)


def good(levels: Sequence[str]) -> tuple[str, ...]:
    """The levels that are good credit: AA and above (never AA-), 优 and above, 高 where the order rises to it."""
    match arrange(levels).scale:
        case name if name == CREDIT:
            return _between(levels, CREDIT, "aa", None)
        case name if name == QUALITY:
            return _between(levels, QUALITY, "优", None)
        case name if name == DEGREE and _rises(levels):
            return _between(levels, DEGREE, "高", None)
        case _:
            return ()


def poor(levels: Sequence[str]) -> tuple[str, ...]:
    """The levels that are poor credit: below BBB-, 较差 and below, 次级 and below, 低 (or 高, where the order falls)."""
    match arrange(levels).scale:
        case name if name == CREDIT:
            return _between(levels, CREDIT, None, "bb+")
        case name if name == QUALITY:
            return _between(levels, QUALITY, None, "较差")
        case name if name == LOAN_CLASS:
            return _between(levels, LOAN_CLASS, None, "次级")
        case name if name == DEGREE:
            return _between(levels, DEGREE, None, "较低") if _rises(levels) else _between(levels, DEGREE, "较高", None)
        case _:
            return ()


def premium(levels: Sequence[str]) -> tuple[str, ...]:
    """The top tiers of `levels` (worst to best): 钻石 and above where so named, else the best third."""
    scale = arrange(levels).scale
    named = _between(levels, scale, _PREMIUM_FROM[scale], None) if scale in _PREMIUM_FROM else ()
    ranked = [level for level in levels if not is_unknown(level)]
    if named or len(ranked) <= 1:
        return named
    return tuple(ranked[-max(1, round(len(ranked) / _BEST_THIRD)) :])


def _between(levels: Sequence[str], name: str, low: str | None, high: str | None) -> tuple[str, ...]:
    ladder = BY_NAME[name]
    floor = -1 if low is None else ladder.rung((low,))
    ceiling = len(ladder.heights) if high is None else ladder.rung((high,))
    assert floor is not None
    assert ceiling is not None
    return tuple(
        v
        for v in levels
        if not is_unknown(v) and floor <= (r if (r := ladder.rung(forms(v))) is not None else -2) <= ceiling
    )


def _rises(levels: Sequence[str]) -> bool:
    heights = [rung for level in levels if (rung := BY_NAME[DEGREE].rung(forms(level))) is not None]
    return heights[0] < heights[-1]


def _ladder_scale(ladder: Ladder) -> _Scale:
    def rank(spelled: Spelled) -> Rank | None:
        rung = ladder.rung(spelled)
        return None if rung is None else (float(rung), 0.0)

    return _Scale(ladder.name, rank, ladder.sure)


def _notation_scale(notation: spans.Notation) -> _Scale:
    return _Scale(notation.name, notation.rank, lambda _: notation.sure)


# The first of those that know most of the values: single letters before rating letters (A B C D may be either), plain
# numbers before stretches of numbers.
_SCALES: tuple[_Scale, ...] = (
    *(_notation_scale(notation) for notation in spans.NOTATIONS),
    *(_ladder_scale(ladder) for ladder in LADDERS),
)
