"""An upload → the session's tables, the 分析方案 among the files, and the mapping to start from."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.app import state
from hvc.app.corrections import carried
from hvc.app.definition import settings
from hvc.errors import HvcError, ReadError, SchemeError
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.reading.tables import Table
from hvc.scheme import apply, is_scheme, loads

File = tuple[str, bytes]


def receive(files: Sequence[File]) -> None:
    """Read an upload: data joins what is there, a 分析方案 takes the place of the one in use."""
    schemes = [file for file in files if is_scheme(file[1])]
    adopted, refused = _adopt(schemes)
    held, problems = _read([file for file in files if file not in schemes])
    state.close_upload([*refused, *problems])
    if adopted or held != state.tables():
        _take(held)


def drop(file: str) -> None:
    """Forget the tables of one file."""
    _take(tuple(table for table in state.tables() if table.file != file))


def drop_scheme() -> None:
    """Go back to guessing; what the user said today stays said."""
    state.adopt(None)
    _take(state.tables())


def _adopt(files: Sequence[File]) -> tuple[bool, list[HvcError]]:
    """Take the last scheme that can be read, and its rule; say which ones were not taken."""
    problems: list[HvcError] = []
    read = []
    for name, data in files:
        try:
            read.append((name, loads(data)))
        except SchemeError as error:
            problems.append(SchemeError(f"「{name}」：{error.message}", hint=error.hint))
    for name, _ in read[:-1]:
        problems.append(
            SchemeError(f"一次只能用一份分析方案，「{name}」没有使用。", hint=f"正在使用的是「{read[-1][0]}」。")
        )
    for name, scheme in read[-1:]:
        state.adopt((name, scheme))
        state.define_as(**settings(scheme.rule))
    return bool(read), problems


def _read(files: Sequence[File]) -> tuple[tuple[Table, ...], list[HvcError]]:
    """The tables there are now: a file of the same name is replaced, a copy left out; and what could not be read."""
    held = state.tables()
    problems: list[HvcError] = []
    for name, data in files:
        try:
            read = read_files([(name, data)])
        except ReadError as error:
            problems.append(error)
            continue
        rest = tuple(table for table in held if table.file != read[0].file)
        twin = next((table.name for table in rest if table.digest == read[0].digest), None)
        if twin is None:
            held = (*rest, *read)
        else:
            problems.append(
                ReadError(
                    f"「{name}」与「{twin}」内容完全相同，只读了一次。", hint="如果本应是另一份数据，请检查文件。"
                )
            )
    return held, problems


def _take(tables: tuple[Table, ...]) -> None:
    """Start from the guess, under the scheme in use, under what the user said of the columns that are still there."""
    old, adopted = state.draft(), state.adopted()
    draft = guess(tables) if tables else None
    fit = apply(adopted[1], draft) if adopted and draft else None
    draft = fit.mapping if fit else draft
    state.put_tables(tables, carried(old, draft) if old and draft else draft, fit)
