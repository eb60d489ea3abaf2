"""The fields we know → a table to look up: what a column can mean, how it is written, what people call it."""

from __future__ import annotations

import polars as pl

from hvc.schema import FIELDS, Field, Kind

NAMES = 4  # other names shown of each
WRITTEN = {
    Kind.ID: "文字，长数字也按文字读",
    Kind.NAME: "文字，默认脱敏",
    Kind.MONEY: "金额，元、万元、分都可以",
    Kind.COUNT: "数字",
    Kind.DATE: "日期，如 2026-06-30、2026年6月、20260630",
    Kind.CATEGORY: "文字",
    Kind.ORDERED: "文字，有高低顺序",
    Kind.TAGS: "文字，一格多个标签用顿号、逗号或竖线隔开",
    Kind.SCORE: "数字",
    Kind.FLAG: "是或否",
}


def dictionary(word: str = "") -> pl.DataFrame:
    """One row per field that a file can bring: 字段 · 用在 · 怎么写 · 也可以叫; only those that `word` occurs in."""
    rows = [
        (field.label, _where(field), WRITTEN[field.kind], "、".join(field.aliases[:NAMES]))
        for field in FIELDS
        if not word or any(word.casefold() in name.casefold() for name in (field.label, *field.aliases))
    ]
    return pl.DataFrame(rows, schema=["字段", "用在", "怎么写", "也可以叫"], orient="row")


def _where(field: Field) -> str:
    if field.required:
        return "每张表都要有"
    return "订单表" if field.per_order else "客户表"
