"""How long the documents take: all formats together, cold and from a child that waits ready, and each alone.

    PYTHONPATH=. python benchmarks/export.py [--sample member|retail|bank] [--runs 5]

Analyses a sample set once, composes its report and one page, then times `hvc.export.attempt` (writing the charts down,
drawing, writing, handing back). Cold: no child was started before. Warm: one has had time to load, as on the report page
when somebody has looked at it for a few seconds. Medians. Memory is the peak of the largest child of each kind, its
libraries included, as Linux tells it while the child lives (what `getrusage` says of children includes the parent they were
started from). Processor time is all children's, loading included, so two children at once do not make it less. Seconds
depend on the machine and on what else runs there. Goals: 4 s warm and 8 s cold for everything, 1.5 s for Word,
PDF or Excel alone, 350 MB.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import os
import resource
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.export import FORMATS, attempt, prepare
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.insights.model import Action, Finding
from hvc.joining import prepare as joined
from hvc.mapping import guess
from hvc.reading import read_files
from hvc.report.brief import brief
from hvc.report.compose import compose
from hvc.report.model import Report
from hvc.rules import Over
from hvc.timeline.model import Choices
from hvc.timeline.tell import tell

FOLDER = Path(__file__).parents[1] / "sample_data"
SAMPLES = {
    "member": ("会员客户示例.xlsx",),
    "retail": ("零售会员示例.csv", "零售订单示例.csv"),
    "bank": ("银行客户示例.csv",),
}
DAY = dt.date(2026, 1, 1)
LOADING = 4.0  # seconds that a child is given to get ready
_peaks: dict[str, int] = {}
Walk = tuple[Report, Report, Analysis, tuple[Finding, ...], tuple[Action, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", choices=SAMPLES, default="member")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    walk = walked(options.sample)
    everything = [kind.key for kind in FORMATS]
    print(f"{options.sample}: median of {options.runs} runs")
    tell_times("everything, cold", walk, everything, options.runs, warm=False)
    tell_times("everything, warm", walk, everything, options.runs, warm=True)
    for key in everything:
        tell_times(f"{key} alone, warm", walk, [key], options.runs, warm=True)
    print("largest child: " + ", ".join(f"{name} {size / 1024:.0f} MB" for name, size in sorted(_peaks.items())))


def walked(sample: str) -> Walk:
    tables = read_files([(name, (FOLDER / name).read_bytes()) for name in SAMPLES[sample]])
    timeline = tell(joined(tables, guess(tables)), Choices(), DAY)
    analysis = analyse(timeline.dataset, Over(), timeline=timeline)
    findings = find(analysis)
    actions = act(analysis, findings)
    full = compose(analysis, findings, actions, generated=DAY)
    return full, brief(analysis, findings, actions, generated=DAY), analysis, tuple(findings), tuple(actions)


def tell_times(what: str, walk: Walk, keys: Sequence[str], runs: int, *, warm: bool) -> None:
    used = processor()
    seconds, size = zip(*(timed(walk, keys, warm=warm) for _ in range(runs)), strict=True)
    spread = f"{min(seconds):.2f} to {max(seconds):.2f}"
    used = (processor() - used) / runs
    print(
        f"{what:24s} {statistics.median(seconds):6.2f} s ({spread}), processor {used:.2f} s   {size[0] / 1024:6.0f} KB",
        flush=True,
    )


def processor() -> float:
    """Seconds that all children so far have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def watch(*_: object) -> None:
    """Note the peak memory (KB) of each child that is alive, by what it was started for."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):  # it has ended meanwhile
            told = (folder / "status").read_text()
            if int(told.split("PPid:")[1].split()[0]) == os.getpid():
                name = (folder / "cmdline").read_text().strip("\0").rsplit("\0", 1)[-1].rsplit("/", 1)[-1]
                _peaks[name] = max(_peaks.get(name, 0), int(told.split("VmHWM:")[1].split()[0]))


def timed(walk: Walk, keys: Sequence[str], *, warm: bool) -> tuple[float, int]:
    full, page, analysis, findings, actions = walk
    if warm:
        prepare()
        time.sleep(LOADING)
    start = time.perf_counter()
    outcome = attempt(full, analysis, findings, actions, keys, brief=page, telling=watch)
    seconds = time.perf_counter() - start
    assert not outcome.errors
    return seconds, sum(len(data) for _, data in outcome.files)


if __name__ == "__main__":
    main()
