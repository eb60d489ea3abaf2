"""The deck, read back by python-pptx: what it says, whose it is, that nothing of it leaves its slide."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from dataclasses import replace
from typing import Any

import polars as pl
import pptx
from export_cases import action
from lxml import etree
from PIL import Image
from pptx_cases import A, drawn, graded, members, notes, plotted, slides, with_chart, words

from hvc.export import process
from hvc.export.model import Material
from hvc.export.pptx_fitting import measure
from hvc.export.pptx_text import FONT
from hvc.report.brand import Brand, printed
from hvc.report.charts import pairs
from hvc.report.model import Actions, DataTable, Mark, Paragraph, Plot, Report, Run, Section, TableColumn
from hvc.units import COUNT, SHARE


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
