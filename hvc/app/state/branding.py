"""Whose documents they are, and for whom: the brand, and whether the version that may be shared is asked for."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hvc.app.state.session import BRAND, SHAREABLE, held
from hvc.report.brand import PLAIN, Brand


def brand() -> Brand:
    """Return what the user wants on the documents."""
    return held(BRAND, Brand) or PLAIN


def sign(**values: object) -> None:
    """Set parts of it."""
    st.session_state[BRAND] = replace(brand(), **values)  # type: ignore[arg-type]  # names are the callers'


def shareable() -> bool:
    """Whether documents are made in the version that may be passed on."""
    return held(SHAREABLE, bool) or False


def share(*, wanted: bool) -> None:
    """Callback: ask for the version that may be passed on, or for the internal one."""
    st.session_state[SHAREABLE] = wanted
