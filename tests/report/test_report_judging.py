"""What may be said of a dimension and of a combination, and reports on next to nothing."""

from __future__ import annotations

import datetime as dt
import pickle
from dataclasses import replace

import polars as pl
import pytest
from report_cases import club, counted, said, studied, tiers

from hvc.analysis.model import Analysis, Breakdown, Concentration, Word
from hvc.insights.finding import find
from hvc.insights.model import Finding
from hvc.report import sections
from hvc.report.compose import compose
from hvc.report.model import Block, Chart, DataTable, Findings, Paragraph, Section
from hvc.report.sections.judging import bound_to_amount, standing
from hvc.schema import CITY, CREDIT, GENDER, ORDERS, PRODUCT_CATEGORY, REGISTER_DATE

HIGHER = Word.MUCH_HIGHER.value


def texts(section: Section) -> list[str]:
    return [block.text for block in section.blocks if isinstance(block, Paragraph)]


def first(section: Section | None, kind: type[Block]) -> Block:
    assert section is not None
    return next(block for block in section.blocks if isinstance(block, kind))


def broad() -> Breakdown:
    return counted(PRODUCT_CATEGORY, [("甲", 40, 30), ("乙", 35, 25)], word=HIGHER, multi_valued=True,
        n_high_value=42, n_others=78)  # fmt: skip


@pytest.mark.parametrize(
    ("breakdown", "bound"),
    [
        (counted(ORDERS, [("1", 2, 70), ("2", 40, 8)]), True),
        (counted(REGISTER_DATE, [("2024 年", 20, 40), ("2025 年", 22, 38)]), True),
        (broad(), True),
        (replace(counted(CITY, [("甲", 42, 78)]), same_source="由金额计算"), True),
        (counted(CITY, [("甲", 42, 78)]), False),
        (tiers(), False),
    ],
    ids=["orders", "date", "breadth", "same source", "city", "tier"],
)
def test_what_comes_with_the_amount_is_bound_to_it(breakdown: Breakdown, bound: bool) -> None:
    assert bound_to_amount(breakdown) is bound


def test_the_document_names_no_spread_that_comes_with_the_amount_but_a_risk_in_it() -> None:
    seen = studied(counted(ORDERS, [("1", 2, 70), ("2", 40, 8)]), counted(REGISTER_DATE, [("2024 年", 42, 78)]))
    found = [said("dimension.orders", "orders", 0.9), said("recency.dormant", "register_date", 0.8)]
    text = texts(sections.overview(seen, found, []))
    assert "recency.dormant 的发现。" in text
    assert "dimension.orders 的发现。" not in text


def test_the_numbers_of_each_dimension_stand_in_a_line_of_their_own() -> None:
    marks = Finding("profile.marks", "overview", said("x", "y").level, "能认出的是标签", "标签：甲。等级：乙。")
    assert texts(sections.overview(club(), [marks], []))[:3] == [
        "能认出的是标签。",
        "标签：甲。",
        "等级：乙。",
    ]


def test_a_dimension_of_the_amounts_own_source_is_read_as_description() -> None:
    same = replace(counted(CITY, [("甲", 30, 40), ("乙", 12, 38)], word=HIGHER), same_source="由金额计算")
    table = first(sections.rest([same, counted(GENDER, [("女", 21, 39), ("男", 21, 39)])], []), DataTable)
    assert isinstance(table, DataTable)
    assert table.frame["verdict"].to_list() == ["与定义同源，只作描述", standing(tiers()).value]


def test_the_conclusion_names_the_strongest_first_and_no_more_than_eight() -> None:
    many = [counted(replace(CITY, key=f"c{i}", label="零一二三四五六七八"[i]), [("甲", 42, 78)], word=HIGHER, cramers_v=i / 10)
        for i in range(9)]  # fmt: skip
    line = texts(sections.conclusion(studied(*many), [], []))[0]
    assert line == "有证据的区别：八、七、六、五、四、三、二、一等 9 项。"


def test_levels_that_share_the_highest_rate_are_named_together() -> None:
    credit = counted(CREDIT, [("B", 0, 40), ("A", 30, 10), ("AA", 30, 0), ("AAA", 40, 0)], ordered=True, whole_q=0.001)
    rates = [block for block in sections.dimension(club(), credit, []).blocks if isinstance(block, Chart)][1]
    assert rates.title.startswith("「AA」「AAA」中高价值客户占 100.0%（70/70），「B」中占 0.0%（0/40）")


@pytest.mark.parametrize(
    ("low", "high", "text"), [(0.001, 0.04, "<0.01–0.04"), (2.0, 12.34, "2.00–12.3"), (541.07, None, "541 以上")]
)
def test_an_interval_has_about_three_digits(low: float, high: float | None, text: str) -> None:
    rows = tiers().frame.with_columns(rr_low=pl.lit(low), rr_high=pl.lit(high, pl.Float64))
    table = first(sections.dimension(club(), replace(tiers(), frame=rows), []), DataTable)
    assert isinstance(table, DataTable)
    assert set(table.frame["interval"]) == {text}


def bare() -> Analysis:
    """Amounts and nothing else, all of them alike: no curve, no dimension, no cross."""
    empty = pl.DataFrame({"customers": [0.0, 1.0], "amount": [0.0, 1.0]})
    top = pl.DataFrame({"top": [0.1], "customers": [12], "amount_share": [0.1]})
    return replace(studied(), concentration=Concentration(0.0, empty, top, 96, 0))


@pytest.mark.parametrize(
    "seen", [bare(), studied(counted(CITY, [("甲", 42, 78)])), studied(counted(GENDER, [("女", 12, 20), ("男", 3, 85)]))],
    ids=["amounts alone", "one level", "a group under 30"],
)  # fmt: skip
def test_a_report_on_next_to_nothing_is_a_report(seen: Analysis) -> None:
    report = compose(seen, find(seen), [], generated=dt.date(2026, 1, 1))
    keys = [section.key for section in report.sections]
    assert {"overview", "conclusion", "actions", "quality"} <= set(keys)
    assert all(section.blocks for section in report.sections)
    assert not [
        found
        for s in report.sections
        for b in s.blocks
        if isinstance(b, Findings)
        for found in b.items
        if not found.headline
    ]


def test_a_report_travels_to_another_process() -> None:
    seen = club()
    report = compose(seen, [said("tags.a", "tags")], [], generated=dt.date(2026, 1, 1))
    back = pickle.loads(pickle.dumps(report))  # noqa: S301  our own
    assert [s.key for s in back.sections] == [s.key for s in report.sections]
    for ours, theirs in zip(report.sections, back.sections, strict=True):
        specs = [[b.chart.to_dict() for b in s.blocks if isinstance(b, Chart)] for s in (ours, theirs)]
        assert specs[0] == specs[1]
