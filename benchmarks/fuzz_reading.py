"""Mutations of files → does reading survive them: no dead server, no hang over the limit, no row lost in silence.

    PYTHONPATH=. python benchmarks/fuzz_reading.py [--inputs 8000] [--seed 1] [--corpus DIR] [--apart 200]

Seeds are small files made here (CSV in three encodings, JSON lines, a page, workbook XML, XLSX, Parquet, Arrow) and, with
`--corpus`, files of a folder. A mutation flips, cuts, doubles, swaps or overwrites pieces; of a workbook half the time
inside one of its XML parts. Most inputs are read by `read` in helper processes of this script, many each, so that a
process that dies names its input; every such input, and `--apart` of the others, then goes through `read_files`, the
door the server uses, which must refuse or read. In CSV inputs each row carries a key: a key that stands in the file and
neither in a table nor in a row told as set aside is a silent loss. Prints counts; exit 1 if anything was found.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import subprocess
import sys
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from hvc.errors import ReadError
from hvc.reading import Table, read, read_files
from hvc.reading.worker import limit

ROWS = 40
KEY = re.compile(r"K\d{5}Z")
SLOW = 10.0  # seconds for a file of some kilobytes: a hang in the making
BATCH = 200  # inputs one helper process reads
LARGEST = 200_000  # bytes of a corpus file
MEMORY, CPU = 4 << 30, 600


def seeds(corpus: Path | None) -> dict[str, bytes]:
    """Small files of every kind, by name."""
    keys = [f"K{i:05d}Z" for i in range(ROWS)]
    frame = pl.DataFrame(
        {
            "会员ID": keys,
            "城市": ["北京", "上海, 浦东", '"广州"', "深圳"] * (ROWS // 4),
            "金额": [i * 1.5 for i in range(ROWS)],
        }
    )
    text = frame.write_csv() + "合计,,1170\n"
    book, parquet, arrow = io.BytesIO(), io.BytesIO(), io.BytesIO()
    frame.write_excel(book)
    frame.write_parquet(parquet)
    frame.write_ipc(arrow)
    cells = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in frame.select("会员ID", "金额").iter_rows())
    made = {
        "utf8.csv": text.encode(),
        "gb.csv": text.encode("gb18030"),
        "wide.csv": text.encode("utf-16"),
        "rows.jsonl": frame.write_ndjson().encode(),
        "page.xls": f"<html><table><tr><td>会员ID</td><td>金额</td></tr>{cells}</table></html>".encode(),
        "book.xlsx": book.getvalue(),
        "rows.parquet": parquet.getvalue(),
        "rows.arrow": arrow.getvalue(),
    }
    files = sorted(corpus.rglob("*")) if corpus else []
    return made | {p.name: p.read_bytes() for p in files if p.is_file() and 0 < p.stat().st_size <= LARGEST}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` after one to four changes."""
    if data.startswith(b"PK") and chance.random() < 0.5:
        return _inside(data, chance)
    for _ in range(chance.randint(1, 4)):
        at, size = chance.randrange(len(data) + 1), chance.choice((1, 2, 8, 64, 500))
        piece = data[at : at + size]
        match chance.randrange(6):
            case 0:
                data = data[:at] + bytes(byte ^ (1 << chance.randrange(8)) for byte in piece) + data[at + size :]
            case 1:
                data = data[:at] + data[at + size :]
            case 2:
                data = data[:at] + piece * chance.choice((2, 3, 50)) + data[at + size :]
            case 3:
                data = data[:at] + chance.choice(MARKS) + data[at:]
            case 4:
                data = data[:at] + chance.randbytes(len(piece)) + data[at + size :]
            case _:
                data = data[: max(at, 1)] if chance.random() < 0.2 else data[at:] + data[:at]
    return data


MARKS = (
    b'"',
    b"\n",
    b"\r",
    b",",
    b"\x00",
    b"\xff\xfe",
    b"\t",
    b"4000000000",
    b"-1",
    b"&b;",
    b"<!DOCTYPE a>",
    b"XFD1048576",
    b"=1+1",
)


def _inside(data: bytes, chance: random.Random) -> bytes:
    """A zip with one part changed."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            chosen = chance.choice(old.namelist())
            for part in old.namelist():
                body = old.read(part)
                new.writestr(part, mutated(body, chance) if part == chosen and body else body)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return data
    return out.getvalue()


def inputs(corpus: Path | None, seed: int, first: int, count: int) -> Iterator[tuple[int, str, bytes]]:
    """(number, name, bytes) of the inputs from `first` on; each depends on seed and number alone."""
    found = list(seeds(corpus).items())
    for number in range(first, first + count):
        chance = random.Random(f"{seed}-{number}")  # noqa: S311  to be repeated, not to be secret
        name, data = chance.choice(found)
        yield number, name, mutated(data, chance)


def lost(name: str, data: bytes, tables: tuple[Table, ...]) -> int:
    """Keys of a UTF-8 CSV that stand neither in a table nor in a row that was told."""
    if name != "utf8.csv":
        return 0
    there = set(KEY.findall(data.decode("utf-8", "ignore")))
    cells = {key for t in tables for column in t.frame for key in KEY.findall(" ".join(map(str, column.drop_nulls())))}
    heads = {key for t in tables for header in t.headers for key in KEY.findall(header)}
    told = sum(len(part.rows) for t in tables for part in (*t.set_aside, *t.remarks))
    return max(0, len(there - cells - heads) - told)


def helper(options: argparse.Namespace) -> None:
    """Read inputs one by one; a line before and a line after each."""
    limit(MEMORY, CPU)
    for number, name, data in inputs(options.corpus, options.seed, options.first, options.inputs):
        print(json.dumps([number]), flush=True)
        begun = time.perf_counter()
        try:
            found = "silent loss" if lost(name, data, read(name, data)) else "read"
        except ReadError:
            found = "refused"
        except Exception as error:  # noqa: BLE001  that is what is being looked for
            found = f"bug {type(error).__name__}"
        slow = time.perf_counter() - begun > SLOW
        print(json.dumps([number, name, "slow" if slow else found]), flush=True)


def run(options: argparse.Namespace) -> tuple[Counter[str], list[tuple[int, str]]]:
    """Every input through helpers; what came of them, and the numbers of those that matter."""
    outcomes: Counter[str] = Counter()
    notable: list[tuple[int, str]] = []
    at = 0
    while at < options.inputs:
        count = min(BATCH, options.inputs - at)
        arguments = ["--seed", options.seed, "--inputs", count, "--first", at, "--helper"]
        corpus = ["--corpus", options.corpus] if options.corpus else []
        command = [sys.executable, __file__, *map(str, [*arguments, *corpus])]
        output = subprocess.run(
            command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ).stdout
        lines = [json.loads(line) for line in output.splitlines()]
        done = {line[0]: line[2] for line in lines if len(line) > 1}
        outcomes.update(done.values())
        notable += [(number, found) for number, found in done.items() if found not in {"read", "refused"}]
        at = at + count if len(done) == count else lines[-1][0] + 1
        if len(done) < count:
            outcomes["died"] += 1
            notable.append((lines[-1][0], "died"))
    return outcomes, notable


def pulse(pauses: list[float]) -> None:
    """Note how long this process stands still, as a health check would find it."""
    last = time.monotonic()
    while True:
        time.sleep(0.01)
        pauses.append(time.monotonic() - last)
        last = time.monotonic()


def apart(options: argparse.Namespace, numbers: list[int]) -> Counter[str]:
    """The inputs through the server's own door: read or refused, in time, whatever the child does."""
    outcomes: Counter[str] = Counter()
    for number in numbers:
        ((_, name, data),) = inputs(options.corpus, options.seed, number, 1)
        begun = time.perf_counter()
        try:
            read_files([(name, data)])
            outcomes["read"] += 1
        except ReadError:
            outcomes["refused"] += 1
        outcomes["over the limit"] += time.perf_counter() - begun > 75
    return outcomes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--apart", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--helper", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.helper:
        helper(options)
        return
    outcomes, notable = run(options)
    print("in helpers:", dict(outcomes))
    for number, found in notable[:40]:
        print(f"  input {number}: {found}")
    died = [number for number, found in notable if found in {"died", "slow"}]
    step = max(1, options.inputs // max(options.apart, 1))
    numbers = sorted({*died, *range(0, options.inputs, step)}) if options.apart else died
    pauses = [0.0]
    threading.Thread(target=pulse, args=(pauses,), daemon=True).start()
    through = apart(options, numbers)
    print(f"through read_files ({len(numbers)}):", dict(through), f"longest pause of the parent {max(pauses):.2f} s")
    sys.exit(1 if through["over the limit"] or any(found != "died" for _, found in notable) else 0)


if __name__ == "__main__":
    main()
