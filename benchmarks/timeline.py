"""How long RFM, lifecycle and cohorts take from order lines, and what memory, beside DuckDB; and lifetime value alone.

    PYTHONPATH=. python benchmarks/timeline.py [--orders 10000000] [--customers 1000000] [--runs 3] [--clv 100000]

Writes seeded orders (customer, order number, day, amount; one order a line) and their customers into Parquet files and
measures in fresh processes, in turn:

- ours: read both files, then purchases, RFM (scores, types, segments, grid), lifecycle (gaps, limits, stages, overdue) and
  cohorts of `hvc.timeline`, for every customer;
- DuckDB: the same per customer in SQL: first, last, distinct orders and days, amount; quintiles, scores and types; gaps by a
  window, their P80 and P90, stages and the median gap of each customer; cohorts by quarter.

Both must find the same customers, purchase days and amount, or the run says so. `--clv` fits and applies the lifetime value
models to so many customers, drawn from the models themselves, with their back-test. Quote ratios. DuckDB is a development
dependency.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.joining import Dataset, Quality
from hvc.schema import BY_KEY
from hvc.timeline.clv import valued
from hvc.timeline.lifecycle import staged
from hvc.timeline.model import Choices, Missing
from hvc.timeline.purchases import purchases
from hvc.timeline.rfm import scored
from hvc.timeline.spending import cohorts
from hvc.timeline.visits import Origin, Purchases, Visits

SEED = 20261122
SPAN = 900  # days
BATCH = 2_000_000
FIELDS = ("customer", "amount")
SCORES = ", ".join(
    f"1 + {' + '.join(f'(facts.{one} > cuts.{one}[{edge}])::INT' for edge in range(1, 5))} AS {one}_score"
    for one in "rfm"
)
SQL = f"""
CREATE TABLE visits AS SELECT customer, order_date::DATE AS day, count(DISTINCT order_id) AS orders,
  sum(order_amount) AS spent FROM SOURCE WHERE order_amount > 0 GROUP BY 1, 2;
CREATE TABLE facts AS SELECT customer, min(day) AS first, max(day) AS last, count(*) AS days, sum(orders) AS f,
  sum(spent) AS m, (SELECT max(day) FROM visits) + 1 - max(day) AS r FROM visits GROUP BY customer;
CREATE TABLE cuts AS SELECT quantile_cont(r, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_cont(f, [0.2, 0.4, 0.6, 0.8]) AS f,
  quantile_cont(m, [0.2, 0.4, 0.6, 0.8]) AS m, avg(r) AS ar, avg(f) AS af, avg(m) AS am FROM facts;
CREATE TABLE scores AS SELECT customer, facts.m AS m, {SCORES},
  (facts.r <= ar)::INT * 4 + (facts.f >= af)::INT * 2 + (facts.m >= am)::INT AS type FROM facts, cuts;
CREATE TABLE gaps AS SELECT customer, day - lag(day) OVER (PARTITION BY customer ORDER BY day) AS gap FROM visits;
CREATE TABLE limits AS SELECT quantile_cont(gap, [0.8, 0.9]) AS p FROM gaps;
CREATE TABLE stages AS SELECT CASE WHEN r > p[2] THEN 4 WHEN r > p[1] THEN 3
  WHEN f <= 1 AND (SELECT max(day) FROM visits) + 1 - first <= 30 THEN 0 WHEN f <= 3 THEN 1 ELSE 2 END AS stage, m
  FROM facts, limits;
CREATE TABLE overdue AS SELECT customer, r / greatest(g, 1) AS ratio
  FROM (SELECT customer, median(gap) AS g FROM gaps GROUP BY customer) JOIN facts USING (customer) WHERE days >= 3;
CREATE TABLE passed AS SELECT visits.customer, first, sum(spent) FILTER (day - first < 30) AS first30,
  sum(spent) FILTER (day - first < 90) AS first90, sum(spent) AS total
  FROM visits JOIN facts USING (customer) GROUP BY 1, 2;
SELECT year(first), quarter(first), count(*), avg(first30), avg(first90), avg(total) FROM passed GROUP BY 1, 2;
SELECT type, count(*), sum(m) FROM scores GROUP BY 1;
SELECT r_score, f_score, count(*), sum(m) FROM scores GROUP BY 1, 2;
SELECT stage, count(*), sum(m) FROM stages GROUP BY 1
"""


def write_orders(folder: Path, orders: int, customers: int) -> None:
    """Orders in batches, some customers far more often than others; and the customers with what they spent."""
    random = np.random.default_rng(SEED)
    keen = random.gamma(0.7, 1.0, customers)
    ends = np.cumsum(keen / keen.sum())
    begins = random.integers(0, SPAN - 30, customers)
    total = np.zeros(customers)
    parts = folder / "parts"
    parts.mkdir(exist_ok=True)
    for number, first in enumerate(range(0, orders, BATCH)):
        n = min(BATCH, orders - first)
        who = np.searchsorted(ends, random.random(n)).clip(0, customers - 1)
        day = begins[who] + (random.random(n) * (SPAN - begins[who])).astype(np.int64)
        amount = np.exp(random.normal(4.5, 0.8, n)).round(2)
        total += np.bincount(who, weights=amount, minlength=customers)
        pl.DataFrame(
            {
                "customer": _named(who),
                "order_id": pl.Series(np.arange(first, first + n)).cast(pl.String).str.zfill(10),
                "order_date": pl.Series(np.datetime64("2022-01-01", "us") + day.astype("timedelta64[D]")),
                "order_amount": amount,
            }
        ).write_parquet(parts / f"{number:04d}.parquet")
    pl.scan_parquet(parts / "*.parquet").sink_parquet(folder / "orders.parquet")
    bought = np.flatnonzero(total > 0)
    pl.DataFrame({"customer": _named(bought), "amount": total[bought].round(2)}).write_parquet(
        folder / "customers.parquet"
    )


def _named(rows: npt.NDArray[np.int64]) -> pl.Series:
    return "C" + pl.Series(rows).cast(pl.String).str.zfill(8)


def ours(folder: Path) -> dict[str, Any]:
    """Read, then everything; the seconds of both and what was found."""
    clock = [time.perf_counter()]
    customers = pl.read_parquet(folder / "customers.parquet")
    orders = pl.read_parquet(folder / "orders.parquet")
    clock.append(time.perf_counter())
    total = float(customers.get_column("amount").sum())
    quality = Quality(orders.height, orders.height, customers.height, total, total)
    dataset = Dataset(customers, orders, tuple(BY_KEY[key] for key in FIELDS), (), (), quality)
    found = purchases(dataset)
    assert not isinstance(found, Missing)
    reference = found.newest + 1
    rfm, _ = scored(found, reference, Choices())
    staged(found, reference, Choices(), np.full(customers.height, -1, dtype=np.int64))
    cohorts(found)
    clock.append(time.perf_counter())
    return {
        "seconds": [clock[1] - clock[0], clock[2] - clock[1]],
        "customers": int(found.known.sum()),
        "days": int(found.days.sum()),
        "amount": round(float(rfm.types.get_column("amount").sum())),
    }


def duck(folder: Path) -> dict[str, Any]:
    """The same in SQL."""
    import duckdb  # noqa: PLC0415  its own memory is not ours

    start = time.perf_counter()
    database = duckdb.connect()
    for step in SQL.replace("SOURCE", f"read_parquet('{folder / 'orders.parquet'}')").split(";"):
        database.execute(step).fetchall()
    seconds = time.perf_counter() - start
    counted = database.execute("SELECT count(*), sum(days), round(sum(m)) FROM facts").fetchall()[0]
    return {
        "seconds": [seconds],
        "customers": int(counted[0]),
        "days": int(counted[1]),
        "amount": int(counted[2]),
    }


def clv(customers: int) -> dict[str, Any]:
    """Histories drawn from BG/NBD and Gamma-Gamma themselves; the seconds to fit, value and back-test."""
    random = np.random.default_rng(SEED)
    span, visits, spent = 730, [], []
    rate, drop = random.gamma(0.6, 1 / 56, customers), random.beta(0.8, 2.5, customers)
    mean = random.gamma(6.0, 1.0, customers) / random.gamma(4.0, 1.0, customers) * 60
    at = random.integers(0, span - 60, customers).astype(float)
    alive = np.ones(customers, dtype=bool)
    while alive.any():
        who = np.flatnonzero(alive)
        visits.append(who << 32 | (19_000 + at[who].astype(np.int64)))
        spent.append((mean[who] * random.gamma(6.0, 1 / 6, who.size)).round(2))
        at += random.exponential(1 / rate)
        alive &= (random.random(customers) > drop) & (at < span)
    keys, place = np.unique(np.concatenate(visits), return_inverse=True)
    money = np.bincount(place, weights=np.concatenate(spent)).astype(np.float64)
    whose, when = keys >> 32, keys & (1 << 32) - 1
    count = np.bincount(whose, minlength=customers)
    starts = np.flatnonzero(np.diff(whose, prepend=-1))
    total = np.bincount(whose, weights=money, minlength=customers).astype(np.float64)
    days = Visits(whose.astype(np.int32), when.astype(np.int32), money)
    found = Purchases(Origin.ORDERS, when[starts], when[starts + count - 1], count.astype(float), count, total, days)
    start = time.perf_counter()
    made = valued(found, None).clv
    tested = made.backtest
    return {
        "seconds": [time.perf_counter() - start],
        "modelled": made.modelled,
        "reason": made.reason,
        "parameters": made.parameters,
        "held_out": [tested.purchases, tested.predicted, tested.naive] if tested else None,
    }


def _measured(folder: Path, what: str) -> None:
    """In the fresh process: measure and print as JSON."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    begun = used.ru_utime + used.ru_stime
    result = clv(int(what)) if what.isdigit() else {"ours": ours, "duckdb": duck}[what](folder)
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = int(
        dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())["VmHWM"].split()[0]
    )
    print(json.dumps(result | {"peak": peak / 1024, "processor": used.ru_utime + used.ru_stime - begun}))


def _fresh(folder: Path, what: str) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", what, "--folder", str(folder)]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def report(folder: Path, runs: int, fitted: int) -> None:
    """Measure everything in turn and print it."""
    found: dict[str, list[dict[str, Any]]] = {"ours": [], "duckdb": []}
    for _ in range(runs):
        for name, results in found.items():
            results.append(_fresh(folder, name))
    mine, theirs = found["ours"][0], found["duckdb"][0]
    print(f"{mine['customers']:,} customers, {mine['days']:,} purchase days · medians of {runs} runs\n")
    total, work = (statistics.median(values) for values in _each(found["ours"]))
    for name, results in found.items():
        seconds, spent = (statistics.median(values) for values in _each(results))
        peak = max(r["peak"] for r in results)
        print(
            f"{name:<10}{seconds:8.2f} s {spent:8.2f} s processor {peak:8.0f} MB"
            f"   ours = {total / seconds:.2f} × ({work / spent:.2f} × processor)"
        )
    if any(mine[key] != theirs[key] for key in ("customers", "days", "amount")):
        print("  the two do not agree:", {key: (mine[key], theirs[key]) for key in ("customers", "days", "amount")})
    if fitted:
        print(f"\nlifetime value of {fitted:,} customers: {_fresh(folder, str(fitted))}")


def _each(results: list[dict[str, Any]]) -> tuple[list[float], list[float]]:
    return [sum(r["seconds"]) for r in results], [r["processor"] for r in results]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--orders", type=int, default=10_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--clv", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="measure the files of this folder instead of making them")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        _measured(options.folder, options.measure)
        return
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        if not (folder / "orders.parquet").exists():
            write_orders(folder, options.orders, options.customers)
        report(folder, options.runs, options.clv)


if __name__ == "__main__":
    main()
