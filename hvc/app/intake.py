"""An upload → the session's tables, the 分析方案, the 快照 and the 行动计划 among the files, and the mapping to start from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from hvc.analysis.earlier import receive as receive_period
from hvc.analysis.snapshot_file import is_snapshot, loaded
from hvc.app import branding, state
from hvc.app.amending import AS_FOUND, Amendment, amended
from hvc.app.corrections import alike, carried
from hvc.app.definition import settings
from hvc.errors import DataError, HvcError, ReadError, SchemeError
from hvc.insights.campaign.file import is_campaign
from hvc.insights.campaign.file import loaded as campaign
from hvc.mapping import Mapping, guess
from hvc.reading import read_files
from hvc.reading.tables import Table
from hvc.scheme import Scheme, apply, is_scheme, loads
from hvc.units import COUNT

NAMED = 3  # files that a sentence names
T = TypeVar("T")
File = tuple[str, bytes]
Named = tuple[str, Scheme]
Found = tuple[Table, Amendment]
Watch = Callable[[int, float], None]  # told which of the files is being read, and its seconds so far


def receive(files: Sequence[File], watch: Watch) -> None:
    """Read an upload: data joins what is there, a 分析方案, a 快照 or a 行动计划 takes the place of the one in use.

    Nothing of the session changes before all of it is read.
    """
    scheme, refused = _scheme([file for file in files if is_scheme(file[1])])
    earlier, torn = _kept([file for file in files if is_snapshot(file[1])], loaded)
    planned, lost = _kept([file for file in files if is_campaign(file[1])], campaign)
    before, agreed = state.read(), state.confirmed() is not None
    held, problems = _read(files, watch)
    if scheme:
        state.define_as(**settings(scheme[1].rule, scheme[1].layering))
        state.take(scheme[1].options)
        state.choose_all(scheme[1].timing)
        refused += branding.restore(scheme[1].signature)
    if scheme or held != state.read():
        _take(held, scheme or state.adopted())
    if earlier:
        state.compare_with(earlier)
    if planned:
        state.score_by(planned)
    state.close_upload([*refused, *torn, *lost, *problems], told=changes(before, held, files, agreed=agreed))


def changes(
    before: Sequence[Found], after: Sequence[Found], files: Sequence[File], *, agreed: bool = False
) -> tuple[str, ...]:
    """What an upload of `files` changed of what was there, in sentences; nothing where nothing was there."""
    was, now = _contents(before), _contents(after)
    if not was:
        return ()
    given = [name for name, _ in files if name in now]
    changed = (
        ("换成了新的内容", [name for name in given if name in was and was[name] != now[name]]),
        ("与之前相同，没有变化", [name for name in given if name in was and was[name] == now[name]]),
        ("是新加的", [name for name in given if name not in was]),
        ("和之前一样保留", [name for name in was if name not in given]),
    )
    said = [f"{_quoted(names)}{what}。" for what, names in changed if names]
    again = agreed and was != now
    return (*said, "字段对应请再确认一次；口径和行动计划的修改没有变。") if again else tuple(said)


def _contents(found: Sequence[Found]) -> dict[str, frozenset[str]]:
    """Of each file, what tells its tables from others."""
    files = dict.fromkeys(table.file for table, _ in found)
    return {file: frozenset(table.digest for table, _ in found if table.file == file) for file in files}


def _quoted(names: Sequence[str]) -> str:
    more = f"等 {COUNT.text(len(names))} 个文件" if len(names) > NAMED else ""
    return "".join(f"「{name}」" for name in names[:NAMED]) + more


def receive_earlier(files: Sequence[File], watch: Watch) -> None:
    """Read an upload of the earlier period and of its plan; what was given before stays where it cannot be read."""
    names = [name for name, _ in files]
    planned, problems = _kept([file for file in files if is_campaign(file[1])], campaign)
    if planned:
        state.score_by(planned)
    try:
        if rest := [file for file in files if not is_campaign(file[1])]:
            state.compare_with(
                receive_period(rest, lambda name, spent: watch(names.index(name) if name in names else 0, spent))
            )
    except HvcError as error:
        problems.append(error)
    state.close_upload(problems)


def drop(file: str) -> None:
    """Forget the tables of one file."""
    _take(tuple(each for each in state.read() if each[0].file != file), state.adopted())


def amend(name: str, said: Amendment) -> None:
    """Read the table called `name` as the user says; a mapping that still stands stays agreed to."""
    found = tuple((table, said if table.name == name else before) for table, before in state.read())
    _take(found, state.adopted(), agreed=state.confirmed())


def drop_scheme() -> None:
    """Go back to guessing; what the user said today stays said."""
    _take(state.read(), None)


def _scheme(files: Sequence[File]) -> tuple[Named | None, list[HvcError]]:
    """The last scheme that can be read, and why the others are not taken."""
    problems: list[HvcError] = []
    read: list[Named] = []
    for name, data in files:
        try:
            read.append((name, loads(data)))
        except SchemeError as error:
            problems.append(SchemeError(f"「{name}」：{error.message}", hint=error.hint))
    for name, _ in read[:-1]:
        problems.append(
            SchemeError(f"一次只能用一份分析方案，「{name}」没有使用。", hint=f"正在使用的是「{read[-1][0]}」。")
        )
    return (read[-1] if read else None), problems


def _kept(files: Sequence[File], load: Callable[[str, bytes], T]) -> tuple[T | None, list[HvcError]]:
    """The last file kept from an earlier period (快照, 行动计划) that can be read, and why the others are not taken."""
    problems: list[HvcError] = []
    read: list[T] = []
    for name, data in files:
        try:
            read.append(load(name, data))
        except HvcError as error:
            problems.append(error)
    if len(read) > 1:
        problems.append(
            DataError("一次只能和一个上一期对比，用的是最后一份。", hint="要换一期，请只上传那一期的文件。")
        )
    return (read[-1] if read else None), problems


def _read(files: Sequence[File], watch: Watch) -> tuple[tuple[Found, ...], list[HvcError]]:
    """The tables there are now: a file of the same name is replaced, a copy left out; and what could not be read."""
    held = state.read()
    problems: list[HvcError] = []
    for place, (name, data) in enumerate(files):
        if is_scheme(data) or is_snapshot(data) or is_campaign(data):
            continue
        try:
            read = read_files([(name, data)], partial(_told, watch, place))
        except ReadError as error:
            problems.append(error)
            continue
        rest = tuple(each for each in held if each[0].file != read[0].file)
        twin = next((table.name for table, _ in rest if table.digest == read[0].digest), None)
        if twin is None:
            held = (*rest, *((table, AS_FOUND) for table in read))
        else:
            problems.append(_copy(name, twin))
    return held, problems


def _told(watch: Watch, place: int, _: str, seconds: float) -> None:
    """Tell `watch` what reading tells of one file."""
    watch(place, seconds)


def _copy(name: str, twin: str) -> ReadError:
    return ReadError(f"「{name}」与「{twin}」内容完全相同，只读了一次。", hint="如果本应是另一份数据，请检查文件。")


def _take(found: Sequence[Found], scheme: Named | None, *, agreed: Mapping | None = None) -> None:
    """Start from the guess, under the scheme in use, under what the user said of the columns that are still there.

    What comes out counts as agreed to if it means what `agreed` does.
    """
    tables = tuple(amended(table, said) for table, said in found)
    old, draft = state.draft(), guess(tables) if tables else None
    fit = apply(scheme[1], draft) if scheme and draft else None
    draft = fit.mapping if fit else draft
    draft = carried(old, draft) if old and draft else draft
    confirmed = draft if agreed and draft and alike(agreed, draft) else None
    state.put_tables(found, tables, draft, scheme=scheme, fit=fit, confirmed=confirmed)
