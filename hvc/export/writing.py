"""A `Job` → the answers of the child that writes, which may die or stall without harm."""

from __future__ import annotations

import contextlib
import pickle
import queue
import threading
import time
from collections.abc import Generator, Iterator

from hvc.export.framing import receive, send
from hvc.export.model import Job
from hvc.export.process import TICK, Process, Role, Tick, taken

Answer = tuple[bytes, ...]


def converse(job: Job, timeout: float, tick: Tick) -> Generator[Answer | None]:
    """Yield the answers to `job`; None, and the end of the child, when it is silent for `timeout` seconds."""
    answers: queue.Queue[Answer | None] = queue.Queue()
    with taken(Role.WRITER) as process:
        talk = threading.Thread(target=_talk, args=(process, job, answers), daemon=True)
        talk.start()
        try:
            yield from _listen(answers, timeout, tick)
        finally:
            process.kill()
            talk.join()


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
