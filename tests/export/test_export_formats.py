"""Every format, read back by a reader that is not its writer."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import docx
import openpyxl
import polars as pl
import pptx
import pypdf
import pytest
from export_cases import HOSTILE

from hvc.export.formats import FORMATS
from hvc.export.model import Format, Material
from hvc.report.model import Chart, DataTable, Section, TableColumn
from hvc.units import INDEX

DOCUMENTS = [one for one in FORMATS if one.key not in {"charts", "lists", "json"} and not one.brief]
SAFE = re.compile("[\u200b\u2060\\s]")


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read_docx(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "".join(
        node.text or "" for node in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
    )


def read_html(data: bytes) -> str:
    page = Page()
    page.feed(data.decode())
    return "".join(page.texts)


def read_md(data: bytes) -> str:
    unescaped = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", data.decode())
    return unescaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read_xlsx(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.parent.title for cell in cells if cell.data_type == "f"} <= {"复算"}
    return "\n".join(str(cell.value) for cell in cells if cell.value is not None)


def read_pdf(data: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def read_pptx(data: bytes) -> str:
    """Slides and notes."""
    deck = pptx.Presentation(io.BytesIO(data))
    parts = [part.element for slide in deck.slides for part in (slide, slide.notes_slide)]
    return "".join(
        node.text or ""
        for part in parts
        for node in part.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
    )


READERS = {
    "docx": read_docx,
    "html": read_html,
    "md": read_md,
    "pdf": read_pdf,
    "pptx": read_pptx,
    "xlsx": read_xlsx,
}


def read(one: Format, material: Material) -> str:
    files = one.render(material)
    assert files[0][0].endswith(one.suffix)
    return READERS[one.suffix](files[0][1])


def bare(text: str) -> str:
    return SAFE.sub("", text)


@pytest.mark.parametrize("one", DOCUMENTS, ids=lambda f: f.key)
def test_a_document_holds_every_heading_finding_and_action(one: Format, plain: Material) -> None:
    text = bare(read(one, plain))
    wanted = [plain.report.title, *(section.title for section in plain.report.sections)]
    wanted += [part for finding in plain.findings for part in (finding.headline, finding.evidence)]
    wanted += [part for action in plain.actions for part in (action.title, action.audience, action.why)]
    assert [part for part in wanted if bare(part) not in text] == []


@pytest.mark.parametrize("one", DOCUMENTS, ids=lambda f: f.key)
def test_hostile_text_is_visible_and_nothing_else(one: Format, hostile: Material) -> None:
    text = bare(read(one, hostile))
    for part in (HOSTILE[0], HOSTILE[1], HOSTILE[3], "控制字符到此", "方向反", "𠮷喆䶮", "长" * 300):
        assert bare(part) in text


@pytest.mark.parametrize("one", DOCUMENTS, ids=lambda f: f.key)
def test_a_document_names_no_customer(one: Format, plain: Material) -> None:
    text = read(one, plain)
    assert "13800138041" not in text
    assert "乙某某" not in text


@pytest.mark.parametrize("one", [f for f in DOCUMENTS if f.pictures], ids=lambda f: f.key)
def test_a_picture_that_could_not_be_drawn_is_told_in_words(one: Format, plain: Material) -> None:
    text = bare(read(one, replace(plain, pictures={})))
    shown = [b for section in plain.report.sections for b in section.blocks if isinstance(b, Chart)]
    assert bare(f"此图未能绘制，以文字说明：{shown[0].alt}") in text


def test_every_format_has_a_key_of_its_own() -> None:
    assert len({one.key for one in FORMATS}) == len(FORMATS)


def test_the_page_runs_and_fetches_nothing(hostile: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "html")
    page = Page()
    page.feed(one.render(hostile)[0][1].decode())
    assert {"script", "iframe", "object", "link"}.isdisjoint(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    targets = [value or "" for name, value in page.attributes if name in {"href", "src", "xlink:href"}]
    assert all(target.startswith(("#", "data:")) for target in targets)
    assert ("http-equiv", "Content-Security-Policy") in page.attributes


def test_ids_are_unique_in_the_page(plain: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "html")
    page = Page()
    page.feed(one.render(plain)[0][1].decode())
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(set(ids)) == len(ids)


def test_word_repeats_table_heads_and_describes_pictures(plain: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "docx")
    xml = docx.Document(io.BytesIO(one.render(plain)[0][1])).element.xml
    assert "w:tblHeader" in xml
    assert "w:cantSplit" in xml
    assert 'descr="高消费潜力的高价值率为 81.8%"' in xml


def test_word_asks_for_a_chinese_font_in_every_style(plain: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "docx")
    styles = docx.Document(io.BytesIO(one.render(plain)[0][1])).styles.element
    fonts = styles.xpath("//w:rFonts")
    assert fonts
    assert all(set(font.values()) == {"微软雅黑"} for font in fonts)


def test_excel_holds_numbers_with_the_units_formats_and_ids_as_text(plain: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(one.render(plain)[0][1]))
    assert book.sheetnames == ["概览", "会员等级", "名单 高消费潜力", "口径", "复算"]
    share = book["会员等级"]["C5"]
    assert (share.value, share.number_format) == (0.429, "0.0%")
    customer = book["名单 高消费潜力"]["A6"]
    assert (customer.value, customer.number_format) == ("6222021234567890123", "@")


def test_markdown_images_are_files_beside_it(plain: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "md")
    files = dict(one.render(plain))
    assert f"](images/{'tier'}.png)" in files["report.md"].decode()
    assert files["images/tier.png"].startswith(b"\x89PNG")


def test_markdown_makes_no_link_and_no_markup_of_hostile_text(hostile: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "md")
    text = one.render(hostile)[0][1].decode()
    assert "<" not in text
    assert "http://" not in text
    assert not re.search(r"(?<!\\)\[链接", text)


def test_analysis_json_is_strict_json_even_of_hostile_text(hostile: Material) -> None:
    (one,) = (f for f in FORMATS if f.key == "json")
    text = one.render(hostile)[0][1].decode()
    assert json.loads(text, parse_constant=pytest.fail)["version"] == 1
    assert "\\u0000" not in text


@pytest.mark.parametrize("key", ["docx", "pdf", "pptx", "xlsx", "md", "html"])
def test_a_column_of_detail_is_kept_from_narrow_paper_alone_which_says_where_it_is(plain: Material, key: str) -> None:
    columns = (TableColumn("level", "等级"), TableColumn("tgi", "指数甲", INDEX, detail=True))
    table = DataTable("表", columns, pl.DataFrame({"level": ["金"], "tgi": [143.0]}), name="表")
    material = replace(plain, report=replace(plain.report, sections=(Section("a", "甲", (table,)),)))
    (one,) = (f for f in FORMATS if f.key == key)
    text = read(one, material)
    assert ("143" in text) is (key not in {"docx", "pdf", "pptx"})
    assert ("指数甲见 Excel 工作簿" in text) is (key in {"docx", "pdf", "pptx"})
