"""A fit → the sentences that say what was taken from the scheme and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar, assert_never

from hvc.mapping import UNITS, TableKind
from hvc.scheme.fit import Changed, Fit, Misfit, Missing, New, NewLevels, Redivided, Respelled
from hvc.scheme.model import SavedTable, Values
from hvc.units import COUNT

T = TypeVar("T")

SHOWN = 12  # names in one sentence
_TABLES = {
    TableKind.CUSTOMERS: "客户表",
    TableKind.ORDERS: "订单表",
    TableKind.RETURNS: "退货表",
    TableKind.ATTRIBUTES: "属性表",
    TableKind.HISTORY: "历史表",
    TableKind.LOOKUP: "对照表",
}
_VALUES = {Values.NUMBERS: "数值", Values.DATES: "日期", Values.WORDS: "文字"}
_UNITS = {power: name for name, power in UNITS.items()}
_SIGNS = {None: "不拆分", "json": "JSON 列表", "\n": "换行", " ": "空格"}


def summary(fit: Fit) -> str:
    """How much of the upload follows the scheme."""
    every = sum(column.table not in fit.strange for column in fit.mapping.columns)
    if not fit.tables:
        return "没有一张表的列名与方案相符，全部按自动识别处理。"
    size = f"{COUNT.text(len(fit.tables))} 张表共 {COUNT.text(every)} 列"
    if fit.taken == every and not misfits(fit):
        return f"{size}，全部按方案对应。"
    return f"{size}，{COUNT.text(fit.taken)} 列按方案对应，其余按自动识别。"


def misfits(fit: Fit) -> tuple[str, ...]:
    """What does not fit, one sentence each, what matters most first."""
    strange = (f"「{name}」的列名与方案里的表都不相近，按自动识别处理。" for name in fit.strange)
    absent = (_absent(table) for table in fit.absent)
    told = (f"「{table.table}」{sentence}" for table in fit.tables for sentence in _of_table(table.misfits))
    return (*absent, *strange, *told)


def _absent(table: SavedTable) -> str:
    headers = _named([column.header for column in table.used or table.columns])
    return f"方案里的{_TABLES[table.kind]}（{headers}）这次没有。"


def _of_table(found: Sequence[Misfit]) -> Iterable[str]:
    """What is missing, what is to be looked at, what is more, and last what is only spelled in another way."""
    if missing := _of(found, Missing):
        yield f"少了方案里的列：{_joined(_missing(item) for item in missing)}。"
    yield from (sentence for item in found if not _only_spelled(item) and (sentence := _single(item)))
    if new := _of(found, New):
        yield f"多了方案里没有的列：{_joined(_new(item) for item in new)}。"
    yield from (sentence for item in found if _only_spelled(item) and (sentence := _single(item)))


def _only_spelled(item: Misfit) -> bool:
    return isinstance(item, Respelled) and item.unit is None


def _of(found: Sequence[Misfit], kind: type[T]) -> list[T]:
    return [item for item in found if isinstance(item, kind)]


def _single(item: Misfit) -> str | None:
    match item:
        case Missing() | New():
            return None
        case Changed(header, before, now):
            return f"的「{header}」原是{_VALUES[before]}，这次是{_VALUES[now]}，没有套用方案，按自动识别处理。"
        case Respelled(before, now, unit):
            power = "" if unit is None else f"，单位随新表头改为{_UNITS[unit]}"
            return f"的「{now}」按方案里的「{before}」对应{power}。"
        case NewLevels():
            return _levels(item)
        case Redivided(header, saved, seen):
            return f"的「{header}」看起来以{_sign(seen)}分隔，方案里是{_sign(saved)}，仍按方案处理，请核对。"
        case _:
            assert_never(item)


def _missing(item: Missing) -> str:
    name = f"「{item.header}」"
    meaning = "" if item.field.label == item.header else f"（{item.field.label}）"
    return f"{name}{meaning}" if item.instead is None else f"{name}{meaning}，改由「{item.instead}」承担，请核对"


def _new(item: New) -> str:
    return f"「{item.header}」（{'未使用' if item.field is None else f'识别为{item.field.label}'}）"


def _levels(item: NewLevels) -> str:
    parts = [f"的「{item.header}」有新的取值"]
    if item.placed:
        order = " < ".join(item.levels)
        parts.append(f"{_named(item.placed)}已按通行顺序放入，现为 {order}，请核对")
    if item.unplaced:
        parts.append(f"{_named(item.unplaced)}不知放在哪一级，暂按未填写处理，请补进顺序")
    return f"{'：'.join((parts[0], '；'.join(parts[1:])))}。"


def _sign(sign: str | None) -> str:
    return _SIGNS.get(sign) or f"“{sign}”"


def _named(names: Sequence[str]) -> str:
    return _joined(f"「{name}」" for name in names)


def _joined(parts: Iterable[str]) -> str:
    every = list(parts)
    more = f"等 {COUNT.text(len(every))} 项" if len(every) > SHOWN else ""
    separator = "；" if any("，" in part for part in every) else "、"
    return separator.join(every[:SHOWN]) + more
