"""Profile → which numbers set high-value customers apart, and which do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hvc.analysis.model import Analysis, Word
from hvc.analysis.profile import LARGE, MEDIUM, SMALL
from hvc.analysis.ranking import delta_interval
from hvc.analysis.written import short, unit_of
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, called, chain, finding, listed, say
from hvc.insights.standing import HALF, NOTABLE, few
from hvc.schema import Field, Kind
from hvc.units import COEFFICIENT, COUNT

SECTION = "profile"
SHOWN = 3  # numbers spelled out
NAMED = 6  # numbers named as no different
MECHANICAL = 0.4  # stake of what grows or shifts with the amount by itself
DATES = {  # of a date, many days ago is early
    Word.MUCH_HIGHER: "显著更早",
    Word.MUCH_LOWER: "显著更近",
    Word.HIGHER: "略早",
    Word.LOWER: "略近",
}
Row = Mapping[str, Any]


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding about all numbers that are not computed from the amount; none where the groups are too small."""
    if analysis.profile is None or few(analysis):
        return ()
    fields = {field.key: field for field in analysis.profile.fields}
    rows = [
        (fields[row["field"]], row) for row in analysis.profile.frame.iter_rows(named=True) if not row["same_source"]
    ]
    told = sorted((pair for pair in rows if Word(pair[1]["word"]) in NOTABLE), key=_rank)
    same = [field for field, row in rows if Word(row["word"]) is Word.SAME]
    if not rows:
        return ()
    if not told:
        names = [called(field) for field, _ in rows[:NAMED]]
        evidence = _alike(same) or f"{listed(names)}{'都' if len(names) > 1 else ''}证据不足。"
        said = (Said("没有哪个数字把两类客户明显分开"), Said(evidence))
        return (finding("portrait.numbers", SECTION, Level.NOTE, said, 0.4),)
    return (_differs(told, same),)


def _rank(pair: tuple[Field, Row]) -> tuple[bool, float]:
    return bound(pair[0]), -abs(pair[1]["delta"])


def bound(field: Field) -> bool:
    """The number grows or shifts with the amount by itself: orders, their rhythm, dates."""
    return field.from_amount or field.kind is Kind.DATE


def _differs(told: Sequence[tuple[Field, Row]], same: Sequence[Field]) -> Finding:
    field, row = told[0]
    reach = delta_interval(row["auc"], row["n_high_value"], row["n_others"])
    sure = max(reach[0], -reach[1], 0.0)
    many = say("等 ", Fact("有差别的数字", len(told), COUNT), " 个数字") if len(told) > SHOWN else Said("")
    headline = say(f"两类客户在{listed([called(one) for one, _ in told[:SHOWN]])}", many, "上不同")
    evidence = say(chain([judged(one, that) for one, that in told[:SHOWN]]), "。", _caution(told[:SHOWN]), _alike(same))
    gap = abs(row["delta"])
    strength = HALF + HALF * min(1.0, sure / gap) if gap else HALF
    stake = MECHANICAL if bound(field) else gap
    return finding("portrait.numbers", SECTION, Level.NOTE, (headline, evidence), stake, strength=strength)


def judged(field: Field, row: Row) -> Said:
    """Both medians with the size of the difference and its word: X 中位数 A，其他客户 B（δ 0.58，差别大），显著偏高."""
    ours, theirs = (_median(field, side, row[key]) for side, key in _SIDES)
    delta = Fact(f"{called(field)}的 Cliff's δ", round(row["delta"], 2) + 0.0, COEFFICIENT)
    return say(
        f"{called(field)}的中位数 ",
        ours,
        "，其他客户 ",
        theirs,
        "（δ ",
        delta,
        f"，{size(row['delta'])}），{word(field, row)}",
    )


_SIDES = (("高价值客户", "median_high_value"), ("其他客户", "median_others"))


def _median(field: Field, side: str, value: float) -> Fact:
    exact = field.kind is Kind.MONEY or field.share
    return Fact(f"{side}{called(field)}的中位数", value if exact else short(value), unit_of(field))


def word(field: Field, row: Row) -> str:
    """The word of a row; of a date in terms of time."""
    found = Word(row["word"])
    return DATES.get(found, found.value) if field.kind is Kind.DATE else found.value


def size(delta: float) -> str:
    """How large a difference is by Cliff's delta (METHODS §1)."""
    steps = ((LARGE, "差别大"), (MEDIUM, "差别中等"), (SMALL, "差别小"))
    return next((text for least, text in steps if abs(delta) >= least), "差别很小")


def _caution(told: Sequence[tuple[Field, Row]]) -> str:
    names = [called(field) for field, _ in told if bound(field)]
    return f"{listed(names)}本来就随消费和时间变化，只作描述。" if names else ""


def _alike(fields: Sequence[Field]) -> str:
    names = [called(field) for field in fields[:NAMED]]
    rest = "等" if len(fields) > NAMED else ""
    return f"{listed(names)}{rest}没有明显差别。" if names else ""
