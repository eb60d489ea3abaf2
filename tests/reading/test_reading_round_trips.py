"""Laws: a table written in any format that is read, in any encoding and with any dirt around it, reads back as it was."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from html import escape

import polars as pl
import pytest
from book_files import Cell, Rows, ods, xls, xlsb, xlsx
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hvc.reading import Table, read
from hvc.schema import ROW

NAMES = ("会员ID", "姓名", "备注", "累计消费金额", "注册日期")
Row = tuple[str, str | None, str | None, float | None, date | None]

words = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=6)
texts = st.lists(words, min_size=1, max_size=3).map(" ".join)
marks = st.sampled_from(
    ['说"好"', "a,b", "a;b", "x\ty", "甲、乙", "两\n行", "it's", "1,200", '8" 屏', "|", "，", "001", "=1+1", "-"]
)
amounts = st.integers(-(10**9), 10**9).map(float) | st.integers(-(10**7), 10**7).map(lambda cents: cents / 100)
days = st.dates(date(1950, 1, 1), date(2099, 12, 31)) | st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 31)).map(  # noqa: DTZ001  a cell has no zone
    lambda moment: moment.replace(microsecond=0)
)
rest = st.tuples(st.none() | texts, st.none() | marks, st.none() | amounts, st.none() | days)
tables = st.lists(rest, min_size=3, max_size=8).map(lambda rows: [(f"M{n:04d}", *row) for n, row in enumerate(rows, 1)])


def said(cell: Cell) -> str | None:
    """A cell as a person reads it."""
    match cell:
        case None:
            return None
        case datetime():
            return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
        case date():
            return cell.isoformat()
        case float():
            return f"{cell:.2f}".rstrip("0").rstrip(".").replace("-0", "-0" if cell else "0")
        case _:
            return str(cell)


def rows_of(table: Table) -> list[tuple[str | None, ...]]:
    return table.frame.drop(ROW).rows()


def wanted(rows: list[Row]) -> list[tuple[str | None, ...]]:
    return [tuple(map(said, row)) for row in rows]


@dataclass(frozen=True, slots=True)
class Way:
    """How a text is written, and the dirt around its table."""

    encoding: str
    delimiter: str
    newline: str
    quoting: int
    titles: int
    gap: int
    repeated: bool
    total: bool
    tail: str

    def written(self, rows: list[Row]) -> bytes:
        body = [[cell or "" for cell in row] for row in wanted(rows)]
        blank, empty = [""] * len(NAMES), [""] * (len(NAMES) - 1)
        lines = [[f"报表 {n}", *empty] for n in range(self.titles)] + [list(NAMES), *body[:2]]
        lines += [blank] * self.gap + ([list(NAMES)] if self.repeated else []) + body[2:]
        lines += [["合计", *empty[:2], "99", ""]] if self.total else []
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.newline, quoting=self.quoting)  # type: ignore[arg-type]  # an int is what csv's constants are
        writer.writerows(lines)
        return (text.getvalue() + self.tail).encode(self.encoding)


ways = st.builds(
    Way,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]),
    st.sampled_from([",", "\t", ";", "|", "，"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.integers(0, 2),
    st.integers(0, 2),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "\n", "\n\n\n"]),
)


@settings(max_examples=40, deadline=None)
@given(rows=tables, way=ways)
def test_what_was_written_as_text_reads_back_whatever_surrounds_it(rows: list[Row], way: Way) -> None:
    (table,) = read("客户.csv", way.written(rows))
    assert table.headers == NAMES
    assert rows_of(table) == wanted(rows)
    assert table.header_row == way.titles + 1
    assert table.rows_read - table.frame.height == way.gap + way.repeated + way.total


def sheet(rows: list[Row]) -> Rows:
    return [[*NAMES], *([*row] for row in rows)]


def undated(rows: list[Row]) -> Rows:
    return sheet([(*row[:4], None) for row in rows])


@pytest.mark.parametrize("write", [xlsx, xls, ods])
@settings(max_examples=12, deadline=None)
@given(rows=tables)
def test_what_was_written_as_a_workbook_reads_back(write: Callable[[dict[str, Rows]], bytes], rows: list[Row]) -> None:
    (table,) = read("客户", write({"会员": sheet(rows)}))
    assert table.headers == NAMES
    assert rows_of(table) == wanted(rows)


@settings(max_examples=12, deadline=None)
@given(rows=tables)
def test_what_was_written_as_a_binary_workbook_reads_back(rows: list[Row]) -> None:
    (table,) = read("客户.xlsb", xlsb({"会员": undated(rows)}))
    assert [row[:4] for row in rows_of(table)] == [row[:4] for row in wanted(rows)]


def page(rows: list[Row]) -> bytes:
    cells = [[*NAMES], *([cell or "" for cell in row] for row in wanted(rows))]
    body = "".join("<tr>" + "".join(f"<td>{escape(c).replace(chr(10), '<br>')}</td>" for c in row) for row in cells)
    return f"<html><meta charset='gb18030'><table>{body}</table></html>".encode("gb18030")


def old_xml(rows: list[Row]) -> bytes:
    cells = [[*NAMES], *([cell or "" for cell in row] for row in wanted(rows))]
    body = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{escape(c)}</Data></Cell>' for c in row) + "</Row>"
        for row in cells
    )
    urn = "urn:schemas-microsoft-com:office:spreadsheet"
    head = f'<?xml version="1.0"?><Workbook xmlns="{urn}" xmlns:ss="{urn}"><Worksheet ss:Name="会员"><Table>'
    return (head + body + "</Table></Worksheet></Workbook>").encode()


def lines(rows: list[Row]) -> bytes:
    objects = (dict(zip(NAMES, (*row[:3], said(row[3]), said(row[4])), strict=True)) for row in rows)
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in objects).encode("utf-8-sig")


def archive(rows: list[Row]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("一月/会员.xlsx", xlsx({"会员": sheet(rows)}))
    return buffer.getvalue()


@pytest.mark.parametrize("write", [page, old_xml, lines, archive])
@settings(max_examples=12, deadline=None)
@given(rows=tables)
def test_what_was_written_as_markup_json_or_zip_reads_back(
    write: Callable[[list[Row]], bytes], rows: list[Row]
) -> None:
    (table,) = read("客户", write(rows))
    assert [tuple(cell if cell is None else cell.replace("\t", " ") for cell in row) for row in rows_of(table)] == [
        tuple(cell if cell is None else cell.replace("\t", " ") for cell in row) for row in wanted(rows)
    ]


@pytest.mark.parametrize("write", ["write_parquet", "write_ipc"])
@settings(max_examples=12, deadline=None)
@given(rows=tables)
@example(rows=[("M1", None, None, None, None)])
def test_what_was_written_with_types_reads_back(write: str, rows: list[Row]) -> None:
    schema = dict(zip(NAMES, (pl.String, pl.String, pl.String, pl.Float64, pl.Datetime), strict=True))
    moments = [(*row[:4], row[4] and datetime.fromisoformat(row[4].isoformat())) for row in rows]
    frame, buffer = pl.DataFrame(moments, schema=schema, orient="row"), io.BytesIO()
    getattr(frame, write)(buffer)
    (table,) = read("客户", buffer.getvalue())
    assert (table.headers, rows_of(table)) == (NAMES, wanted(rows))
