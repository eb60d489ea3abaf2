"""Whose documents they are, and for whom: the brand, and whether the version that may be shared is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from hvc.app.state.session import BRAND, DESK, SHAREABLE, held
from hvc.errors import HvcError
from hvc.report.brand import PLAIN, Brand


@dataclass(frozen=True, slots=True)
class Desk:
    """The controls of the brand: how often form and uploader were begun anew, and what is to be said of the last change.

    `asked`: the accent that was chosen, where a darker one is printed; `trouble`: why a change was refused.
    """

    form: int = 0
    uploader: int = 0
    asked: str = ""
    trouble: HvcError | None = None


def brand() -> Brand:
    """Return what the user wants on the documents."""
    return held(BRAND, Brand) or PLAIN


def sign(**values: object) -> None:
    """Set parts of it."""
    st.session_state[BRAND] = replace(brand(), **values)  # type: ignore[arg-type]  # names are the callers'


def desk() -> Desk:
    """Return what the controls of the brand are to show."""
    return held(DESK, Desk) or Desk()


def tell(**values: object) -> None:
    """Set parts of it."""
    st.session_state[DESK] = replace(desk(), **values)  # type: ignore[arg-type]  # names are the callers'


def sign_as(known: Brand) -> None:
    """Take a whole brand, and show it in the controls."""
    st.session_state[BRAND] = known
    st.session_state[DESK] = Desk(desk().form + 1, desk().uploader + 1)


def unsign() -> None:
    """Callback: documents without a brand."""
    sign_as(PLAIN)


def shareable() -> bool:
    """Whether documents are made in the version that may be passed on."""
    return held(SHAREABLE, bool) or False


def share(*, wanted: bool) -> None:
    """Callback: ask for the version that may be passed on, or for the internal one."""
    st.session_state[SHAREABLE] = wanted
