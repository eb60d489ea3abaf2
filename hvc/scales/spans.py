"""Levels written with numbers → how high they stand: 3000以下, 5-10万, $40K - $60K, 90后, V3, 五星, 二级, A, 12."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

Rank = tuple[float, float]
Spelled = tuple[str, ...]  # a value's `ladders.forms`, the folded value first

SPAN = "区间"
GENERATION = "出生年代"
CODE = "等级代码"
STARS = "星级"
MULTIPLE_A = "A 级数"
RISK_CODE = "风险代码"
CLASS = "级数"
LETTER = "字母等级"
NUMBER = "数字"

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")}
_UNITS = {"百": 1e2, "k": 1e3, "千": 1e3, "w": 1e4, "万": 1e4, "m": 1e6, "百万": 1e6, "亿": 1e8}
_NOISE = re.compile(
    r"[¥￥$,，\[\]()]|人民币|rmb|元|周岁|岁|及|含|不含|(?<=[\d万千k])(年|个月|天|次|人|笔|分)|/年|/月|每年|每月|^(年|月)?(收入|薪)|^年龄"
)
_INTERVAL = re.compile(r"^[\[(](.+?),(.+)[\])]$")  # [1000, 5000)
_QUANTITY = r"(\d+(?:\.\d+)?)(百万|百|k|千|w|万|m|亿)?"
_BETWEEN = re.compile(rf"^{_QUANTITY}(?:-|~|–|—|至|到){_QUANTITY}$")
_BELOW = re.compile(
    rf"^(?:(?:<|≤|<=|lessthan|under|below|小于|低于|不足|不满|-(?:∞|inf)-){_QUANTITY}|{_QUANTITY}(?:以下|以内|之内))$"
)
_ABOVE = re.compile(
    rf"^(?:(?:>|≥|>=|over|above|morethan|大于|高于|超过|满){_QUANTITY}|{_QUANTITY}(?:以上|\+|起|-\+?(?:∞|inf)))$"
)
_GENERATION = re.compile(r"^(\d0|\d5)(后|前|以前)(?:出生)?$")
_CODE = re.compile(r"^(vip|lv|level|v|l|p|m|t|k|d|q|c)\.?(\d{1,2})$")
_RISK_CODE = re.compile(r"^(crr|r)(\d{1,2})$")
_STARS = re.compile(r"^(\d{1,2}|[一二三四五六七八九十])(星|钻|冠|皇冠)(?:级)?$")
_MULTIPLE_A = re.compile(r"^([1-5])a$")
_CLASS = re.compile(r"^(?:第)?(\d{1,2}|[一二三四五六七八九十])(?:级|类|等|档)$|^([甲乙丙丁戊])(?:级|类|等)?$")
_LETTER = re.compile(r"^(s{1,3}|[a-f])([+-]?)$")
_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")
_THIS_CENTURY = 30  # 20后 was born from 2020 on, 30后 from 1930


@dataclass(frozen=True, slots=True)
class Notation:
    """A way to write levels with numbers: `rank` gives the height of a value or None; `sure` whether up is always better."""

    name: str
    rank: Callable[[Spelled], Rank | None]
    sure: bool


def _number(digits: str, unit: str | None) -> float:
    return float(digits) * _UNITS.get(unit or "", 1.0)


def _span(spelled: Spelled) -> Rank | None:
    text = _NOISE.sub("", _INTERVAL.sub(r"\1-\2", spelled[0]))
    if found := _BETWEEN.match(text):
        low, low_unit, high, unit = found.groups()
        shared, plain, end = _number(low, low_unit or unit), _number(low, low_unit), _number(high, unit)
        start = shared if shared <= end else plain  # 5-10万 shares its unit, 5000-1万 does not
        return (start, end) if start <= end else None
    if found := _BELOW.match(text):
        a, a_unit, b, b_unit = found.groups()
        return (-math.inf, _number(a or b, a_unit or b_unit))
    if found := _ABOVE.match(text):
        a, a_unit, b, b_unit = found.groups()
        return (_number(a or b, a_unit or b_unit), math.inf)
    return None


def _span_or_number(spelled: Spelled) -> Rank | None:
    return _span(spelled) or _plain((_NOISE.sub("", spelled[0]),))


def _plain(spelled: Spelled) -> Rank | None:
    text = spelled[0]
    return (float(text), float(text)) if _NUMBER.match(text) else None


def _generation(spelled: Spelled) -> Rank | None:
    found = _GENERATION.match(spelled[0])
    if not found:
        return None
    decade = int(found[1])
    born = decade + (2000 if decade < _THIS_CENTURY else 1900)
    return (-born, 0.0) if found[2] == "后" else (-born, 1.0)


def _count(text: str) -> float:
    return float(_DIGITS[text]) if text in _DIGITS else float(text)


def _code(spelled: Spelled) -> Rank | None:
    found = next((m for form in spelled if (m := _CODE.match(form))), None)
    return (float(found[2]), 0.0) if found else None


def _risk_code(spelled: Spelled) -> Rank | None:
    found = next((m for form in spelled if (m := _RISK_CODE.match(form))), None)
    return (-float(found[2]), 0.0) if found else None


def _stars(spelled: Spelled) -> Rank | None:
    found = next((m for form in spelled if (m := _STARS.match(form))), None)
    return (_count(found[1]), 0.0) if found else None


def _multiple_a(spelled: Spelled) -> Rank | None:
    found = next((m for form in spelled if (m := _MULTIPLE_A.match(form))), None)
    return (float(found[1]), 0.0) if found else None


def _class(spelled: Spelled) -> Rank | None:
    found = _CLASS.match(spelled[0].removesuffix("会员").removesuffix("客户"))
    if not found:
        return None
    return (-_count(found[1]), 0.0) if found[1] else (-float("甲乙丙丁戊".index(found[2])), 0.0)


def _letter(spelled: Spelled) -> Rank | None:
    found = next((m for form in spelled if (m := _LETTER.match(form))), None)
    if not found:
        return None
    height = len(found[1]) if found[1][0] == "s" else -float("abcdef".index(found[1]))
    return (height, {"+": 1.0, "": 0.0, "-": -1.0}[found[2]])


NOTATIONS: tuple[Notation, ...] = (
    Notation(NUMBER, _plain, sure=False),
    Notation(SPAN, _span_or_number, sure=True),
    Notation(GENERATION, _generation, sure=True),
    Notation(CODE, _code, sure=True),
    Notation(STARS, _stars, sure=True),
    Notation(MULTIPLE_A, _multiple_a, sure=True),
    Notation(RISK_CODE, _risk_code, sure=False),
    Notation(CLASS, _class, sure=False),
    Notation(LETTER, _letter, sure=False),
)
