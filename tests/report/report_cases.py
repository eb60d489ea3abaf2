"""Results written as counts: breakdowns, crosses and a whole analysis small enough to check by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import altair as alt
import polars as pl

from hvc.analysis.model import Analysis, Breakdown, Concentration, Cross, Overview, Word
from hvc.insights.model import Action, Finding, Level
from hvc.joining import Dataset, Quality
from hvc.report.model import Chart, Paragraph
from hvc.rules import Line, Over
from hvc.schema import AMOUNT, CREDIT, CUSTOMER, GENDER, TAGS, TIER, Field

HOSTILE = "坏\x00\x0b\u202e\ufffe\"]\\'+alert(1)+\\"  # aborts a renderer, turns text round, ends a string of Vega's
EXPRESSIONS = ("signal", "expr", "update", "test", "calculate", "filter")
TIERS = (("普通会员", 4, 39), ("白银会员", 7, 24), ("黄金会员", 13, 11), ("钻石会员", 18, 4))


def counted(field: Field, rows: Sequence[tuple[str, int, int]], **given: Any) -> Breakdown:
    """A breakdown of (level, high-value, others) rows; `n_*` are the sums where not given, intervals ± 0.05."""
    sums = {"n_high_value": sum(r[1] for r in rows), "n_others": sum(r[2] for r in rows)}
    facts = {"multi_valued": False, "ordered": False, "missing_high_value": 0, "missing_others": 0} | sums | given
    ours, theirs = pl.col("high_value"), pl.col("others")
    frame = (
        pl.DataFrame(rows, schema={"level": pl.String, "high_value": pl.Int64, "others": pl.Int64}, orient="row")
        .with_columns(customers=ours + theirs, amount=6000.0 * ours + 1000.0 * theirs)
        .with_columns(
            share_high_value=ours / facts["n_high_value"],
            share_others=theirs / facts["n_others"],
            rate=ours / pl.col("customers"),
            p=pl.lit(0.01),
            q=pl.lit(0.02),
            word=pl.lit(facts.pop("word", Word.UNKNOWN.value)),
        )
        .with_columns(
            diff=pl.col("share_high_value") - pl.col("share_others"),
            rr=pl.when(theirs > 0).then(pl.col("share_high_value") / pl.col("share_others")),
            tgi=100 * pl.col("share_high_value") * (facts["n_high_value"] + facts["n_others"]) / pl.col("customers"),
        )
        .with_columns(
            (pl.col(name) + shift).alias(f"{name}_{end}")
            for name in ("share_high_value", "share_others", "rate", "rr", "diff")
            for end, shift in (("low", -0.05), ("high", 0.05))
        )
    )
    whole = {"whole_p": 0.5, "whole_q": 0.6, "cramers_v": 0.1, "auc": None, "shape": None, "same_source": None}
    return Breakdown(field, frame, **{**whole, **facts})


def tiers() -> Breakdown:
    return counted(TIER, TIERS, ordered=True)


def crossed(row: Field, column: Field, cells: Sequence[tuple[str, str, int, int]], overall: float = 0.35) -> Cross:
    """A cross of (row level, column level, customers, high-value) cells."""
    schema = {"row_level": pl.String, "column_level": pl.String, "customers": pl.Int64, "high_value": pl.Int64}
    frame = pl.DataFrame(cells, schema=schema, orient="row").with_columns(
        rate=pl.col("high_value") / pl.col("customers"),
        expected=pl.lit(overall),
        q=pl.lit(0.001),
        amount=1000.0 * pl.col("customers"),
    )
    return Cross(row, column, frame.with_columns(lift=pl.col("rate") / overall))


def concentration(**given: Any) -> Concentration:
    lorenz = pl.DataFrame({"customers": [0.0, 0.5, 1.0], "amount": [0.0, 0.2, 1.0]})
    top = pl.DataFrame({"top": [0.1, 0.5], "customers": [12, 60], "amount_share": [0.4, 0.9]})
    facts = {"gini": 0.58, "lorenz": lorenz, "top": top, "customers_for_80": 43, "negative": 0}
    return Concentration(**(facts | given))


def studied(*breakdowns: Breakdown, crosses: tuple[Cross, ...] = (), **given: Any) -> Analysis:
    """42 high-value customers beside 78 others."""
    customers = pl.DataFrame(
        {
            "customer": [f"c{i}" for i in range(120)],
            "amount": [13700.0] * 42 + [1900.0] * 78,
            "phone": ["13800138041"] * 120,
        }
    ).with_columns(_held(breakdown) for breakdown in breakdowns)
    quality = Quality(121, 120, 120, 725400.0, 725400.0)
    dataset = Dataset(customers, None, (CUSTOMER, AMOUNT), (), (), quality)
    overview = Overview(120, 42, 0.35, 725400.0, 575700.0, 0.794, 13707.0, 1919.0, 12730.0, 1371.0, 3)
    facts = {"dataset": dataset, "overview": overview, "concentration": concentration(), "unavailable": ()}
    line = Line(AMOUNT, ">", 5000.0)
    return Analysis(rule=Over(), line=line, breakdowns=breakdowns, crosses=crosses, **(facts | given))


def _held(breakdown: Breakdown) -> pl.Series:
    """The breakdown's field as a column of the 120, high-value customers first; tags and what does not fit stay blank."""
    rows = [] if breakdown.multi_valued else breakdown.frame.select("level", "high_value", "others").rows()
    ours = [level for level, count, _ in rows for _ in range(count)][:42]
    theirs = [level for level, _, count in rows for _ in range(count)][:78]
    values = [*ours, *[None] * (42 - len(ours)), *theirs, *[None] * (78 - len(theirs))]
    dtype = pl.Enum([level for level, *_ in rows]) if breakdown.ordered else pl.Categorical()
    return pl.Series(breakdown.field.key, values, dtype=dtype)


def said(code: str, section: str, weight: float = 0.5, level: Level = Level.NOTE) -> Finding:
    return Finding(code, section, level, f"{code} 的发现", f"{code} 的依据。", (), weight)


def deed(title: str = "VIP 专属服务", audience: str = "会员等级为「钻石会员」的客户") -> Action:
    members = pl.DataFrame({"customer": ["c1", "c2"], "amount": [6000.0, 5500.0], "phone": ["13800138041", None]})
    return Action(
        "vip", title, audience, members, "VIP", 11500.0, "钻石会员多。", ("打电话。",), "电话", "30 天", "复购率"
    )


def club() -> Analysis:
    """Tags, tiers, ratings and sex of the 120."""
    tags = counted(TAGS, (("高消费潜力", 27, 14), ("价格敏感", 6, 34)), multi_valued=True, n_high_value=42, n_others=78)
    credit = counted(CREDIT, (("AA", 11, 40), ("AAA", 30, 35)), ordered=True, missing_high_value=1, missing_others=3)
    gender = counted(GENDER, (("女", 21, 39), ("男", 21, 39)), word=Word.SAME.value)
    return studied(tags, tiers(), credit, gender)


def texts(thing: object) -> Iterator[str]:
    """Every string in a report, its frames and specifications too; customers' own frames are not printed."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Action):
        yield from texts([getattr(thing, f.name) for f in fields(thing) if f.name not in {"members", "facts"}])
    elif isinstance(thing, pl.DataFrame):
        yield from texts(thing.columns)
        yield from texts([list(row) for row in thing.rows()])
    elif isinstance(thing, alt.TopLevelMixin):
        yield from texts(thing.to_dict())
    elif isinstance(thing, dict):
        yield from texts([*thing.keys(), *thing.values()])
    elif isinstance(thing, (list, tuple)):
        for item in thing:
            yield from texts(item)
    elif isinstance(thing, Paragraph | Chart):  # their facts are not printed
        yield from texts([getattr(thing, f.name) for f in fields(thing) if f.name != "facts"])
    elif is_dataclass(thing):
        yield from texts([getattr(thing, f.name) for f in fields(thing)])


def expressions(node: object, inside: bool = False) -> Iterator[str]:
    """Every Vega expression in a specification."""
    if isinstance(node, str) and inside:
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from expressions(value, key in EXPRESSIONS)
    elif isinstance(node, list):
        for item in node:
            yield from expressions(item, inside)
