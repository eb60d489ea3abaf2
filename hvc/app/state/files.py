"""What was uploaded and read → the tables of this session, and the uploader emptied."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from hvc.app.amending import Amendment
from hvc.app.state.session import (
    INTAKE,
    JOB,
    LISTED,
    MEMO,
    PENDING,
    PERSON,
    READING,
    ROUND,
    SEGMENT,
    STOPPED,
    TOLD,
    TROUBLES,
    Intake,
    change,
    drop,
    intake,
)
from hvc.errors import HvcError
from hvc.mapping import Mapping
from hvc.reading.tables import Table


def tables() -> tuple[Table, ...]:
    """Return what was read so far, as the user amended it."""
    return intake().tables


def read() -> tuple[tuple[Table, Amendment], ...]:
    """Return what was read so far as it was found, each table with what the user said of it."""
    held = intake()
    return tuple(zip(held.read, held.amendments, strict=True))


def put_tables(
    found: Sequence[tuple[Table, Amendment]], tables: Sequence[Table], mapping: Mapping | None, **known: object
) -> None:
    """Keep what was found, the tables that makes, and the mapping to start from; `known`: other parts of the intake.

    What was agreed to before no longer counts, and who was picked of the customers before is nobody of these.
    """
    read, amendments = tuple(table for table, _ in found), tuple(said for _, said in found)
    of_before = {"confirmed": None, "accepted": None, "settled": None}
    change(**(of_before | {"read": read, "amendments": amendments, "tables": tuple(tables), "draft": mapping} | known))
    drop(MEMO, JOB, PENDING, TOLD, SEGMENT, LISTED, PERSON)


def troubles() -> tuple[HvcError, ...]:
    """Return why files of the latest upload could not be read."""
    return tuple(st.session_state.get(TROUBLES, ()))


def open_upload(names: Sequence[str]) -> None:
    """Note that the files called `names` are being read."""
    st.session_state[READING] = tuple(names)


def look_back() -> None:
    """See, at the start of a run, whether the last one was ended while it read, and close its upload.

    Streamlit ends a run when the user goes on to something else, at its next access to page or session; what it was
    doing then leaves no other trace.
    """
    if names := st.session_state.get(READING, ()):
        close_upload(stopped=names)


def stopped() -> tuple[str, ...]:
    """Return the files of the latest upload whose reading was stopped."""
    return tuple(st.session_state.get(STOPPED, ()))


def told() -> tuple[str, ...]:
    """Return what the latest upload changed of what was there before."""
    return tuple(st.session_state.get(TOLD, ()))


def close_upload(problems: Sequence[HvcError] = (), *, stopped: Sequence[str] = (), told: Sequence[str] = ()) -> None:
    """Let go of the raw upload, empty the uploader, and keep what to say about it."""
    forget_uploads()
    drop(READING)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state[TROUBLES] = tuple(problems)
    st.session_state[STOPPED] = tuple(stopped)
    st.session_state[TOLD] = tuple(told)


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
    st.session_state[INTAKE] = Intake()
    st.session_state.clear()
    st.session_state[ROUND] = rounds + 1
