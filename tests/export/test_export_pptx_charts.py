"""The native charts of a deck, and the workbooks behind them."""

from __future__ import annotations

import io
import re

import openpyxl
import polars as pl
import pytest
from export_cases import HOSTILE
from pptx_cases import A, C, charts, drawn, graded, members, plotted, slides, with_chart

from hvc.export.model import Material
from hvc.report.charts import pairs
from hvc.report.model import Mark, Plot
from hvc.units import COUNT, POINTS, SHARE, YUAN


def test_a_native_chart_holds_the_numbers_of_the_breakdown(plain: Material) -> None:
    seen = graded()
    (chart,) = charts(slides(with_chart(plain, pairs(seen, "等级不同"))))
    ours, theirs = chart.plots[0].series
    assert list(chart.plots[0].categories) == seen.frame["level"].to_list()
    assert list(ours.values) == pytest.approx((seen.frame["high_value"] / seen.n_high_value).to_list(), abs=1e-3)
    assert list(theirs.values) == seen.frame["share_others"].to_list()
    assert (ours.name, theirs.name) == ("高价值客户", "其他客户")


def test_the_workbook_of_a_chart_is_one_table_of_the_same_numbers(plain: Material) -> None:
    data = drawn(with_chart(plain, pairs(graded(), "等级不同")))
    (book,) = members(data, r"embeddings/.*\.xlsx$")
    sheet = openpyxl.load_workbook(io.BytesIO(book))["数据"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["会员等级", "高价值客户", "其他客户"],
        ["普通会员", 0.571, 0.949],
        ["钻石会员", 0.429, 0.051],
    ]
    (chart,) = members(data, r"charts/chart\d+\.xml$")
    assert set(re.findall(r"<c:f>([^<]*)</c:f>", chart.decode())) == {
        *("数据!$B$1", "数据!$C$1", "数据!$A$2:$A$3", "数据!$B$2:$B$3", "数据!$C$2:$C$3")
    }


@pytest.mark.parametrize(
    ("plot", "kind", "number"),
    [
        (Plot(Mark.LINES, YUAN, ("a", "b")), "LINE", '0\\.0,"万"'),
        (Plot(Mark.CURVES, COUNT, ("a",)), "XY_SCATTER_LINES_NO_MARKERS", "#,##0"),
        (Plot(Mark.BARS, POINTS, ("b",)), "BAR_CLUSTERED", '+0.0" 个百分点";-0.0" 个百分点";0.0'),
        (Plot(Mark.STEPS, COUNT, ("a",)), "BAR_STACKED", ""),
    ],
)
def test_each_mark_has_its_kind_of_chart_and_its_numbers_their_unit(
    plain: Material, plot: Plot, kind: str, number: str
) -> None:
    frame = pl.DataFrame({"x": [0.0, 1.0, 2.0], "a": [30000.0, -5000.0, 25000.0], "b": [0.1, None, float("nan")]})
    (chart,) = charts(slides(with_chart(plain, plotted(frame, plot))))
    assert chart.chart_type.name == kind
    codes = {node.get("formatCode") for node in chart._chartSpace.iter(f"{C}numFmt")}
    assert not number or number in codes


def test_a_curve_keeps_its_ends_and_no_point_of_a_single_customer(plain: Material) -> None:
    frame = pl.DataFrame({"占比": [place / 120 for place in range(121)], "金额": [place / 120 for place in range(121)]})
    (chart,) = charts(slides(with_chart(plain, plotted(frame, Plot(Mark.CURVES, SHARE, ("金额",))))))
    (curve,) = chart.plots[0].series
    assert len(list(curve.values)) == 41
    assert (curve.values[0], curve.values[-1]) == (0, 1)


def test_steps_hang_where_the_last_one_ended(plain: Material) -> None:
    frame = pl.DataFrame({"项目": ["上期", "流失", "新增", "本期"], "客户数": [100.0, -30.0, 10.0, 80.0]})
    (chart,) = charts(slides(with_chart(plain, plotted(frame, Plot(Mark.STEPS, COUNT, ("客户数",))))))
    series = {one.name: list(one.values) for one in chart.plots[0].series}
    assert series["起点"] == [0, 70, 70, 0]
    assert series["合计"] == [100, None, None, 80]
    assert (series["增加"][2], series["减少"][1]) == (10, 30)
    assert list(chart.plots[0].categories)[1] == "流失（-30）"


def test_the_average_of_all_is_a_bar_of_its_own_and_a_base_stands_with_each_name(plain: Material) -> None:
    frame = pl.DataFrame({"等级": ["钻石", "黄金"], "高价值占比": [0.8, None], "客户数": [62, 22]})
    plot = Plot(Mark.BARS, SHARE, ("高价值占比",), 0.35, ("客户数",))
    (chart,) = charts(slides(with_chart(plain, plotted(frame, plot))))
    assert list(chart.plots[0].categories) == ["钻石（62 位）", "黄金（22 位）", "平均"]
    assert list(chart.plots[0].series[0].values) == [0.8, None, 0.35]


@pytest.mark.parametrize("plot", [None, Plot(Mark.BARS, SHARE, ("占比",)), Plot(Mark.STEPS, COUNT, ("步",))])
def test_what_has_no_chart_of_its_own_is_a_table_of_the_same_numbers(plain: Material, plot: Plot | None) -> None:
    frame = pl.DataFrame(
        {"等级": ["钻石", "黄金"], "占比": [None, None], "人数": [62, 22], "步": [-1.0, 1.0], "金额（元）": [5e4, 1.0]},
        schema_overrides={"占比": pl.Float64},
    )
    (_, slide, *_) = slides(with_chart(plain, plotted(frame, plot)))
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert (cells[0][:2], cells[1][:2], cells[1][-1]) == (["等级", "人数"], ["钻石", "62"], "5 万元")


def test_a_heat_map_is_a_table_with_a_cell_for_every_pair(plain: Material) -> None:
    frame = pl.DataFrame(
        {"行": ["甲", "甲", "乙"], "列": ["一", "二", "二"], "占比": [0.8, None, 0.1], "客户数": [62, 22, 40]}
    )
    (_, slide, *_) = slides(with_chart(plain, plotted(frame, Plot(Mark.CELLS, SHARE, ("占比", "客户数"), 0.4))))
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    cells = [[cell.text.split("\n") for cell in row.cells] for row in table.rows]
    assert cells == [[["行 ＼ 列"], ["一"], ["二"]], [["甲"], ["80.0%", "62"], ["22"]], [["乙"], [""], ["10.0%", "40"]]]
    fills = [node.get("val") for node in slide.element.iter(f"{A}tcPr") for node in node.findall(f"{A}solidFill/*")]
    assert len(set(fills)) == 3


def test_hostile_text_is_inert_in_the_workbooks_of_charts(hostile: Material) -> None:
    names = [*HOSTILE[:4], "+1", "-1", "@SUM(1)"]
    frame = pl.DataFrame({HOSTILE[0]: names, "=1+1": [0.5] * len(names)})
    plot = Plot(Mark.BARS, SHARE, ("=1+1",))
    data = drawn(with_chart(hostile, plotted(frame, plot, HOSTILE[0])))
    for book in members(data, r"embeddings/.*\.xlsx$"):
        sheet = openpyxl.load_workbook(io.BytesIO(book))["数据"]
        assert all(cell.data_type in {"s", "n"} for row in sheet.iter_rows() for cell in row)
        assert sheet["A1"].value == HOSTILE[0]
    assert not members(data, r"externalLink|vbaProject")
    assert b'TargetMode="External"' not in b"".join(members(data, r"\.rels$"))
