"""A condition as somebody types it, 订单数>=3 or 会员等级=钻石,黄金 → the condition on a field of the data."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence

import polars as pl

from hvc.errors import RuleError
from hvc.rules.conditions import LEVELS, Compare, Condition, OneOf, Operator, levels, unknown, usable
from hvc.schema import Field, Kind

_FORM = re.compile(r"(.+?)(>=|<=|>|<|=)(.+)")
_SIGNS = str.maketrans({"≥": ">=", "≤": "<=", "，": ",", "、": ","})
_OPERATORS: dict[str, Operator] = {">": ">", ">=": ">=", "<": "<", "<=": "<="}
HINT = "写法如「订单数>=3」「会员等级=钻石,黄金」「最近消费日期>=2024-01-01」，字段写列名或英文键。"
NAMED = 12  # fields of a hint


def condition(text: str, fields: Sequence[Field], customers: pl.DataFrame) -> Condition:
    """Read one condition.

    Raises:
        RuleError: it is not written so, the field is not there, or a level of it never occurs.
    """
    found = _FORM.fullmatch(unicodedata.normalize("NFKC", text).translate(_SIGNS).strip())
    if found is None:
        raise RuleError("条件的写法不对。", hint=HINT)
    name, sign, value = (part.strip() for part in found.groups())
    field = _field(name, [one for one in fields if usable(one) and one.key in customers.columns])
    if sign == "=" and field.kind in LEVELS:
        return _one_of(field, value, customers)
    if sign == "=" or field.kind in LEVELS:
        raise RuleError(f"「{field.label}」不能用“{sign}”作条件。", hint=HINT)
    return Compare(field, _OPERATORS[sign], _day(value) if field.kind is Kind.DATE else _number(value))


def _field(name: str, fields: Sequence[Field]) -> Field:
    for field in fields:
        if name.lower() in {field.key, unicodedata.normalize("NFKC", field.label).strip().lower()}:
            return field
    known = "、".join(field.label for field in fields[:NAMED])
    raise RuleError(f"数据里没有可以作条件的「{name}」。", hint=f"可用的有：{known}。")


def _one_of(field: Field, value: str, customers: pl.DataFrame) -> OneOf:
    spelled = {unicodedata.normalize("NFKC", level): level for level in levels(field, customers)}
    words = [word.strip() for word in value.split(",") if word.strip()]
    chosen = OneOf(field, tuple(dict.fromkeys(spelled.get(word, word) for word in words)))
    if strange := unknown(chosen, customers):
        raise RuleError(
            f"「{field.label}」里没有{''.join(f'「{word}」' for word in strange)}。",
            hint=f"现有的取值有：{'、'.join(tuple(spelled.values())[:NAMED])}。",
        )
    return chosen


def _number(text: str) -> float:
    try:
        return float(text.replace(",", ""))
    except ValueError:
        raise RuleError("条件里的数字读不出来。", hint=HINT) from None


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise RuleError("条件里的日期读不出来。", hint="日期写作 2024-01-31。") from None
