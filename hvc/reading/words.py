"""What a single cell says about its row: a value, a unit, a total, a note; matching only, never changing."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

Row = tuple[str | None, ...]

_VALUE = re.compile(
    r"[-+(]?[¥$€]?\s?-?\d[\d,]*(\.\d+)?(e[+-]?\d+)?\s?[万亿]?元?%?\)?"  # numbers and money
    r"|\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ t]\d.*)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}( .*)?|\d{1,2}:\d\d(:\d\d)?"  # dates
    r"|[a-z]{0,4}[-_]?\d{3,}|[^@\s]+@[^@\s]+\.[a-z]+|https?://\S+|true|false"
)
_YEAR = re.compile(r"(19|20)\d\d")  # as a header: 2023, 2024, …
_UNIT = re.compile(
    r"[(\[【]?(单位[::])?(元|万元|千元|百万元|亿元|分|角|人|个|次|笔|单|件|天|日|岁|年|个?月|%|小时|分钟|rmb|cny|人民币|人民币元)[)\]】]?"
)
# Written for Rust's regex as well: they run over whole columns.
TOTAL: Final = (
    r"(?i)^[\s\-*【(（]*(?:(?:本?页|本月|本年|全年|累计)?(?:合\s*计|小\s*计|总\s*计|共\s*计|总\s*和|汇\s*总)"
    r"|(?:grand\s*|sub\s*)?total)[\s\-*】)）]*(?:[:：(（].{0,30})?$"
    r"|^\S{1,12}\s?(?:合计|小计|总计)[:：]?$|^\S{1,20} (?:汇总|total)$"
)
NOTE: Final = (
    r"^[\s*※【(（]*(?:注\s*\d*\s*[:：、]|备注|说明|制表|审核|复核|打印|导出|数据来源|数据截至|数据截止|来源[:：]|统计(?:时间|口径|日期|范围)"
    r"|报表|第\s*\d+\s*页|共\s*\d+\s*[条页行人]|生成时间|[-—=]{3,}|-*\s*(?:以下空白|完|end)\s*-*$)"
)
_TOTAL, _NOTE = re.compile(TOTAL), re.compile(NOTE)
ERRORS: Final = (
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!", "#GETTING_DATA",
)  # fmt: skip


def plain(text: str) -> str:
    """For matching: NFKC, lower case, without outer spaces."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_value(cell: str) -> bool:
    """A number, a date, a code, an address: what stands in a table's body, and seldom above it."""
    text = plain(cell)
    return cell in ERRORS or (_VALUE.fullmatch(text) is not None and _YEAR.fullmatch(text) is None)


def is_unit(cell: str) -> bool:
    """Whether a cell says nothing but a unit: 元, 万元, (次), 单位：元."""
    return _UNIT.fullmatch(plain(cell)) is not None


def is_aside(cells: Row) -> bool:
    """A row that totals or explains: its first filled cell says so."""
    first = next((cell for cell in cells if cell), "")
    return bool(_TOTAL.search(first) or _NOTE.search(first))


def filled(cells: Row) -> int:
    """How many cells of a row hold something."""
    return sum(cell is not None for cell in cells)
