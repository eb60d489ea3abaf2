"""What the columns mean and how the data stand → what the user agreed to."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace

import streamlit as st

from hvc.app.state.session import change, intake
from hvc.joining import Options
from hvc.mapping import Mapping
from hvc.scheme import Fit, Scheme


def draft() -> Mapping | None:
    """Return the mapping as it stands on the page."""
    return intake().draft


def put_draft(mapping: Mapping) -> None:
    """Keep a corrected mapping."""
    change(draft=mapping)


def confirm() -> None:
    """Agree to the draft."""
    change(confirmed=intake().draft)


def confirmed() -> Mapping | None:
    """Return the mapping the user agreed to."""
    return intake().confirmed


def accept(about: Hashable, key: str) -> None:
    """Callback: the widget `key` says whether what `about` makes one confirm is accepted."""
    change(accepted=about if st.session_state[key] else None)


def accepted(about: Hashable) -> bool:
    """Tell whether the user accepted what `about` makes one confirm."""
    said = intake().accepted
    return said is not None and said == about


def settle(terms: Hashable) -> None:
    """Callback: the user confirms the terms by which the analysis counts."""
    change(settled=terms)


def settled(terms: Hashable) -> bool:
    """Tell whether the user confirmed these terms."""
    said = intake().settled
    return said is not None and said == terms


def adopted() -> tuple[str, Scheme] | None:
    """Return the scheme in use and the name of its file."""
    return intake().scheme


def fit() -> Fit | None:
    """Return how the scheme in use fits the tables."""
    return intake().fit


def options() -> Options:
    """Return how duplicates and refunds count."""
    return intake().options


def take(options: Options) -> None:
    """Let duplicates and refunds count as `options` say."""
    change(options=options)


def opt(name: str, key: str) -> None:
    """Callback: take the value of the widget `key` as `name` of the options."""
    take(replace(options(), **{name: st.session_state[key]}))
