"""A file's name and bytes → its Tables, parsed in a child process that may die, hang or swell without harm."""

from __future__ import annotations

import json
import logging
import mmap
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from hvc.reading import limits, refusals, wire
from hvc.reading.tables import Table

Waiting = Callable[[str, float], None]  # told a file's name and its seconds so far; what it raises stops the reading

ROOT: Final = Path(__file__).parents[2]
SHARED: Final = hasattr(os, "memfd_create") and hasattr(os, "pidfd_open")  # Linux
TICK: Final = 0.25  # seconds between two looks at the clock
OUT_OF_TIME: Final = -24  # a child ended by SIGXCPU
_PLACES: Final = threading.BoundedSemaphore(limits.CHILDREN)
_LOG = logging.getLogger(__name__)


def read_apart(name: str, data: bytes, waiting: Waiting | None = None) -> tuple[Table, ...]:
    """What `read` gives, from a child of its own; waits while as many as may be are reading.

    Raises:
        ReadError: what the child refused, or that it died, hung or swelled.
    """
    clock = _Clock(name, waiting)
    while not _PLACES.acquire(timeout=TICK):
        clock.tick()
    try:
        status, answer = _ask(json.dumps(name).encode() + b"\n", data, clock)
    finally:
        _PLACES.release()
    if status:
        _LOG.warning("a reading child ended with status %d", status)
        raise refusals.too_slow(name) if status == OUT_OF_TIME else refusals.too_heavy(name)
    try:
        found = wire.unpack(answer)
    except wire.BrokenAnswerError:
        _LOG.warning("a reading child broke off its answer")
        raise refusals.damaged(name) from None
    if isinstance(found, str):
        _LOG.error("reading failed: %s", found)
        raise refusals.damaged(name)
    return found


class _Clock:
    """How long one reading has taken, told to whoever waits."""

    def __init__(self, name: str, waiting: Waiting | None) -> None:
        self.name = name
        self.waiting = waiting
        self.begun = time.monotonic()

    def tick(self) -> None:
        """Tell."""
        if self.waiting is not None:
            self.waiting(self.name, time.monotonic() - self.begun)


def _ask(head: bytes, data: bytes, clock: _Clock) -> tuple[int, memoryview]:
    """The child's status and answer: through memory both processes see where there is such a thing, else by pipes."""
    return by_memory(head, data, clock) if SHARED else by_pipes(head, data, clock)


def by_memory(head: bytes, data: bytes, clock: _Clock) -> tuple[int, memoryview]:
    """Ask by way of two files that exist in memory only: nothing is copied through pipes or put on disk."""
    with (
        os.fdopen(os.memfd_create("hvc-file"), "w+b") as question,
        os.fdopen(os.memfd_create("hvc-tables"), "w+b") as answer,
    ):
        question.write(head)
        question.write(data)
        question.seek(0)
        process = _start(question, answer)
        try:
            _wait(process, clock)
        finally:
            process.kill()
            status = process.wait()
        size = os.fstat(answer.fileno()).st_size
        found = memoryview(mmap.mmap(answer.fileno(), size, access=mmap.ACCESS_READ) if size else b"")
    return status, found


def _wait(process: subprocess.Popen[bytes], clock: _Clock) -> None:
    """Return when the child has ended; raise when its time is up."""
    end = os.pidfd_open(process.pid)
    deadline = time.monotonic() + limits.CHILD_SECONDS
    try:
        while not select.select([end], [], [], TICK)[0]:
            clock.tick()
            if time.monotonic() > deadline:
                raise refusals.too_slow(clock.name)
    finally:
        os.close(end)


def by_pipes(head: bytes, data: bytes, clock: _Clock) -> tuple[int, memoryview]:
    """Ask by way of stdin and stdout."""
    deadline = time.monotonic() + limits.CHILD_SECONDS
    question: bytes | None = head + data
    with _start(subprocess.PIPE, subprocess.PIPE) as process:
        try:
            while time.monotonic() <= deadline:
                try:
                    answer, _ = process.communicate(question, timeout=TICK)
                except subprocess.TimeoutExpired:
                    question = None
                    clock.tick()
                else:
                    return process.returncode, memoryview(answer)
        finally:
            process.kill()
    raise refusals.too_slow(clock.name)


def _start(question: IO[bytes] | int, answer: IO[bytes] | int) -> subprocess.Popen[bytes]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    threads = str(limits.CHILD_THREADS)
    settings = {
        "PYTHONPATH": path,
        "POLARS_MAX_THREADS": threads,
        "OMP_NUM_THREADS": threads,
        "OPENBLAS_NUM_THREADS": "1",  # nothing is multiplied; its threads would only wait, and busily
        "POLARS_OOC_DISK_BUDGET_MB": "0",
        "POLARS_OOMKILL_THRESHOLD_MB": str(limits.CHILD_HEAP_MB),
    }
    bounds = (str(limits.CHILD_MEMORY), str(limits.CHILD_CPU))
    return subprocess.Popen(  # noqa: S603  our own interpreter and module
        (sys.executable, "-P", str(ROOT / "hvc" / "reading" / "worker.py"), *bounds),
        stdin=question,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        env=os.environ | settings,
    )
