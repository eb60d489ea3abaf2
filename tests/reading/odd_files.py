"""Every kind of odd file people upload, made on the spot, and what must come of it: a table of this shape, or these words."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl
from book_files import Cell, Rows, compound, locked_xls, locked_xlsx, ods, xls, xlsb, xlsx, zipped

NAMES = ["会员ID", "姓名", "城市", "累计消费金额", "会员等级"]
TEXTS: list[list[str]] = [
    [f"M{n:03d}", f"客户{n}", "北京, 朝阳" if n % 3 else 'say "5"', f"{n * 10}.50", "金卡" if n % 2 else ""]
    for n in range(1, 21)
]
EMPTY: Cell = None
SHEET: Rows = [[*NAMES], *([cell or EMPTY for cell in row] for row in TEXTS)]
SHAPE = (len(TEXTS), len(NAMES))
PLAIN = [NAMES, *TEXTS]


@dataclass(frozen=True, slots=True)
class Odd:
    """`shape` (data rows, columns) of each table that must be found, in order; or `said`, words of the refusal."""

    label: str
    name: str
    make: Callable[[], bytes]
    shapes: tuple[tuple[int, int], ...] = ()
    said: str = ""


def text(rows: list[list[str]], delimiter: str = ",", quote: str = '"', end: str = "\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, quotechar=quote, lineterminator=end).writerows(rows)
    return buffer.getvalue()


def good(label: str, make: Callable[[], bytes | str], name: str = "客户.csv", *shapes: tuple[int, int]) -> Odd:
    def data() -> bytes:
        made = make()
        return made.encode() if isinstance(made, str) else made

    return Odd(label, name, data, shapes or (SHAPE,))


def bad(label: str, name: str, make: Callable[[], bytes], said: str) -> Odd:
    return Odd(label, name, make, said=said)


def frame(write: str) -> bytes:
    buffer = io.BytesIO()
    getattr(pl.DataFrame(TEXTS, schema=NAMES, orient="row"), write)(buffer)
    return buffer.getvalue()


def page() -> str:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in PLAIN)
    return f"<html><meta charset='utf-8'><table>{rows}</table></html>"


def objects() -> str:
    return "\n".join(json.dumps(dict(zip(NAMES, row, strict=True)), ensure_ascii=False) for row in TEXTS)


def encoded(codec: str) -> Odd:
    return good(f"encoding {codec}", lambda: text(PLAIN).encode(codec))


def delimited(delimiter: str) -> Odd:
    return good(f"delimiter {delimiter!r}", lambda: text(PLAIN, delimiter))


def wide(rows: Rows, above: int, left: int) -> Rows:
    return [[]] * above + [[None] * left + row for row in rows]


TITLED = [
    ["六月会员报表", "", "", "", ""],
    [""] * 5,
    *PLAIN,
    ["合计", "", "", "2105.00", ""],
    ["制表人：某", "", "", "", ""],
]
OTHER = [["门店", "面积"], *([f"店{n}", f"{n}00"] for n in range(1, 5))]
WIDER = [[*NAMES, "备注"], *([*row, ""] for row in TEXTS[:8])]
TEXT_FILES = (
    *map(encoded, ("utf-8", "utf-8-sig", "utf-16", "gb18030")),
    *map(delimited, (",", "\t", ";", "|", "，", "；", " ")),
    good("blank after each comma", lambda: "\n".join(", ".join(f'"{c}"' for c in row) for row in [NAMES, *[[c.replace('"', "") for c in r] for r in TEXTS]])),
    good("sep line", lambda: "sep=;\r\n" + text(PLAIN, ";", end="\r\n")),
    good("single quotes", lambda: text(PLAIN, quote="'")),
    good("backslash escapes", lambda: text(PLAIN).replace('""5""', '\\"5\\"')),
    *(good(f"line end {end!r}", lambda end=end: text(PLAIN, end=end)) for end in ("\n", "\r\n", "\r")),  # type: ignore[misc]
    good("no line end at the end", lambda: text(PLAIN).rstrip("\n")),
    good("two line ends at the end", lambda: text(PLAIN) + "\n"),
    good("line ends in cells", lambda: text([[c.replace(", ", "\n") for c in row] for row in PLAIN], end="\r\n")),
    good("no header", lambda: text(TEXTS)),
    good("header twice", lambda: text([NAMES, *PLAIN])),
    good("header three times", lambda: text([NAMES, NAMES, *PLAIN])),
    good("title, blank row, total, note", lambda: text(TITLED)),
    good("header only", lambda: text([NAMES]), "客户.csv", (0, 5)),
    good("one row", lambda: text(PLAIN[:2]), "客户.csv", (1, 5)),
    good("a narrower table below", lambda: text(PLAIN) + text(OTHER), "客户.csv", SHAPE, (4, 2)),
    good("a wider table below", lambda: text(PLAIN) + text(WIDER), "客户.csv", SHAPE, (8, 6)),
    good("the same table below", lambda: text(PLAIN * 2), "客户.csv", (40, 5)),
    good("a row cut short", lambda: text([*PLAIN, ["M021", "30.00"]])),
    good("a row too long", lambda: text([*PLAIN, [*TEXTS[0], "x", "y"]])),
    good("a NUL before quotation marks", lambda: text(PLAIN).replace('""5""', '\x00"5\x00"')),
    bad("nothing", "空.csv", lambda: b"", "空文件"),
    bad("blanks", "空.csv", lambda: b"\xef\xbb\xbf \r\n", "空文件"),
    bad("a text", "文.xls", lambda: b"Report not found here", "只有文字"),
    bad("no encoding", "乱.csv", lambda: b"a,b\n" + b"\xff\xff\xff,\xfe\xfe\n" * 20, "编码"),
)  # fmt: skip
BOOKS = (
    *(good(f"workbook {make.__name__}", lambda make=make: make({"会员": SHEET}), f"客户.{make.__name__}") for make in (xlsx, xls, xlsb, ods)),  # type: ignore[misc]
    good("a workbook by another name", lambda: xlsx({"会员": SHEET})),
    good("hidden and empty sheets", lambda: xlsx({"空": [], "旧": SHEET[:3], "会员": SHEET}, hidden=("旧",)), "客户.xlsx"),
    good("a description first", lambda: xlsx({"说明": [["本表为示例"]], "会员": SHEET}), "客户.xlsx"),
    good("a table that begins elsewhere", lambda: xlsx({"会员": wide(SHEET, 4, 3)}), "客户.xlsx"),
    good("two sheets", lambda: xlsx({"会员": SHEET, "门店": [[*row] for row in OTHER]}), "客户.xlsx", SHAPE, (4, 2)),
    good("escapes", lambda: xlsx({"会员": [SHEET[0], *([*row[:4], "_x000D_"] for row in SHEET[1:])]}), "客户.xlsx"),
    good("rows repeated", lambda: ods({"会员": SHEET[1:]}, rows_repeated=3), "客户.ods", (60, 5)),
    bad("an empty workbook", "空.xlsx", lambda: xlsx({"Sheet1": []}), "所有工作表都是空的"),
    bad("an xlsx under a password", "密.xlsx", locked_xlsx, "密码保护"),
    bad("an xls under a password", "密.xls", lambda: locked_xls({"会员": SHEET}), "密码保护"),
    bad("an ods under a password", "密.ods", lambda: zipped({"content.xml": b"\x01", "META-INF/manifest.xml": "<encryption-data/>"}), "密码保护"),
    bad("an xlsx cut short", "短.xlsx", lambda: xlsx({"会员": SHEET})[:900], "已损坏"),
    bad("an xls of 68 bytes", "小.xls", lambda: compound({"Workbook": b""})[:68], "已损坏"),
    bad("an xls that points past its end", "坏.xls", lambda: xls({"会员": SHEET}).replace(b"\xfe\xff\xff\xff", b"\x00\x00\x01\x00"), "已损坏"),
)  # fmt: skip
OTHERS = (
    good("parquet", lambda: frame("write_parquet"), "客户.parquet"),
    good("arrow", lambda: frame("write_ipc"), "客户.feather"),
    good("json lines", objects, "客户.jsonl"),
    good("a page named xls", page, "客户.xls"),
    good("a zip of two", lambda: zipped({"a.csv": text(PLAIN), "b.csv": text(OTHER)}), "客户.zip", SHAPE, (4, 2)),
    bad("a pdf", "文.pdf", lambda: b"%PDF-1.7 x", "PDF"),
    bad("a picture", "图.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(40), "图片"),
    bad("a parquet cut short", "短.parquet", lambda: frame("write_parquet")[:200], "已损坏"),
)
ODD = (*TEXT_FILES, *BOOKS, *OTHERS)
