"""Bytes that claim to be a scheme → the scheme, or a refusal that says what is wrong with the file."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from enum import Enum
from typing import NoReturn, TypeVar

from hvc.errors import SchemeError
from hvc.joining import USUAL, Duplicates, Options, Refunds
from hvc.mapping import UNITS, TableKind
from hvc.reading import limits
from hvc.rules import USUAL_LAYERS
from hvc.schema import BY_KEY, Field, Kind, Polarity
from hvc.scheme.answers import Answer
from hvc.scheme.defining import layers_of, rule_of
from hvc.scheme.model import MARK, MAX_BYTES, MAX_TABLES, UNSIGNED, VERSION, SavedColumn, SavedTable, Scheme, Values
from hvc.scheme.signature import signature_of
from hvc.scheme.timing import timing_of
from hvc.timeline.model import USUAL as USUAL_TIMING

E = TypeVar("E", bound=Enum)

LONGEST_DELIMITER = 8
LARGEST_UNIT = 1e12  # 元
_SAVE_AGAIN = "请在「口径确认」或「报告」页重新下载一份分析方案。"
_MARK = re.compile(rb'"format"\s*:\s*"' + MARK.encode() + rb'"')
_OWN = re.compile(r"extra_[1-9]\d{0,3}")
_OWN_KINDS = (Kind.CATEGORY, Kind.ORDERED, Kind.TAGS, Kind.SCORE, Kind.DATE)
_GROUPED = (Kind.CATEGORY, Kind.ORDERED)
_TOP = frozenset({"format", "version", "rule", "tables", "options", "layers", "timing", "signature"})
_COLUMN = frozenset({"header", "field", "label", "kind", "polarity", "personal", "per_order", "unit", "delimiter"}) | {
    "levels", "others", "codes", "values",
}  # fmt: skip


def is_scheme(data: bytes) -> bool:
    """Whether a file says of itself that it is a scheme; it may still be damaged."""
    head = data[:MAX_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"{") and _MARK.search(head) is not None


def loads(data: bytes) -> Scheme:
    """Read a scheme; nothing of it is executed, and every value is checked.

    Raises:
        SchemeError: the file is too large, no scheme, of a newer version, or says something that cannot be.
    """
    told = _parsed(data)
    if not isinstance(told, dict) or told.get("format") != MARK:
        raise SchemeError("这个文件不是分析方案。", hint=_SAVE_AGAIN)
    version = told.get("version")
    if isinstance(version, int) and version > VERSION:
        raise SchemeError("这份分析方案由更新的版本保存，这里读不了。", hint="请用保存它的版本打开，或重新保存一份。")
    top = Answer(told, "").entries(_TOP)
    if version is True or version not in range(1, VERSION + 1):  # true is 1 in Python
        Answer(version, "version").wrong(f"应为 1 到 {VERSION}")
    tables = tuple(_table(item) for item in _need(top, "tables", "").items(MAX_TABLES))
    options = _options(top["options"]) if "options" in top else USUAL
    layering = layers_of(top["layers"]) if "layers" in top else USUAL_LAYERS
    timing = timing_of(top["timing"]) if "timing" in top else USUAL_TIMING
    signature = signature_of(top["signature"]) if "signature" in top else UNSIGNED
    return Scheme(tables, rule_of(_need(top, "rule", "")), options, layering, timing, signature)


def _parsed(data: bytes) -> object:
    if len(data) > MAX_BYTES:
        raise SchemeError(f"文件超过 {MAX_BYTES >> 20} MB，不会是分析方案。", hint=_SAVE_AGAIN)
    try:
        told: object = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:  # not UTF-8, no JSON, a number or a nesting without end
        raise SchemeError("分析方案文件已损坏，读不出内容。", hint=_SAVE_AGAIN) from error
    return told


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _need(entries: dict[str, Answer], key: str, place: str) -> Answer:
    return entries.get(key) or Answer(None, f"{place}.{key}".lstrip(".")).wrong("缺少这一项")


def _options(told: Answer) -> Options:
    entries = told.entries(frozenset({"duplicates", "refunds"}))
    rules = {rule.name.lower(): rule for rule in Duplicates}
    amounts = {refunds.name.lower(): refunds for refunds in Refunds}
    return Options(
        _chosen(entries["duplicates"], rules) if "duplicates" in entries else USUAL.duplicates,
        _chosen(entries["refunds"], amounts) if "refunds" in entries else USUAL.refunds,
    )


def _table(told: Answer) -> SavedTable:
    entries = told.entries(frozenset({"kind", "columns"}))
    kinds = {kind.value: kind for kind in TableKind}
    columns = tuple(_column(item) for item in _need(entries, "columns", told.place).items(limits.COLUMNS))
    if not columns or len({column.header for column in columns}) < len(columns):
        entries["columns"].wrong("至少要有一列，列名不能重复")
    return SavedTable(_chosen(_need(entries, "kind", told.place), kinds), columns)


def _column(told: Answer) -> SavedColumn:
    entries = told.entries(_COLUMN)
    values = {kind.value: kind for kind in Values}
    return SavedColumn(
        header=_need(entries, "header", told.place).text(),
        field=_field(entries, _need(entries, "field", told.place)),
        unit=_unit(entries["unit"]) if "unit" in entries else 1.0,
        levels=entries["levels"].words() if "levels" in entries else (),
        others=entries["others"].words() if "others" in entries else (),
        delimiter=_delimiter(entries.get("delimiter")),
        codes=entries["codes"].pairs() if "codes" in entries else (),
        values=_chosen(entries["values"], values) if "values" in entries else Values.WORDS,
    )


def _field(entries: dict[str, Answer], told: Answer) -> Field | None:
    if told.value is None:
        return None
    key = told.text()
    usual = BY_KEY.get(key) or Field(key, key, Kind.CATEGORY)
    if key not in BY_KEY and not _OWN.fullmatch(key):
        told.wrong("不认识这个含义，应是字段的英文键、extra_1 之类的编号，或 null")
    kind = _chosen(_need(entries, "kind", told.place.removesuffix(".field")), _kinds(usual))
    polarities = {polarity.name.lower(): polarity for polarity in Polarity}
    return replace(
        usual,
        label=_need(entries, "label", told.place.removesuffix(".field")).text(),
        kind=kind,
        levels=() if kind is Kind.SCORE is not usual.kind else usual.levels,
        polarity=_chosen(entries["polarity"], polarities) if "polarity" in entries else usual.polarity,
        personal=usual.personal or ("personal" in entries and entries["personal"].flag()),
        per_order=entries["per_order"].flag() if "per_order" in entries else usual.per_order,
    )


def _kinds(usual: Field) -> dict[str, Kind]:
    """The kinds a field may have: its own, and where it has levels what its values may turn it into."""
    own = _OWN_KINDS if usual.key not in BY_KEY else (*_GROUPED, Kind.SCORE) if usual.kind in _GROUPED else ()
    return {kind.name.lower(): kind for kind in (*own, usual.kind)}


def _unit(told: Answer) -> float:
    unit = told.number(0.0, LARGEST_UNIT)
    return unit if unit in UNITS.values() else told.wrong(f"应是 {'、'.join(f'{u:g}' for u in UNITS.values())} 之一")


def _delimiter(told: Answer | None) -> str | None:
    return None if told is None or told.value is None else told.text(LONGEST_DELIMITER)


def _chosen(told: Answer, options: dict[str, E]) -> E:
    found = options.get(told.value) if isinstance(told.value, str) else None
    return found or told.wrong(f"应是 {'、'.join(options)} 之一")
