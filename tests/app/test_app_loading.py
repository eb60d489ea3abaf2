"""The first page: what it does not load, and what it has loaded behind it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
WHICH = "print(*(name for name in {names!r} if name in sys.modules))"
LATER = ("pyarrow", "pandas", "scipy.stats", "scipy.optimize", "scipy.sparse", "scipy.special")


def told(program: str) -> set[str]:
    """Which of `LATER` a fresh interpreter has loaded after it ran `program`."""
    lines = ("import sys", "from hvc.app import loading", program, WHICH.format(names=LATER))
    done = subprocess.run(
        [sys.executable, "-P", "-c", "\n".join(lines)],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_the_first_page_is_drawn_without_what_only_an_analysis_takes() -> None:
    first = (
        "loading.LATER = ()",
        "from streamlit.testing.v1 import AppTest",
        f"app = AppTest.from_file({str(ROOT / 'streamlit_app.py')!r}, default_timeout=60).run()",
        "assert app.title[0].value == '上传' and not app.exception",
    )
    assert not told("\n".join(first))


def test_meanwhile_everything_that_an_analysis_takes_is_loaded() -> None:
    assert told("loading.ahead().join()") == set(LATER)
