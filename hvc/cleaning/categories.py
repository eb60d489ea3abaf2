"""Cells of a category, an ordered level or free text → Categorical, Enum, String; ways of writing nothing → null."""

from __future__ import annotations

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.parsed import Note, Parsed, noted, shortened
from hvc.cleaning.text import BLANKS, LONGEST, TEXT, UNKNOWN, clipped, evaluate, once, plain, tidy
from hvc.mapping import Column, coded
from hvc.schema import Field

SAID = 6  # codes or spellings named in a sentence


def parse_text(text: pl.Series, column: Column) -> Parsed:
    """String, without outer blanks; null where there is nothing."""
    cell = pl.col(TEXT).str.strip_chars()
    return Parsed(evaluate(text, pl.when(cell != "").then(cell)).rename(column.header))


def parse_category(text: pl.Series, column: Column) -> Parsed:
    """Categorical, with codes put into words; 无, 未知, NULL and their like are null unless a code says otherwise."""
    values = once(text, lambda distinct: _categories(distinct, column).cast(pl.Categorical))
    return Parsed(values.rename(column.header), (*_shortened(text, column), *unexplained(text, column)))


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
    notes = noted(Note("level_unknown", label, Effect.DOUBTFUL, where))
    said_more = (*_shortened(text, column), *_merged(text, distinct, column), *unexplained(text, column))
    return Parsed(values.rename(column.header), (*notes, *said_more))


def _shortened(text: pl.Series, column: Column) -> tuple[Note, ...]:
    return shortened(column, "取值", text.str.len_chars() > LONGEST)


def unexplained(text: pl.Series, column: Column) -> tuple[Note, ...]:
    """What is to be said of codes that nobody has explained."""
    shape = coded.pattern(column)
    if shape is None:
        return ()
    answered = [coded.bare(code) for code, _ in column.codes]
    word = _bare(plain(pl.col(TEXT)))
    distinct = text.drop_nulls().unique()
    open_ = distinct.filter(evaluate(distinct, word.str.contains(shape) & ~word.is_in(answered)))
    if open_.is_empty():
        return ()
    names = sorted({coded.named(column, value) for value in open_}, key=lambda name: (len(name), name))
    told = "".join(f"「{name}」" for name in names[:SAID]) + ("等" if len(names) > SAID else "")
    label = f"「{column.header}」列的取值是代码，意思没有说明，报告里按原样写作{told}"
    where = text.is_in(open_.implode()).fill_null(value=False)
    return noted(Note("codes_unexplained", label, Effect.DOUBTFUL, where, listed=False))


def _merged(text: pl.Series, distinct: pl.Series, column: Column) -> tuple[Note, ...]:
    """The spellings that were counted as another level, because the user agreed."""
    shape = coded.pattern(column)
    words = {coded.bare(value): word for value, word in column.codes if coded.bare(value) != coded.bare(word)}
    if shape is not None or not words:
        return ()
    met = distinct.filter(evaluate(distinct, _bare(plain(pl.col(TEXT))).is_in(list(words))))
    told = "、".join(f"{value} 计入 {words[coded.bare(value)]}" for value in met.sort().head(SAID))
    where = text.is_in(met.implode()).fill_null(value=False)
    return noted(Note("levels_merged", f"「{column.header}」列的同义写法按确认的归并：{told}", Effect.REPAIRED, where))


def _categories(distinct: pl.Series, column: Column, keep: tuple[str, ...] = ()) -> pl.Series:
    codes = {coded.bare(code): word for code, word in column.codes}
    meant = {coded.bare(level) for level in keep}
    nothing = [word for word in (*BLANKS, *UNKNOWN) if word not in codes and word not in meant]
    cell = tidy(pl.col(TEXT))
    shape = coded.pattern(column)
    word = plain(cell) if shape is None and not codes else _bare(plain(cell))
    shown = cell
    if shape is not None:
        shown = pl.when(word.str.contains(shape)).then(pl.lit(coded.UNEXPLAINED) + _bare(cell)).otherwise(cell)
    if codes:
        known = {code: None if coded.bare(said) in UNKNOWN else said for code, said in codes.items()}
        shown = word.replace_strict(known, default=shown, return_dtype=pl.String)
    return evaluate(distinct, pl.when(~word.is_in(nothing)).then(clipped(shown)))


def _bare(cell: pl.Expr) -> pl.Expr:
    """Whole numbers without the `.0` that a spreadsheet adds, as `coded.bare`."""
    return cell.str.replace(r"^(\d+)\.0+$", "$1")


def _levels(column: Column, field: Field, values: pl.Series) -> list[str]:
    """The order the user gave, else the field's, else the values as they sort; codes as a report names them.

    Spellings that differ in case or width alone are one level.
    """
    asked = pl.Series(TEXT, [coded.named(column, level) for level in column.levels or field.levels], dtype=pl.String)
    given = evaluate(asked, clipped(pl.col(TEXT))).to_list()
    one = {coded.bare(level): level for level in reversed(given)}
    return list(reversed(one.values())) if given else values.drop_nulls().unique().sort().to_list()


def _placed(said: pl.Series, levels: list[str]) -> pl.Series:
    """Each value as the level it spells, whatever its case and width."""
    if not levels:
        return said.cast(pl.Enum([]))
    known = {coded.bare(level): level for level in levels}
    return evaluate(said, _bare(plain(pl.col(TEXT))).replace_strict(known, default=None, return_dtype=pl.Enum(levels)))
