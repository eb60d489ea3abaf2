"""Cells that say yes or no → Boolean."""

from __future__ import annotations

import re

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.parsed import Note, Parsed, noted
from hvc.cleaning.text import TEXT, UNKNOWN, evaluate, is_blank, once, plain
from hvc.mapping import Column, coded

YES = ("是", "有", "y", "yes", "true", "t", "1", "1.0", "√", "✓", "✔", "对", "真", "已", "是的", "on")
YES_RETURNED = ("退回", "退货", "已退", "已退货", "已退款", "部分退货")
NO = ("否", "没有", "n", "no", "false", "f", "0", "0.0", "×", "✗", "x", "错", "假", "未", "不", "不是", "off")
NO_RETURNED = ("未退", "未退货", "未退款")
# What these say depends on the question: 退订 is no to 同意营销 and yes to 是否退订.
REFUSED = ("退订", "已退订", "拒收", "拒接", "拒绝", "不同意", "黑名单", "免打扰", "unsubscribed", "opt-out")
WELCOME = ("同意", "正常", "未退订", "开启", "接受", "subscribed", "opt-in")
ASKS_CONSENT = re.compile(r"同意|接受|允许|订阅(?<!退订阅)|consent|opt.?in|subscribe(?<!unsubscribe)", re.IGNORECASE)
BARE = plain(pl.col(TEXT)).str.replace(r"^(\d+)\.0+$", "$1")  # as `coded.bare`


def parse(text: pl.Series, column: Column) -> Parsed:
    """Boolean; a word that says neither is null and noted."""
    words = _words(column)
    cell = BARE
    said = cell.replace_strict(words, default=None, return_dtype=pl.Boolean)
    values = once(text, lambda distinct: evaluate(distinct, said))
    unread = text.filter(values.is_null()).drop_nulls().unique()
    strange = unread.filter(evaluate(unread, ~(is_blank(cell) | cell.is_in(UNKNOWN))))
    label = f"「{column.header}」列有看不出是或否的值，按空值处理"
    where = text.is_in(strange.to_list()).fill_null(value=False)
    unclear = noted(Note("flag_unreadable", label, Effect.DOUBTFUL, where))
    return Parsed(values.rename(column.header), (*unclear, *_assumed(text, column)))


def _assumed(text: pl.Series, column: Column) -> tuple[Note, ...]:
    """What was taken for yes and for no although nobody said so."""
    usual = coded.assumed(column)
    if not usual:
        return ()
    told = "、".join(f"{code} 为{word}" for code, word in usual)
    label = f"「{column.header}」列的取值是代码，暂按 {told}读取，请在「字段对应」里确认"
    where = evaluate(text, BARE.is_in([code for code, _ in usual])).fill_null(value=False)
    return noted(Note("codes_assumed", label, Effect.DOUBTFUL, where, listed=False))


def _words(column: Column) -> dict[str, bool]:
    consent = bool(ASKS_CONSENT.search(column.header))
    words = dict.fromkeys(YES + YES_RETURNED, True) | dict.fromkeys(NO + NO_RETURNED, False)
    words |= dict.fromkeys(REFUSED, not consent) | dict.fromkeys(WELCOME, consent)
    told = (*coded.assumed(column), *column.codes)
    return words | {coded.bare(code): words[coded.bare(word)] for code, word in told if coded.bare(word) in words}
