"""Children that wait ready: one that writes documents, and those that draw; each serves one export and ends.

Nothing of one customer's data is left in them for another's. Starting them takes a second or two (imports, the engine of
the charts), so `prepare` starts them while the user still chooses.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

ROOT = Path(__file__).parents[2]
TICK = 0.2  # seconds between two looks at what a child does
AT_MOST = 2  # exports at a time; a third waits
KEPT = 300.0  # seconds that a child waits for a job before it is ended
THRIFTY = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}  # glibc gives pictures back at once
Process = subprocess.Popen[bytes]
Tick = Callable[[], None]  # called again and again meanwhile; what it raises ends the child


class Role(Enum):
    """What a child does."""

    WRITER = "writer"
    ARTIST = "artist"


COMMANDS = {
    Role.WRITER: (sys.executable, "-P", "-m", "hvc.export.worker"),
    Role.ARTIST: (sys.executable, "-P", str(Path(__file__).parent / "artist.py")),
}
CREW = {Role.WRITER: 1, Role.ARTIST: min(2, os.cpu_count() or 1)}  # children of one export
_TURNS = threading.BoundedSemaphore(AT_MOST)
_LOCK = threading.Lock()
_spare: dict[Role, list[Process]] = {role: [] for role in Role}  # as many as one export needs, or fewer


def prepare(*, drawing: bool = True) -> None:
    """See to it that children wait for the next export; without `drawing` none that draws is started."""
    started: list[tuple[Role, Process]] = []
    with _LOCK:
        for role in Role if drawing else (Role.WRITER,):
            alive = [process for process in _spare[role] if process.poll() is None]
            for process in _spare[role]:
                if process not in alive:  # it died while it waited
                    end(process)
            new = [_start(role) for _ in range(CREW[role] - len(alive))]
            _spare[role] = [*alive, *new]
            started += [(role, process) for process in new]
    for role, process in started:
        timer = threading.Timer(KEPT, _retire, (role, process))
        timer.daemon = True
        timer.start()


def dismiss() -> None:
    """End the children that wait."""
    with _LOCK:
        waiting = [process for role in Role for process in _spare[role]]
        for role in Role:
            _spare[role] = []
    for process in waiting:
        end(process)


def _start(role: Role) -> Process:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603  our own interpreter and modules
        COMMANDS[role],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path} | THRIFTY,
    )


@contextlib.contextmanager
def taken(role: Role) -> Iterator[Process]:
    """A child that waits, or a new one; ended afterwards."""
    process = _waiting(role) or _start(role)
    try:
        yield process
    finally:
        end(process)


def _waiting(role: Role) -> Process | None:
    while True:
        with _LOCK:
            if not _spare[role]:
                return None
            process = _spare[role].pop()
        if process.poll() is None:
            return process
        end(process)


def _retire(role: Role, process: Process) -> None:
    """End `process` if nobody has taken it."""
    with _LOCK:
        idle = process in _spare[role]
        if idle:
            _spare[role].remove(process)
    if idle:
        end(process)


def end(process: Process) -> None:
    """Kill `process` and close what led to it."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what a dead child did not take cannot be flushed
                pipe.close()
    process.wait()


@contextlib.contextmanager
def turn(tick: Tick) -> Iterator[None]:
    """Wait until fewer than `AT_MOST` exports are at work."""
    while not _TURNS.acquire(timeout=TICK):
        tick()
    try:
        yield
    finally:
        _TURNS.release()


atexit.register(dismiss)
