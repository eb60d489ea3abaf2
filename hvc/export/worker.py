"""A `Job` on stdin → records on stdout: the child process in which charts are drawn and documents written.

A control character in a label aborts the renderer's whole process, and a cold render holds the interpreter's lock for
seconds: neither may happen in the server. Started as `python -m hvc.export.worker`. One record in, a pickled `Job` (both
ends are ours); out, for each step in order, `picture, name, width, height, svg` or `format, key, path, bytes, ...`.
Any failure ends the process; the step without an answer is the one that failed.
"""

from __future__ import annotations

import json
import os
import pickle
import select
import sys
import traceback
from dataclasses import replace
from types import TracebackType
from typing import IO

from hvc.export.formats import FORMATS
from hvc.export.framing import receive, send
from hvc.export.model import Job
from hvc.export.pictures import draw, warm


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every job until `requests` ends."""
    while (record := receive(requests)) is not None:
        job = pickle.loads(record[0])  # noqa: S301  written by our own parent process
        assert isinstance(job, Job)
        work(job, answers)


def work(job: Job, answers: IO[bytes]) -> None:
    """Draw, then write, and answer after each step."""
    pictures = dict(job.material.pictures)
    for name, specification in job.drawings:
        picture = draw(json.loads(specification))
        pictures[name] = picture
        size = (str(picture.width).encode(), str(picture.height).encode())
        send(answers, b"picture", name.encode(), *size, picture.svg.encode())
    material = replace(job.material, pictures=pictures)
    for one in FORMATS:
        if one.key in job.formats:
            files = one.render(material)
            send(
                answers, b"format", one.key.encode(), *(part for path, data in files for part in (path.encode(), data))
            )


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
