"""Data that leave little or nothing to say, from the customers to the printed page."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from report_cases import texts

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.errors import RuleError
from hvc.export.markdown import render
from hvc.export.model import Material
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.joining import Dataset, Quality, prepare
from hvc.mapping import guess
from hvc.reading import read
from hvc.report.compose import compose
from hvc.report.model import Chart, Report
from hvc.rules import Over
from hvc.schema import (
    AGE,
    AMOUNT,
    CITY,
    CREDIT,
    CREDIT_SCORE,
    CUSTOMER,
    GENDER,
    LAST_ORDER,
    ORDERS,
    RISK,
    TAG_SEPARATOR,
    TAGS,
    TIER,
    Field,
    Kind,
)

DAY = dt.date(2026, 1, 1)
TIERS = replace(TIER, levels=("普通会员", "白银会员", "钻石会员"))
RATINGS = replace(CREDIT, levels=("BB", "A", "AA"))
RISKS = replace(RISK, levels=("高", "中", "低"))
NOT_A_NUMBER = re.compile(r"\b(nan|NaN|inf|None|null|NULL)\b|-?∞")
DTYPES = {Kind.TAGS: pl.Categorical(), Kind.CATEGORY: pl.Categorical(), Kind.DATE: pl.Datetime("us")}


def customers(amounts: list[float], columns: dict[Field, list[Any]]) -> Dataset:
    frame = pl.DataFrame(
        [
            pl.Series(CUSTOMER.key, [f"c{i:05}" for i in range(len(amounts))]),
            pl.Series(AMOUNT.key, amounts, dtype=pl.Float64),
            *(
                pl.Series(
                    f.key, v, dtype=pl.Enum(f.levels) if f.kind is Kind.ORDERED else DTYPES.get(f.kind, pl.Float64)
                )
                for f, v in columns.items()
            ),
        ]
    )
    total = float(frame["amount"].sum())
    quality = Quality(len(amounts), len(amounts), len(amounts), total, total)
    return Dataset(frame, None, (CUSTOMER, AMOUNT, *columns), (), (), quality)


def spent(high: int, others: int) -> list[float]:
    return [6000.0 + i for i in range(high)] + [100.0 + i for i in range(others)]


def every_kind(n: int) -> dict[Field, list[Any]]:
    """A column of each kind, two values each."""
    return {
        TAGS: ["常购", ""] * (n // 2) + ["常购"] * (n % 2),
        TIERS: [TIERS.levels[i % 3] for i in range(n)],
        RATINGS: [RATINGS.levels[i % 3] for i in range(n)],
        RISKS: [RISKS.levels[i % 3] for i in range(n)],
        CREDIT_SCORE: [520.0 + 40 * (i % 6) for i in range(n)],
        GENDER: ["男" if i % 2 else "女" for i in range(n)],
        AGE: [20.0 + i % 50 for i in range(n)],
        ORDERS: [1.0 + i % 7 for i in range(n)],
        LAST_ORDER: [dt.datetime(2025, 1 + i % 12, 1) for i in range(n)],  # noqa: DTZ001  local dates
    }


def constant(n: int) -> dict[Field, list[Any]]:
    return {field: [values[0]] * n for field, values in every_kind(n).items()}


def blank(n: int) -> dict[Field, list[Any]]:
    return {field: [None] * n for field in every_kind(n)}


def one_each(n: int) -> dict[Field, list[Any]]:
    return {CITY: [f"城市{i % 3000:04}" for i in range(n)], TAGS: [f"标签{i % 3000:04}" for i in range(n)]}


def many(n: int) -> dict[Field, list[Any]]:
    return {
        CITY: [f"城市{i % 900:04}" for i in range(n)],
        TAGS: [TAG_SEPARATOR.join((f"标签{i % 700:04}", "众")) for i in range(n)],
    }


def lone(n: int) -> dict[Field, list[Any]]:
    """One customer alone in a level of each column."""
    return {field: [values[1], *[values[0]] * (n - 1)] for field, values in every_kind(n).items()}


def one_sided(n: int) -> dict[Field, list[Any]]:
    """Nothing is known of the first forty, who are the high-value ones."""
    return {field: [None] * 40 + values[40:] for field, values in every_kind(n).items()}


CASES: dict[str, tuple[Dataset, str]] = {
    "one level only": (customers(spent(40, 80), constant(120)), "都是同一个取值"),
    "all missing": (customers(spent(40, 80), blank(120)), "全部为空"),
    "3,000 levels": (customers(spent(1000, 5000), one_each(6000)), "不适合分组对比"),
    "900 levels": (customers(spent(1000, 5000), many(6000)), "组人数较少"),
    "a single high-value customer": (customers(spent(1, 99), every_kind(100)), "样本较少，结论仅作线索"),
    "a single other customer": (customers(spent(99, 1), every_kind(100)), "样本较少，结论仅作线索"),
    "negative amounts": (customers([*spent(40, 40), *[-9000.0] * 40], every_kind(120)), "负数"),
    "a group of one": (customers(spent(40, 80), lone(120)), "不足 30 位"),
    "two customers": (customers(spent(1, 1), every_kind(2)), "样本较少，结论仅作线索"),
    "nothing known of the high-value": (customers(spent(40, 80), one_sided(120)), "不足 30 位"),
    "only amounts": (customers(spent(40, 80), {}), "只看金额，说不出"),
    "amounts of nothing": (customers([*[5000.01] * 40, *[0.0] * 80], every_kind(120)), "其他客户 0 元"),
}


def studied(data: Dataset) -> tuple[Analysis, Report, Material]:
    analysis = analyse(data, Over())
    findings = find(analysis)
    actions = act(analysis, findings)
    report = compose(analysis, findings, actions, generated=DAY)
    return analysis, report, Material(report, analysis, findings, actions, {})


@pytest.mark.parametrize("name", CASES)
def test_little_data_give_a_sentence_that_says_what_cannot_be_said(name: str) -> None:
    data, sentence = CASES[name]
    _, report, material = studied(data)
    page = dict(render(material))["report.md"].decode()
    assert sentence in page.replace("\\", "")
    assert not NOT_A_NUMBER.findall(page)
    printed = [
        text
        for section in report.sections
        for block in section.blocks
        if not isinstance(block, Chart)
        for text in texts(block)
    ]
    assert not [text for text in printed if NOT_A_NUMBER.search(text)]
    for chart in (block for section in report.sections for block in section.blocks if isinstance(block, Chart)):
        assert chart.frame.height > 1 or chart.frame.width > 1
        assert not chart.frame.is_empty()


@pytest.mark.parametrize(
    ("amounts", "word"),
    [(spent(0, 60), "没有一位符合"), (spent(60, 0), "全部 60 位客户都符合"), ([7.0] * 60, "没有一位符合")],
)
def test_a_line_with_nobody_on_one_side_says_so_and_what_to_try(amounts: list[float], word: str) -> None:
    with pytest.raises(RuleError, match=word) as told:
        analyse(customers(amounts, every_kind(60)), Over())
    assert told.value.hint


def test_amounts_without_end_and_amounts_that_are_none_stay_outside_and_are_told() -> None:
    cells = ("inf", "-Infinity", "1e400", "NaN", "6000", "100")
    text = "客户编号,累计交易金额\n" + "\n".join(f"c{i},{cell}" for i, cell in enumerate(cells))
    tables = read("客户.csv", text.encode())
    data = prepare(tables, guess(tables))
    assert data.customers[AMOUNT.key].to_list() == [6000.0, 100.0]
    assert data.quality.rows_read - data.quality.rows_used == 4
    _, _, material = studied(data)
    page = dict(render(material))["report.md"].decode()
    assert "客户的金额为空或无法读取，不在分析范围内" in page
    assert not NOT_A_NUMBER.findall(page)
