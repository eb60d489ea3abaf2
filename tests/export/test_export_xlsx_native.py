"""Excel's own charts read cells that exist, and the formulas of 复算 give what the report prints."""

from __future__ import annotations

import ast
import io
import operator
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import polars as pl
import pytest
from export_cases import HOSTILE
from planted_walk import TODAY
from shared_walk import FILES, material, shared, walk_of

from hvc.export import xlsx
from hvc.export.model import Material
from hvc.export.recomputing import APART, SAME
from hvc.report.brief import brief
from hvc.report.compose import compose
from hvc.report.model import DataTable, TableColumn
from hvc.report.palette import LIGHT
from hvc.schema import TIER
from hvc.units import COUNT, SHARE

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
REFERENCE = re.compile(r"\$?([A-Z]+)\$?(\d+)")
WORDS = {"IF", "IFERROR", "MAX", "ABS", "COUNTIF"}
TEXTS = {"—", SAME, APART, ""}
OPERATORS: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
every_sample = pytest.mark.parametrize("name", list(FILES))


@cache
def whole(name: str) -> Material:
    walk = walk_of(name)
    told = walk.analysis, walk.findings, walk.actions
    report, page = (write(*told, generated=TODAY) for write in (compose, brief))
    return Material(report, *told, {}, brief=page)


@cache
def made(name: str, *, few: bool = False) -> bytes:
    return xlsx.render(material(shared(name)) if few else whole(name))[0][1]


def book(data: bytes, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def charts(data: bytes) -> list[ET.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        names = [name for name in packed.namelist() if name.startswith("xl/charts/chart")]
        return [ET.fromstring(packed.read(name)) for name in names]  # noqa: S314  our own


def pointed(node: ET.Element, workbook: Any) -> list[object]:
    """The cells that a reference of a chart names."""
    text = node.findtext(f".//{C}f") or ""
    sheet, _, cells = text.rpartition("!")
    quoted = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
    left, top, right, bottom = openpyxl.utils.range_boundaries(cells)
    rows = workbook[quoted].iter_rows(top, bottom, left, right, values_only=True)
    return [cell for row in rows for cell in row]


def value(node: ast.AST, sheet: Any) -> Any:  # noqa: PLR0911  one way out for each kind of node
    """What a formula of ours gives, translated to an expression; IF looks at one branch alone, as in Excel."""
    match node:
        case ast.Constant(value=constant):
            return constant
        case ast.Name(id=name):
            cell = sheet[name].value
            formula = isinstance(cell, str) and cell.startswith("=")
            return value(parsed(cell), sheet) if formula else cell or 0
        case ast.BinOp(left, op, right):
            return OPERATORS[type(op)](value(left, sheet), value(right, sheet))
        case ast.Compare(left, [ast.Eq()], [ast.Constant(value="")]):
            return isinstance(left, ast.Name) and sheet[left.id].value is None
        case ast.Compare(left, [op], [right]):
            compare = operator.eq if isinstance(op, ast.Eq) else operator.lt
            return compare(value(left, sheet), value(right, sheet))
        case ast.Call(ast.Name(id="IF"), [test, yes, no]):
            return value(yes if value(test, sheet) else no, sheet)
        case ast.Call(ast.Name(id="IFERROR"), [one, otherwise]):
            try:
                return value(one, sheet)
            except (TypeError, ZeroDivisionError):
                return value(otherwise, sheet)
        case ast.Call(ast.Name(id=name), arguments):
            numbers = [value(one, sheet) for one in arguments]
            return max(numbers) if name == "MAX" else abs(numbers[0])
        case _:
            raise AssertionError(ast.dump(node))


def parsed(formula: str) -> ast.AST:
    return ast.parse(re.sub(r"(?<!<)=", "==", formula.removeprefix("=")), mode="eval").body


def formulas(sheet: Any) -> dict[str, str]:
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}


@every_sample
@pytest.mark.parametrize("few", [False, True], ids=["whole", "shareable"])
def test_every_formula_gives_what_the_report_prints_beside_it(name: str, few: bool) -> None:
    data = made(name, few=few)
    sheet, kept = book(data)["复算"], book(data, values=True)["复算"]
    shown = formulas(sheet)
    assert len(shown) > 20
    for place, formula in shown.items():
        if "COUNTIF" in formula:
            continue
        given, stored = value(parsed(formula), sheet), kept[place].value
        assert given == (pytest.approx(stored) if isinstance(stored, int | float) else stored), place
        beside = kept[place].offset(0, 1).value if sheet[place].column < 17 else None
        assert beside is None or beside == pytest.approx(stored), place
    words = [row[16] for row in kept.iter_rows(min_row=5, values_only=True)]
    assert words.count(SAME) == words[-2] > 2
    assert words.count(APART) == words[-1] == 0


@every_sample
def test_every_printed_share_is_recomputed(name: str) -> None:
    held = whole(name)
    tables = [
        block
        for section in held.report.sections
        for block in section.blocks
        if isinstance(block, DataTable) and {"high_value", "share_high_value"} <= {c.key for c in block.columns}
    ]
    told = {
        (t.columns[0].title, level)
        for t in tables
        for level, share in t.frame.select(t.columns[0].key, "share_high_value").rows()
        if share is not None
    }
    rows = {row[:2] for row in book(made(name))["复算"].iter_rows(min_row=5, values_only=True)}
    assert len(told) > 5
    assert told <= rows


@every_sample
@pytest.mark.parametrize("few", [False, True], ids=["whole", "shareable"])
def test_every_chart_reads_numbers_that_stand_in_its_cells(name: str, few: bool) -> None:
    data = made(name, few=few)
    workbook, drawn = book(data, values=True), charts(data)
    assert len(drawn) > 3
    for chart in drawn:
        assert chart.findall(f".//{C}ser")
        for node in [*chart.iter(f"{C}numRef"), *chart.iter(f"{C}strRef")]:
            cells = [cell for cell in pointed(node, workbook) if cell is not None]
            assert cells
            cached = [point.findtext(f"{C}v") or "" for point in node.iter(f"{C}pt")]
            if node.tag.endswith("numRef"):
                assert [float(one) for one in cached] == pytest.approx(cells)
            else:
                assert cached == [str(one) for one in cells]


def test_a_breakdown_is_drawn_on_its_own_sheet_in_our_colours_with_words_and_chinese_type() -> None:
    data = made("会员")
    workbook = book(data)
    for title in ("客户标签", "会员等级", "信用评级"):
        assert len(workbook[title]._charts) == 1
    assert len(workbook["概览"]._charts) == 2
    for chart in charts(data):
        fills = [fill.get("val") for s in chart.iter(f"{C}ser") for fill in s.findall(f"{C}spPr//{A}srgbClr")]
        assert fills[0] == LIGHT.high_value.removeprefix("#")
        assert {face.get("typeface") for face in chart.iter(f"{A}ea")} == {"微软雅黑"}
        assert chart.find(f"{C}chart/{C}title") is None
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        texts = [packed.read(n).decode() for n in packed.namelist() if n.startswith("xl/drawings/drawing")]
    assert all(len(told) > 10 for text in texts for told in re.findall(r'descr="([^"]*)"', text))
    assert sum(text.count("descr=") for text in texts) == len(charts(data))


def test_the_words_and_the_picture_of_the_second_stand_apart_from_the_first() -> None:
    sheet = book(made("会员"))["概览"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "图")
    for line in (row, row + 1):
        ours, theirs = (sheet.cell(line, column).alignment for column in (2, 3))
        assert (ours.indent, theirs.indent, theirs.horizontal) == (0, 2, "left")  # an indent of no side is none
    first, second = (chart.anchor for chart in sheet._charts)
    assert first.to.col < second._from.col
    assert second._from.colOff > 0


def test_no_formula_holds_a_text_of_the_data_and_what_wants_to_do_harm_stays_text(
    hostile: Material, plain: Material
) -> None:
    for data in (xlsx.render(hostile)[0][1], xlsx.render(plain)[0][1], made("会员")):
        for sheet in book(data):
            for formula in formulas(sheet).values():
                assert sheet.title == "复算"
                assert set(re.findall(r'"([^"]*)"', formula)) <= TEXTS
                bare = REFERENCE.sub("", re.sub(r'"[^"]*"', "", formula))
                assert set(re.findall(r"[^\W\d_]+", bare)) <= WORDS
        for chart in charts(data):
            assert not [node for node in chart.iter(f"{C}f") if HOSTILE[0] in (node.text or "")]


def levels(names: list[str], others: list[int], share: float) -> DataTable:
    """A printed table of two levels whose first share is said to be `share`."""
    frame = pl.DataFrame(
        {"level": names, "high_value": [18, 24], "share_high_value": [share, 24 / 42], "others": others,
         "share_others": [n / 78 for n in others], "rate": [None, 24 / 102], "tgi": [None, None], "rr": [None, None]}
    )  # fmt: skip
    units = {"high_value": COUNT, "others": COUNT, **dict.fromkeys(("share_high_value", "share_others", "rate"), SHARE)}
    columns = tuple(TableColumn(key, key, units.get(key)) for key in frame.columns)
    return DataTable("等级", columns, frame, name="=A'1!$B")


def with_table(plain: Material, table: DataTable) -> bytes:
    section = replace(plain.report.sections[1], key=TIER.key, blocks=(table,))
    return xlsx.render(replace(plain, report=replace(plain.report, sections=(section,))))[0][1]


def test_a_hostile_name_of_a_sheet_or_a_level_is_quoted_and_a_text(plain: Material) -> None:
    data = with_table(plain, levels([HOSTILE[0], "'=1+1"], [0, 78], 18 / 42))
    (chart,) = charts(data)
    names = chart.find(f".//{C}cat")
    assert names is not None
    assert pointed(names, book(data)) == [HOSTILE[0], "'=1+1"]
    assert book(data)["=A'1!$B"]["A5"].data_type == "s"
    assert book(data)["复算"]["B5"].data_type == "s"


def test_a_share_that_is_not_what_its_counts_give_is_told_of_and_a_ratio_over_nothing_is_a_dash(
    plain: Material,
) -> None:
    data = with_table(plain, levels(["钻石", "普通"], [0, 78], 0.5))
    sheet, kept = book(data)["复算"], book(data, values=True)["复算"]
    assert [kept[f"Q{row}"].value for row in (5, 6)] == [APART, SAME]
    assert [value(parsed(sheet[f"Q{row}"].value), sheet) for row in (5, 6)] == [APART, SAME]
    assert kept["O5"].value == value(parsed(sheet["O5"].value), sheet) == "—"
    assert kept["K5"].value is sheet["K5"].value is None  # the report gives no rate: neither do we


def test_counts_that_are_withheld_are_not_recomputed_and_nothing_is_drawn_of_them(plain: Material) -> None:
    table = levels(["钻石", "普通"], [0, 78], 18 / 42)
    shares = (pl.Series(name, [None, 0.5]) for name in ("share_high_value", "share_others"))
    frame = table.frame.with_columns(pl.Series("high_value", ["<10", "1,024"]), *shares)
    data = with_table(plain, replace(table, frame=frame))
    rows = list(book(data, values=True)["复算"].iter_rows(min_row=5, max_col=3, values_only=True))
    assert [row for row in rows if row[1]] == [("level", "普通", 1024)]
    assert charts(data) == []


def test_the_same_report_gives_the_same_sheets_and_charts() -> None:
    def parts(data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return {n: packed.read(n) for n in packed.namelist() if not n.startswith("docProps/")}

    assert parts(made("会员")) == parts(xlsx.render(whole("会员"))[0][1])
