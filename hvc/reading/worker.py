"""One file on stdin → its tables on stdout: the child process in which a file is parsed, and may die.

Started as `python worker.py MEMORY CPU`; it limits itself before it looks at the file, and before it loads what reads it.
In: the file's name as a line of JSON, then its bytes. Out: what `wire.unpack` reads. What parsers print goes where stderr
goes: nowhere.
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Final

CHUNK: Final = 1 << 20


def main() -> None:
    """Answer the parent, once."""
    limit(*map(int, sys.argv[1:]))
    answer = _private_stdout()
    source = sys.stdin.buffer if sys.stdin.seekable() else io.BytesIO(sys.stdin.buffer.read())
    name = json.loads(source.readline())
    sink = answer if answer.seekable() else io.BytesIO()
    with ThreadPoolExecutor(2) as pool:
        hashing = pool.submit(_digest, source, source.tell())  # while the parsers are loaded
        _answer(name, source, sink, hashing.result)
    if isinstance(sink, io.BytesIO):
        answer.write(sink.getbuffer())
    answer.close()


def _digest(source: IO[bytes], start: int) -> hashlib._Hash:
    """The sha256 of what stands in `source` from `start` on, wherever it is being read meanwhile."""
    if isinstance(source, io.BytesIO):
        return hashlib.sha256(source.getbuffer()[start:])
    digest = hashlib.sha256()
    while chunk := os.pread(source.fileno(), CHUNK, start):
        digest.update(chunk)
        start += len(chunk)
    return digest


def _answer(name: str, source: IO[bytes], sink: IO[bytes], digest: Callable[[], hashlib._Hash]) -> None:
    """Write the tables, or the refusal, or the place of a bug: never an exception's message, which may hold a cell."""
    gc.disable()  # what is being loaded stays: looking for what could go takes a tenth of a second
    from hvc.errors import ReadError  # noqa: PLC0415  loading takes half a second: the bounds and the digest come first
    from hvc.reading import refusals, wire  # noqa: PLC0415
    from hvc.reading.read import read_file  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    try:
        tables = read_file(name, source, digest)
    except ReadError as error:
        wire.pack_refusal(error, sink)
    except MemoryError:
        wire.pack_refusal(refusals.too_heavy(name), sink)
    except Exception as error:  # noqa: BLE001  the parent is told the place, and says so in its log
        place = traceback.extract_tb(error.__traceback__)[-1]
        wire.pack_bug(f"{type(error).__name__} in {place.name}, line {place.lineno} of {place.filename}", sink)
    else:
        wire.pack(tables, sink)


def limit(memory: int, cpu: int) -> None:
    """Bound this process: address space, processor time, what it may write; no core file, which would hold customers."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  Windows has none

    bounds = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_FSIZE: memory,
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in bounds.items():
        hard = resource.getrlimit(what)[1]
        most = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
        resource.setrlimit(what, (most, most))


def _private_stdout() -> IO[bytes]:
    """The way to the parent, out of reach of whatever prints."""
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return answer


if __name__ == "__main__":
    main()
