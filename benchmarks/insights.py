"""How long findings and actions take once the analysis is there, and what memory they add.

    PYTHONPATH=. python benchmarks/insights.py [--customers 100000 1000000] [--runs 7]

Makes seeded, typed customers with tiers, ratings, tags, dates and numbers (amounts that hang on tier, city and tags), analyses
them, and measures `find` and `act` in a fresh process for each size: the first call of the process, then the median of the
others. Memory is the process's resident maximum after the analysis and what finding and acting add to it. Seconds depend on
the machine; the goal is 0.5 s for both at a million customers.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.insights.acting import act
from hvc.insights.finding import find
from hvc.joining import Dataset, Quality
from hvc.rules import Over
from hvc.schema import BY_KEY, TAG_SEPARATOR
from hvc.timeline.model import USUAL
from hvc.timeline.tell import tell

SEED = 20261122
TODAY = dt.date(2026, 1, 1)
FIRST_DAY = dt.datetime(2023, 1, 1)  # noqa: DTZ001  a calendar day, no moment
DAYS = 1090
TAG_NAMES = (*(f"标签{i:02d}" for i in range(28)), "意见领袖", "高消费潜力")
TAG_SETS = 20_000
LEVELS = {
    "gender": ("男", "女"),
    "city": tuple(f"城市{i:02d}" for i in range(30)),
    "channel": ("门店", "小程序", "官网", "电话", "团购", "推荐"),
    "occupation": tuple(f"职业{i}" for i in range(10)),
    "tier": ("普通会员", "银卡会员", "金卡会员", "钻石会员"),
    "credit": ("C", "B", "BB", "BBB", "A", "AA", "AAA"),
}
ORDERED = ("tier", "credit")


def customers(n: int) -> Dataset:
    """One row per customer, as joining hands them on."""
    random = np.random.default_rng(SEED)
    codes = {key: random.integers(0, len(levels), n) for key, levels in LEVELS.items()}
    sizes = random.integers(0, 6, TAG_SETS)
    sets = pl.Series([TAG_SEPARATOR.join(sorted(random.choice(TAG_NAMES, size, replace=False))) for size in sizes])
    amount = np.exp(random.normal(7.6, 0.9, n) + 0.25 * (codes["tier"] - 1.5) + 0.05 * (codes["city"] % 5)).round(2)
    first = random.integers(0, DAYS, n)
    last = first + ((DAYS - first) * random.beta(2, 1, n)).astype(int)
    frame = pl.DataFrame(
        {
            "customer": pl.Series(np.arange(n)).cast(pl.String).str.zfill(8),
            "amount": amount,
            "orders": (1 + random.poisson(np.minimum(amount / 1500, 50))).astype(float),
            "age": random.integers(18, 80, n).astype(float),
            "first_order": _dates(first),
            "last_order": _dates(last),
            **{key: _levels(key, code) for key, code in codes.items()},
            "tags": sets.cast(pl.Categorical).gather(random.integers(0, TAG_SETS, n)),
        }
    )
    total = float(frame["amount"].sum())
    fields = tuple(BY_KEY[key] for key in frame.columns)
    return Dataset(frame, None, fields, (), (), Quality(n, n, n, total, total))


def _dates(days: np.ndarray[Any, Any]) -> pl.Series:
    return (
        pl.DataFrame({"days": days})
        .select(pl.lit(FIRST_DAY).dt.cast_time_unit("us") + pl.duration(days="days"))
        .to_series()
    )


def _levels(key: str, codes: np.ndarray[Any, Any]) -> pl.Series:
    kind = pl.Enum(LEVELS[key]) if key in ORDERED else pl.Categorical()
    return pl.Series(LEVELS[key]).cast(kind).gather(codes)


def analysis(n: int) -> Analysis:
    """Everything under the usual rule, with what the dates tell."""
    timeline = tell(customers(n), USUAL, TODAY)
    return analyse(timeline.dataset, Over(), timeline=timeline)


def measured(n: int, runs: int) -> dict[str, float]:
    """Seconds and MB of one process."""
    made = analysis(n)
    before = _peak()
    findings = find(made)
    first, rest = _timed(lambda: find(made), 1), _timed(lambda: find(made), runs)
    actions = act(made, findings)
    acted = _timed(lambda: act(made, findings), runs)
    return {
        "customers": n,
        "findings": len(findings),
        "actions": len(actions),
        "find_second": first[0],
        "find": statistics.median(rest),
        "act": statistics.median(acted),
        "peak_before_mb": before,
        "peak_after_mb": _peak(),
    }


def _timed(call: Callable[[], object], runs: int) -> list[float]:
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return seconds


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure each size in a process of its own; one line of JSON each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--customers", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--here", action="store_true", help="measure in this process (used by the run itself)")
    options = parser.parse_args()
    for n in options.customers:
        if options.here:
            print(json.dumps({key: round(value, 4) for key, value in measured(n, options.runs).items()}))
            continue
        command = [sys.executable, __file__, "--here", "--customers", str(n), "--runs", str(options.runs)]
        print(subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
