"""Findings and actions about time: every number is a fact, the warned are real customers, the most overdue first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import polars as pl
import pytest
from insights_cases import stray_numbers

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.export.analysis_time import timed
from hvc.export.lists import customers
from hvc.insights.acting import act
from hvc.insights.churn import overdue
from hvc.insights.detectors import rfm, stages, worth
from hvc.insights.finding import find
from hvc.insights.plans.typed import of_type
from hvc.joining import Dataset, Quality
from hvc.report import sections
from hvc.report.model import Chart, DataTable, Paragraph, Section
from hvc.rules import Over
from hvc.schema import BY_KEY
from hvc.timeline.model import Backtest, Choices, Clv, Comparison
from hvc.timeline.tell import tell

START = dt.date(2025, 1, 1)


def shop(size: int = 60) -> Dataset:
    """Every customer buys each 20 days; the first third stops early; each second one spends ten times as much."""
    rows = [
        (f"c{place:03}", START + dt.timedelta(days=20 * visit + place % 7), 2000.0 if place % 2 else 200.0)
        for place in range(size)
        for visit in range(4 if place < size // 3 else 12)
    ]
    orders = pl.DataFrame(rows, schema=["customer", "order_date", "order_amount"], orient="row")
    orders = orders.with_columns(pl.col("order_date").cast(pl.Datetime("us")))
    people = orders.group_by("customer").agg(amount=pl.col("order_amount").sum()).sort("customer")
    total = float(people["amount"].sum())
    quality = Quality(size, size, size, total, total)
    return Dataset(people, orders, (BY_KEY["customer"], BY_KEY["amount"]), (), (), quality)


def study(choices: Choices | None = None) -> Analysis:
    told = tell(shop(), choices or Choices())
    return analyse(told.dataset, Over(), timeline=told)


@pytest.fixture(scope="module")
def seen() -> Analysis:
    return study()


def test_overdue_customers_are_counted_beside_the_others(seen: Analysis) -> None:
    found = overdue(seen)
    assert found is not None
    assert (found.ours, found.theirs) == ((10, 30), (10, 30))
    assert found.amount == 10 * 4 * 2000


def test_every_number_about_time_is_a_fact() -> None:
    seen = study(Choices(comparison=Comparison.CUSTOM, values=(50.0, 5.0, 5000.0)))
    found = (*rfm.detect(seen), *stages.detect(seen))
    assert [one.code for one in found] == ["rfm.types", "rfm.away", "stages.overdue"]
    for one in found:
        assert not stray_numbers(one.headline + one.evidence, one.facts), one.code


def test_the_warned_are_high_value_and_overdue_and_the_most_overdue_come_first(seen: Analysis) -> None:
    warned = next(a for a in act(seen, find(seen)) if a.code == "churn")
    assert warned.customers == 10
    assert (warned.members["amount"] > 5000).all()
    assert (warned.members["overdue"] >= 2).all()
    assert warned.members["overdue"].is_sorted(descending=True)
    assert not stray_numbers("".join((warned.audience, warned.why, *warned.steps, warned.measure)), warned.facts)
    listed, fields = customers(warned, seen.dataset.fields, clear=False)
    assert [field.key for field in fields][-2:] == ["overdue", "recency"]
    assert listed.height == 10


def test_a_list_of_a_type_holds_everybody_of_it_and_a_type_without_customers_has_none(seen: Analysis) -> None:
    assert seen.timeline is not None
    assert seen.timeline.rfm is not None
    for name, count in seen.timeline.rfm.types.select("name", "customers").rows():
        made = of_type(seen, name)
        assert (made.customers if made else 0) == count
    assert of_type(analyse(shop(), Over()), "重要价值客户") is None


def test_without_a_timeline_nothing_is_said_of_time() -> None:
    plain = analyse(shop(), Over())
    assert rfm.detect(plain) == stages.detect(plain) == worth.detect(plain) == ()
    assert [sections.rfm(plain, ()), sections.stages(plain, ()), sections.worth(plain, ())] == [None] * 3
    assert sections.trends(plain) is None
    assert timed(None) == {"rfm": None, "lifecycle": None, "clv": None}


def test_a_day_before_the_data_takes_the_parts_away_with_a_reason() -> None:
    early = study(Choices(reference=START))
    assert {one.part for one in early.unavailable} >= {"rfm", "lifecycle", "clv"}
    assert any("早于" in one.reason for one in early.unavailable)
    assert sections.rfm(early, find(early)) is None
    assert timed(early.timeline) == {"rfm": None, "lifecycle": None, "clv": None}


def text(section: Section | None) -> str:
    assert section is not None
    return "".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def test_the_sections_print_day_cuts_comparison_values_and_limits(seen: Analysis) -> None:
    found = find(seen)
    told = text(sections.rfm(seen, found))
    for piece in ("观察日 2025-08-16", "对比值取均值", "最近消费（R，天）", "消费次数（F，次）", "消费金额（M，元）"):
        assert piece in told
    assert "天没有消费算沉默" in text(sections.stages(seen, found))
    made = sections.stages(seen, found)
    assert made is not None
    (table,) = [block for block in made.blocks if isinstance(block, DataTable)]
    assert [column.key for column in table.columns][-2:] == ["share_high_value", "share_others"]


def test_edited_limits_and_usual_ones_are_said_to_be_so() -> None:
    asked = study(Choices(silent=33))
    assert "由您设定" in text(sections.stages(asked, ()))


def modelled(value: float = 100.0) -> Clv:
    bands = pl.DataFrame(
        {"band": [1, 2], "customers": [30, 30], "value": [80.0, 20.0], "share": [0.8, 0.2], "historical": [9.0, 1.0]}
    )
    weekly = pl.DataFrame({"week": [1, 2, 3], "actual": [1.0, 2.0, 4.0], "predicted": [1.0, 2.5, 3.5]})
    test = Backtest(START, 4.0, 3.5, 9.0, 100.0, 90.0, 0.5, 0.4, weekly)
    names = ("cohort", "customers", "first30", "first90", "later", "total")
    cohorts = pl.DataFrame(schema=dict.fromkeys(names, pl.Float64))
    return Clv(True, "", (("r", 0.2),), 12, value, 120.0, bands, cohorts, test, 0.4, "与前提不符。")


def with_worth(analysis: Analysis, part: Clv) -> Analysis:
    assert analysis.timeline is not None
    return replace(analysis, timeline=replace(analysis.timeline, clv=part))


def test_a_fitted_model_shows_its_test_its_doubt_and_the_naive_formula(seen: Analysis) -> None:
    rich = with_worth(seen, modelled())
    (found,) = worth.detect(rich)
    assert not stray_numbers(found.headline + found.evidence, found.facts)
    made = sections.worth(rich, (found,))
    assert made is not None
    assert "与前提不符。" in text(made)
    (drawn,) = [block for block in made.blocks if isinstance(block, Chart)]
    assert drawn.title == "回测：模型预计的消费次数比实际少 12.5%"
    told = timed(rich.timeline)["clv"]
    assert isinstance(told, dict)
    assert told["backtest"]


def test_a_worth_of_nothing_is_no_finding(seen: Analysis) -> None:
    assert worth.detect(with_worth(seen, modelled(0.0))) == ()
