"""The sections of portrait and key metrics: what stands in them, and that nothing breaks where there is nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import polars as pl
from report_cases import HOSTILE, expressions, studied, texts

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.insights.finding import find
from hvc.joining import Dataset, Quality
from hvc.report import sections
from hvc.report.model import Chart, DataTable, Paragraph, Section
from hvc.rules import Over
from hvc.schema import BY_KEY, Field, Kind, extra

OWN = extra(1, f"自有{HOSTILE}", Kind.SCORE)


def people(n1: int, n0: int) -> Analysis:
    rng = np.random.default_rng(1)
    n = n1 + n0
    ours = np.arange(n) < n1
    columns: dict[Field, Any] = {
        BY_KEY["visits"]: np.round(10 + 6 * ours + rng.normal(size=n) * 4),
        BY_KEY["interactions"]: np.round(5 + rng.normal(size=n) * 2),
        BY_KEY["age"]: np.round(40 + rng.normal(size=n) * 9),
        BY_KEY["orders"]: np.where(ours, 20.0, 2.0) + np.arange(n) % 3,
        BY_KEY["register_date"]: [dt.datetime(2024, 1, 1) + dt.timedelta(days=int(i)) for i in rng.integers(0, 400, n)],  # noqa: DTZ001
        BY_KEY["gender"]: pl.Series(rng.choice(["男", "女"], n).tolist(), dtype=pl.Categorical),
        OWN: np.round(rng.normal(size=n) + ours, 2),
    }
    frame = pl.DataFrame(
        {"customer": [f"c{i:04}" for i in range(n)], "amount": np.where(ours, 6000.0, 900.0) + np.arange(n)}
        | {field.key: values for field, values in columns.items()}
    )
    total = float(frame["amount"].sum())
    return analyse(
        Dataset(frame, None, (BY_KEY["customer"], BY_KEY["amount"], *columns), (), (), Quality(n, n, n, total, total)),
        Over(),
    )


def made(analysis: Analysis) -> tuple[Section, Section]:
    findings = find(analysis)
    first, second = sections.portrait(analysis, findings), sections.key_metrics(analysis, findings)
    assert first is not None
    assert second is not None
    return first, second


def tables(section: Section) -> dict[str, DataTable]:
    return {block.name: block for block in section.blocks if isinstance(block, DataTable)}


def words(section: Section) -> str:
    return "".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def test_the_portrait_stands_in_three_groups_with_the_numbers_of_the_same_source_apart() -> None:
    portrait, _ = made(people(100, 300))
    found = tables(portrait)
    assert {"画像 基本信息", "画像 基本信息类别", "画像 行为数据", "画像 同源数字"} <= set(found)
    assert "订单数" in found["画像 同源数字"].frame["number"].to_list()
    assert "订单数" not in found["画像 行为数据"].frame["number"].to_list()
    assert "没有明显差异的数字：" in words(portrait) or "证据不足的数字：" in words(portrait)
    assert "推算、文件中没有的列：客单价" in words(portrait)


def test_the_pictures_carry_their_numbers_and_no_text_of_the_user_in_an_expression() -> None:
    for section in made(people(100, 300)):
        charts = [block for block in section.blocks if isinstance(block, Chart)]
        assert len(charts) == 1
        specification = charts[0].chart.to_dict()
        assert not [text for text in expressions(specification) if "自有" in text]
        assert not [text for text in texts(charts[0].frame) if "\x00" in text]
        assert charts[0].alt.startswith(charts[0].title)
        assert charts[0].frame.height >= 1


def test_the_key_metrics_name_the_cut_the_reason_of_the_same_source_and_every_formula() -> None:
    _, metrics = made(people(100, 300))
    ranked = tables(metrics)["关键指标"].frame
    assert "到访次数" in ranked["metric"].to_list()
    assert all("（" in text for text in ranked["rate"].to_list())
    told = words(metrics)
    assert "与高价值定义同源，不参加排序" in told
    assert "订单数：高价值客户" in told
    assert "活跃度指数：100 ×（" in told
    assert "口碑影响力（补充" in told


def test_small_groups_print_counts_and_no_ranking() -> None:
    portrait, metrics = made(people(12, 60))
    assert "%" not in "".join(tables(portrait)["画像 基本信息类别"].frame["ours"].to_list())
    assert "关键指标" not in tables(metrics)
    assert not [block for section in (portrait, metrics) for block in section.blocks if isinstance(block, Chart)]


def test_without_anything_to_tell_there_is_no_section() -> None:
    assert sections.portrait(studied(), ()) is None
    assert sections.key_metrics(studied(), ()) is None
