"""Cells of a category, an ordered level or free text → Categorical, Enum, String; ways of writing nothing → null."""

from __future__ import annotations

import unicodedata

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.parsed import Note, Parsed, noted
from hvc.cleaning.text import BLANKS, TEXT, UNKNOWN, evaluate, once, plain, tidy
from hvc.mapping import Column
from hvc.schema import Field


def parse_text(text: pl.Series, column: Column) -> Parsed:
    """String, without outer blanks; null where there is nothing."""
    cell = pl.col(TEXT).str.strip_chars()
    return Parsed(evaluate(text, pl.when(cell != "").then(cell)).rename(column.header))


def parse_category(text: pl.Series, column: Column) -> Parsed:
    """Categorical, with codes put into words; 无, 未知, NULL and their like are null unless a code says otherwise."""
    values = once(text, lambda distinct: _categories(distinct, column).cast(pl.Categorical))
    return Parsed(values.rename(column.header))


def parse_ordered(text: pl.Series, column: Column, field: Field) -> Parsed:
    """Enum of the column's levels, worst to best; a value outside them is null and noted."""
    distinct = text.drop_nulls().unique()
    said = _categories(distinct, column, keep=column.levels)
    levels = _levels(column, field, said)
    placed = _placed(said, levels)
    values = text.replace_strict(distinct, placed, default=None, return_dtype=placed.dtype)
    outside = distinct.filter(said.is_not_null() & placed.is_null()).to_list()
    label = f"「{column.header}」列有不在等级顺序里的值，按未填写处理"
    where = text.is_in(outside).fill_null(value=False) if outside else pl.Series([], dtype=pl.Boolean)
    return Parsed(
        values.rename(column.header),
        noted(Note("level_unknown", label, Effect.DOUBTFUL, where)),
    )


def _categories(distinct: pl.Series, column: Column, keep: tuple[str, ...] = ()) -> pl.Series:
    codes = {_folded(code): word for code, word in column.codes}
    meant = {_folded(level) for level in keep}
    nothing = [word for word in (*BLANKS, *UNKNOWN) if word not in codes and word not in meant]
    cell = tidy(pl.col(TEXT))
    word = plain(cell)
    shown = word.replace_strict(codes, default=cell, return_dtype=pl.String) if codes else cell
    return evaluate(distinct, pl.when(~word.is_in(nothing)).then(shown))


def _levels(column: Column, field: Field, values: pl.Series) -> list[str]:
    """The order the user gave, else the field's, else the values as they sort."""
    given = column.levels or field.levels
    return list(dict.fromkeys(given)) if given else values.drop_nulls().unique().sort().to_list()


def _placed(said: pl.Series, levels: list[str]) -> pl.Series:
    """Each value as the level it spells, whatever its case and width."""
    if not levels:
        return said.cast(pl.Enum([]))
    known = {_folded(level): level for level in levels}
    return evaluate(said, plain(pl.col(TEXT)).replace_strict(known, default=None, return_dtype=pl.Enum(levels)))


def _folded(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().lower()
