"""The whole of the documents, made once a table by their children: the sample, and a table that wants to do harm."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import polars as pl
import pytest
from export_cases import HOSTILE
from PIL import Image
from test_export_formats import READERS, Page, bare

from hvc.analysis.run import analyse
from hvc.cleaning.text import HEAD, TAIL
from hvc.export import FORMATS, attempt
from hvc.export.model import Outcome
from hvc.export.text import cell
from hvc.export.typeface import covered
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.model import Action, Finding
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.report.brief import brief
from hvc.report.compose import compose
from hvc.report.model import DataTable, Findings, Report
from hvc.rules import Over
from hvc.timeline.tell import tell

SAMPLE = Path(__file__).parents[2] / "sample_data" / "会员客户示例.xlsx"
DAY = dt.date(2026, 1, 1)
FULL = ("report.docx", "report.pdf", "report.pptx", "report.html", "report.md", "report.xlsx")
BRIEF = ("brief.docx", "brief.pdf", "brief.html")
TEXTS = ("report.docx", "report.pdf", "report.html", "report.md")  # print tables as text
ROWS = 40  # of a table, at least, in each of them
SVG = "{http://www.w3.org/2000/svg}"
every_document = pytest.mark.parametrize("name", FULL)


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    report: Report
    page: Report
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    files: Mapping[str, bytes]

    def text(self, name: str) -> str:
        """What an independent reader reads in a document, without its blanks."""
        return bare(READERS[name.rsplit(".", 1)[1]](self.files[name]))


def made(name: str, data: bytes) -> Made:
    tables = read_files([(name, data)])
    timeline = tell(prepare(tables, guess(tables)))
    analysis = analyse(timeline.dataset, Over(5000.0, timeline.dataset.amount), timeline=timeline)
    findings = find(analysis)
    actions = act(analysis, findings)
    report, page = (write(analysis, findings, actions, generated=DAY) for write in (compose, brief))
    outcome: Outcome = attempt(report, analysis, findings, actions, FORMATS, brief=page)
    assert outcome.errors == ()
    return Made(report, page, findings, actions, dict(outcome.files))


@pytest.fixture(scope="module")
def sample() -> Made:
    return made(SAMPLE.name, SAMPLE.read_bytes())


def hostile_table() -> bytes:
    """240 customers whose levels, cities and tags are the strings that break writers; one level spends more."""
    place = pl.int_range(240, eager=True).to_frame("n")
    texts = pl.Series([text.replace("\x00", "") for text in HOSTILE])
    n = pl.col("n")
    pick = [pl.lit(texts).gather((n * step % len(HOSTILE)).cast(pl.UInt32)) for step in (1, 3, 5)]
    frame = place.select(
        pl.format("C{}", n).alias("客户编号"),
        (n * 97 % 9000 + pl.when(n % len(HOSTILE) < 2).then(4000).otherwise(0)).alias("累计交易金额"),
        pick[0].alias("会员等级"),
        pick[1].alias("城市"),
        pick[2].alias("客户标签"),
    )
    return frame.write_csv().encode()


@pytest.fixture(scope="module")
def hostile() -> Made:
    return made("客户.csv", hostile_table())


def printed(report: Report) -> list[Finding]:
    blocks = [block for section in report.sections for block in section.blocks]
    return [finding for block in blocks if isinstance(block, Findings) for finding in block.items]


@every_document
def test_a_document_holds_every_heading_and_every_finding_of_the_report(sample: Made, name: str) -> None:
    text = sample.text(name)
    wanted = [sample.report.title, *(section.title for section in sample.report.sections)]
    wanted += [part for one in printed(sample.report) for part in (one.headline, one.evidence)]
    assert [part for part in wanted if bare(part) not in text] == []


@every_document
def test_a_document_holds_every_number_of_analysis_json_that_the_report_says(sample: Made, name: str) -> None:
    """A number is said where its text stands in the headline or the evidence of its own finding."""
    told = json.loads(sample.files["analysis.json"])["findings"]
    shown = {one.code for one in printed(sample.report)}
    said = {
        fact["text"]
        for one in told
        if one["code"] in shown
        for fact in one["facts"]
        if fact["text"] in one["headline"] + one["evidence"]
    }
    text = sample.text(name)
    assert len(said) > 50
    assert sorted(one for one in said if bare(one) not in text) == []


@pytest.mark.parametrize("name", TEXTS)
def test_a_document_prints_the_cells_of_every_table(sample: Made, name: str) -> None:
    text = sample.text(name)
    tables = [b for section in sample.report.sections for b in section.blocks if isinstance(b, DataTable)]
    cells = {
        cell(value, column)
        for table in tables
        for column in table.columns
        if not column.detail
        for value in table.frame[column.key].head(ROWS)
    }
    assert len(cells) > 200
    assert sorted(one for one in cells if bare(one) not in text) == []


def test_excel_holds_the_numbers_of_every_table_as_numbers(sample: Made) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sample.files["report.xlsx"]), read_only=True, data_only=True)
    held = {value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
    tables = [b for section in sample.report.sections for b in section.blocks if isinstance(b, DataTable)]
    numbers = {
        value
        for table in tables
        for column in table.columns
        if column.unit is not None
        for value in table.frame[column.key].drop_nulls()
    }
    known = {round(value, 9) for value in held if isinstance(value, int | float)}
    assert sorted(number for number in numbers if round(number, 9) not in known) == []


@pytest.mark.parametrize("name", BRIEF)
def test_the_one_page_says_the_same_in_every_format(sample: Made, name: str) -> None:
    text = sample.text(name)
    wanted = [sample.page.title, *(value for _, value in sample.page.facts)]
    assert [part for part in wanted if bare(part) not in text] == []


def test_no_character_of_a_picture_lacks_its_glyph(sample: Made, hostile: Made) -> None:
    for one in (sample, hostile):
        drawings = {path: data for path, data in one.files.items() if path.endswith(".svg")}
        texts = [node.text or "" for data in drawings.values() for node in ET.fromstring(data).iter(f"{SVG}text")]  # noqa: S314  our own
        assert texts
        assert {character for text in texts for character in text if ord(character) not in covered()} == set()


def test_every_picture_opens_and_shows_something(sample: Made) -> None:
    pictures = {path: data for path, data in sample.files.items() if path.endswith(".png")}
    assert len(pictures) == 2 * sum(path.endswith(".svg") for path in sample.files)  # by itself, and for Markdown
    for data in pictures.values():
        assert len(Image.open(io.BytesIO(data)).convert("RGB").getcolors(1 << 24) or ()) > 2


@every_document
def test_what_wants_to_do_harm_is_visible_and_inert(hostile: Made, name: str) -> None:
    text = hostile.text(name)
    for part in ("=HYPERLINK(", "<script>alert(1)</script>", "{{7*7}}", "#eval(1)", "制字符到此", "方向反", "𠮷喆䶮"):
        assert part in text
    assert f"{'长' * HEAD}…{'长' * TAIL}" in text


@cache
def parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["report.docx", "report.pptx", "report.xlsx", "brief.docx"])
def test_an_office_file_of_a_hostile_table_is_sound_xml_that_leads_nowhere(hostile: Made, name: str) -> None:
    for path, data in parts(hostile.files[name]).items():
        if path.endswith((".xml", ".rels")):
            root = ET.fromstring(data)  # noqa: S314  our own
            assert all(node.get("TargetMode") != "External" for node in root.iter())
            assert not [
                node.tag for node in root.iter() if node.tag.endswith("}f") and "HYPERLINK" in (node.text or "")
            ]


@pytest.mark.parametrize("name", ["report.html", "brief.html"])
def test_a_web_page_of_a_hostile_table_runs_and_fetches_nothing(hostile: Made, name: str) -> None:
    page = Page()
    page.feed(hostile.files[name].decode())
    assert {"script", "iframe", "object", "link", "base", "form"}.isdisjoint(page.tags)
    assert not [key for key, _ in page.attributes if key.startswith("on")]
    targets = [value or "" for key, value in page.attributes if key in {"href", "src", "xlink:href"}]
    assert all(target.startswith(("#", "data:")) for target in targets)


def test_lists_of_a_hostile_table_hold_no_formula(hostile: Made) -> None:
    lists = [data.decode("utf-8-sig") for path, data in hostile.files.items() if path.endswith(".csv")]
    assert lists
    assert not any(re.search(r'(^|,)"?[=+@]', line) for text in lists for line in text.splitlines())
