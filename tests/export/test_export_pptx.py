"""The deck, read back by python-pptx and openpyxl: what it says, what its charts hold, that nothing of it runs or leaves its slide."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import openpyxl
import polars as pl
import pptx
import pytest
from export_cases import HOSTILE, action, breakdown
from lxml import etree
from PIL import Image
from pptx.slide import Slide

from hvc.analysis.model import Breakdown
from hvc.export import pptx as deck
from hvc.export import process
from hvc.export.model import Material
from hvc.export.pptx_fitting import measure
from hvc.export.pptx_text import FONT
from hvc.report.brand import Brand, printed
from hvc.report.charts import pairs
from hvc.report.model import Actions, Chart, DataTable, Mark, Paragraph, Plot, Report, Run, Section, TableColumn
from hvc.units import COUNT, POINTS, SHARE, YUAN

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def drawn(material: Material) -> bytes:
    ((path, data),) = deck.render(material)
    assert path == "report.pptx"
    return data


def slides(material: Material) -> list[Slide]:
    return list(pptx.Presentation(io.BytesIO(drawn(material))).slides)


def with_chart(material: Material, *blocks: Chart | Paragraph) -> Material:
    return replace(material, report=replace(material.report, sections=(Section("tier", "会员等级", blocks),)))


def plotted(frame: pl.DataFrame, plot: Plot | None, title: str = "高等级更常见") -> Chart:
    gone: object = None
    return Chart("tier", title, "占比", gone, frame, "图的说明", "共 120 位", plot=plot)  # type: ignore[arg-type]  # as in the child


def charts(slides_: list[Slide]) -> Iterator[Any]:
    return (shape.chart for slide in slides_ for shape in slide.shapes if shape.has_chart)


def words(slide: Slide) -> str:
    return "".join(node.text or "" for node in slide.element.iter(f"{A}t"))


def notes(slide: Slide) -> str:
    assert slide.notes_slide.notes_text_frame is not None
    return str(slide.notes_slide.notes_text_frame.text)


def graded() -> Breakdown:
    seen = breakdown()
    return replace(seen, frame=seen.frame.with_columns(rate_low=pl.lit(0.1), rate_high=pl.lit(0.9)))


def members(data: bytes, pattern: str) -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return [parts.read(name) for name in parts.namelist() if re.search(pattern, name)]


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


def test_every_run_asks_for_a_chinese_font_and_so_does_the_theme(plain: Material) -> None:
    data = drawn(with_chart(plain, pairs(graded(), "等级不同"), Paragraph((Run("要点"),))))
    pages = members(data, r"(slides/slide|notesSlide|slideMaster|slideLayout)\d+\.xml$")
    looks = [node for part in pages for node in etree.fromstring(part).iter(f"{A}rPr")]
    assert looks
    assert {node.get("lang") for node in looks} == {"zh-CN"}
    looks += [
        node
        for part in members(data, r"charts/chart\d+\.xml$")
        for node in etree.fromstring(part).iter(f"{A}rPr", f"{A}defRPr")
        if len(node)
    ]
    assert {face.get("typeface") for node in looks for face in node.iter(f"{A}ea", f"{A}latin")} == {FONT}
    assert all(node.find(f"{A}ea") is not None for node in looks)
    for part in members(data, r"theme\d+\.xml$"):
        assert part.decode().count(f'<a:ea typeface="{FONT}"/>') == 2


def test_nothing_leaves_its_slide_and_no_text_its_box(hostile: Material) -> None:
    made = pptx.Presentation(io.BytesIO(drawn(hostile)))
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= made.slide_width
            assert shape.top + shape.height <= made.slide_height
            if shape.has_text_frame and shape.text_frame.text:
                assert _tall(shape.text_frame, shape.width / 12700) <= shape.height / 12700 + 1


def _tall(frame: Any, wide: float) -> float:
    """Points that the paragraphs of a box take, by its own sizes."""
    total = 0.0
    for one in frame.paragraphs:
        sizes = [run.font.size.pt for run in one.runs if run.font.size]
        if sizes:
            room = 2 * wide / sizes[0] - 1
            total += -(-measure(one.text) // room) * sizes[0] * 1.45
    return total


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


def test_a_cover_bears_the_brand_and_every_slide_its_foot(plain: Material) -> None:
    logo = io.BytesIO()
    Image.new("RGB", (60, 20), "#8B1A1A").save(logo, "PNG")
    for formal in (False, True):
        brand = Brand("示例银行", "数据部", dt.date(2026, 3, 1), "内部资料", "#8B1A1A", logo.getvalue(), formal)
        report = printed(replace(plain.report, facts=(*plain.report.facts, ("生成日期", "今天"))), brand)
        data = drawn(replace(plain, report=report, brand=brand))
        first, *rest = pptx.Presentation(io.BytesIO(data)).slides
        for text in ("示例银行", "数据部", "2026 年 3 月 1 日", "内部资料", plain.report.title):
            assert text in words(first)
        assert any(shape.shape_type is not None and "PICTURE" in str(shape.shape_type) for shape in first.shapes)
        assert all("示例银行" in words(slide) and "内部资料" in words(slide) for slide in rest)
        assert pptx.Presentation(io.BytesIO(data)).core_properties.author == "数据部"
        assert b"8B1A1A" in b"".join(members(data, r"theme/theme1\.xml$"))


def test_the_version_that_may_be_passed_on_says_so(plain: Material) -> None:
    first, second, *_ = slides(replace(plain, shareable=True))
    assert "可分享版" in words(first)
    assert "可分享版" in words(second)


def test_the_same_report_gives_the_same_bytes_that_name_no_one(plain: Material) -> None:
    material = with_chart(plain, pairs(graded(), "等级不同"))
    data = drawn(material)
    assert data == drawn(material)
    known = pptx.Presentation(io.BytesIO(data)).core_properties
    assert (known.author, known.last_modified_by, known.title) == ("", "", plain.report.title)
    assert not members(data, r"thumbnail|printerSettings|docProps/app")


def test_one_page_leads_with_its_sentences_and_the_numbers_of_the_overview(plain: Material) -> None:
    lead = Paragraph((Run("他们是谁：", bold=True), Run("高价值客户有 42 位。他们贡献八成金额。")))
    page = Report("高价值客户一页纸", "", (Section("answer", "三句话", (lead,)), Section("pictures", "图", (plotted(
        pl.DataFrame({"等级": ["钻石"], "占比": [0.5]}), Plot(Mark.BARS, SHARE, ("占比",))),))))  # fmt: skip
    (_, slide, *_) = slides(replace(plain, brief=page))
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "高价值客户有 42 位"
    assert "他们贡献八成金额。" in words(slide)
    assert any(shape.has_chart for shape in slide.shapes)
    assert "高价值客户有 42 位。" in notes(slide)


def test_actions_stand_two_a_slide_with_who_what_and_how_it_is_measured(plain: Material) -> None:
    acts = Actions(tuple(action(f"行动甲{place}") for place in range(3)))
    report = replace(plain.report, sections=(Section("actions", "行动计划", (acts,)),))
    _, first, second = slides(replace(plain, report=report))
    for text in ("行动甲0", "行动甲1", "做什么", "指定专属客服", "渠道", "衡量", "90 天复购率"):
        assert text in words(first)
    assert "行动甲2" in words(second)


def test_the_notes_hold_what_the_slide_has_no_room_for(plain: Material) -> None:
    long = "".join(f"第 {place} 句说的是别的事。" for place in range(90))
    frame = pl.DataFrame({"level": [f"组{place}" for place in range(30)], "n": range(30)})
    table = DataTable("一览", (TableColumn("level", "组"), TableColumn("n", "客户数", COUNT)), frame, "分母说明。")
    report = replace(plain.report, sections=(Section("a", "甲节", (Paragraph((Run(long),)), table)),))
    _, slide = slides(replace(plain, report=report))
    assert "第 89 句" not in words(slide)
    assert "第 89 句说的是别的事。" in notes(slide)
    assert "组29｜29" in notes(slide)
    assert "其余" in words(slide)


def test_sections_of_a_sentence_share_a_slide_and_the_last_one_tells_the_terms(plain: Material) -> None:
    small = [Section(f"s{place}", f"小节{place}", (Paragraph((Run(f"没有差别{place}。"),)),)) for place in range(2)]
    last = Section(
        "quality", "数据与方法说明", (Paragraph((Run("读取 10 行。"),)), Paragraph((Run("占比：分母。"),), "bullet"))
    )
    _, aside, closing = slides(replace(plain, report=replace(plain.report, sections=(*small, last))))
    assert all(text in words(aside) for text in ("小节0", "没有差别0。", "小节1", "没有差别1。"))
    assert all(
        text in words(closing) for text in ("数据与方法说明", "读取 10 行", "累计交易金额超过 5,000 元", "占比：分母。")
    )


def test_the_child_loads_the_library_only_for_a_deck() -> None:
    code = "import sys, hvc.export.worker; print('pptx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=process.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
