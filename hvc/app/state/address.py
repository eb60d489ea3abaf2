"""An address that leads nowhere → whether this session came by one."""

from __future__ import annotations

import streamlit as st

from hvc.app.state.session import ASTRAY


def go_astray() -> None:
    """Note that the address was no page's."""
    st.session_state[ASTRAY] = True


def astray() -> bool:
    """Return whether this session came by such an address."""
    return bool(st.session_state.get(ASTRAY))
