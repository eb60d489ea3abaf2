"""The table of all pairs of levels → levels whose difference does not survive when a third variable is held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis import strata
from hvc.analysis.bound import NOTABLE, describes_only, follows_amount
from hvc.analysis.crosses import Burt, burt_of
from hvc.analysis.intervals import divide
from hvc.analysis.model import Analysis
from hvc.analysis.parts import Confounded, Confounding
from hvc.analysis.strata import Tables

Floats = npt.NDArray[np.float64]
STRATA_AT_MOST = 10  # levels of the variable that is held (METHODS §5)
STRATUM_FROM = 30  # customers
STRATA_FROM = 2  # of that size, with customers on both sides
MOVED = (
    1.1  # times: a smaller change of the odds ratio is no confounding (change in estimate, Mickey and Greenland 1989)
)
TWINS = 0.9  # Cramér's V from which two dimensions are one written twice: inside one nothing of the other is left
VERDICTS = (Confounded.REVERSED, Confounded.GONE)


@dataclass(frozen=True, slots=True)
class _Question:
    """Whether level `level` of dimension `i` keeps its difference inside the levels of dimension `j` (places in a `Burt`)."""

    i: int
    level: int
    j: int


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """All questions answered, one row each; `verdict` is a place in `VERDICTS`, −1 for none."""

    tables: Tables
    crude: tuple[Floats, Floats, Floats]
    adjusted: tuple[Floats, Floats, Floats]
    breslow_day: Floats
    verdict: npt.NDArray[np.int64]


def confounding(counted: Burt) -> tuple[Confounding, ...]:
    """Every notable level that another dimension takes away or turns round, reversals first, then by how far it moved.

    Of several such dimensions only the one that moves the level most is named.
    """
    questions = tuple(_questions(counted))
    if counted.table is None or not questions:
        return ()
    answers = _answered(_tables(counted, questions))
    moved = np.abs(np.log(answers.crude[0]) - np.log(answers.adjusted[0]))
    found = np.flatnonzero(answers.verdict >= 0)
    ranked = sorted(found.tolist(), key=lambda k: (answers.verdict[k], -moved[k], k))
    first: dict[tuple[int, int], int] = {}
    for k in ranked:
        first.setdefault((questions[k].i, questions[k].level), k)
    return tuple(_confounding(counted, questions[k], answers, k) for k in first.values())


def between(analysis: Analysis, row_key: str, column_key: str) -> tuple[Confounding, ...]:
    """The same for two dimensions alone, each holding the other still; counted afresh.

    Raises:
        DataError: one of them is not a dimension of these customers, or both are the same.
    """
    counted, _ = burt_of(analysis, row_key, column_key)
    return confounding(counted)


def _questions(counted: Burt) -> Iterator[_Question]:
    """Each notable level of a field that could explain, beside each dimension that can be held still."""
    held = [j for j in range(len(counted.coded)) if _holdable(counted, j)]
    for i, (coded, breakdown) in enumerate(zip(counted.coded, counted.breakdowns, strict=True)):
        if describes_only(breakdown):
            continue
        apart = [j for j in held if j != i and _association(counted, i, j) < TWINS]
        notable = set(breakdown.frame.filter(pl.col("word").is_in(NOTABLE)).get_column("level"))
        for level in (place for place, name in enumerate(coded.levels) if name in notable):
            yield from (_Question(i, level, j) for j in held if j in apart)


def _holdable(counted: Burt, j: int) -> bool:
    """Strata are levels of a single-valued dimension that is no consequence of the amount."""
    coded = counted.coded[j]
    return not coded.multi_valued and len(coded.levels) <= STRATA_AT_MOST and not follows_amount(counted.breakdowns[j])


def _association(counted: Burt, i: int, j: int) -> float:
    """Cramér's V between two dimensions; of tags, the strongest that one tag alone has."""
    table = counted.table
    assert table is not None
    rows = slice(table.start[i], table.start[i] + len(counted.coded[i].levels))
    columns = slice(table.start[j], table.start[j] + len(counted.coded[j].levels))
    cells = table.customers[rows, columns]
    if not counted.coded[i].multi_valued:
        return strata.cramers_v(cells)
    filled = table.customers[rows.stop, columns]
    return max((strata.cramers_v(np.stack([row, filled - row])) for row in cells), default=0.0)


def _tables(counted: Burt, questions: tuple[_Question, ...]) -> Tables:
    """One row per question, its strata in the order of the levels, filled up with empty ones."""
    table = counted.table
    assert table is not None
    start, widths = np.array(table.start), np.array([len(c.levels) for c in counted.coded])
    i, level, j = (np.array([getattr(q, name) for q in questions]) for name in ("i", "level", "j"))
    place = np.arange(STRATA_AT_MOST)
    inside = place < widths[j][:, None]
    columns = np.where(inside, start[j][:, None] + place, 0)

    def cells(of: Floats, rows: npt.NDArray[np.int64]) -> Floats:
        return np.where(inside, of[rows[:, None], columns], 0.0)

    mine, filled = start[i] + level, start[i] + widths[i]
    a, n1 = cells(table.high_value, mine), cells(table.customers, mine)
    ours, n = cells(table.high_value, filled), cells(table.customers, filled)
    return Tables(a, n1 - a, ours - a, n - n1 - (ours - a))


def _answered(tables: Tables) -> _Answers:
    (raw, raw_ends), (held, held_ends) = strata.crude(tables), strata.adjusted(tables)
    crude, adjusted = (raw, *raw_ends), (held, *held_ends)
    return _Answers(tables, crude, adjusted, strata.breslow_day(tables, held), _verdicts(tables, crude, adjusted))


def _verdicts(
    tables: Tables, crude: tuple[Floats, Floats, Floats], adjusted: tuple[Floats, Floats, Floats]
) -> npt.NDArray[np.int64]:
    """METHODS §5, 反转 checked first, 消失 only where the ratio moved; comparisons with an undefined ratio are false."""
    large = tables.n >= STRATUM_FROM
    side = np.sign(tables.a * tables.d - tables.b * tables.c)
    telling = large & (tables.a * tables.d + tables.b * tables.c > 0)
    up = np.where(crude[0] > 1, 1, -1)[:, None]
    flipped = (telling & (side == -up)).sum(axis=1)
    most = (3 * flipped >= 2 * telling.sum(axis=1)) & (flipped > 0)
    opposite = ((crude[0] > 1) & (adjusted[0] < 1)) | ((crude[0] < 1) & (adjusted[0] > 1))
    reversed_ = opposite & (_excludes_one(adjusted) | most)
    moved = np.abs(np.log(crude[0] / adjusted[0])) >= np.log(MOVED)
    gone = _excludes_one(crude) & (adjusted[1] <= 1) & (adjusted[2] >= 1) & moved
    compared = large & (np.minimum(tables.a + tables.b, tables.c + tables.d) > 0)
    enough = compared.sum(axis=1) >= STRATA_FROM
    return np.where(enough & reversed_, 0, np.where(enough & gone, 1, -1)).astype(np.int64)


def _excludes_one(ratio: tuple[Floats, Floats, Floats]) -> npt.NDArray[np.bool_]:
    return (ratio[1] > 1) | (ratio[2] < 1)


def _confounding(counted: Burt, question: _Question, answers: _Answers, row: int) -> Confounding:
    coded, by = counted.coded[question.i], counted.coded[question.j]
    crude, adjusted = ([float(part[row]) for part in side] for side in (answers.crude, answers.adjusted))
    p = float(answers.breslow_day[row])
    return Confounding(
        field=coded.field,
        level=coded.levels[question.level],
        by=by.field,
        verdict=VERDICTS[int(answers.verdict[row])],
        crude=crude[0],
        crude_low=crude[1],
        crude_high=crude[2],
        adjusted=adjusted[0],
        adjusted_low=adjusted[1],
        adjusted_high=adjusted[2],
        breslow_day_p=None if np.isnan(p) else p,
        strata=_strata(counted, question, answers.tables.at(row)),
    )


def _strata(counted: Burt, question: _Question, tables: Tables) -> pl.DataFrame:
    """The strata that have a customer, in the order of their breakdown."""
    names = counted.coded[question.j].levels
    a, b, c, d = (part[0, : len(names)] for part in (tables.a, tables.b, tables.c, tables.d))
    ratio = strata.odds_ratios(tables)[0, : len(names)]
    order = pl.Enum(counted.breakdowns[question.j].frame.get_column("level"))
    return (
        pl.DataFrame(
            {
                "stratum": pl.Series(names, dtype=pl.String),
                "customers": (a + b).astype(np.int64),
                "high_value": a.astype(np.int64),
                "rest_customers": (c + d).astype(np.int64),
                "rest_high_value": c.astype(np.int64),
                "rate": divide(a, a + b),
                "rest_rate": divide(c, c + d),
                "odds_ratio": np.where(np.isfinite(ratio), ratio, np.nan),
            }
        )
        .with_columns(pl.col(pl.Float64).fill_nan(None))
        .filter(pl.col("customers") + pl.col("rest_customers") > 0)
        .sort(pl.col("stratum").cast(order))
    )
