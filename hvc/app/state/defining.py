"""What stands in the controls of the rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from hvc.app.definition import Definition, Part
from hvc.app.state.session import DEFINITION, held


def definition() -> Definition:
    """Return what stands in the controls of the rule."""
    return held(DEFINITION, Definition) or Definition()


def define(name: str, key: str) -> None:
    """Callback: take the value of the widget `key` as `name` of the definition."""
    st.session_state[DEFINITION] = replace(definition(), **{name: st.session_state[key]})


def define_as(**values: object) -> None:
    """Callback: set values of the definition."""
    st.session_state[DEFINITION] = replace(definition(), **values)  # type: ignore[arg-type]  # names are the caller's


def define_part(place: int, name: str, key: str) -> None:
    """Callback: take the value of the widget `key` as `name` of one condition."""
    value = st.session_state[key]
    changed = {name: tuple(value) if isinstance(value, list) else value}
    _put(place, replace(definition().parts[place], **changed))  # type: ignore[arg-type]  # the name is the caller's


def redefine(place: int, key: str, make: Callable[[str], Part]) -> None:
    """Callback: the widget `key` names another field; `make` gives the condition to start from."""
    _put(place, make(st.session_state[key]))


def undefine(place: int) -> None:
    """Callback: take one condition away."""
    parts = definition().parts
    define_as(parts=parts[:place] + parts[place + 1 :])


def _put(place: int, part: Part) -> None:
    parts = definition().parts
    define_as(parts=(*parts[:place], part, *parts[place + 1 :]))
