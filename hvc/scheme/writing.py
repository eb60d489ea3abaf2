"""A scheme → the bytes of its file: UTF-8 JSON, one column a line, that a person can read and a diff can show."""

from __future__ import annotations

import json

from hvc.errors import SchemeError
from hvc.joining import Options
from hvc.schema import BY_KEY, Field, Kind, Polarity
from hvc.scheme.defining import layers_as_json, rule_as_json
from hvc.scheme.model import MARK, MAX_BYTES, MAX_TABLES, UNSIGNED, VERSION, SavedColumn, SavedTable, Scheme, Values
from hvc.scheme.signature import signature_as_json
from hvc.scheme.timing import timing_as_json

Json = dict[str, object]


def dumps(scheme: Scheme) -> bytes:
    """Write `scheme`; docs/plan-json.md says what each key means.

    Raises:
        SchemeError: it would be larger than what is read back.
    """
    tables = ",".join(f"\n  {_table(table)}" for table in scheme.tables)
    head = f'"format": {_text(MARK)},\n "version": {VERSION},\n "rule": {_text(rule_as_json(scheme.rule))}'
    head += f',\n "layers": {_text(layers_as_json(scheme.layering))}'
    head += f',\n "options": {_text(_options(scheme.options))}'
    head += f',\n "timing": {_text(timing_as_json(scheme.timing))}'
    if scheme.signature != UNSIGNED:
        head += f',\n "signature": {_text(signature_as_json(scheme.signature))}'
    data = f'{{{head},\n "tables": [{tables}]}}\n'.encode()
    if len(data) > MAX_BYTES or len(scheme.tables) > MAX_TABLES:
        raise SchemeError(f"表太多（{len(scheme.tables)} 张），分析方案存不下。", hint="请减少一次上传的文件再保存。")
    return data


def _options(options: Options) -> Json:
    return {"duplicates": options.duplicates.name.lower(), "refunds": options.refunds.name.lower()}


def _table(table: SavedTable) -> str:
    columns = ",".join(f"\n   {_text(_column(column))}" for column in table.columns)
    return f'{{"kind": {_text(table.kind.value)}, "columns": [{columns}]}}'


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _column(column: SavedColumn) -> Json:
    """Only what says something: a unit that is not 元, an order where there is one."""
    told: Json = {"header": column.header, "field": column.field.key if column.field else None}
    if column.field:
        told |= _field(column.field)
        if column.field.kind is Kind.MONEY:
            told["unit"] = column.unit
        if column.field.kind is Kind.TAGS:
            told["delimiter"] = column.delimiter
    lists = {"levels": list(column.levels), "others": list(column.others), "codes": dict(column.codes)}
    told |= {name: value for name, value in lists.items() if value}
    return told if column.values is Values.WORDS else told | {"values": column.values.value}


def _field(field: Field) -> Json:
    told: Json = {"label": field.label, "kind": field.kind.name.lower()}
    usual = BY_KEY.get(field.key)
    if field.polarity is not (usual.polarity if usual else Polarity.NONE):
        told["polarity"] = field.polarity.name.lower()
    for name in ("personal", "per_order"):
        if getattr(field, name) != (getattr(usual, name) if usual else False):
            told[name] = getattr(field, name)
    return told
