"""Set up and run: `python tools/run.py app` starts the app, `python tools/run.py tests` runs everything that is checked.

Needs Python 3.11 or newer and nothing else: the first call makes `.venv` beside this project and installs the pinned
packages; later calls install again only when a requirements file has changed.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENV = ROOT / ".venv"
PYTHON = ENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
HERE = "127.0.0.1"  # nobody else on the network sees the page unless a later --server.address says so
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest", "--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder", "--cov", "--cov-report=term"),
)


def main(arguments: list[str]) -> int:
    """Run `app` or `tests`; what follows is handed to Streamlit or pytest."""
    if sys.version_info < (3, 11):  # noqa: UP036  a newcomer may call this with an older Python
        sys.exit("hvc needs Python 3.11 or newer; this is " + sys.version.split()[0])
    match arguments:
        case ["app", *rest]:
            _install("requirements.txt")
            return _run("streamlit", "run", "streamlit_app.py", f"--server.address={HERE}", *rest)
        case ["tests", *rest]:
            _install("requirements-dev.txt")
            failed = [check for check in CHECKS[:-1] if _run(*check)]
            status = _run(*CHECKS[-1], *rest)
            for check in failed:
                print("FAILED:", *check, file=sys.stderr)
            return 1 if failed or status else 0
        case _:
            print(__doc__)
            return 2


def _run(module: str, *arguments: str) -> int:
    print("$", module, *arguments, flush=True)
    return subprocess.run([str(PYTHON), "-m", module, *arguments], cwd=ROOT, check=False).returncode


def _install(requirements: str) -> None:
    """Make the environment, and bring it to `requirements` where the last call left something else."""
    pinned = b"".join((ROOT / name).read_bytes() for name in ("requirements.txt", requirements))
    digest = hashlib.sha256(pinned).hexdigest()
    stamp = ENV / f"{requirements}.sha256"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    print("Setting up .venv; this takes a few minutes the first time.", flush=True)
    if not PYTHON.exists():
        venv.create(ENV, with_pip=True)
    if _run("pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements):
        sys.exit("The packages could not be installed; see the lines above.")
    stamp.write_text(digest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
