"""Small uploads, guessed and corrected, and the schemes saved of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl
from hypothesis import strategies as st

from hvc.mapping import UNITS, Column, Mapping, assign, decode, guess, merge, merges, own_dimension, questions
from hvc.reading.tables import Table
from hvc.rules import Over, Pareto, Rule, TopShare
from hvc.schema import BY_KEY, FIELDS, ROW, Kind
from hvc.scheme import Fit, Scheme, apply, capture, dumps, loads

Cells = Sequence[str | None]
LETTERS = st.characters(exclude_categories=["C"])
WORDS = st.one_of(
    st.sampled_from([alias for field in FIELDS for alias in (field.label, *field.aliases[:5])]),
    st.text(LETTERS, min_size=1, max_size=8),
    st.sampled_from(["标签1", "标签2", "消费金额（万元）", "消费金额", "ID", "id", "列1"]),
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            "男",
            "M",
            "AAA",
            "金卡",
            "银卡",
            "5-10万",
            "2024-03-05",
            "12.5",
            "甲、乙",
            "未知",
            "3",
            "1",
            "2",
            "A",
            "黄金",
            "Gold",
        ]
    ),
    st.text(LETTERS, max_size=6),
)
RULES: st.SearchStrategy[Rule] = st.one_of(
    st.floats(0, 1e12).map(Over), st.floats(0.001, 0.999).map(TopShare), st.floats(0.001, 0.999).map(Pareto)
)


def table(name: str, columns: dict[str, Cells]) -> Table:
    """A table as reading hands it on; a shorter list of cells is repeated to the longest."""
    height = max(len(cells) for cells in columns.values())
    full = {header: [cells[i % len(cells)] for i in range(height)] for header, cells in columns.items()}
    frame = pl.DataFrame(full, schema=dict.fromkeys(columns, pl.String)).with_row_index(ROW, offset=2)
    return Table(name, name, frame, file=name)


def guessed(**tables: dict[str, Cells]) -> Mapping:
    return guess([table(name, columns) for name, columns in tables.items()])


def saved(mapping: Mapping, rule: Rule | None = None) -> Scheme:
    """What comes back from the file of `mapping`."""
    return loads(dumps(capture(mapping, rule or Over())))


def applied(before: Mapping, now: Mapping) -> Fit:
    """Last month's mapping, through a file, to this month's guess."""
    return apply(saved(before), now)


def column(mapping: Mapping, header: str) -> Column:
    return next(c for c in mapping.columns if c.header == header)


def meaning(mapping: Mapping) -> tuple[object, ...]:
    """Everything a mapping says but where it comes from."""
    return (tuple(replace(c, confidence=0.0, reason="") for c in mapping.columns), mapping.kinds)


@st.composite
def uploads(draw: st.DrawFn) -> list[Table]:
    """One to three small tables; headers differ within a table, cells are any."""
    made = []
    for number in range(draw(st.integers(1, 3))):
        names = draw(st.lists(WORDS, min_size=1, max_size=6, unique=True))
        height = draw(st.integers(0, 8))
        columns = {name: draw(st.lists(CELLS, min_size=height, max_size=height)) for name in names}
        frame = pl.DataFrame(columns, schema=dict.fromkeys(names, pl.String)).with_row_index(ROW, offset=2)
        made.append(Table(f"表{number}", str(number), frame, file="上传"))
    return made


@st.composite
def corrected(draw: st.DrawFn, upload: list[Table]) -> Mapping:
    """The guess of `upload` with up to three corrections, each of another column, and some questions answered."""
    mapping = guess(upload)
    for chosen in draw(st.lists(st.sampled_from(mapping.columns), max_size=3, unique=True)):
        found = next(c for c in mapping.columns if (c.table, c.header) == (chosen.table, chosen.header))
        key = draw(st.sampled_from([None, "extra", *BY_KEY]))
        field = own_dimension(mapping, found.table, found.header) if key == "extra" else BY_KEY.get(key or "")
        mapping = assign(mapping, found.table, found.header, field)
        now = next(c for c in mapping.columns if (c.table, c.header) == (chosen.table, chosen.header))
        match now.field.kind if now.field else None:
            case Kind.MONEY:
                mapping = assign(mapping, now.table, now.header, field, unit=draw(st.sampled_from([*UNITS.values()])))
            case Kind.TAGS:
                mapping = assign(
                    mapping, now.table, now.header, field, delimiter=draw(st.sampled_from([None, ",", "、"]))
                )
            case Kind.ORDERED if now.levels:
                mapping = assign(mapping, now.table, now.header, field, levels=tuple(draw(st.permutations(now.levels))))
    for question in questions(mapping)[: draw(st.integers(0, 2))]:
        words = draw(st.lists(st.sampled_from([*question.codes, "甲", "金卡"]), min_size=len(question.codes)))
        mapping = decode(mapping, question.tables, question.header, tuple(zip(question.codes, words, strict=False)))
    for proposal in merges(mapping)[: draw(st.integers(0, 1))]:
        mapping = merge(mapping, proposal, accept=draw(st.booleans()))
    return mapping
