"""What one session holds → the walk so far: the only module that touches `st.session_state`.

Everything lives in the session and goes with it; nothing is shared, so no session can see another's numbers. A result
is kept beside the key it was made from (digests, mapping, rule) and made again when the key changes; a frame is never
part of a key.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from hvc.app.definition import Definition
from hvc.errors import HvcError
from hvc.mapping import Mapping
from hvc.reading.tables import Table
from hvc.scheme import Fit, Scheme

T = TypeVar("T")

TABLES = "tables"  # tuple[Table, ...]: what was read, in the order it came
DRAFT = "draft"  # Mapping: the guess with the user's corrections
CONFIRMED = "confirmed"  # Mapping: what the user agreed to
ACCEPTED = "accepted"  # Hashable: the files and the mapping of which the user confirmed what the health page asked
SCHEME = "scheme"  # tuple[str, Scheme]: the 分析方案 in use and the name of its file
FIT = "fit"  # Fit: what of it fits the tables
DEFINITION = "definition"  # Definition: what stands in the controls of the rule
TROUBLES = "troubles"  # tuple[HvcError, ...]: files of the latest upload that could not be read
ROUND = "round"  # int: how often the uploader was emptied; part of its key
PENDING = "pending"  # Hashable: a correction made in a callback, applied by the page
MEMO = "memo"  # dict[str, tuple[Hashable, object]]: the latest result of each step, and the key it was made from
JOB = "job"  # str: the format to be exported now


def _held(key: str, kind: type[T]) -> T | None:
    value = st.session_state.get(key)
    assert value is None or isinstance(value, kind), f"{key} holds something else"
    return value


def tables() -> tuple[Table, ...]:
    """Return what was read so far."""
    return tuple(st.session_state.get(TABLES, ()))


def put_tables(read: tuple[Table, ...], draft: Mapping | None, fit: Fit | None = None) -> None:
    """Keep `read`, the mapping to start from and how the scheme fits; what was agreed to before no longer counts."""
    st.session_state[TABLES], st.session_state[DRAFT], st.session_state[FIT] = read, draft, fit
    for key in (CONFIRMED, ACCEPTED, MEMO, JOB, PENDING):
        st.session_state.pop(key, None)


def troubles() -> tuple[HvcError, ...]:
    """Return why files of the latest upload could not be read."""
    return tuple(st.session_state.get(TROUBLES, ()))


def close_upload(problems: Sequence[HvcError]) -> None:
    """Let go of the raw upload, empty the uploader, and keep what to say about it."""
    forget_uploads()
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state[TROUBLES] = tuple(problems)


def uploader_key() -> str:
    """Key the uploader; a new key is an empty uploader."""
    return f"uploader-{st.session_state.get(ROUND, 0)}"


def forget_uploads() -> None:
    """Free the raw bytes that the server keeps of this session's uploads (private to Streamlit; a test holds it)."""
    context = get_script_run_ctx()
    if context is not None:
        context.uploaded_file_mgr.remove_session_files(context.session_id)


def clear() -> None:
    """Forget everything: data, mapping, definition, results and documents."""
    forget_uploads()
    rounds = st.session_state.get(ROUND, 0)
    st.session_state.clear()
    st.session_state[ROUND] = rounds + 1


def draft() -> Mapping | None:
    """Return the mapping as it stands on the page."""
    return _held(DRAFT, Mapping)


def put_draft(mapping: Mapping) -> None:
    """Keep a corrected mapping."""
    st.session_state[DRAFT] = mapping


def confirm() -> None:
    """Agree to the draft."""
    st.session_state[CONFIRMED] = st.session_state[DRAFT]


def confirmed() -> Mapping | None:
    """Return the mapping the user agreed to."""
    return _held(CONFIRMED, Mapping)


def accept(about: Hashable, key: str) -> None:
    """Callback: the widget `key` says whether what `about` makes one confirm is accepted."""
    st.session_state[ACCEPTED] = about if st.session_state[key] else None


def accepted(about: Hashable) -> bool:
    """Tell whether the user accepted what `about` makes one confirm."""
    return ACCEPTED in st.session_state and bool(st.session_state[ACCEPTED] == about)


def adopt(named: tuple[str, Scheme] | None) -> None:
    """Use a scheme, with the name of its file, from now on; None: none."""
    st.session_state[SCHEME] = named


def adopted() -> tuple[str, Scheme] | None:
    """Return the scheme in use and the name of its file."""
    return _held(SCHEME, tuple)


def fit() -> Fit | None:
    """Return how the scheme in use fits the tables."""
    return _held(FIT, Fit)


def definition() -> Definition:
    """Return what stands in the controls of the rule."""
    return _held(DEFINITION, Definition) or Definition()


def define(name: str, key: str) -> None:
    """Callback: take the value of the widget `key` as `name` of the definition."""
    st.session_state[DEFINITION] = replace(definition(), **{name: st.session_state[key]})


def define_as(**values: object) -> None:
    """Callback: set values of the definition."""
    st.session_state[DEFINITION] = replace(definition(), **values)  # type: ignore[arg-type]  # names are the caller's


def seed(key: str, value: object) -> str:
    """Put `value` into the widget `key` that is about to be drawn."""
    st.session_state[key] = value
    return key


def submit(key: str, make: Callable[[Hashable], Hashable]) -> None:
    """Callback: the widget `key` was changed; note what `make` makes of its value, for the page to apply."""
    value = st.session_state[key]
    note(make(tuple(value) if isinstance(value, list) else value))


def note(change: Hashable) -> None:
    """Callback: note a change for the page to apply."""
    st.session_state[PENDING] = change


def pending(kind: type[T]) -> T | None:
    """Take the change that a callback noted, once; None when there is none."""
    change = _held(PENDING, kind)
    st.session_state.pop(PENDING, None)
    return change


def start(job: str) -> None:
    """Callback: ask for a document; asking twice is asking once."""
    st.session_state[JOB] = job


def job() -> str | None:
    """Return the document that was asked for and is not made yet."""
    return _held(JOB, str)


def finish() -> None:
    """Drop the request for a document."""
    st.session_state.pop(JOB, None)


def once(step: str, key: Hashable, make: Callable[[], T]) -> T:
    """Return the result of `step` made from `key`, making it when the one kept is from another key."""
    memo: dict[str, tuple[Hashable, T]] = st.session_state.setdefault(MEMO, {})
    if step not in memo or memo[step][0] != key:
        memo[step] = (key, make())
    return memo[step][1]


def kept(step: str, key: Hashable) -> bool:
    """Tell whether `step` was made from `key` already."""
    memo = st.session_state.get(MEMO, {})
    return step in memo and memo[step][0] == key
