"""The printed tables of shares → the sheet 复算: counts as numbers, formulas over them, and the printed shares beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from hvc.analysis.model import Breakdown, Overview
from hvc.export.model import Material
from hvc.export.text import width
from hvc.export.workbook import AT_A_CELL, HEAD, Book, GridColumn
from hvc.report.model import DataTable
from hvc.units import COUNT, INDEX, NOTHING, RATIO, SHARE, YUAN, Unit

TITLE = "复算"
SAME, APART = "相符", "不符"
CLOSE = 0.0005  # further from the printed value than this is another value
NOTE = (
    "人数是数字，三种占比、TGI、倍数和「核对」是公式，改一个人数就会重算。占高价值、占其他 = 这一组的人数 ÷ 该类客户中填写了这一字段的人数；"
    "高价值占比 = 这一组的高价值 ÷ 这一组的全部；TGI = 100 × 占高价值 ÷ 全体客户中的占比；倍数 = 占高价值 ÷ 占其他；除数为零写作 —。"
    f"每列右边的「报告」是报告里的值，报告没有给出的不复算；两者相差不到 {CLOSE} 为相符。"
)
COUNTS = ("high_value", "n_high_value", "others", "n_others")  # columns C to F
NEEDED = {"high_value", "others", "share_high_value", "share_others"}
CHECK = "check"


@dataclass(frozen=True, slots=True)
class Share:
    """One measure of a row: its key in the printed table, title, unit, formula over the row's counts, and the same in Polars."""

    key: str
    title: str
    unit: Unit
    formula: str
    value: pl.Expr


A, N, B, M = (pl.col(key) for key in COUNTS)
SHARES = (
    Share("share_high_value", "占高价值", SHARE, 'IF(D{0}=0,"—",C{0}/D{0})', A / N),
    Share("share_others", "占其他", SHARE, 'IF(F{0}=0,"—",E{0}/F{0})', B / M),
    Share("rate", "高价值占比", SHARE, 'IF(C{0}+E{0}=0,"—",C{0}/(C{0}+E{0}))', A / (A + B)),
    Share("tgi", "TGI", INDEX, 'IF(D{0}*(C{0}+E{0})=0,"—",100*(C{0}/D{0})/((C{0}+E{0})/(D{0}+F{0})))', 100 * (A / N) / ((A + B) / (N + M))),
    Share("rr", "倍数", RATIO, 'IF(D{0}*E{0}=0,"—",(C{0}/D{0})/(E{0}/F{0}))', (A / N) / (B / M)),
)  # fmt: skip
FIRST = 6  # the column of the first share; the printed value of each stands after it
COLUMNS = (
    GridColumn("field", "维度"),
    GridColumn("level", "分组"),
    GridColumn("high_value", "高价值", COUNT.excel),
    GridColumn("n_high_value", "高价值填写", COUNT.excel),
    GridColumn("others", "其他", COUNT.excel),
    GridColumn("n_others", "其他填写", COUNT.excel),
    *(
        GridColumn(f"{share.key}{end}", title, share.unit.excel)
        for share in SHARES
        for end, title in (("", share.title), ("_told", "报告"))
    ),
    GridColumn(CHECK, "核对"),
)
PLACE = {column.key: place for place, column in enumerate(COLUMNS)}
ROWS = pl.Schema(
    {
        "field": pl.String,
        "level": pl.String,
        **dict.fromkeys(COUNTS, pl.Int64),
        **{f"{share.key}_told": pl.Float64 for share in SHARES},
    }
)


def recompute(book: Book, material: Material) -> None:
    """Write the sheet: a row per printed group, then the shares of the whole and how many rows agree."""
    sheet = book.sheet(TITLE)
    frame = _computed(pl.concat([ROWS.to_frame(), *_printed(material)])).head(AT_A_CELL)
    book.grid(sheet, frame.select(column.key for column in COLUMNS), COLUMNS, (TITLE, NOTE))
    for row, values in enumerate(frame.iter_rows(named=True), HEAD + 1):
        _formulas(book, sheet, row, values)
    top = HEAD + 2 + frame.height
    whole = _whole(book, sheet, top, material.analysis.overview)
    _tally(book, sheet, top + 1 + len(whole), [*frame[CHECK], *whole])


def _printed(material: Material) -> Iterator[pl.DataFrame]:
    """The groups whose shares the report prints, with their counts; none whose counts are withheld."""
    for section in material.report.sections:
        breakdown = material.analysis.breakdown(section.key)
        for block in section.blocks:
            if breakdown and isinstance(block, DataTable) and {column.key for column in block.columns} >= NEEDED:
                yield _groups(block, breakdown)


def _groups(table: DataTable, breakdown: Breakdown) -> pl.DataFrame:
    told = [pl.col(share.key) if share.key in table.frame.columns else pl.lit(None) for share in SHARES]
    groups = table.frame.select(
        field=pl.lit(table.columns[0].title),
        level=pl.col(table.columns[0].key),
        high_value=_count("high_value"),
        n_high_value=pl.lit(breakdown.n_high_value),
        others=_count("others"),
        n_others=pl.lit(breakdown.n_others),
        **{f"{share.key}_told": one for share, one in zip(SHARES, told, strict=True)},
    )
    return groups.cast(ROWS).drop_nulls(["high_value", "others", "share_high_value_told"])


def _count(key: str) -> pl.Expr:
    """A count; where small ones are withheld all are texts, and those that are told still read as numbers."""
    return pl.col(key).cast(pl.String).str.replace_all(",", "").cast(pl.Int64, strict=False)


def _computed(frame: pl.DataFrame) -> pl.DataFrame:
    """With what the formulas give, null where they divide by zero, and whether that is what was told."""
    values = frame.with_columns(pl.when(share.value.is_finite()).then(share.value).alias(share.key) for share in SHARES)
    far = [
        pl.col(f"{s.key}_told").is_not_null()
        & ((pl.col(s.key) - pl.col(f"{s.key}_told")).abs() < CLOSE).fill_null(value=False).not_()
        for s in SHARES
    ]
    return values.with_columns(pl.when(pl.any_horizontal(far)).then(pl.lit(APART)).otherwise(pl.lit(SAME)).alias(CHECK))


def _formulas(book: Book, sheet: Worksheet, row: int, values: dict[str, float | str | None]) -> None:
    """Put the formulas of one row over what they give; what the report does not give stays empty."""
    pairs = []
    for share in SHARES:
        place, value = PLACE[share.key], values[share.key]
        look = book.body(COLUMNS[place], wrap=False)
        if value is not None and values[f"{share.key}_told"] is None:
            sheet.write_blank(row, place, None, look)
            continue
        formula = f"={share.formula.format(row + 1)}"
        sheet.write_formula(row, place, formula, look, NOTHING if value is None else value)
        pairs.append((place, place + 1))
    _check(book, sheet, row, pairs, str(values[CHECK]))


def _check(book: Book, sheet: Worksheet, row: int, pairs: list[tuple[int, int]], value: str) -> None:
    """The largest distance of a recomputed value from the one told beside it, in a word."""
    far = []
    for ours, told in pairs:
        mine, other = xl_rowcol_to_cell(row, ours), xl_rowcol_to_cell(row, told)
        far.append(f'IF({other}="",0,ABS({mine}-{other}))')
    formula = f'=IF(IFERROR(MAX({",".join(far)}),1)<{CLOSE},"{SAME}","{APART}")'
    sheet.write_formula(row, PLACE[CHECK], formula, book.body(COLUMNS[-1], wrap=False), value)


def _whole(book: Book, sheet: Worksheet, top: int, overview: Overview) -> list[str]:
    """The shares of the overview under the columns of the groups; whether each is what was told."""
    heads = {0: "总体", 2: "高价值", 3: "全部客户", FIRST: "复算", FIRST + 1: "报告", PLACE[CHECK]: "核对"}
    for place in range(len(COLUMNS)):
        sheet.write_string(top, place, heads.get(place, ""), book.look("header"))
    people = (overview.high_value, overview.customers, overview.high_value_share)
    money = (overview.high_value_amount, overview.amount, overview.high_value_amount_share)
    sheet.set_column(2, 3, max(14, width(f"{overview.amount:,.2f}") + 2))
    return [
        _part(book, sheet, top + 1, ("高价值客户占比", COUNT), people),
        _part(book, sheet, top + 2, ("高价值金额占比", YUAN), money),
    ]


def _part(
    book: Book, sheet: Worksheet, row: int, named: tuple[str, Unit], numbers: tuple[float, float, float | None]
) -> str:
    """One share of the whole: both its numbers, the formula, what was told, and whether they agree."""
    (name, unit), (part, whole, told) = named, numbers
    plain, share = (book.body(GridColumn("", "", one.excel), wrap=False) for one in (unit, SHARE))
    value = part / whole if whole else None
    sheet.write_string(row, 0, name, book.body(COLUMNS[0], wrap=False))
    sheet.write_number(row, 2, part, plain)
    sheet.write_number(row, 3, whole, plain)
    formula = f'=IF(D{row + 1}=0,"{NOTHING}",C{row + 1}/D{row + 1})'
    sheet.write_formula(row, FIRST, formula, share, NOTHING if value is None else value)
    if told is not None:
        sheet.write_number(row, FIRST + 1, told, share)
    check = SAME if told is None or (value is not None and abs(value - told) < CLOSE) else APART
    _check(book, sheet, row, [(FIRST, FIRST + 1)], check)
    return check


def _tally(book: Book, sheet: Worksheet, top: int, checks: list[str]) -> None:
    """How many rows agree, and how many do not."""
    column = PLACE[CHECK]
    cells = f"{xl_rowcol_to_cell(HEAD + 1, column)}:{xl_rowcol_to_cell(top - 1, column)}"
    for row, (name, word) in enumerate((("相符的行数", SAME), ("不符的行数", APART)), top):
        sheet.write_string(row, 0, name, book.body(COLUMNS[0], wrap=False))
        look = book.body(GridColumn("", "", COUNT.excel), wrap=False)
        sheet.write_formula(row, column, f'=COUNTIF({cells},"{word}")', look, checks.count(word))
