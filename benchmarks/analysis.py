"""How long the analysis takes, and what memory, beside DuckDB and pandas making the same tables of counts.

    PYTHONPATH=. python benchmarks/analysis.py [--customers 1000000] [--runs 3] [--only ours]

Writes seeded, typed customers into a Parquet file (ten dimensions, two of them numbers, and 30 tags; amounts that hang on
tier, city and tags) and measures in fresh processes, in turn:

- ours: read the file, then `hvc.analysis.run.analyse`, which is everything: breakdowns with tags, all pair crosses with
  their statistics, concentration, robustness over five lines, confounding, combinations, profile and key metrics;
- DuckDB: load the file, code every dimension once as a small integer, then the counts alone: each dimension by amount band
  (the sweep over five lines), each pair of dimensions, each tag alone, by dimension and by tag, ranks of the numbers for
  AUC and ten quantile bins for the information value. Three ways of writing the pairs are tried, and the fastest counts:
  one query a pair, one query of grouping sets, and cubes of several dimensions at once from which the pairs are summed;
- pandas: the same tables by `groupby` over categoricals.

The rivals make no statistics of the counts. All must find the same customers and high-value customers, or the run says
so. Peak memory is the process's resident maximum, beside what the imports alone take and the frame's own size. Seconds depend on the machine:
quote the ratio. DuckDB and pandas are development dependencies.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl

from hvc.analysis.run import analyse
from hvc.joining import Dataset, Quality
from hvc.rules import Over
from hvc.schema import AMOUNT, BY_KEY, TAG_SEPARATOR, TAGS

SEED = 20261122
THRESHOLD = 5000.0
LINES = [THRESHOLD * factor for factor in (0.6, 0.8, 1, 1.25, 1.67)]
TAG_NAMES = [f"标签{i:02d}" for i in range(30)]
TAG_SETS = 26_000
LEVELS = {
    "gender": ["男", "女"],
    "city": [f"城市{i:02d}" for i in range(30)],
    "channel": ["门店", "小程序", "官网", "电话", "团购", "推荐"],
    "occupation": [f"职业{i}" for i in range(10)],
    "education": ["高中", "大专", "本科", "硕士"],
    "marital": ["未婚", "已婚", "其他"],
    "tier": ["普通会员", "银卡会员", "金卡会员", "钻石会员"],
    "credit": ["C", "B", "BB", "BBB", "A", "AA", "AAA"],
}
NUMBERS = {"age": (25, 35, 45, 55, 65), "orders": (2, 3, 5, 10)}
PACKS = (
    ("gender", "education", "marital", "orders_band"),
    ("tier", "credit", "age_band"),
    ("city", "band"),
    ("occupation", "channel"),
)  # of at most 180 combinations each
BATCH = 1_000_000


def write_customers(path: Path, n: int) -> None:
    """Typed customers in row groups of a million, so that ten million fit into a small memory."""
    random = np.random.default_rng(SEED)
    sets = _tag_sets(random)
    parts = Path(path.parent / "parts")
    parts.mkdir(exist_ok=True)
    for number, first in enumerate(range(0, n, BATCH)):
        _customers(random, first, min(BATCH, n - first), sets).write_parquet(parts / f"{number:04d}.parquet")
    pl.scan_parquet(parts / "*.parquet").sink_parquet(path, row_group_size=250_000)


def _tag_sets(random: np.random.Generator) -> list[str]:
    sizes = random.integers(0, 6, TAG_SETS)
    return [TAG_SEPARATOR.join(sorted(random.choice(TAG_NAMES, size, replace=False))) for size in sizes]


def _customers(random: np.random.Generator, first: int, n: int, sets: list[str]) -> pl.DataFrame:
    codes = {key: random.integers(0, len(levels), n) for key, levels in LEVELS.items()}
    log = random.normal(7.6, 0.9, n) + 0.25 * (codes["tier"] - 1.5) + 0.05 * (codes["city"] % 5)
    amount = np.exp(log).round(2)
    columns = {key: pl.Series(levels).gather(codes[key]) for key, levels in LEVELS.items()}
    return pl.DataFrame(
        {
            "customer": pl.Series(np.arange(first, first + n)).cast(pl.String).str.zfill(8),
            "amount": amount,
            "age": random.integers(18, 80, n).astype(float),
            "orders": (1 + random.poisson(np.minimum(amount / 1500, 50))).astype(float),
            **columns,
            "tags": pl.Series(sets).gather(random.integers(0, len(sets), n)),
        }
    )


def _typed(path: Path) -> pl.DataFrame:
    """The file as a `Dataset` holds it, a column at a time: ordered levels as Enum, the rest and the tags categorical."""
    ordered = {key: pl.Enum(LEVELS[key]) for key in ("education", "tier", "credit")}
    kinds = dict.fromkeys((*LEVELS, "tags"), pl.Categorical) | ordered
    columns = pl.scan_parquet(path).collect_schema().names()
    lazy = (
        pl.scan_parquet(path).select(pl.col(key).cast(kinds[key]) if key in kinds else pl.col(key)) for key in columns
    )
    return pl.concat([column.collect(engine="streaming").rechunk() for column in lazy], how="horizontal")


def ours(path: Path) -> dict[str, Any]:
    """Read and analyse; the seconds of each and what was found."""
    clock = [time.perf_counter()]
    frame = _typed(path)
    clock.append(time.perf_counter())
    fields = (BY_KEY["customer"], AMOUNT, *(BY_KEY[key] for key in (*NUMBERS, *LEVELS)), TAGS)
    total = float(frame.get_column("amount").sum())
    quality = Quality(frame.height, frame.height, frame.height, total, total)
    seen = analyse(Dataset(frame, None, fields, (), (), quality), Over(THRESHOLD)).overview
    clock.append(time.perf_counter())
    seconds = [after - before for before, after in itertools.pairwise(clock)]
    return {
        "seconds": seconds,
        "customers": seen.customers,
        "high_value": seen.high_value,
        "frame": frame.estimated_size() / 1e6,
    }


def duck(path: Path, way: str) -> dict[str, Any]:
    """The same counts in SQL over a table of coded dimensions."""
    start = time.perf_counter()
    database = duckdb.connect()
    bands = " + ".join(f"(round(amount * 100) > {round(line * 100)})::UTINYINT" for line in LINES)
    cut = ", ".join(
        f"({' + '.join(f'({key} >= {edge})::UTINYINT' for edge in edges)})::UTINYINT AS {key}_band"
        for key, edges in NUMBERS.items()
    )
    enums = ", ".join(f"{key}::{key}_levels AS {key}" for key in LEVELS)
    database.execute(
        "CREATE TABLE sets AS SELECT tags, row_number() OVER ()::INTEGER AS dense_code "
        "FROM (SELECT DISTINCT tags FROM read_parquet(?))",
        [str(path)],
    )
    database.execute(
        "CREATE TABLE split AS SELECT dense_code AS tags, unnest(string_split(tags, chr(31))) AS tag FROM sets"
    )
    for key, levels in LEVELS.items():
        database.execute(f"CREATE TYPE {key}_levels AS ENUM ({', '.join(repr(level) for level in levels)})")
    database.execute(
        f"CREATE TABLE customers AS SELECT {enums}, {cut}, age, orders, amount, dense_code AS tags, ({bands})::UTINYINT AS band, "
        f"round(amount * 100) > {round(THRESHOLD * 100)} AS high FROM read_parquet(?) JOIN sets USING (tags)",
        [str(path)],
    )
    dimensions = [*LEVELS, *(f"{key}_band" for key in NUMBERS)]
    measures = "count(*), count(*) FILTER (high), sum(amount)"
    pairs = [*itertools.combinations(dimensions, 2), *((key, "band") for key in dimensions)]
    WAYS[way](database, pairs, measures)
    _duck_tags(database, [*dimensions, "band"])
    for key in NUMBERS:
        database.execute(
            f"SELECT high, sum(place), count(*) FROM (SELECT high, rank() OVER (ORDER BY {key}) + "
            f"(count(*) OVER (PARTITION BY {key}) - 1) / 2 AS place FROM customers) GROUP BY high"
        ).fetchall()
        database.execute(
            f"SELECT bin, {measures} FROM (SELECT high, amount, ntile(10) OVER (ORDER BY {key}) AS bin FROM customers) "
            "GROUP BY bin"
        ).fetchall()
    seconds = time.perf_counter() - start
    customers, high, _ = database.execute(f"SELECT {measures} FROM customers").fetchall()[0]
    return {"seconds": [seconds], "customers": customers, "high_value": high}


def _each(database: duckdb.DuckDBPyConnection, pairs: list[tuple[str, str]], measures: str) -> None:
    for row, column in pairs:
        database.execute(f"SELECT {row}, {column}, {measures} FROM customers GROUP BY 1, 2").fetchall()


def _sets(database: duckdb.DuckDBPyConnection, pairs: list[tuple[str, str]], measures: str) -> None:
    grouped = ", ".join(f"({row}, {column})" for row, column in pairs)
    columns = ", ".join(dict.fromkeys(itertools.chain.from_iterable(pairs)))
    database.execute(f"SELECT {columns}, {measures} FROM customers GROUP BY GROUPING SETS ({grouped})").fetchall()


def _cubes(database: duckdb.DuckDBPyConnection, pairs: list[tuple[str, str]], measures: str) -> None:
    """Cubes of two packs of dimensions each; every pair stands in one of them and is summed from it."""
    left = set(pairs)
    for one, other in itertools.combinations(PACKS, 2):
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE cube AS SELECT {', '.join((*one, *other))}, count(*) AS n, "
            f"count(*) FILTER (high) AS a, sum(amount) AS m FROM customers GROUP BY ALL"
        )
        here = {pair for pair in left if set(pair) <= {*one, *other}}
        left -= here
        for row, column in here:
            database.execute(f"SELECT {row}, {column}, sum(n), sum(a), sum(m) FROM cube GROUP BY 1, 2").fetchall()
    assert not left, measures


WAYS = {"pairs": _each, "sets": _sets, "cubes": _cubes}


def _duck_tags(database: duckdb.DuckDBPyConnection, dimensions: list[str]) -> None:
    """Tags by dimension and by tag: counted by distinct tag set first, and only those split."""
    for key in dimensions:
        database.execute(
            f"WITH counted AS (SELECT tags, {key} AS level, count(*) AS n, count(*) FILTER (high) AS a, sum(amount) AS m "
            "FROM customers GROUP BY 1, 2) "
            "SELECT tag, level, sum(n), sum(a), sum(m) FROM counted JOIN split USING (tags) GROUP BY 1, 2"
        ).fetchall()
    database.execute(
        "WITH counted AS (SELECT tags, count(*) AS n, count(*) FILTER (high) AS a, sum(amount) AS m FROM customers "
        "GROUP BY 1) SELECT l.tag, r.tag, sum(n), sum(a), sum(m) FROM counted JOIN split l USING (tags) "
        "JOIN split r USING (tags) GROUP BY 1, 2"
    ).fetchall()


def panda(path: Path) -> dict[str, Any]:
    """The same counts by `groupby` over categoricals."""
    start = time.perf_counter()
    frame = pd.read_parquet(path)
    for key, levels in LEVELS.items():
        frame[key] = pd.Categorical(frame[key], categories=levels)
    for key, edges in NUMBERS.items():
        frame[f"{key}_band"] = np.digitize(frame[key], edges)
    cents = (frame["amount"] * 100).round()
    frame["band"] = sum((cents > round(line * 100)).astype(int) for line in LINES)
    frame["high"] = cents > round(THRESHOLD * 100)
    dimensions = [*LEVELS, *(f"{key}_band" for key in NUMBERS)]
    wanted = {"n": ("high", "size"), "a": ("high", "sum"), "m": ("amount", "sum")}
    for pair in [*itertools.combinations(dimensions, 2), *((key, "band") for key in dimensions)]:
        frame.groupby(list(pair), observed=True).agg(**wanted)
    frame["tags"] = frame["tags"].astype("category")
    for key in (*dimensions, "band"):
        counted = frame.groupby(["tags", key], observed=True).agg(**wanted).reset_index()
        counted["tag"] = counted["tags"].astype(str).str.split(TAG_SEPARATOR)
        counted.explode("tag").groupby(["tag", key], observed=True)[["n", "a", "m"]].sum()
    counted = frame.groupby("tags", observed=True).agg(**wanted).reset_index()
    counted["tag"] = counted["tags"].astype(str).str.split(TAG_SEPARATOR)
    split = counted.explode("tag")
    split.merge(split[["tags", "tag"]], on="tags").groupby(["tag_x", "tag_y"])[["n", "a", "m"]].sum()
    for key in NUMBERS:
        frame[key].rank().groupby(frame["high"]).sum()
        frame.groupby(pd.qcut(frame[key], 10, duplicates="drop"), observed=True).agg(**wanted)
    return {
        "seconds": [time.perf_counter() - start],
        "customers": len(frame),
        "high_value": int(frame["high"].sum()),
    }


MEASURES = {
    "ours": ours,
    "duckdb, a query a pair": lambda path: duck(path, "pairs"),
    "duckdb, grouping sets": lambda path: duck(path, "sets"),
    "duckdb, cubes": lambda path: duck(path, "cubes"),
    "pandas": panda,
}


def _measured(path: Path, what: str) -> None:
    """In the fresh process: measure and print as JSON."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    begun, floor = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    result = MEASURES[what](path)
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = used.ru_utime + used.ru_stime - begun
    print(json.dumps(result | {"peak": int(status["VmHWM"].split()[0]) / 1024, "floor": floor, "processor": spent}))


def report(path: Path, names: list[str], runs: int) -> None:
    """Measure everything in turn and print medians, the largest peak, and the ratio of ours to each."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _, name in itertools.product(range(runs), names):
        command = [sys.executable, __file__, "--measure", name, "--file", str(path)]
        found[name].append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    mine = found["ours"][0]
    print(f"{mine['customers']:,} customers · frame {mine['frame']:.0f} MB · medians of {runs} runs\n")
    total = statistics.median(sum(r["seconds"]) for r in found["ours"])
    work = statistics.median(r["processor"] for r in found["ours"])
    for name, results in found.items():
        seconds = statistics.median(sum(r["seconds"]) for r in results)
        spent = statistics.median(r["processor"] for r in results)
        peak, floor = (max(r[key] for r in results) for key in ("peak", "floor"))
        print(
            f"{name:<26}{seconds:8.2f} s{spent:8.2f} s processor{peak:8.0f} MB, {floor:.0f} of them before it began"
            f"   ours = {total / seconds:.2f} × ({work / spent:.2f} × processor)"
        )
        if any(results[0][key] != mine[key] for key in ("customers", "high_value")):
            print("  the two do not agree:", {key: (mine[key], results[0][key]) for key in ("customers", "high_value")})
    read, analysed = (statistics.median(r["seconds"][i] for r in found["ours"]) for i in (0, 1))
    print(f"\nours: read {read:.2f} s, analyse {analysed:.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=list(MEASURES), help="measure these beside ours")
    parser.add_argument("--file", type=Path, help="measure this file instead of making one")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        _measured(options.file, options.measure)
        return
    names = list(MEASURES) if options.only is None else list(dict.fromkeys(["ours", *options.only]))
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "customers.parquet"
        if options.file is None:
            write_customers(path, options.customers)
        report(path, names, options.runs)


if __name__ == "__main__":
    main()
