"""The first page drawn → the libraries that the first upload and analysis take, loaded meanwhile, once a process.

They take as long to load as everything that the first page needs; nobody who opens it should wait for them.
"""

from __future__ import annotations

import functools
import importlib
import threading

LATER = ("pyarrow", "pandas", "scipy.stats")  # reading, Streamlit's tables, analysis; the last brings its neighbours


@functools.cache
def ahead() -> threading.Thread:
    """Begin to load, and return at once the thread that does."""
    thread = threading.Thread(target=_load, daemon=True)
    thread.start()
    return thread


def _load() -> None:
    for name in LATER:
        importlib.import_module(name)
