"""What the columns mean and how the data stand → what the user agreed to."""

from __future__ import annotations

from collections.abc import Hashable

import streamlit as st

from hvc.app.state.session import ACCEPTED, CONFIRMED, DRAFT, FIT, SCHEME, held
from hvc.mapping import Mapping
from hvc.scheme import Fit, Scheme


def draft() -> Mapping | None:
    """Return the mapping as it stands on the page."""
    return held(DRAFT, Mapping)


def put_draft(mapping: Mapping) -> None:
    """Keep a corrected mapping."""
    st.session_state[DRAFT] = mapping


def confirm() -> None:
    """Agree to the draft."""
    st.session_state[CONFIRMED] = st.session_state[DRAFT]


def confirmed() -> Mapping | None:
    """Return the mapping the user agreed to."""
    return held(CONFIRMED, Mapping)


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
    return held(SCHEME, tuple)


def fit() -> Fit | None:
    """Return how the scheme in use fits the tables."""
    return held(FIT, Fit)
