"""What the PDF has beyond its words: contents, bookmarks, tags, repeated heads, cards in one piece."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import polars as pl
import pypdf
import pytest
from export_cases import action
from pypdf.generic import ArrayObject, DictionaryObject

from hvc.export import pdf, pdf_data
from hvc.export.model import Material
from hvc.export.text import halved, width
from hvc.report.model import Actions, Block, Chart, DataTable, Paragraph, Run, Section, TableColumn
from hvc.units import COUNT


def of(plain: Material, *blocks: Block) -> Material:
    """A report of one section."""
    return replace(plain, report=replace(plain.report, sections=(Section("a", "甲", blocks),)))


def opened(material: Material) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf.render(material)[0][1]))


def pages(material: Material) -> list[str]:
    return ["".join(page.extract_text().split()) for page in opened(material).pages]


def bookmarks(outline: list[Any]) -> Iterator[str]:
    for one in outline:
        yield from bookmarks(one) if isinstance(one, list) else [one.title]


def alternatives(node: object) -> Iterator[str]:
    """Every alternative text in the tree of tags."""
    match node:
        case ArrayObject():
            yield from (text for one in node for text in alternatives(one.get_object()))
        case DictionaryObject():
            if "/Alt" in node:
                yield str(node["/Alt"])
            yield from alternatives(node.get("/K", ArrayObject()).get_object() if "/K" in node else ArrayObject())


def test_contents_and_bookmarks_lead_to_every_section_and_chart(plain: Material) -> None:
    made = opened(plain)
    titles = [section.title for section in plain.report.sections]
    charts = [b.title for section in plain.report.sections for b in section.blocks if isinstance(b, Chart)]
    assert set(bookmarks(made.outline)) == {*titles, *charts}
    contents = "".join(made.pages[1].extract_text().split())
    assert all("".join(title.split()) in contents for title in titles)
    links: Any = made.pages[1]["/Annots"]
    assert len(links) >= len(titles)
    assert all(link.get_object()["/Subtype"] == "/Link" for link in links)


def test_the_document_is_tagged_for_who_cannot_see(plain: Material) -> None:
    root: Any = opened(plain).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert plain.report.title in root["/Metadata"].get_data().decode()
    assert "高消费潜力的高价值率为 81.8%" in set(alternatives(root["/StructTreeRoot"]))


def test_pages_are_numbered_from_the_contents_on(plain: Material) -> None:
    texts = pages(plain)
    assert "页，共" not in texts[0]
    assert all(f"第{number}页，共{len(texts)}页" in text for number, text in enumerate(texts[1:], 2))


def test_a_long_table_repeats_its_head_and_says_where_the_rest_is(plain: Material) -> None:
    rows = 3 * pdf_data.ROWS
    columns = (TableColumn("level", "等级的名称"), TableColumn("n", "人数", COUNT))
    frame = pl.DataFrame({"level": [f"第{place}级" for place in range(rows)], "n": range(rows)})
    told = [text for text in pages(of(plain, DataTable("表", columns, frame)))[2:] if "级" in text]
    assert len(told) > 1
    assert all("等级的名称" in text for text in told)
    assert f"其余{rows - pdf_data.ROWS}行见Excel工作簿" in told[-1]
    assert f"第{pdf_data.ROWS}级" not in "".join(told)


def test_a_card_is_in_one_piece(plain: Material) -> None:
    cards = tuple(action(f"行动其{name}") for name in "甲乙丙丁戊己庚辛")
    texts = pages(of(plain, Actions(cards)))
    for card in cards:
        (held,) = (text for text in texts if card.title in text)
        after = held[held.index(card.title) :]
        assert "".join(card.steps[-1].split()) in after


def test_a_card_longer_than_a_page_is_broken_and_whole(plain: Material) -> None:
    long = replace(action(), steps=tuple(f"第{place}步：{'做' * 90}。" for place in range(60)))
    text = "".join(pages(of(plain, Actions((long,)))))
    assert all(f"第{place}步：" in text for place in range(60))


def test_a_character_that_no_font_has_is_marked_and_the_rest_is_shown(plain: Material) -> None:
    block = Paragraph((Run("罕\ue000字", bold=True), Run("𠮷喆䶮😀")))
    assert "罕〓字𠮷喆䶮😀" in "".join(pages(of(plain, block)))


@pytest.mark.parametrize("times", [1, 30])
def test_the_one_page_is_one_page_however_much_it_says(plain: Material, times: int) -> None:
    (told,) = (section for section in plain.report.sections if section.key == "tier")
    sentence = Paragraph((Run("他们是谁："), Run("高价值客户有 42 位。" * 10 * times)))
    said = Section("answer", "三句话", (sentence, *told.blocks))
    brief = replace(plain.report, title="一页纸", sections=(said,))
    ((name, data),) = pdf.render_brief(replace(plain, brief=brief))
    (page,) = pypdf.PdfReader(io.BytesIO(data)).pages
    text = "".join(page.extract_text().split())
    assert name == "brief.pdf"
    assert all(part in text for part in ("一页纸", "高价值客户有42位", "高消费潜力的高价值率最高", "占比的分母"))


def test_without_a_one_page_there_is_none(plain: Material) -> None:
    assert pdf.render_brief(plain) == ()


@pytest.mark.parametrize("title", ["高价值占比", "去掉后 AUC 下降", "Cliff's δ", "Retention"])
def test_a_long_head_is_broken_once_and_inside_no_latin_word(title: str) -> None:
    lines = halved(title, 8).split("\n")
    assert " ".join(lines).replace(" ", "") == title.replace(" ", "")
    assert len(lines) <= 2
    assert all(
        word in {w for line in lines for w in line.split()} for word in ("AUC", "δ", "Retention") if word in title
    )


def test_numbers_keep_their_width_and_words_share_the_rest() -> None:
    widths = pdf_data._widths(["名", "数"], [["长" * 300, "1,234,567"]], [False, True], 40)
    assert widths[1] == len("1,234,567") + pdf_data.GAP
    assert sum(widths) <= 40


def test_a_name_of_parts_is_broken_between_them_and_keeps_room_for_the_longest() -> None:
    name = pdf_data.text("Total_Relationship_Count")
    assert name.split("\u200b") == ["Total_", "Relationship_", "Count"]
    narrow, _ = pdf_data._widths(["列", "说明"], [[name, "长" * 200]], [False, False], 30)
    assert narrow >= len("Relationship_") + pdf_data.GAP


def test_a_share_with_its_base_does_not_yield_to_a_long_name() -> None:
    cut, share = "Total_Relationship_Count 在「2」及以下", "54.4%（1,171/2,153）"
    widths = pdf_data._widths(["切分点", "强弱", "占比"], [[cut, "很强", share]], [False, False, False], 60)
    assert widths[1] >= width("很强") + pdf_data.GAP
    assert widths[2] == width(share) + pdf_data.GAP
    assert sum(widths) <= 60
