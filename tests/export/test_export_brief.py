"""The one page as files: one A4 sheet in Word, one self-contained page of HTML, each holding all that the page says."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import polars as pl
import pytest
from export_cases import HOSTILE, chart, draw, material
from test_export_formats import READERS, Page, bare, read

from hvc.export import attempt
from hvc.export.formats import FORMATS
from hvc.export.model import Format, Material
from hvc.export.pictures import charts, spec
from hvc.report.model import Chart, DataTable, Paragraph, Report, Run, Section, TableColumn
from hvc.units import COUNT, YUAN

BRIEFS = [one for one in FORMATS if one.brief]
COLUMNS = (
    TableColumn("title", "行动"),
    TableColumn("customers", "客户", COUNT),
    TableColumn("amount", "涉及金额", YUAN),
    TableColumn("window", "时间"),
    TableColumn("measure", "怎么算做成了"),
)


def page(text: str) -> Report:
    """A page with a warning, a sentence, two pictures, two actions and a note."""
    rows = [(f"{text}名单", 13, 180900.0, "两周内", "人数"), ("唤回", 1, 9904.8, "本周", text)]
    frame = pl.DataFrame(rows, schema=[column.key for column in COLUMNS], orient="row")
    warning = Paragraph((Run("样本较少", bold=True), Run(text)), "warning")
    sections = (
        Section("answer", "三句话", (warning, Paragraph((Run("他们是谁：", bold=True), Run(f"{text}，共 120 位。"))))),
        Section("pictures", "两张图", (chart(text, "brief-a"), chart(text, "brief-b"))),
        Section("actions", "先做的事", (DataTable("", COLUMNS, frame, "按优先顺序。", "先做的事"),)),
        Section("notes", "数据", (Paragraph((Run("读到的行全部参与了分析。"),), "note"),)),
    )
    return Report("高价值客户一页纸", "", sections, (("高价值客户", "累计交易金额超过 5,000 元"), ("数据时间", text)))


def given(text: str) -> Material:
    brief = page(text)
    pictures = {one.name: draw(spec(one)) for one in charts(brief)}
    return replace(material(), brief=brief, pictures=pictures)


@pytest.fixture(scope="module")
def plain() -> Material:
    return given("高消费潜力")


@pytest.fixture(scope="module")
def hostile() -> Material:
    return given("".join(HOSTILE))


def wanted(report: Report) -> list[str]:
    texts = [report.title, *(text for _, text in report.facts)]
    for block in (block for section in report.sections for block in section.blocks):
        match block:
            case Paragraph():
                texts.append(block.text)
            case Chart():
                texts += [block.title, block.subtitle, block.note]
            case DataTable():
                texts += [block.note, "13", "18.09 万元", *block.frame["title"], *block.frame["measure"]]
            case _:
                pass
    return texts


@pytest.mark.parametrize("one", [f for f in BRIEFS if f.suffix in READERS], ids=lambda f: f.key)
def test_the_page_holds_every_sentence_picture_and_action(one: Format, plain: Material) -> None:
    text = bare(read(one, plain))
    assert plain.brief is not None
    assert [part for part in wanted(plain.brief) if bare(part) not in text] == []


@pytest.mark.parametrize("one", BRIEFS, ids=lambda f: f.key)
def test_hostile_text_makes_a_page_all_the_same(one: Format, hostile: Material) -> None:
    (file,) = one.render(hostile)
    assert file[0] == f"brief.{one.suffix}"
    assert len(file[1]) > 1000


@pytest.mark.parametrize("one", BRIEFS, ids=lambda f: f.key)
def test_without_a_page_there_is_no_file(one: Format) -> None:
    assert one.render(material()) == ()


@pytest.mark.parametrize("key", ["brief-docx", "brief-html"])
def test_a_picture_that_could_not_be_drawn_is_told_in_words(key: str, plain: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == key)
    assert "此图未能绘制，以文字说明" in read(one, replace(plain, pictures={}))


def test_the_word_page_is_one_section_of_a4_with_lines_of_a_fixed_height(plain: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "brief-docx")
    document = docx.Document(io.BytesIO(one.render(plain)[0][1]))
    (section,) = document.sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert "w:br w:type" not in document.element.xml
    lines = [line for line in document.paragraphs if line.text]
    assert lines
    assert all(line.paragraph_format.line_spacing_rule == 4 for line in lines)  # exactly
    assert document.element.xml.count('descr="高消费潜力的高价值率为 81.8%"') == 2


def test_the_html_page_prints_on_a4_and_fetches_nothing(hostile: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "brief-html")
    text = one.render(hostile)[0][1].decode()
    parsed = Page()
    parsed.feed(text)
    assert {"script", "iframe", "object", "link"}.isdisjoint(parsed.tags)
    assert re.search(r"@page \{ size: A4;", text)
    targets = [value or "" for name, value in parsed.attributes if name in {"href", "src", "xlink:href"}]
    assert all(target.startswith(("#", "data:")) for target in targets)


def test_formats_of_the_page_are_made_where_there_is_one_and_draw_its_pictures_alone(plain: Material) -> None:
    keys = ["brief-html", "json"]
    given_ = (plain.report, plain.analysis, plain.findings, plain.actions, keys)
    made = attempt(*given_, brief=plain.brief)
    assert made.errors == ()
    assert [path for path, _ in made.files] == ["brief.html", "analysis.json"]
    assert made.files[0][1].count(b"<figure>") == 2
    assert [path for path, _ in attempt(*given_).files] == ["analysis.json"]
