from __future__ import annotations

import polars as pl
import pytest
import vl_convert
from health_cases import dataset, doubt, lost
from hypothesis import given, settings
from hypothesis import strategies as st
from report_cases import HOSTILE, expressions

from hvc.cleaning.issues import Issue
from hvc.report.balance import KEPT, balance, leading
from hvc.report.charts import amount_ledger, rows_ledger
from hvc.report.model import Chart

ISSUES = st.lists(
    st.builds(
        lost,
        st.sampled_from(["退货", "没有编号，无法归户", "合计行"]),
        st.integers(0, 9),
        st.integers(-(10**7), 10**7).map(lambda cents: cents / 100),
    ),
    max_size=8,
)


def some(chart: Chart | None) -> Chart:
    assert chart is not None
    return chart


@given(ISSUES, st.integers(-(10**9), 10**9))
@settings(max_examples=50)
def test_rows_and_money_always_add_up_to_the_last_cent(issues: list[Issue], cents: int) -> None:
    seen = balance(dataset(*issues, amount=cents / 100))
    assert (seen.rows_left, seen.amount_left) == (0, 0.0)
    assert seen.parts["reason"].is_unique().all()


def test_one_reason_in_several_tables_is_one_part_and_what_took_nothing_is_none() -> None:
    seen = balance(dataset(lost("退货", 2, 20.1), lost("退货", 3, 0.2), lost("没有金额", 0, 0.0), doubt("日期", 9)))
    assert seen.parts.rows() == [("退货", 5, 20.3)]


def test_what_nobody_accounts_for_is_shown_not_hidden() -> None:
    data = dataset(lost("退货", 2, 20.0))
    silent = balance(type(data)(data.customers, None, data.fields, (), data.sources, data.quality))
    assert (silent.rows_left, silent.amount_left) == (2, 20.0)
    assert "差额" not in silent.parts["reason"]


def test_a_dozen_bars_at_most_and_the_rest_is_summed() -> None:
    parts = balance(dataset(*(lost(f"原因{place:02}", 1 + place % 3, 1.0) for place in range(20)))).parts
    shown = leading(parts, "rows")
    assert shown.height == KEPT + 1
    assert shown["reason"][-1] == "其他 11 种原因"
    assert shown["rows"].sum() == parts["rows"].sum()


def drawn(chart: Chart) -> pl.DataFrame:
    return pl.DataFrame(max(chart.chart.to_dict()["datasets"].values(), key=len))


def test_each_bar_begins_where_the_one_before_it_ended() -> None:
    data = dataset(lost("退货", 30, 300.0), lost("没有编号，无法归户", 10, -50.0))
    bars = drawn(some(amount_ledger(balance(data))))
    assert bars["c0"].to_list() == ["读取", "退货", "没有编号", "参与分析"]
    assert bars.select("c2", "c3").rows() == [(0.0, 1000.0), (1000.0, 700.0), (700.0, 750.0), (0.0, 750.0)]
    assert bars["c4"].to_list() == ["1,000.00", "−300.00（30.0%）", "+50.00（5.0%）", "750.00（75.0%）"]


def test_the_difference_stands_under_the_picture() -> None:
    seen = balance(dataset(lost("退货", 30, 300.0)))
    assert some(rows_ledger(seen)).note.endswith("差额 0 行。")
    assert some(amount_ledger(seen)).note.endswith("差额 0.00 元。")
    assert some(rows_ledger(seen)).title == "读取 100 行，参与分析 70 行"


def test_where_all_was_used_there_is_nothing_to_draw() -> None:
    seen = balance(dataset(doubt("日期", 3)))
    assert rows_ledger(seen) is None
    assert amount_ledger(seen) is None


def test_reasons_that_would_look_alike_when_cut_are_told_in_full() -> None:
    seen = balance(dataset(lost("重复，只计一次", 2), lost("重复，取最新的", 1)))
    assert drawn(some(rows_ledger(seen)))["c0"].to_list()[1:3] == ["重复，只计一次", "重复，取最新的"]


@pytest.mark.parametrize("draw", [rows_ledger, amount_ledger])
def test_a_picture_is_drawn_with_nothing_of_the_users_in_an_expression(draw: type[Chart]) -> None:
    chart = some(draw(balance(dataset(lost(f"「{HOSTILE}」没有编号", 3, 30.0)))))  # type: ignore[call-arg, arg-type]  # both draw
    compiled = vl_convert.vegalite_to_vega(chart.chart.to_dict(), vl_version="6.4")
    assert not [expression for expression in expressions(compiled) if "alert" in expression]
    assert "<svg" in vl_convert.vega_to_svg(compiled)
    assert chart.alt.startswith(f"{chart.title}。")
