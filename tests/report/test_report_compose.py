from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

import polars as pl
import pytest
from report_cases import HOSTILE, TIERS, club, counted, crossed, deed, said, studied, texts, tiers

from hvc.analysis.model import Analysis
from hvc.joining import Source
from hvc.mapping import TableKind
from hvc.report.compose import compose
from hvc.report.model import DataTable, Report
from hvc.rules import Line, TopShare
from hvc.schema import AMOUNT, CITY, GENDER, LAST_ORDER, ORDER_AMOUNT, ORDER_DATE, extra

DAY = dt.date(2026, 1, 5)
CODES = (
    "profile.who", "profile.worth", "profile.marks", "rule.near", "sample.small", "overview.else", "unavailable.rfm",
)  # fmt: skip


def report(analysis: Analysis, *more: str) -> Report:
    found = [said(code, "overview") for code in CODES]
    found += [said(f"{key}.found", key, 0.6) for key in ("tags", "tier", "credit", "concentration", *more)]
    found += [said("tags.second", "tags", 0.3), said("quality.match", "quality")]
    return compose(analysis, found, [deed()], generated=DAY)


def test_the_report_runs_from_the_answer_to_the_notes() -> None:
    made = report(club())
    assert made.title == "高价值客户洞察报告"
    assert [s.key for s in made.sections] == [
        "overview", "profile", "tags", "tier", "credit", "rest", "concentration", "conclusion", "actions", "quality",
    ]  # fmt: skip
    assert [s.title for s in made.sections][2:5] == ["客户标签", "会员等级", "信用评级"]


def test_a_dimension_that_a_finding_speaks_of_has_its_own_section() -> None:
    assert "gender" in [s.key for s in report(club(), "gender").sections]


@pytest.mark.parametrize(
    "code", [*CODES, "tags.found", "tags.second", "tier.found", "concentration.found", "quality.match"]
)
def test_the_evidence_of_every_finding_is_told_once(code: str) -> None:
    told = "\n".join(text for section in report(club()).sections for text in texts(section.blocks))
    assert told.count(f"{code} 的依据。") == 1


def test_the_lines_under_the_title_give_definition_base_rows_and_date() -> None:
    facts = dict(report(club()).facts)
    assert list(facts)[-1] == "生成日期"
    assert (
        facts.items()
        >= {
            "高价值客户": "累计交易金额超过 5,000 元",
            "分析对象": "有金额的 120 位客户，其中高价值客户 42 位",
            "使用数据": "120 行（读取 121 行）",
            "生成日期": "2026 年 1 月 5 日",
        }.items()
    )


def test_a_relative_rule_also_prints_the_line_it_draws() -> None:
    seen = replace(club(), rule=TopShare(0.2), line=Line(AMOUNT, ">=", 8000.0))
    assert dict(report(seen).facts)["对应门槛"] == "累计交易金额不低于 8,000 元"


def test_the_time_of_the_data_comes_from_the_orders_or_else_from_the_customers() -> None:
    seen = club()
    days = pl.Series([dt.datetime(2025, 3, 1), dt.datetime(2025, 12, 31)], dtype=pl.Datetime("us"))  # noqa: DTZ001  no zone by contract
    last = replace(seen.dataset, customers=seen.dataset.customers.head(2).with_columns(days.alias(LAST_ORDER.key)))
    assert dict(report(replace(seen, dataset=last)).facts)["数据时间"] == "最近消费日期 2025-03-01 至 2025-12-31"
    orders = replace(seen.dataset, orders=pl.DataFrame({ORDER_DATE.key: days, ORDER_AMOUNT.key: [1.0, 2.0]}))
    assert dict(report(replace(seen, dataset=orders)).facts)["数据时间"] == "消费日期 2025-03-01 至 2025-12-31"
    empty = replace(seen.dataset, orders=orders.orders.clear() if orders.orders is not None else None)
    assert dict(report(replace(seen, dataset=empty)).facts)["数据时间"] == "数据里没有消费日期，不分时间段"


def test_no_table_of_the_report_holds_a_customer() -> None:
    tables = [block for section in report(club()).sections for block in section.blocks if isinstance(block, DataTable)]
    assert tables
    printed = {text for table in tables for text in texts(table)}
    assert not printed & {"c1", "c2", "13800138041", "customer", "phone"}


def test_every_sheet_and_every_picture_has_a_name_of_its_own() -> None:
    names = [b.name for s in report(club(), "gender").sections for b in s.blocks if hasattr(b, "name")]
    assert len(names) == len(set(names))
    assert all(0 < len(name) <= 31 for name in names)


def hostile() -> Analysis:
    field = replace(extra(1, f"列{HOSTILE}"), key="extra_1")
    rows = [(f"{name}{HOSTILE}", ours + 30, theirs) for name, ours, theirs in TIERS]
    cells = [(f"甲{HOSTILE}", f"乙{HOSTILE}", 60, 45), (f"甲{HOSTILE}", "丙", 60, 5)]
    seen = studied(
        counted(field, rows, ordered=True),
        tiers(),
        counted(GENDER, [("女", 50, 70)]),
        counted(CITY, [("甲", 50, 70)]),
        crosses=(crossed(replace(GENDER, label=HOSTILE), CITY, cells),),
    )
    source = Source(HOSTILE, HOSTILE, TableKind.CUSTOMERS, 1, 1, ())
    return replace(seen, dataset=replace(seen.dataset, sources=(source,)))


def test_no_character_that_ends_a_renderer_enters_a_report() -> None:
    found = [
        replace(said("x", "extra_1"), headline=HOSTILE, evidence=HOSTILE),
        replace(said("y", "quality"), headline=HOSTILE),
    ]
    action = replace(deed(HOSTILE, HOSTILE), why=HOSTILE, steps=(HOSTILE,), measure=HOSTILE)
    made = compose(hostile(), found, [action], generated=DAY)
    assert any("alert" in text for text in texts(made))
    bad = [
        t
        for t in texts(made)
        for c in t
        if (unicodedata.category(c) in {"Cc", "Cs"} and c != "\n") or c in "\u202e\ufffe"
    ]
    assert not bad
