"""The session's store → typed values: every key has its name here; with its neighbours, the only reader of the store."""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

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


def held(key: str, kind: type[T]) -> T | None:
    """Return what stands under `key`; None when nothing does."""
    value = st.session_state.get(key)
    assert value is None or isinstance(value, kind), f"{key} holds something else"
    return value


def drop(*keys: str) -> None:
    """Forget what stands under `keys`."""
    for key in keys:
        st.session_state.pop(key, None)
