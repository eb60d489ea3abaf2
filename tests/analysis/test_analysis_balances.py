"""Monthly balances: who fell below the line by the end of a month or by its average, and when nothing is said of it."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from analysis_cases import dataset
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.analysis.balance_parts import Balances, Fade, Origin
from hvc.analysis.balances import USUAL_LINE, balances
from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.run import analyse
from hvc.export.analysis_time import kept
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.model import Level
from hvc.joining import Dataset, prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.report import sections
from hvc.rules import Line, Over
from hvc.schema import BY_KEY, Field, named
from hvc.timeline.model import Choices
from hvc.timeline.tell import tell

MONEY = st.sampled_from([0.0, 49_999.99, 50_000.0, 80_000.0])
BEFORE = [60_000.0, 90_000.0, 10_000.0, 70_000.0, 55_000.0]
AVERAGE = [20_000.0, 80_000.0, 12_000.0, 65_000.0, 50_000.0]
END = [15_000.0, 30_000.0, 60_000.0, 66_000.0, 49_999.99]


def bank(**columns: list[float]) -> Dataset:
    given: dict[Field | str, list[float]] = {"average_before": BEFORE, "average_last": AVERAGE, "end_last": END}
    if columns:
        given = dict(columns.items())
    return dataset([60_000.0 + place for place in range(len(next(iter(given.values()))))], given)


def seen(data: Dataset, asked: float | None = None, threshold: float = 60_001.0) -> Balances | Unavailable | None:
    return balances(data, Line(data.amount, ">", threshold), asked)


def told(data: Dataset) -> Analysis:
    return analyse(data, Over(60_001.0), timeline=tell(data))


def who(data: Dataset, fade: Fade) -> list[str]:
    found = seen(data)
    assert isinstance(found, Balances)
    return data.customers.filter(found.who(fade))["customer"].to_list()


def test_the_average_below_the_line_is_heavy_and_the_end_alone_is_light() -> None:
    assert who(bank(), Fade.HEAVY) == ["c0"]
    assert who(bank(), Fade.LIGHT) == ["c1", "c4"]


def test_the_table_counts_of_those_who_had_reached_the_line() -> None:
    found = seen(bank())
    assert isinstance(found, Balances)
    assert found.frame.rows() == [
        ("重度流失", 4, 1, 0.25, 0, 60_000.0, 20_000.0),
        ("轻度流失", 3, 2, 2 / 3, 1, 130_000.0, 79_999.99),
    ]
    assert found.frame.columns == ["fade", "reached", "customers", "share", "high_value", "before", "now"]


@pytest.mark.parametrize(
    ("label", "asked", "line", "operator", "origin"),
    [
        ("累计交易金额", None, USUAL_LINE, ">=", Origin.USUAL),
        ("本月日均AUM", None, 60_001.0, ">", Origin.RULE),
        ("本月日均AUM", 30_000.0, 30_000.0, ">=", Origin.ASKED),
    ],
)
def test_the_line_is_asked_for_or_that_of_a_rule_on_the_assets(
    label: str, asked: float | None, line: float, operator: str, origin: Origin
) -> None:
    data = bank()
    fields = tuple(named(field, label) if field.key == "amount" else field for field in data.fields)
    found = seen(replace(data, fields=fields), asked)
    assert isinstance(found, Balances)
    assert (found.line, found.operator, found.origin) == (line, operator, origin)


def test_the_month_under_way_serves_where_it_tells_more() -> None:
    data = bank(average_now=[10_000.0], average_last=[60_000.0], end_now=[0.0])
    found = seen(data)
    assert isinstance(found, Balances)
    assert [(pair.fade, pair.then.key, pair.now.key) for pair in found.pairs] == [
        (Fade.HEAVY, "average_last", "average_now"),
        (Fade.LIGHT, "average_now", "end_now"),
    ]


def test_one_kind_is_told_where_the_columns_of_the_other_are_missing() -> None:
    found = seen(bank(average_last=AVERAGE, end_last=END))
    assert isinstance(found, Balances)
    assert found.frame["fade"].to_list() == ["轻度流失"]
    assert not bank().customers.filter(found.who(Fade.HEAVY)).height


def test_a_shop_hears_nothing_of_it_and_a_bank_what_is_missing() -> None:
    assert seen(dataset([1.0, 2.0])) is None
    lacking = seen(dataset([1.0, 2.0], {"assets": [3.0, 4.0]}))
    assert isinstance(lacking, Unavailable)
    assert "上月日均资产" in lacking.unlock
    data = dataset([1.0, 70_000.0], {"assets": [3.0, 4.0]})
    assert "balances" in {part.part for part in told(data).unavailable}
    assert sections.balances(told(data), ()) is None


@given(st.lists(st.tuples(MONEY, MONEY, MONEY), min_size=1, max_size=30))
@settings(max_examples=40, deadline=None)
def test_nobody_is_of_both_kinds_and_nobody_is_who_never_reached_the_line(
    rows: list[tuple[float, float, float]],
) -> None:
    before, average, end = (list(column) for column in zip(*rows, strict=True))
    found = seen(bank(average_before=before, average_last=average, end_last=end))
    assert isinstance(found, Balances)
    frame = bank(average_before=before, average_last=average, end_last=end).customers
    heavy, light = (frame.select(found.who(fade)).to_series() for fade in Fade)
    assert not (heavy & light).any()
    reached = frame.select(
        (pl.col("average_before") >= USUAL_LINE) | (pl.col("average_last") >= USUAL_LINE)
    ).to_series()
    assert not ((heavy | light) & ~reached).any()
    assert found.frame["customers"].to_list() == [heavy.sum(), light.sum()]


def test_findings_section_list_and_document_say_the_same() -> None:
    data = bank()
    made = told(data)
    assert made.balances is not None
    found = {one.code: one for one in find(made)}
    assert found["balances.heavy"].level is Level.RISK
    assert "1 位客户重度流失" in found["balances.heavy"].headline
    assert "2 位（共 3 位）" in found["balances.light"].evidence
    (action,) = [one for one in act(made, tuple(found.values())) if one.code == "fading"]
    assert action.members["customer"].to_list() == ["c1", "c0", "c4"]  # the largest loss first
    section = sections.balances(made, tuple(found.values()))
    assert section is not None
    assert "50,000 元" in str(section.blocks[0]) or "5 万元" in str(section.blocks[0])
    document = kept(made.balances)
    assert isinstance(document, dict)
    assert document["line"] == USUAL_LINE


def test_a_banks_headers_are_read_and_the_month_under_way_stands_in_for_the_amount() -> None:
    lines = [f"K{i:04},{90_000 - i},{80_000 - i},{30_000 + i * 900},{20_000 + i},理财" for i in range(40)]
    text = "\n".join(["客户号,上上月日均AUM,上月日均AUM,本月日均AUM,上月末AUM余额,客户等级", *lines])
    tables = read_files([("客户.csv", text.encode())])
    mapping = guess(tables)
    assert [column.field.key for column in mapping.columns if column.field][:5] == [
        "customer", "average_before", "average_last", "amount", "end_last",
    ]  # fmt: skip
    data = tell(prepare(tables, mapping), Choices(balance=50_000.0)).dataset
    found = seen(data, 50_000.0)
    assert isinstance(found, Balances)
    assert found.frame["customers"].to_list() == [0, 40]
    assert BY_KEY["average_last"].kind is BY_KEY["assets"].kind
