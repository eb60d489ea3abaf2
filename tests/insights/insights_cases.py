"""Customers written as counts per group, and what a sceptical reader checks in every sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.cleaning.issues import Issue
from hvc.insights.model import Fact
from hvc.joining import Dataset, Quality, Source
from hvc.rules import Over, Rule
from hvc.schema import BY_KEY, TAG_SEPARATOR, Field, Kind

TIERS = ("普通会员", "白银会员", "黄金会员", "铂金会员", "钻石会员")
RATINGS = ("B", "BB", "BBB", "A", "AA-", "AA", "AA+", "AAA")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
DTYPES = {Kind.MONEY: pl.Float64, Kind.COUNT: pl.Float64, Kind.SCORE: pl.Float64, Kind.FLAG: pl.Boolean}


def times(*pairs: tuple[Any, int]) -> list[Any]:
    """Each value as often as it says: times(("A", 2), ("B", 1)) is A, A, B."""
    return [value for value, count in pairs for _ in range(count)]


def customers(
    high: Mapping[str, Sequence[Any]],
    others: Mapping[str, Sequence[Any]],
    *,
    amounts: tuple[Sequence[float], Sequence[float]] | None = None,
    fields: Iterable[Field] = (),
) -> Dataset:
    """High-value customers (6,000 元 up) and others (1,000 元 up) with these columns, key by key, row by row."""
    n1, n0 = (len(next(iter(side.values()))) for side in (high, others))
    ours, theirs = amounts or ([6000.0 + 10 * i for i in range(n1)], [1000.0 + i for i in range(n0)])
    known = BY_KEY | {field.key: field for field in fields}
    columns = {key: [*high[key], *others[key]] for key in high if key != "n"}
    frame = pl.DataFrame(
        [
            pl.Series("customer", [f"c{i:05}" for i in range(n1 + n0)]),
            pl.Series("amount", [*ours, *theirs], dtype=pl.Float64),
            *(_series(known[key], values) for key, values in columns.items()),
        ]
    )
    total = float(frame["amount"].sum())
    quality = Quality(n1 + n0, n1 + n0, n1 + n0, total, total)
    return Dataset(frame, None, tuple(known[key] for key in frame.columns), (), (), quality)


def _series(field: Field, values: list[Any]) -> pl.Series:
    match field.kind:
        case Kind.TAGS:
            joined = [None if tags is None else TAG_SEPARATOR.join(sorted(tags)) for tags in values]
            return pl.Series(field.key, joined, dtype=pl.Categorical)
        case Kind.ORDERED:
            scale = {"tier": TIERS, "credit": RATINGS}.get(field.key, field.levels)
            return pl.Series(field.key, values, dtype=pl.Enum(scale))
        case Kind.CATEGORY:
            return pl.Series(field.key, values, dtype=pl.Categorical)
        case Kind.DATE:
            return pl.Series(field.key, values, dtype=pl.Datetime("us"))
        case _:
            return pl.Series(field.key, values, dtype=DTYPES[field.kind])


def study(dataset: Dataset, rule: Rule | None = None) -> Analysis:
    """The analysis over 5,000 元."""
    return analyse(dataset, rule or Over())


def with_quality(dataset: Dataset, *, issues: tuple[Issue, ...], sources: tuple[Source, ...], read: int) -> Dataset:
    """The same customers with what reading and joining have to say, out of `read` rows."""
    return replace(dataset, issues=issues, sources=sources, quality=replace(dataset.quality, rows_read=read))


def member_club() -> Dataset:
    """42 high-value and 78 others: diamonds and a spending tag stand out, gold and good ratings do not for sure."""
    tags = {
        "n": [0] * 42,
        "tags": times((("高消费潜力", "长期活跃"), 16), (("高消费潜力",), 10), (("意见领袖", "长期活跃"), 3), ((), 13)),
        "tier": times(("钻石会员", 18), ("黄金会员", 13), ("白银会员", 7), ("普通会员", 4)),
        "credit": times(("AAA", 14), ("AA", 12), ("AA-", 6), ("A", 5), ("BB", 3), (None, 2)),
        "gender": times(("女", 21), ("男", 21)),
    }
    others = {
        "n": [0] * 78,
        "tags": times((("高消费潜力",), 8), (("长期活跃",), 25), (("意见领袖",), 1), ((), 44)),
        "tier": times(("钻石会员", 4), ("黄金会员", 11), ("白银会员", 24), ("普通会员", 39)),
        "credit": times(("AAA", 9), ("AA", 13), ("AA-", 18), ("A", 27), ("BB", 8), (None, 3)),
        "gender": times(("女", 39), ("男", 39)),
    }
    return customers(tags, others)


def alike(size: int = 4000) -> Dataset:
    """Two groups of `size` and twice `size` with the same shares of everything."""

    def side(n: int) -> dict[str, list[Any]]:
        return {
            "tags": times((("长期活跃", "高消费潜力"), n // 2), (("长期活跃",), n // 2)),
            "tier": times(("普通会员", n // 2), ("钻石会员", n // 2)),
            "credit": times(("AA", n // 2), ("BB", n // 2)),
            "gender": times(("女", n // 2), ("男", n // 2)),
        }

    high, others = side(size), side(2 * size)
    amounts = ([6000.0 + i % 97 for i in range(size)], [1000.0 + i % 97 for i in range(2 * size)])
    return customers(high, others, amounts=amounts)


def upside_down() -> Dataset:
    """High-value customers of low tiers and poor ratings."""
    high = {
        "tags": times((("新客",), 80), (("高消费潜力",), 20)),
        "tier": times(("普通会员", 80), ("钻石会员", 20)),
        "credit": times(("BB", 60), ("A", 30), ("AA", 10)),
    }
    others = {
        "tags": times((("新客",), 40), (("高消费潜力",), 160)),
        "tier": times(("普通会员", 40), ("钻石会员", 160)),
        "credit": times(("BB", 20), ("A", 60), ("AA", 120)),
    }
    return customers(high, others)


def only_amounts(high: int = 40, others: int = 60) -> Dataset:
    """Nothing but ids and amounts."""
    return customers({"n": [0] * high}, {"n": [0] * others})


def stray_numbers(text: str, facts: Iterable[Fact]) -> list[str]:
    """Numbers of `text`, outside quoted names, that stand neither in a fact's text nor in its base."""
    carried = {number for fact in facts for number in NUMBER.findall(f"{fact.text} {fact.base}")}
    return [number for number in NUMBER.findall(re.sub("「.*?」", "", text)) if number not in carried]
