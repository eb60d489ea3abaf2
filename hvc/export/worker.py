"""A `Job` on stdin → records on stdout: the child process in which documents are written.

A writer that fails over some cell, or takes all memory, must not take the server with it. Started as
`python -m hvc.export.worker`. One record in, a pickled `Job` (both ends are ours); out, for each format in order,
`format, key, path, bytes, ...`. Any failure ends the process; the format without an answer is the one that failed.
"""

from __future__ import annotations

import os
import pickle
import select
import sys
import traceback
from types import TracebackType
from typing import IO

from hvc.export.formats import FORMATS
from hvc.export.framing import receive, send
from hvc.export.model import Job
from hvc.export.raster import rasterised
from hvc.export.typeface import covered

TEXT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text font-family="HVC Sans">〓</text></svg>'


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every job until `requests` ends."""
    while (record := receive(requests)) is not None:
        job = pickle.loads(record[0])  # noqa: S301  written by our own parent process
        assert isinstance(job, Job)
        work(job, answers)


def work(job: Job, answers: IO[bytes]) -> None:
    """Write, and answer after each format."""
    for one in FORMATS:
        if one.key in job.formats:
            files = one.render(job.material)
            send(
                answers, b"format", one.key.encode(), *(part for path, data in files for part in (path.encode(), data))
            )


def warm() -> None:
    """Read the faces, so that the first picture need not."""
    rasterised(TEXT)
    covered()


def _private_stdout() -> IO[bytes]:
    """The pipe to the parent, out of reach of whatever prints."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _asked() -> bool:
    """Whether a job waits already, so that there is no time to warm up; unknown where pipes cannot be looked at."""
    return os.name == "posix" and bool(select.select([sys.stdin], [], [], 0)[0])


def main() -> None:
    """Serve the parent; an exception is told by its type and place, never by its message, which may hold a cell."""
    answers = _private_stdout()

    def tell(kind: type[BaseException], _: BaseException, trace: TracebackType | None) -> None:
        place = traceback.extract_tb(trace)[-1]
        send(answers, b"bug", f"{kind.__name__} in {place.name}, line {place.lineno} of {place.filename}".encode())

    sys.excepthook = tell
    if not _asked():
        warm()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
