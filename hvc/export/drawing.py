"""Specifications of charts → pictures, drawn by as many children as an export has, which may die or stall without harm."""

from __future__ import annotations

import contextlib
import json
import queue
import threading
from collections import deque
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field

from hvc.export.model import Picture
from hvc.export.process import CREW, TICK, Process, Role, Tick, taken

PATIENCE = 3  # drawings that may fail, one after the other, before the rest is given up
Done = tuple[str, Picture | None]


@dataclass(slots=True, eq=False)
class _Easel:
    """What the threads of one export share: what is still to be drawn, what is done, and who is at work."""

    todo: deque[tuple[str, str]]
    timeout: float
    done: queue.SimpleQueue[Done] = field(default_factory=queue.SimpleQueue)
    artists: set[Process] = field(default_factory=set)
    patience: int = PATIENCE


def painted(drawings: Mapping[str, str], timeout: float, tick: Tick) -> Generator[Done]:
    """Yield each name with its picture as it is done; with None where it could not be drawn in `timeout` seconds."""
    easel = _Easel(deque(drawings.items()), timeout)
    count = min(CREW[Role.ARTIST], len(drawings))
    threads = [threading.Thread(target=_work, args=(easel,), daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    missing = set(drawings)
    try:
        while missing and (done := _awaited(easel, threads, tick)):
            missing.remove(done[0])
            yield done
        yield from ((name, None) for name in drawings if name in missing)
    finally:
        easel.todo.clear()
        for artist in [*easel.artists]:
            artist.kill()
        for thread in threads:
            thread.join()


def _awaited(easel: _Easel, threads: Sequence[threading.Thread], tick: Tick) -> Done | None:
    """The next that is done; None when nobody is at work any more."""
    while True:
        tick()
        at_work = any(thread.is_alive() for thread in threads)
        try:
            return easel.done.get(timeout=TICK if at_work else 0)
        except queue.Empty:
            if not at_work:
                return None


def _work(easel: _Easel) -> None:
    """Draw with one child after the other, each until its first failure; what nobody has patience for fails too."""
    while easel.todo and easel.patience > 0:
        with taken(Role.ARTIST) as artist:
            easel.artists.add(artist)
            _draw(easel, artist)
            easel.artists.remove(artist)
    while taken_up := _next(easel):
        easel.done.put((taken_up[0], None))


def _draw(easel: _Easel, artist: Process) -> None:
    while taken_up := _next(easel):
        name, specification = taken_up
        picture = _asked(artist, specification, easel.timeout)
        easel.patience = PATIENCE if picture else easel.patience - 1
        easel.done.put((name, picture))
        if picture is None:
            return


def _next(easel: _Easel) -> tuple[str, str] | None:
    try:
        return easel.todo.popleft()
    except IndexError:
        return None


def _asked(artist: Process, specification: str, timeout: float) -> Picture | None:
    """One picture; None from a child that died, or was ended because it took too long."""
    assert artist.stdin is not None
    assert artist.stdout is not None
    clock = threading.Timer(timeout, artist.kill)
    clock.daemon = True
    clock.start()
    try:
        with contextlib.suppress(OSError):  # a child that has died does not listen
            artist.stdin.write(specification.encode() + b"\n")
            artist.stdin.flush()
        answer = artist.stdout.readline()
    finally:
        clock.cancel()
    return Picture(*json.loads(answer)) if answer.endswith(b"\n") else None
