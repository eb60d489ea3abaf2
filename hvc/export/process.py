"""A `Job` → the answers of a child process, which may die or stall without harm; one child waits ready for the next job.

A child serves one job and ends: nothing of one customer's data is left for another. Starting it takes a second or two
(imports, the engine of the charts), so `prepare` starts it while the user still chooses.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from hvc.export.framing import receive, send
from hvc.export.model import Job

COMMAND = (sys.executable, "-P", "-m", "hvc.export.worker")
ROOT = Path(__file__).parents[2]
TICK = 0.2  # seconds between two looks at what the child does
AT_MOST = 2  # children at work at a time; a third job waits
KEPT = 300.0  # seconds that a child waits for a job before it is ended
THRIFTY = {"MALLOC_MMAP_THRESHOLD_": "131072", "MALLOC_TRIM_THRESHOLD_": "131072"}  # glibc gives pictures back at once
Answer = tuple[bytes, ...]
Process = subprocess.Popen[bytes]
Tick = Callable[[], None]  # called again and again meanwhile; what it raises ends the child
_TURNS = threading.BoundedSemaphore(AT_MOST)
_LOCK = threading.Lock()
_spare: list[Process] = []  # none or one


def prepare() -> None:
    """See to it that a child waits for the next job."""
    with _LOCK:
        if _spare and _spare[0].poll() is None:
            return
        while _spare:  # it died while it waited
            _end(_spare.pop())
        process = _start()
        _spare.append(process)
    timer = threading.Timer(KEPT, _retire, (process,))
    timer.daemon = True
    timer.start()


def converse(job: Job, timeout: float, tick: Tick) -> Generator[Answer | None]:
    """Yield the answers to `job`; None, and the end of the child, when it is silent for `timeout` seconds."""
    answers: queue.Queue[Answer | None] = queue.Queue()
    with _turn(tick), _taken() as process:
        talk = threading.Thread(target=_talk, args=(process, job, answers), daemon=True)
        talk.start()
        try:
            yield from _listen(answers, timeout, tick)
        finally:
            process.kill()
            talk.join()


def dismiss() -> None:
    """End the child that waits, if there is one."""
    with _LOCK:
        waiting = [*_spare]
        _spare.clear()
    for process in waiting:
        _end(process)


def _start() -> Process:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603  our own interpreter and module
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": path} | THRIFTY,
    )


@contextlib.contextmanager
def _taken() -> Iterator[Process]:
    """The child that waits, or a new one; ended afterwards."""
    with _LOCK:
        waiting = [*_spare]
        _spare.clear()
    dead = [process for process in waiting if process.poll() is not None]
    for process in dead:
        _end(process)
    process = waiting[0] if waiting and not dead else _start()
    try:
        yield process
    finally:
        _end(process)


def _retire(process: Process) -> None:
    """End `process` if nobody has taken it."""
    with _LOCK:
        idle = process in _spare
        if idle:
            _spare.remove(process)
    if idle:
        _end(process)


def _end(process: Process) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):  # what a dead child did not take cannot be flushed
                pipe.close()
    process.wait()


@contextlib.contextmanager
def _turn(tick: Tick) -> Iterator[None]:
    """Wait until fewer than `AT_MOST` children are at work."""
    while not _TURNS.acquire(timeout=TICK):
        tick()
    try:
        yield
    finally:
        _TURNS.release()


def _listen(answers: queue.Queue[Answer | None], timeout: float, tick: Tick) -> Iterator[Answer | None]:
    heard = time.monotonic()
    while True:
        tick()
        try:
            answer = answers.get(timeout=min(TICK, timeout))
        except queue.Empty:
            if time.monotonic() - heard < timeout:
                continue
            yield None
            return
        if answer is None:
            return
        yield answer
        heard = time.monotonic()


def _talk(process: Process, job: Job, answers: queue.Queue[Answer | None]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    with contextlib.suppress(OSError):  # a child that has died does not listen
        send(process.stdin, pickle.dumps(job))
    with contextlib.suppress(OSError):
        process.stdin.close()
    while (answer := receive(process.stdout)) is not None:
        answers.put(answer)
    answers.put(None)


atexit.register(dismiss)
