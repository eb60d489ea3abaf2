"""How long the walk takes, beside DuckDB: read → map → clean and join → analyse, on a million customers.

    PYTHONPATH=. python benchmarks/walk.py [--customers 1000000] [--runs 3]

Writes a seeded CSV (12 columns, about 100 MB for a million customers, amounts and dates as people write them) into a
temporary folder and prints for each step the median seconds and the peak memory of a fresh process that walks up to
there. Beside it stands DuckDB, each run in a fresh process too, in plain SQL, one query a table:

- tables: read the same file, parse the same amounts and dates, and count customers, high-value customers and amount by
  level of each of the eleven dimensions, the tags among them;
- tables and crosses: the same, and every pair of dimensions, which is what `analyse` does besides its statistics.

Both sides must find the same number of customers, of high-value customers and the same total, or the run says so.
Seconds depend on the machine and on what else runs there: quote the ratio. DuckDB is a development dependency.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.run import analyse
from hvc.joining import prepare
from hvc.mapping import guess
from hvc.reading import read
from hvc.rules import Over

SEED = 20240601
STEPS = ("read", "map", "clean and join", "analyse")
THRESHOLD = 5000
CITIES = [f"城市{i:02d}" for i in range(30)]
TAGS = [f"标签{i:02d}" for i in range(30)]
TAG_SETS = 26_000
TIERS = ["普通会员", "银卡会员", "金卡会员", "钻石会员"]
RATINGS = ["C", "B", "BB", "BBB", "A", "AA", "AAA"]

AMOUNT = "CASE WHEN a LIKE '%万' THEN 10000 * TRY_CAST(rtrim(a, '万') AS DOUBLE) ELSE TRY_CAST(a AS DOUBLE) END"
CUSTOMERS = f"""
CREATE TABLE customers AS
WITH cells AS (SELECT *, regexp_replace(累计消费金额, '[¥,元 ]', '', 'g') AS a FROM read_csv(?, all_varchar = true)),
typed AS (SELECT DISTINCT ON (客户编号) *, round({AMOUNT}, 2) AS amount,
  year(TRY_CAST(replace(注册日期, '/', '-') AS DATE)) AS registered, year(TRY_CAST(最近消费日期 AS DATE)) AS bought,
  TRY_CAST(年龄 AS INTEGER) AS age, TRY_CAST(订单数 AS INTEGER) AS orders FROM cells)
SELECT *, amount > {THRESHOLD} AS high FROM typed WHERE amount IS NOT NULL
"""
DIMENSIONS = {
    "性别": "性别",
    "城市": "城市",
    "会员等级": "会员等级",
    "信用评级": "信用评级",
    "注册年份": "registered",
    "最近消费年份": "bought",
    "年龄": "CASE WHEN age < 25 THEN 0 WHEN age < 35 THEN 1 WHEN age < 45 THEN 2 WHEN age < 55 THEN 3 "
    "WHEN age < 65 THEN 4 ELSE 5 END",
    "订单数": "CASE WHEN orders < 2 THEN 0 WHEN orders < 3 THEN 1 WHEN orders < 5 THEN 2 WHEN orders < 10 THEN 3 ELSE 4 END",
}
TAGGED = "(SELECT *, unnest(string_split(客户标签, '、')) AS tag FROM customers WHERE 客户标签 IS NOT NULL)"
MEASURES = "count(*), count(*) FILTER (high), sum(amount)"


def write_customers(path: Path, n: int) -> None:
    """The customers as a shop would export them: some amounts as ¥1,234.50, 1234元 or 1.2万, some blank, some twice."""
    random = np.random.default_rng(SEED)
    fen = np.exp(random.normal(7.6, 1.0, n)).round(2)
    draw = random.random(n)
    tiers = np.clip((np.log(fen) - 6 + random.normal(0, 0.8, n)) / 1.2, 0, 3).astype(int)
    frame = pl.DataFrame(
        {
            "客户编号": pl.Series(np.arange(n)).cast(pl.String).str.zfill(8),
            "姓名": "客户" + pl.Series(random.integers(0, 99_999, n)).cast(pl.String),
            "性别": _pick(random, n, ["男", "女", "女", None]),
            "年龄": pl.Series(random.integers(18, 80, n)).cast(pl.String),
            "城市": _pick(random, n, CITIES),
            "注册日期": _days(random, n, "2016-01-01", 3000, draw),
            "累计消费金额": _amounts(fen, draw),
            "订单数": pl.Series(1 + random.poisson(fen / 1500)).cast(pl.String),
            "最近消费日期": _days(random, n, "2022-01-01", 880, np.zeros(n)),
            "客户标签": _pick(random, n, _tag_sets(random)),
            "会员等级": pl.Series(np.array(TIERS)[tiers]),
            "信用评级": _pick(random, n, RATINGS),
        }
    )
    pl.concat([frame, frame.sample(n // 1000, seed=SEED)]).write_csv(path)


def _pick(random: np.random.Generator, n: int, values: list[str] | list[str | None]) -> pl.Series:
    return pl.Series(values, dtype=pl.String).gather(random.integers(0, len(values), n))


def _tag_sets(random: np.random.Generator) -> list[str | None]:
    sizes = random.integers(0, 6, TAG_SETS)
    return ["、".join(random.choice(TAGS, size, replace=False)) or None for size in sizes]


def _days(random: np.random.Generator, n: int, first: str, span: int, draw: npt.NDArray[np.float64]) -> pl.Series:
    days = pl.Series(np.datetime64(first, "D") + random.integers(0, span, n))
    frame = pl.DataFrame({"iso": days.dt.to_string("%Y-%m-%d"), "draw": draw})
    slashed = pl.col("iso").str.replace_all("-", "/", literal=True)
    return frame.select(pl.when(pl.col("draw") > 0.95).then(slashed).otherwise("iso")).to_series()


def _amounts(amounts: npt.NDArray[np.float64], draw: npt.NDArray[np.float64]) -> pl.Series:
    frame = pl.DataFrame({"amount": amounts, "draw": draw})
    plain = pl.col("amount").cast(pl.String)
    whole = pl.col("amount").cast(pl.Int64)
    thousands = (
        pl.when(whole >= 1000)
        .then(pl.format("{},{}", whole // 1000, (whole % 1000).cast(pl.String).str.zfill(3)))
        .otherwise(whole.cast(pl.String))
    )
    wan = pl.format("{}万", (pl.col("amount") / 10_000).round(2))
    return frame.select(
        pl.when(pl.col("draw") < 0.005)
        .then(None)
        .when(pl.col("draw") < 0.03)
        .then(wan)
        .when(pl.col("draw") < 0.06)
        .then(pl.format("{}元", plain))
        .when(pl.col("draw") < 0.1)
        .then(pl.format("¥{}", thousands))
        .when(pl.col("draw") < 0.2)
        .then(thousands)
        .otherwise(plain)
    ).to_series()


def walk(path: Path, steps: int) -> dict[str, Any]:
    """Walk the first `steps` steps; seconds of each, and what was found."""
    found: dict[str, Any] = {}
    clock = [time.perf_counter()]
    tables = read(path.name, path.read_bytes())
    clock.append(time.perf_counter())
    if steps > 1:
        mapping = guess(tables)
        clock.append(time.perf_counter())
    if steps > 2:
        dataset = prepare(tables, mapping)
        clock.append(time.perf_counter())
    if steps > 3:
        overview = analyse(dataset, Over(THRESHOLD)).overview
        clock.append(time.perf_counter())
        found = {"customers": overview.customers, "high_value": overview.high_value, "amount": overview.amount}
    return found | {"seconds": [after - before for before, after in itertools.pairwise(clock)]}


def duck(path: Path, *, crosses: bool) -> dict[str, Any]:
    """The same file and tables in plain SQL, one query a table."""
    start = time.perf_counter()
    database = duckdb.connect()
    database.execute(CUSTOMERS, [str(path)])
    for level in DIMENSIONS.values():
        database.execute(f"SELECT {level}, {MEASURES} FROM customers GROUP BY 1").fetchall()
    database.execute(f"SELECT tag, {MEASURES} FROM {TAGGED} GROUP BY 1").fetchall()
    if crosses:
        for row, column in itertools.combinations(DIMENSIONS.values(), 2):
            database.execute(f"SELECT {row}, {column}, {MEASURES} FROM customers GROUP BY 1, 2").fetchall()
        for row in DIMENSIONS.values():
            database.execute(f"SELECT {row}, tag, {MEASURES} FROM {TAGGED} GROUP BY 1, 2").fetchall()
    seconds = time.perf_counter() - start
    counted = database.execute(f"SELECT {MEASURES} FROM customers").fetchone()
    assert counted is not None
    return {"seconds": [seconds], "customers": counted[0], "high_value": counted[1], "amount": round(counted[2], 2)}


def measure(path: Path, what: str, runs: int) -> dict[str, Any]:
    """Run one measurement `runs` times in fresh processes; medians of the seconds, the largest peak (MB)."""
    results: list[dict[str, Any]] = []
    for _ in range(runs):
        command = [sys.executable, __file__, "--measure", what, "--file", str(path)]
        results.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    seconds = [statistics.median(column) for column in zip(*(r["seconds"] for r in results), strict=True)]
    return results[0] | {"seconds": seconds, "peak": max(r["peak"] for r in results)}


def _measured(path: Path, what: str) -> None:
    """In the fresh process: measure and print as JSON."""
    result = duck(path, crosses=what == "crosses") if what in {"tables", "crosses"} else walk(path, int(what))
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    print(json.dumps(result | {"peak": int(status["VmHWM"].split()[0]) / 1024}))


def report(path: Path, runs: int) -> None:
    """Measure everything and print it."""
    whole = measure(path, str(len(STEPS)), runs)
    peaks = [measure(path, str(steps), 1)["peak"] for steps in range(1, len(STEPS))] + [whole["peak"]]
    rivals = {"tables": measure(path, "tables", runs), "crosses": measure(path, "crosses", runs)}
    print(f"file: {path.stat().st_size / 1e6:.0f} MB · {whole['customers']:,} customers · medians of {runs} runs\n")
    for step, seconds, peak in zip(STEPS, whole["seconds"], peaks, strict=True):
        print(f"{step:<28}{seconds:8.2f} s {peak:8.0f} MB peak up to here")
    total = sum(whole["seconds"])
    print(f"{'the walk':<28}{total:8.2f} s {whole['peak']:8.0f} MB\n")
    for what, name in (("tables", "DuckDB, tables"), ("crosses", "DuckDB, tables and crosses")):
        rival = rivals[what]
        print(
            f"{name:<28}{rival['seconds'][0]:8.2f} s {rival['peak']:8.0f} MB   walk = {total / rival['seconds'][0]:.2f} ×"
        )
        if any(abs(rival[key] - whole[key]) > 0.01 for key in ("customers", "high_value", "amount")):
            print(
                "  the two do not agree:",
                {key: (whole[key], rival[key]) for key in ("customers", "high_value", "amount")},
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--file", type=Path, help="measure this file instead of making one")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        _measured(options.file, options.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "customers.csv"
        if options.file is None:
            write_customers(path, options.customers)
        report(path, options.runs)


if __name__ == "__main__":
    main()
