"""A column of codes (1 and 2, A and B) → the question what they mean: the codes, what is proposed, and why."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hvc import schema
from hvc.mapping import fitting
from hvc.mapping.model import Column, Mapping
from hvc.scales.ladders import is_unknown
from hvc.schema import BY_KEY, Kind

UNEXPLAINED = "代码 "  # before a code that nobody has explained, wherever a report names it
LARGEST = 20  # larger numbers are quantities, years or numbers of shops, unless a standard has them
MOST = 12  # different codes that can be asked for one by one
_GROUPED = (Kind.CATEGORY, Kind.ORDERED, Kind.FLAG)
_NUMBER = r"^\d{1,2}(?:\.0+)?$"
_LETTER = r"^[a-z]$"
_YES_NO = re.compile(r"^(是否|有无|可否|能否|曾否)|否$|(标记|标识|标志|flag)$|^(is|has)[_ A-Z]", re.IGNORECASE)
_SAID = frozenset("yntf")  # yes, no, true, false: letters that say what they mean where the question is yes or no
_STANDARD = "按{}的代码提议，请核对"
_BOTH_WAYS = "0 和 1 各家用法相反的都有，请核对后再确认"


@dataclass(frozen=True, slots=True)
class _Usage:
    """What codes usually mean in a field: taken where all of a column's codes are in `words`, and one is in `shown_by`."""

    words: dict[str, str]
    basis: str
    shown_by: frozenset[str] = frozenset()


_GENDER = _Usage(
    {"0": "未知", "1": "男", "2": "女", "9": "未知"}, _STANDARD.format("国家标准 GB/T 2261.1 "), frozenset("2")
)
_MARITAL = {
    "10": "未婚",
    "20": "已婚",
    "21": "已婚",
    "22": "已婚",
    "23": "已婚",
    "30": "丧偶",
    "40": "离婚",
    "90": "未知",
}
_EDUCATION = {
    "10": "研究生",
    "20": "本科",
    "30": "大专",
    "40": "中专",
    "60": "高中",
    "70": "初中",
    "80": "小学",
    "90": "其他",
}
_USAGE: dict[str, tuple[_Usage, ...]] = {
    schema.GENDER.key: (_GENDER, _Usage({"0": "女", "1": "男"}, _BOTH_WAYS)),
    schema.MARITAL.key: (
        _Usage(_MARITAL, _STANDARD.format("国家标准 GB/T 2261.2 ")),
        _Usage({"0": "未婚", "1": "已婚"}, "0 和 1 通常表示未婚和已婚，请核对"),
    ),
    schema.EDUCATION.key: (_Usage(_EDUCATION, _STANDARD.format("国家标准 GB/T 4658 ")),),
}
_YES = (
    _Usage({"0": "否", "1": "是"}, "0 和 1 通常表示否和是，请核对"),
    _Usage({"1": "是", "2": "否"}, "多数系统以 1 为是、2 为否，请核对"),
)
_ASK = "数据里没有说明这些代码的意思，请填写；不填的在报告里写作「代码 1」这样"


@dataclass(frozen=True, slots=True)
class Question:
    """What the codes of one column mean; `tables`: wherever the same header holds them.

    `codes` in their order; `proposed` (code, word), to be offered and never applied unasked, may be empty; `basis` says in
    Chinese where the proposal comes from; `answers` (code, word): a word equal to its code leaves it as it is.
    """

    tables: tuple[str, ...]
    header: str
    label: str
    codes: tuple[str, ...]
    proposed: tuple[tuple[str, str], ...]
    basis: str
    answers: tuple[tuple[str, str], ...]

    @property
    def open(self) -> tuple[str, ...]:
        """The codes without an answer."""
        return tuple(code for code in self.codes if code not in dict(self.answers))


def questions(mapping: Mapping) -> tuple[Question, ...]:
    """One question per header that stands over codes, in file order; answered ones too."""
    alike: dict[tuple[str, str], list[Column]] = {}
    for column in mapping.columns:
        if codes(column):
            alike.setdefault((column.header, column.field.key if column.field else ""), []).append(column)
    return tuple(_question(columns) for columns in alike.values())


def codes(column: Column) -> tuple[str, ...]:
    """The codes seen in a column that holds codes, in their order, `1.0` as `1`; none of any other column."""
    shape = pattern(column)
    if shape is None:
        return ()
    found = {code: _written(value) for value in reversed(column.seen) if re.match(shape, code := bare(value))}
    return tuple(found[code] for code in sorted(found, key=lambda code: (len(code), code)))


def pattern(column: Column) -> str | None:
    """The regex of a code in this column, for folded cells; None where its cells are words."""
    field = column.field
    counted = field is not None and field.key not in BY_KEY and field.kind is Kind.ORDERED  # 子女数: how many
    if field is None or field.personal or field.kind not in _GROUPED or counted:
        return None
    plain = {bare(code) for code, _ in fitting.codes(field, column.seen)}  # M and F say themselves what they mean
    values = {bare(value) for value in column.seen if not is_unknown(value)} - plain
    numbers = {value for value in values if re.match(_NUMBER, value)}
    mixed = field.key in _USAGE and bool(numbers)  # 1 and 2 beside 男 and 女
    if numbers and (numbers == values or mixed) and len(numbers) <= MOST and _small(field.key, numbers):
        return _NUMBER
    worded = frozenset() if field.key in _USAGE else _SAID
    letters = {value for value in values if re.match(_LETTER, value)} - worded
    asked = field.key in _USAGE or _asks_yes_or_no(column)
    return _LETTER if asked and letters and letters == values and len(letters) <= MOST else None


def bare(value: str) -> str:
    """One spelling per code: width, case, and the `.0` that a spreadsheet adds."""
    return _written(value).lower()


def meant(column: Column, value: str) -> str:
    """What `value` is called once the answers are applied; itself where there is none."""
    return {bare(code): word for code, word in column.codes}.get(bare(value), value)


def named(column: Column, value: str) -> str:
    """How a report names `value`: its meaning, or 代码 before a code without one."""
    shape = pattern(column)
    word = meant(column, value)
    unexplained = shape is not None and re.match(shape, bare(value)) and not _answered(column, value)
    return f"{UNEXPLAINED}{_written(value)}" if unexplained else word


def assumed(column: Column) -> tuple[tuple[str, str], ...]:
    """What the unanswered codes of a yes-or-no column usually mean; of other columns nothing is assumed."""
    if column.field is None or column.field.kind is not Kind.FLAG:
        return ()
    found = codes(column)
    usage = _usage(column, found)
    return tuple((code, usage.words[code]) for code in found if code in usage.words and not _answered(column, code))


def _written(value: str) -> str:
    return re.sub(r"^(\d+)\.0+$", r"\1", unicodedata.normalize("NFKC", value).strip())


def _small(key: str, numbers: set[str]) -> bool:
    return any(numbers <= usage.words.keys() for usage in _USAGE.get(key, ())) or max(map(float, numbers)) <= LARGEST


def _asks_yes_or_no(column: Column) -> bool:
    flag = column.field is not None and column.field.kind is Kind.FLAG
    return flag or _YES_NO.search(unicodedata.normalize("NFKC", column.header).strip()) is not None


def _question(columns: list[Column]) -> Question:
    first = columns[0]
    assert first.field is not None, "an ignored column holds no codes"
    found = tuple({bare(code): code for column in columns for code in codes(column)}.values())
    usage = _usage(first, found)
    return Question(
        tables=tuple(column.table for column in columns),
        header=first.header,
        label=first.field.label,
        codes=found,
        proposed=tuple((code, usage.words[code]) for code in found if code in usage.words),
        basis=usage.basis,
        answers=tuple((code, meant(first, code)) for code in found if _answered(first, code)),
    )


def _usage(column: Column, found: tuple[str, ...]) -> _Usage:
    """The first usage that explains all of the codes."""
    key = column.field.key if column.field else ""
    usual = _USAGE.get(key, ()) or (_YES if _asks_yes_or_no(column) else ())
    return next((usage for usage in usual if _explains(usage, found)), _Usage({}, _ASK))


def _explains(usage: _Usage, found: tuple[str, ...]) -> bool:
    return set(found) <= usage.words.keys() and (not usage.shown_by or not usage.shown_by.isdisjoint(found))


def _answered(column: Column, code: str) -> bool:
    return bare(code) in {bare(value) for value, _ in column.codes}
