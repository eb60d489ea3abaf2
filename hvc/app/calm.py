"""Whatever a page raises → a calm Chinese box; the log gets the place, never a value."""

from __future__ import annotations

import logging
import traceback
from contextlib import AbstractContextManager
from types import TracebackType

import polars as pl
import streamlit as st

from hvc.app.text import plain
from hvc.errors import HvcError

LOG = logging.getLogger("hvc")


class Calm(AbstractContextManager["Calm"]):
    """A page runs inside: what the user can put right is said with its hint, anything else is said to be our fault.

    Streamlit's own signals (rerun, stop) pass through. A panic of Polars is a BaseException and is caught as well.
    """

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        """Show `error`; True keeps it from Streamlit, whose log would print its message."""
        if isinstance(error, HvcError):
            trouble(error)
            return True
        if isinstance(error, (Exception, pl.exceptions.PanicException)):
            LOG.error("page failed: %s at %s", type(error).__name__, place(at))
            st.error(
                "**这一步出了问题，不是您的操作所致。**\n\n您的数据仍在本次会话中。请刷新页面或换一个步骤再试；"
                "若仍出现，请把时间和所在页面告诉维护人员。",
                icon=":material/error:",
            )
            return True
        return False


def trouble(error: HvcError) -> None:
    """Say what is wrong and what to do."""
    st.error(f"**{plain(error.message)}**\n\n{plain(error.hint)}", icon=":material/error:")


def place(at: TracebackType | None) -> str:
    """Where it happened, innermost last: files, lines and functions, no message and no variable."""
    frames = traceback.extract_tb(at)[-4:]
    return " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames)
