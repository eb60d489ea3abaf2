"""JSON lines, or a list of JSON objects → a Grid: each key a column, each number as it was written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

import polars as pl

from hvc.errors import ReadError
from hvc.reading import limits
from hvc.reading.encoding import decode
from hvc.reading.grid import DamagedError, Grid
from hvc.reading.layout import refuse_wide
from hvc.reading.scrub import scrubbed
from hvc.reading.tables import SetAside
from hvc.schema import ROW

BROKEN: Final = "这一行不是完整的 JSON 对象"
BROKEN_SHARE: Final = 0.5  # of the lines; with more of them this is no file of objects
_AS_WRITTEN: Final = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None)


def read(name: str, data: bytes) -> tuple[Grid, ...]:
    """One grid; rows are numbered by line (in a list: by object), lines that are no object are set aside.

    Raises:
        ReadError: no encoding fits, or too many keys.
        DamagedError: most lines are no objects.
    """
    text = decode(name, data)
    objects = dict(_objects(text.data.decode()))
    broken = {number: found for number, found in objects.items() if isinstance(found, str)}
    rows = {number: found for number, found in objects.items() if not isinstance(found, str)}
    if len(broken) > BROKEN_SHARE * len(objects) or not rows:
        raise DamagedError
    keys = tuple(dict.fromkeys(key for row in rows.values() for key in row))
    refuse_wide(name, len(keys))
    _refuse_many(name, len(rows) * len(keys))
    columns = {str(i): [_text(row.get(key)) for row in rows.values()] for i, key in enumerate(keys, 1)}
    schema = {ROW: pl.UInt32(), **dict.fromkeys(columns, pl.String())}
    frame = pl.DataFrame({ROW: list(rows), **columns}, schema=schema)
    aside = (SetAside(BROKEN, tuple(broken)),) if broken else ()
    odd = pl.DataFrame({ROW: list(broken), "1": list(broken.values())}, schema={ROW: pl.UInt32(), "1": pl.String()})
    return (Grid(scrubbed(frame), names=keys, encoding=text.encoding, set_aside=aside, odd=scrubbed(odd)),)


def _refuse_many(name: str, cells: int) -> None:
    if cells > limits.SHEET_CELLS:
        raise ReadError(f"「{name}」有 {cells:,} 个单元格，超过了能读取的上限", hint="请拆分成几个文件，再上传。")


def _objects(text: str) -> Iterator[tuple[int, dict[str, object] | str]]:
    """(number, object), or the text that stands where there should be one."""
    if text.lstrip().startswith("["):
        found = _decoded(text)
        for number, each in enumerate(found if isinstance(found, list) else [None], 1):
            yield number, _object(each, _text(each) or "")
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _object(_decoded(line), line)


def _object(found: object, text: str) -> dict[str, object] | str:
    return found if isinstance(found, dict) else text


def _decoded(text: str) -> object:
    try:
        return _AS_WRITTEN.decode(text)
    except (ValueError, RecursionError):
        return None


def _text(value: object) -> str | None:
    match value:
        case None:
            return None
        case str():
            return value
        case bool():
            return str(value).lower()
        case [*parts] if not any(isinstance(part, list | dict) for part in parts):
            return "、".join(filter(None, map(_text, parts)))
        case _:
            return json.dumps(value, ensure_ascii=False)
