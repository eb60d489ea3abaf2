"""What stands in the controls of the rule."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hvc.app.definition import Definition
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
