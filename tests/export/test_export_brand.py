"""Whose document it is stands on every format, in its colour, and the user's words do nothing but stand there."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pypdf
import pytest
from export_cases import HOSTILE, chart, report
from PIL import Image
from test_export_brief import page
from test_export_formats import read, read_docx

from hvc.export import cover_xlsx
from hvc.export.cover import cover
from hvc.export.formats import FORMATS
from hvc.export.logo import printable_logo
from hvc.export.model import Format, Material
from hvc.export.pictures import spec
from hvc.insights.model import Finding, Level
from hvc.report.brand import PLAIN, Brand, printed, printed_page, worded
from hvc.report.model import DataTable, Findings, Paragraph, Report, Run, Section
from hvc.report.palette import LIGHT

DOCUMENTS = [one for one in FORMATS if one.key not in {"charts", "lists", "json"}]
REPORTS = [one for one in DOCUMENTS if not one.brief]
OURS = [one for one in DOCUMENTS if one.key != "pptx"]
SPACES = re.compile("[\u200b\u2060\\s]")


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 100), (139, 26, 26)).save(out, "PNG")
    return printable_logo(out.getvalue())


BRAND = Brand("示例银行", "客户经营部", dt.date(2026, 3, 31), "内部资料", "#8B1A1A", logo())


def signed(material: Material, brand: Brand = BRAND) -> Material:
    """As `attempt` hands it to the formats."""
    whole = page("高消费潜力")
    return replace(
        material,
        report=printed(material.report, brand),
        brief=printed_page(whole, material.report, brand),
        brand=brand,
    )


def file(one: Format, material: Material) -> bytes:
    return one.render(material)[0][1]


def packed(data: bytes) -> str:
    """All the parts of an Office file that hold text."""
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return "".join(whole.read(name).decode() for name in whole.namelist() if name.endswith((".xml", ".rels")))


def words(one: Format, material: Material) -> str:
    data = file(one, material)
    text = packed(data) if one.suffix in {"docx", "xlsx", "pptx"} else read(one, material)
    return SPACES.sub("", text)


@pytest.mark.parametrize("formal", [False, True], ids=["plain", "formal"])
@pytest.mark.parametrize("one", DOCUMENTS, ids=lambda f: f.key)
def test_every_document_says_whose_it_is(one: Format, formal: bool, plain: Material) -> None:
    text = words(one, signed(plain, replace(BRAND, formal=formal)))
    wanted = (BRAND.organisation, BRAND.author, BRAND.marking, "2026年3月31日")
    assert [part for part in wanted if part not in text] == []
    assert "生成日期" not in text


@pytest.mark.parametrize("one", [f for f in OURS if f.suffix in {"docx", "html", "xlsx"}], ids=lambda f: f.key)
def test_the_colour_is_in_the_bytes_and_ours_is_not(one: Format, plain: Material) -> None:
    bytes_ = file(one, signed(plain))
    text = packed(bytes_) if one.suffix in {"docx", "xlsx"} else bytes_.decode()
    assert "8B1A1A" in text
    told = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)  # pictures of the fixture are drawn in our colours
    assert LIGHT.high_value.removeprefix("#") not in told


def test_the_pictures_wear_the_colour_too(plain: Material) -> None:
    told = str(spec(chart(), signed(plain).palette))
    assert "#8B1A1A" in told
    assert LIGHT.high_value not in told


@pytest.mark.parametrize("one", [f for f in OURS if f.suffix in {"docx", "html", "xlsx", "pdf"}], ids=lambda f: f.key)
def test_the_logo_is_a_picture_with_words_beside_it(one: Format, plain: Material) -> None:
    with_, without = file(one, signed(plain)), file(one, signed(plain, replace(BRAND, logo=b"")))
    match one.suffix:
        case "html":
            assert b'alt="\xe7\xa4\xba' in with_
            assert b"data:image/png" not in without
        case "pdf":
            images = [len(list(pypdf.PdfReader(io.BytesIO(data)).pages[0].images)) for data in (with_, without)]
            assert images == [1, 0]
        case _:
            assert "示例银行标志" in packed(with_)
            assert "示例银行标志" not in packed(without)


def test_the_marking_is_on_every_page_of_the_pdf(plain: Material) -> None:
    one = next(f for f in FORMATS if f.key == "pdf")
    for formal in (False, True):
        pages = pypdf.PdfReader(io.BytesIO(file(one, signed(plain, replace(BRAND, formal=formal))))).pages
        assert all("内部资料" in page.extract_text() for page in pages)


def test_the_marking_is_in_the_running_head_of_word_and_excel_and_of_the_printed_page(plain: Material) -> None:
    made = {one.key: file(one, signed(plain)) for one in FORMATS if one.key in {"docx", "xlsx", "html"}}
    head = docx.Document(io.BytesIO(made["docx"])).sections[0].header.paragraphs[0].text
    assert head == "示例银行 · 高价值客户分析报告\t内部资料"
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    assert {sheet.oddHeader.right.text for sheet in book} == {"内部资料"}
    assert '@top-right{content:"\\5185 \\90e8 \\8d44 \\6599 "' in made["html"].decode()


def test_a_formal_word_document_has_its_contents_as_links_to_its_headings(plain: Material) -> None:
    one = next(f for f in FORMATS if f.key == "docx")
    text = packed(file(one, signed(plain, replace(BRAND, formal=True))))
    names = re.findall(r'w:bookmarkStart w:id="\d+" w:name="(section\d+)"', text)
    assert names == re.findall(r'w:hyperlink w:anchor="(section\d+)"', text)
    assert len(names) == len(plain.report.sections)


@pytest.mark.parametrize("formal", [False, True], ids=["plain", "formal"])
@pytest.mark.parametrize("one", OURS, ids=lambda f: f.key)
def test_hostile_words_stand_there_and_do_nothing(one: Format, formal: bool, plain: Material) -> None:
    for raw in HOSTILE[:-1]:
        told = worded("marking", raw[:20])
        data = file(one, signed(plain, Brand(told, told, None, told, "", b"", formal=formal)))
        if one.suffix in {"html", "md"}:
            assert "<script" not in data.decode()
        elif one.suffix in {"docx", "xlsx"}:
            assert "http://x.example" not in packed(data)
            assert "\x0b" not in packed(data)
    if one.suffix == "xlsx":
        assert openpyxl.load_workbook(io.BytesIO(file(one, signed(plain, Brand("=1+1"))))).active["A1"].data_type == "s"


def test_excels_own_sign_in_a_running_head_is_a_sign() -> None:
    assert cover_xlsx.margin(cover(report(), Brand("A&B", marking="3级"))) == "&L&9A&&B&R&9 3级"


@pytest.mark.parametrize("name", ["P&G", "A&[Picture]"])
def test_a_name_that_looks_like_the_code_of_a_picture_stands_in_the_running_head(name: str, plain: Material) -> None:
    xlsx = next(one for one in FORMATS if one.key == "xlsx")
    first = openpyxl.load_workbook(io.BytesIO(file(xlsx, signed(plain, Brand(name))))).worksheets[0]
    assert first.oddHeader.left.text.replace("&&", "&") == name


@pytest.mark.parametrize("one", REPORTS, ids=lambda f: f.key)
def test_a_section_that_is_left_out_is_nowhere(one: Format, plain: Material) -> None:
    made = signed(plain, Brand(left_out=frozenset({"actions", "overview"})))
    text = SPACES.sub("", read(one, made))
    assert "行动计划" not in text
    assert "VIP专属服务" not in text
    assert "总览" in text


@pytest.mark.parametrize("one", OURS, ids=lambda f: f.key)
def test_without_a_brand_nothing_is_said_of_one(one: Format, plain: Material) -> None:
    text = words(one, signed(plain, PLAIN))
    assert "标志" not in text
    assert "密级" not in text
    assert "8B1A1A" not in text


def test_a_brand_without_words_changes_no_report() -> None:
    whole = report()
    assert printed(whole, PLAIN).sections == whole.sections
    assert printed(whole, Brand("示例银行")).facts == whole.facts


def test_what_sends_a_reader_to_a_section_goes_with_it() -> None:
    said = "对象 2 位，步骤见「行动计划」。"
    found = Finding("a", "tier", Level.NOTE, "题", "少了 3 位，名单见「行动计划」；其余不变。", ())
    table = replace(next(b for s in report().sections for b in s.blocks if isinstance(b, DataTable)), note=said)
    first = Section("overview", "摘要", (Paragraph((Run(said),)), Findings((found,)), table))
    whole = Report("报告", "", (first, Section("actions", "行动计划", (Paragraph((Run("做"),)),))))
    (left,) = printed(whole, Brand(left_out=frozenset({"actions"}))).sections
    assert isinstance(left.blocks[0], Paragraph)
    assert isinstance(left.blocks[1], Findings)
    assert isinstance(left.blocks[2], DataTable)
    assert left.blocks[0].text == left.blocks[2].note == "对象 2 位。"
    assert left.blocks[1].items[0].evidence == "少了 3 位；其余不变。"


def test_a_long_name_takes_the_place_of_the_title_in_the_running_head() -> None:
    assert cover(report(), Brand("示例")).running == "示例 · 高价值客户分析报告"
    assert cover(report(), Brand("示" * 40)).running == "示" * 40


def test_a_word_document_names_its_author_and_nobody_else(plain: Material) -> None:
    one = next(f for f in FORMATS if f.key == "docx")
    assert docx.Document(io.BytesIO(file(one, signed(plain)))).core_properties.author == "客户经营部"
    assert docx.Document(io.BytesIO(file(one, signed(plain, PLAIN)))).core_properties.author == ""
    assert "目录" not in read_docx(file(one, signed(plain)))
