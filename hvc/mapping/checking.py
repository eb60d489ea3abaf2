"""A mapping → nothing, or what is missing or contradictory in it, said so that the person can put it right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hvc.errors import MappingError
from hvc.mapping.headers import LIKE, matches
from hvc.mapping.model import Column, Mapping, TableKind
from hvc.schema import AMOUNT, BY_KEY, CUSTOMER, ORDER_AMOUNT, Field, Kind

NO_CUSTOMER = "表中没有客户编号，无法归到客户"
REPEATED = "同样的值反复出现，分不出是哪位客户（长编号存成数字时，Excel 只保留前 15 位）"
_HEADERS_SHOWN = 12
_TOTALS = {TableKind.CUSTOMERS: AMOUNT, TableKind.HISTORY: AMOUNT, TableKind.ORDERS: ORDER_AMOUNT}


def check(mapping: Mapping) -> None:
    """See that customers and their amounts can be had.

    Raises:
        MappingError: the first of `problems`.
    """
    for problem in problems(mapping):
        raise problem


def problems(mapping: Mapping) -> tuple[MappingError, ...]:
    """Everything that stands in the way: a meaning claimed twice in a table, no customer, no amount."""
    twice = [problem for table, _ in mapping.kinds for problem in _claimed_twice(table, mapping.of(table))]
    return (*twice, *_missing(mapping))


def _missing(mapping: Mapping) -> tuple[MappingError, ...]:
    if any(_gives_amounts(kind, mapping.of(table)) for table, kind in mapping.kinds):
        return ()
    with_customer = [table for table, _ in mapping.kinds if _holds(mapping.of(table), CUSTOMER)]
    if not with_customer:
        said = f"没有找到{CUSTOMER.label}列。{_passed_over(mapping, CUSTOMER)}{_found(mapping)}"
        return (MappingError(said, hint=_how(CUSTOMER)),)
    tables = "、".join(f"「{table}」" for table in with_customer)
    unused = _passed_over(mapping, AMOUNT, ORDER_AMOUNT)
    message = f"{tables}里有{CUSTOMER.label}，但没有找到金额列。{unused}{_found(mapping)}"
    return (MappingError(message, hint=_how(AMOUNT, ORDER_AMOUNT)),)


def _claimed_twice(table: str, columns: tuple[Column, ...]) -> tuple[MappingError, ...]:
    claimed = [column.field for column in columns if column.field and column.field.kind is not Kind.TAGS]
    twice = [key for key, times in Counter(field.key for field in claimed).items() if times > 1]
    return tuple(_rivalry(table, key, columns) for key in twice)


def _rivalry(table: str, key: str, columns: tuple[Column, ...]) -> MappingError:
    claimed = [(column.header, column.field) for column in columns if column.field and column.field.key == key]
    rivals = "、".join(f"「{header}」" for header, _ in claimed)
    return MappingError(
        f"「{table}」里有多列都被当作{BY_KEY.get(key, claimed[0][1]).label}：{rivals}。",
        hint="请只保留其中一列，把其余各列改为忽略，或改作自定义维度。",
    )


def _gives_amounts(kind: TableKind, columns: tuple[Column, ...]) -> bool:
    return kind in _TOTALS and _holds(columns, CUSTOMER) and _holds(columns, _TOTALS[kind])


def _holds(columns: Iterable[Column], field: Field) -> bool:
    return any(column.field and column.field.key == field.key for column in columns)


def _found(mapping: Mapping) -> str:
    """The headers of each table, so that the person sees what there is to choose from."""
    lists = []
    for table, _ in mapping.kinds:
        headers = [column.header for column in mapping.columns if column.table == table]
        more = f"等 {len(headers)} 列" if len(headers) > _HEADERS_SHOWN else ""
        lists.append(f"「{table}」的列有：{'、'.join(headers[:_HEADERS_SHOWN])}{more}")
    return "；".join(lists) + "。" if lists else ""


def _passed_over(mapping: Mapping, *wanted: Field) -> str:
    """The columns whose header means one of `wanted` and whose cells do not, with what was found in them."""
    keys = {field.key for field in wanted}
    named = [
        column
        for column in mapping.columns
        if not (column.field and column.field.key in keys)
        and any(match.field.key in keys and match.score >= LIKE for match in matches(column.header)[:1])
    ]
    why = [(column.header, REPEATED if CUSTOMER in wanted and column.repeats else column.reason) for column in named]
    told = [f"「{header}」按表头应该是，但{reason}" for header, reason in why if reason and reason != NO_CUSTOMER]
    return f"{'；'.join(told)}。" if told else ""


def _how(*fields: Field) -> str:
    choices = "或".join(f"{field.label}（{field.key}）" for field in fields)
    return f"请在「字段对应」里指定哪一列是{choices}；命令行可用 --map 表头={fields[0].key}。"
