"""The same id spelled differently in two tables (case, zeros a spreadsheet cut off) → one spelling, beyond doubt only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from hvc.cleaning import Cleaned, Effect, Issue
from hvc.cleaning.parsed import numbered
from hvc.cleaning.table import money_sum
from hvc.schema import ROW, Field

LOOSE = "__loose"
ZEROS = r"^0+(\d+)$"  # an id of digits alone; a spreadsheet takes it for a number and cuts the zeros off
SPELLED = "__spelled"


@dataclass(frozen=True, slots=True)
class Respelled:
    """The tables with their ids in one spelling, by name, and what was said about them."""

    parts: dict[str, Cleaned]
    issues: tuple[Issue, ...]


def respelled(parts: Sequence[Cleaned], key: Field) -> Respelled:
    """Ids in `key` as the earliest of `parts` spells them.

    An id that an earlier table does not know is taken for one it knows if the two agree but for case and leading zeros,
    and neither table holds another id of which the same is true; ids that might be several are left alone and noted.
    """
    held = [part for part in parts if key.key in part.frame.columns]
    if len(held) < 2 or not _may_differ([part.frame.get_column(key.key) for part in held]):  # noqa: PLR2004  a pair
        return Respelled({part.name: part for part in parts}, ())
    known = _ids(held[0], key)
    done = {part.name: part for part in parts}
    issues: tuple[Issue, ...] = ()
    for part in held[1:]:
        found = matches(_ids(part, key), known, key)
        done[part.name], said = _rewritten(part, found, key)
        issues = (*issues, *said)
        known = pl.concat([known, _ids(done[part.name], key)]).unique()
    return Respelled(done, issues)


def loose(ids: pl.Expr) -> pl.Expr:
    """What is left of an id when case and leading zeros do not count."""
    return ids.str.to_uppercase().str.replace(ZEROS, "$1")


def _may_differ(columns: Sequence[pl.Series]) -> bool:
    """Whether any two ids of the upload can differ in case or zeros alone: asked first, because it is cheap."""
    widths = {width for ids in columns for width in (ids.str.len_bytes().min(), ids.str.len_bytes().max())} - {None}
    zeros = len(widths) > 1 and any(ids.str.starts_with("0").any() for ids in columns)
    return zeros or any(ids.str.contains("[a-z]").any() for ids in columns)


def _ids(part: Cleaned, key: Field) -> pl.DataFrame:
    return part.frame.select(key.key).drop_nulls().unique()


def matches(ids: pl.DataFrame, known: pl.DataFrame, key: Field) -> pl.DataFrame:
    """Ids that are not known as they stand: `SPELLED` as the id they surely are, null where several are possible."""
    strange = ids.join(known, on=key.key, how="anti").with_columns(loose(key.col).alias(LOOSE))
    if strange.is_empty():
        return strange.clear().with_columns(key.col.alias(SPELLED))
    theirs = known.with_columns(loose(key.col).alias(LOOSE)).join(strange, on=LOOSE, how="semi")
    ours = ids.with_columns(loose(key.col).alias(LOOSE)).join(theirs, on=LOOSE, how="semi")
    one = theirs.group_by(LOOSE).agg(pl.when(pl.len() == 1).then(key.col.first()).alias(SPELLED))
    alone = ours.group_by(LOOSE).agg(alone=pl.len() == 1)
    sure = pl.when("alone").then(SPELLED).alias(SPELLED)
    return strange.join(one, on=LOOSE).join(alone, on=LOOSE).select(key.key, LOOSE, sure)


def _rewritten(part: Cleaned, found: pl.DataFrame, key: Field) -> tuple[Cleaned, tuple[Issue, ...]]:
    if found.is_empty():
        return part, ()
    marked = part.frame.join(found, on=key.key, how="left", maintain_order="left")
    sure, unsure = (
        marked.filter(pl.col(SPELLED).is_not_null()),
        marked.filter(pl.col(LOOSE).is_not_null() & pl.col(SPELLED).is_null()),
    )
    frame = marked.with_columns(pl.coalesce(SPELLED, key.key).alias(key.key)).drop(SPELLED, LOOSE)
    return replace(part, frame=frame), (*_repaired(part, sure, key), *_doubted(part, unsure, key))


def _repaired(part: Cleaned, rows: pl.DataFrame, key: Field) -> tuple[Issue, ...]:
    if rows.is_empty():
        return ()
    label = f"{key.label}与其他表只差大小写或开头的 0，忽略这些差别后恰好对应一个编号，已按同一编号处理"
    found = Issue("id_respelled", label, rows.height, Effect.REPAIRED, numbered(rows[ROW]), part.name, money_sum(rows))
    return (found,)


def _doubted(part: Cleaned, rows: pl.DataFrame, key: Field) -> tuple[Issue, ...]:
    if rows.is_empty():
        return ()
    label = f"{key.label}忽略大小写和开头的 0 之后可能对应多个编号，没有合并"
    doubt = Issue(
        "id_ambiguous", label, rows.height, Effect.DOUBTFUL, numbered(rows[ROW]), part.name, money_sum(rows), rows[ROW]
    )
    return (doubt,)
