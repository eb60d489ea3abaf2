"""One file on stdin → its tables on stdout: the child process in which a file is parsed, and may die.

Started as `python -m hvc.reading.worker MEMORY CPU`; it limits itself before it looks at the file. In: the file's name
as a line of JSON, then its bytes. Out: what `wire.unpack` reads. What parsers print goes where stderr goes: nowhere.
"""

from __future__ import annotations

import io
import json
import os
import sys
import traceback
from typing import IO

from hvc.errors import ReadError
from hvc.reading import limits, refusals, wire
from hvc.reading.read import read


def main() -> None:
    """Answer the parent, once."""
    limit(*map(int, sys.argv[1:]))
    answer = _private_stdout()
    name = json.loads(sys.stdin.buffer.readline())
    sink = answer if answer.seekable() else io.BytesIO()
    _answer(name, sys.stdin.buffer, sink)
    if isinstance(sink, io.BytesIO):
        answer.write(sink.getbuffer())
    answer.close()


def _answer(name: str, source: IO[bytes], sink: IO[bytes]) -> None:
    """Write the tables, or the refusal, or the place of a bug: never an exception's message, which may hold a cell."""
    try:
        tables = read(name, source.read())  # not kept: the tables are packed beside it otherwise
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
        resource.RLIMIT_FSIZE: limits.CHILD_MEMORY,
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
