"""What a report claims where there is nothing to claim, and where every relation is turned round."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import numpy as np
import polars as pl
import pytest
from chance_cases import RATINGS, RISKS, TIERS, TODAY, brief, claims, independent, whole
from scipy.stats import binom

from hvc.analysis.run import analyse
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.joining import Dataset, Quality
from hvc.report.compose import compose
from hvc.report.model import DataTable, Report
from hvc.rules import Over
from hvc.schema import AGE, AMOUNT, CREDIT_SCORE, CUSTOMER, GENDER, TAGS, Field

SEEDS = 30
SIDE = 400  # customers in each group
FAMILIES = 3  # levels, whole dimensions, combinations: each may err in one report of twenty


def most(share: float) -> int:
    """So many of `SEEDS` reports at most, in 99.5 of 100 such tests, where each errs with this probability."""
    return int(binom.ppf(0.995, SEEDS, share))


def test_where_nothing_depends_on_the_amount_hardly_a_report_claims_that_it_does() -> None:
    # Benjamini and Hochberg 1995: where no hypothesis holds, the false discovery rate is the chance of any discovery.
    found = Counter(kind for seed in range(SEEDS) for kind in {*claims(brief(independent(seed))), "report"})
    assert found["report"] == SEEDS
    assert found["显著"] <= most(0.05)
    assert found["整体"] <= most(0.10)  # a level that stands out says it of its dimension too
    assert max(found["略"], found["单项"], found["组合"]) <= most(0.05 * FAMILIES)


def drawn(draw: np.random.Generator, levels: tuple[str, ...], shares: tuple[float, ...]) -> list[str]:
    return [levels[i] for i in draw.choice(len(levels), SIDE, p=shares)]


def related(*, mirrored: bool) -> Report:
    """Spenders of high tiers, good ratings and low risk, older, with a tag; `mirrored`: the very others spend instead."""
    draw = np.random.default_rng(5)
    sides: dict[Field, tuple[list[Any], list[Any]]] = {
        TIERS: tuple(
            drawn(draw, TIERS.levels, s) for s in ((0.04, 0.1, 0.18, 0.28, 0.4), (0.4, 0.28, 0.18, 0.1, 0.04))
        ),
        RATINGS: tuple(drawn(draw, ("BB", "A", "AA"), s) for s in ((0.1, 0.3, 0.6), (0.6, 0.3, 0.1))),
        RISKS: tuple(drawn(draw, RISKS.levels, s) for s in ((0.1, 0.3, 0.6), (0.6, 0.3, 0.1))),
        TAGS: tuple(drawn(draw, ("常购", ""), s) for s in ((0.7, 0.3), (0.3, 0.7))),
        GENDER: tuple(drawn(draw, ("男", "女"), s) for s in ((0.3, 0.7), (0.7, 0.3))),
        AGE: tuple(draw.normal(mean, 8, SIDE).round().tolist() for mean in (52, 38)),
        CREDIT_SCORE: tuple(draw.normal(mean, 40, SIDE).round().tolist() for mean in (690, 590)),
    }  # type: ignore[assignment]  # tuples of two by construction
    amounts = [[6000.0 + i for i in range(SIDE)], [1000.0 + i for i in range(SIDE)]]
    columns = [
        pl.Series(f.key, [*ours, *theirs], dtype=pl.Enum(f.levels) if f.levels else None)
        for f, (ours, theirs) in sides.items()
    ]
    spent = pl.Series(AMOUNT.key, [*amounts[mirrored], *amounts[not mirrored]])
    frame = pl.DataFrame([pl.Series(CUSTOMER.key, [f"c{i:04}" for i in range(2 * SIDE)]), spent, *columns])
    frame = frame.with_columns(pl.col(TAGS.key, GENDER.key).cast(pl.Categorical))
    quality = Quality(2 * SIDE, 2 * SIDE, 2 * SIDE, float(spent.sum()), float(spent.sum()))
    analysis = analyse(Dataset(frame, None, (CUSTOMER, AMOUNT, *sides), (), (), quality), Over())
    findings = find(analysis)
    return compose(analysis, findings, act(analysis, findings), generated=TODAY)


@pytest.fixture(scope="module")
def pair() -> tuple[Report, Report]:
    return related(mirrored=False), related(mirrored=True)


def text(report: Report, *keys: str) -> str:
    return "\n".join(whole(Report("", "", tuple(s for s in report.sections if not keys or s.key in keys))))


def levels(report: Report) -> dict[tuple[str, str], str]:
    """The word of each level in the tables."""
    tables = [
        b
        for s in report.sections
        for b in s.blocks
        if isinstance(b, DataTable) and {"level", "word"} <= set(b.frame.columns)
    ]
    return {(t.name, level): word for t in tables for level, word in t.frame.select("level", "word").rows()}


def test_turned_round_relations_turn_every_word_round(pair: tuple[Report, Report]) -> None:
    upright, inverted = (levels(report) for report in pair)
    turned = str.maketrans("高低", "低高")
    assert upright.keys() == inverted.keys()
    assert {place: word.translate(turned) for place, word in upright.items()} == inverted
    assert Counter(upright.values())["显著偏高"] > 5


@pytest.mark.parametrize(
    ("section", "upright", "inverted"),
    [
        ("tier", "高价值客户等级越高人越多", "高价值客户等级越高人越少"),
        ("credit", "高价值客户的信用好于其他客户", "高价值客户的信用反而不如其他客户"),
        ("credit_score", "高价值客户的信用好于其他客户", "高价值客户的信用反而不如其他客户"),
        ("age", "年龄偏高的客户更常是高价值客户", "年龄偏低的客户更常是高价值客户"),
        ("gender", "「女」的客户更常见于高价值客户", "「男」的客户更常见于高价值客户"),
        ("tags", "能把高价值客户区分出来的标签，目前只有「常购」", "高价值客户比其他客户更少带有「常购」"),
    ],
)
def test_turned_round_relations_turn_every_sentence_round(
    pair: tuple[Report, Report], section: str, upright: str, inverted: str
) -> None:
    ours, theirs = (text(report, section) for report in pair)
    assert upright in ours
    assert upright not in theirs
    assert inverted in theirs
    assert inverted not in ours


def test_a_low_risk_is_the_good_one(pair: tuple[Report, Report]) -> None:
    ours, theirs = (text(report, "risk") for report in pair)
    assert "更常见" not in ours
    assert re.search("价值高、信用差的客户有 .* 位，合计 .*，而且比其他客户更常见", theirs)


def test_only_an_inverted_ladder_is_called_contrary_to_its_meaning(pair: tuple[Report, Report]) -> None:
    said = "与等级的本意相反"
    assert [said in text(report) for report in pair] == [False, True]
    assert ["的高低顺序与消费对不上" in text(report) for report in pair] == [False, True]
