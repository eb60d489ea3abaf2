"""Customers whose every column is independent of what they spend, and what a report claims about them all the same."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import polars as pl

from hvc.analysis.run import analyse
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.joining import Dataset, Quality
from hvc.report.compose import compose
from hvc.report.model import Actions, Block, Chart, DataTable, Findings, Metrics, Paragraph, Report
from hvc.report.sections.judging import standing
from hvc.rules import TopShare
from hvc.schema import (
    AGE,
    AMOUNT,
    CHANNEL,
    CITY,
    CREDIT,
    CREDIT_SCORE,
    CUSTOMER,
    GENDER,
    OCCUPATION,
    RISK,
    TAG_SEPARATOR,
    TAGS,
    TIER,
    VISITS,
    Field,
)

CUSTOMERS = 3000
TODAY = dt.date(2026, 1, 1)
TAG_NAMES = tuple(f"标签{letter}" for letter in "甲乙丙丁戊己庚辛壬癸")
TIERS = replace(TIER, levels=("普通会员", "白银会员", "黄金会员", "铂金会员", "钻石会员"))
RATINGS = replace(CREDIT, levels=("B", "BB", "BBB", "A", "AA-", "AA", "AAA"))
RISKS = replace(RISK, levels=("高", "中", "低"))
# What a reader takes for a difference, by the family of tests it comes from; the explanation of the words is none.
CLAIMS = {
    "显著": "显著偏[高低]",
    "略": "(?<!价位)略[高低]",
    "整体": "有差异|分布有别|信用好于|信用反而不如|差距超出误差范围",
    "单项": "更常见|更多见|比其他客户少见|与等级的本意相反",
    "组合": "组合本身值得留意|列出的组合都高于平均|组合效应",
}
EXPLAINED = ("结论用语", "没有明显差异", "无明显差异", "没有超出误差范围")


def independent(seed: int, customers: int = CUSTOMERS) -> Dataset:
    """Ten dimensions and ten tags, drawn without a look at the amount; one cell in twenty is blank."""
    draw = np.random.default_rng(seed)
    columns: dict[Field, pl.Series] = {
        TIERS: _picked(draw, customers, TIERS.levels, pl.Enum(TIERS.levels)),
        RATINGS: _picked(draw, customers, RATINGS.levels, pl.Enum(RATINGS.levels)),
        RISKS: _picked(draw, customers, RISKS.levels, pl.Enum(RISKS.levels)),
        GENDER: _picked(draw, customers, ("男", "女"), pl.Categorical()),
        CITY: _picked(draw, customers, tuple(f"城市{i}" for i in range(12)), pl.Categorical()),
        CHANNEL: _picked(draw, customers, ("门店", "小程序", "电话"), pl.Categorical()),
        OCCUPATION: _picked(draw, customers, tuple(f"职业{i}" for i in range(6)), pl.Categorical()),
        AGE: _blanked(draw, pl.Series(draw.integers(18, 75, customers).astype(float))),
        CREDIT_SCORE: _blanked(draw, pl.Series(draw.normal(640, 50, customers).round())),
        VISITS: _blanked(draw, pl.Series(draw.poisson(4, customers).astype(float))),
        TAGS: _tagged(draw, customers),
    }
    amount = pl.Series(np.exp(draw.normal(7.5, 1.0, customers)).round(2))
    frame = pl.DataFrame(
        [
            pl.Series(CUSTOMER.key, [f"c{i:05}" for i in range(customers)]),
            amount.alias(AMOUNT.key),
            *(values.alias(field.key) for field, values in columns.items()),
        ]
    )
    total = float(amount.sum())
    quality = Quality(customers, customers, customers, total, total)
    return Dataset(frame, None, (CUSTOMER, AMOUNT, *columns), (), (), quality)


def _picked(draw: np.random.Generator, size: int, levels: tuple[str, ...], dtype: pl.DataType) -> pl.Series:
    shares = draw.dirichlet(np.full(len(levels), 4.0))
    return _blanked(draw, pl.Series(draw.choice(np.array(levels), size, p=shares))).cast(dtype)


def _blanked(draw: np.random.Generator, values: pl.Series) -> pl.Series:
    blank = pl.Series(draw.random(len(values)) < 0.05)
    return pl.select(pl.when(~blank).then(values)).to_series()


def _tagged(draw: np.random.Generator, size: int) -> pl.Series:
    carried = draw.random((size, len(TAG_NAMES))) < draw.uniform(0.05, 0.4, len(TAG_NAMES))
    names = np.array(sorted(TAG_NAMES))
    return pl.Series([TAG_SEPARATOR.join(names[row]) for row in carried], dtype=pl.Categorical())


def told(data: Dataset) -> Report:
    """The report on the fifth of the customers who spend most."""
    analysis = analyse(data, TopShare(0.2))
    findings = find(analysis)
    return compose(analysis, findings, act(analysis, findings), generated=TODAY)


def brief(data: Dataset) -> Iterator[str]:
    """The words of all tables and the sentences of all findings, without the pictures that a report takes its time for."""
    analysis = analyse(data, TopShare(0.2))
    for breakdown in analysis.breakdowns:
        yield from breakdown.frame.get_column("word").to_list()
        yield standing(breakdown).value
    if analysis.profile is not None:
        yield from analysis.profile.frame.get_column("word").to_list()
    for found in find(analysis):
        yield from (found.headline, found.evidence)


def whole(report: Report) -> Iterator[str]:
    """Every text of a report as a reader meets it, customers' own rows apart."""
    for section in report.sections:
        for block in section.blocks:
            yield from written(block)


def claims(texts: Iterable[str]) -> set[str]:
    """The kinds of claim (keys of `CLAIMS`) that these texts make of a difference."""
    parts = [part for text in texts if not text.startswith(EXPLAINED[0]) for part in re.split("[。；，\n]", text)]
    bold = [part for part in parts if not any(word in part for word in EXPLAINED)]
    return {kind for kind, words in CLAIMS.items() if any(re.search(words, part) for part in bold)}


def written(block: Block) -> Iterator[str]:
    """Every text of a block as a reader meets it, customers' own rows apart."""
    match block:
        case Paragraph():
            yield block.text
        case Metrics(items):
            yield from (text for item in items for text in (item.label, item.value, item.note, item.help))
        case DataTable():
            yield from (block.title, block.note)
            yield from (str(value) for row in block.frame.rows() for value in row if isinstance(value, str))
        case Chart():
            yield from (block.title, block.subtitle, block.note, block.alt)
        case Findings(items):
            yield from (text for item in items for text in (item.headline, item.evidence))
        case Actions(items):
            yield from (
                text for action in items for text in (action.title, action.audience, action.why, action.measure)
            )
