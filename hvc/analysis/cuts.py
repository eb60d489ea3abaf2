"""Both groups of a field → the one readable cut that tells them apart best."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from hvc.analysis.bands import round_number
from hvc.analysis.model import Breakdown
from hvc.analysis.parts import Cut
from hvc.analysis.ranking import Ranked, edges, under
from hvc.analysis.written import written
from hvc.schema import Field, Kind

SIDE_FROM = 30  # customers on each side of a cut: a smaller base prints no rate
TRIED = 20  # quantiles at which a readable number is looked for
FEW = 12  # whole numbers so few that each may be the cut
DAYS = (7, 14, 30, 60, 90, 120, 180)  # what one says of something recent; longer ago is told by the month


@dataclass(frozen=True, slots=True)
class Side:
    """One way to divide the customers: counts of both groups on one side and on the other, each with its words."""

    text: str
    high_value: int
    others: int
    rest_text: str
    rest_high_value: int
    rest_others: int

    @property
    def youden(self) -> float:
        """Share of the high-value customers on this side less share of the others (Youden 1950), either way round."""
        n1, n0 = self.high_value + self.rest_high_value, self.others + self.rest_others
        return abs(self.high_value / n1 - self.others / n0) if n1 and n0 else 0.0

    def cut(self) -> Cut:
        """The side with the higher rate first."""
        here = (self.text, self.high_value, self.high_value + self.others)
        there = (self.rest_text, self.rest_high_value, self.rest_high_value + self.rest_others)
        best, rest = (here, there) if here[1] * there[2] >= there[1] * here[2] else (there, here)
        return Cut(best[0], best[2], best[1] / best[2], rest[2], rest[1] / rest[2])


def best(sides: Iterable[Side]) -> Cut | None:
    """The cut furthest from chance with `SIDE_FROM` customers on both sides; None where no side is large enough."""
    fit = [s for s in sides if min(s.high_value + s.others, s.rest_high_value + s.rest_others) >= SIDE_FROM]
    found = max(fit, key=lambda side: side.youden, default=None)
    return found.cut() if found is not None and found.youden > 0 else None


def of_number(field: Field, order: Ranked, latest: dt.date | None) -> Cut | None:
    """The best cut of a number; of a date by days before `latest`, or by the month."""
    told = _dates(field, order, latest) if field.kind is Kind.DATE and latest else _numbers(field, order)
    lines = [(at, over, below) for at, over, below in told]
    a, b = under(order, np.array([at for at, _, _ in lines], dtype=np.float64))
    return best(
        Side(over, order.ours.size - int(a[i]), order.others.size - int(b[i]), below, int(a[i]), int(b[i]))
        for i, (_, over, below) in enumerate(lines)
    )


def _numbers(field: Field, order: Ranked) -> list[tuple[float, str, str]]:
    few = edges(order, FEW)
    spoken = few if few.size < FEW - 1 else np.array(sorted({round_number(value) for value in edges(order, TRIED)}))
    return [
        (float(at), f"{field.label} ≥ {written(field, at)}", f"{field.label} < {written(field, at)}") for at in spoken
    ]


def _dates(field: Field, order: Ranked, latest: dt.date) -> list[tuple[float, str, str]]:
    label = field.label
    recent = [
        (days + 1.0, f"{label}距数据截止日超过 {days} 天", f"{label}距数据截止日不超过 {days} 天") for days in DAYS
    ]
    months = {
        (latest - dt.timedelta(days=float(days))).replace(day=1) for days in edges(order, TRIED) if days > DAYS[-1]
    }
    early = [
        ((latest - month).days + 1.0, f"{label}在 {_month(month)}以前", f"{label}在 {_month(month)}及以后")
        for month in sorted(months)
    ]
    return [*recent, *early]


def _month(day: dt.date) -> str:
    return f"{day.year} 年 {day.month} 月"


def of_levels(breakdown: Breakdown, only: Sequence[str] = ()) -> Cut | None:
    """The best cut of levels: from one level up where they are ordered, else one level against all others.

    `only`: the levels to choose from; all where empty.
    """
    n1, n0 = breakdown.n_high_value, breakdown.n_others
    rows = breakdown.frame.select("level", "high_value", "others").rows()
    if breakdown.ordered and not only:
        return best(_steps(breakdown.field, rows))
    verbs = ("含", "不含") if breakdown.multi_valued else ("为", "不是")
    label = breakdown.field.label
    return best(
        Side(f"{label}{verbs[0]}「{level}」", a, b, f"{label}{verbs[1]}「{level}」", n1 - a, n0 - b)
        for level, a, b in rows
        if not only or level in only
    )


def _steps(field: Field, rows: Sequence[tuple[str, int, int]]) -> Iterable[Side]:
    """From each level up, and what lies below it; the ends are named alone."""
    n1, n0 = sum(row[1] for row in rows), sum(row[2] for row in rows)
    names = [level for level, _, _ in rows]
    a = b = 0
    for place, (lower, upper) in enumerate(itertools.pairwise(rows), 1):
        a, b = a + lower[1], b + lower[2]
        above = _end(field, upper[0], "及以上" if place < len(names) - 1 else "")
        below = _end(field, lower[0], "及以下" if place > 1 else "")
        yield Side(above, n1 - a, n0 - b, below, a, b)


def _end(field: Field, level: str, beyond: str) -> str:
    return f"{field.label}在「{level}」{beyond}" if beyond else f"{field.label}为「{level}」"
