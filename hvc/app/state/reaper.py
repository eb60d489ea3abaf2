"""Sessions whose page was closed → nothing of theirs in memory, within a stated time.

Streamlit keeps a closed session for `server.disconnectedSessionTTL` seconds, so that a page can come back after a short
break, but lets go of it only when another one ends: what was uploaded stays in memory and under its link until then. It has
no public way to let go sooner; the attributes used here are those of the version that `requirements.txt` pins, and
`tests/browser/test_browser_reaper.py` fails when they change.
"""

from __future__ import annotations

import gc
from asyncio import AbstractEventLoop
from threading import Lock

from streamlit import config, runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

PERIOD = 10.0  # seconds between two looks
SLACK = 20  # seconds for the server to notice that a page was closed, and for a look that comes late

_lock = Lock()
_watched: set[int] = set()  # the runtimes being looked after


def seconds() -> int:
    """After how many seconds at most a closed page's data are gone."""
    return int(config.get_option("server.disconnectedSessionTTL") + PERIOD) + SLACK


def watch() -> None:
    """Look after this server's closed sessions from now on; once is enough, more does nothing."""
    if not runtime.exists():
        return
    server = runtime.get_instance()
    with _lock:
        if id(server) in _watched:
            return
        _watched.add(id(server))
    loop = server._get_async_objs().eventloop  # noqa: SLF001
    loop.call_soon_threadsafe(_look, server, loop)


def _look(server: Runtime, loop: AbstractEventLoop) -> None:
    """Let go, and look again later; on the loop on which Streamlit itself touches its sessions."""
    sweep(server)
    loop.call_later(PERIOD, _look, server, loop)


def sweep(server: Runtime) -> int:
    """Let go of every session that was closed longer ago than it is kept; returns how many."""
    manager = server._session_mgr  # noqa: SLF001
    assert isinstance(manager, WebsocketSessionManager)
    storage = manager._session_storage  # noqa: SLF001
    assert isinstance(storage, MemorySessionStorage)
    gone = storage._cache.expire()  # type: ignore[attr-defined]  # noqa: SLF001  typed as the mapping it also is
    for _, info in gone:
        info.session.shutdown()
        info.session.session_state.clear()
    if gone:
        gc.collect()  # frames hang in cycles of the script that made them
    return len(gone)
