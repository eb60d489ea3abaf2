"""How long reading takes beside the bare parser on the same file: CSV in two encodings, and a workbook.

    PYTHONPATH=. python benchmarks/reading.py [--rows 1000000] [--sheet-rows 300000] [--runs 3]

Ours is what an upload goes through: the child process, its checks and limits, and the tables in the parent's hands. The
rival is `pl.read_csv(infer_schema=False)` or `fastexcel` on the same bytes, with nothing around it. Each reading runs in
a fresh process, the two in turn, medians are shown; what a child costs before it reads anything (measured on a file of
one row) is taken off ours and shown by itself. The peaks are resident memory: the reading child's, and what the parent
gained over the bytes it held before, the tables counted where they lie. Seconds depend on the machine and on what else
runs there: quote the ratio, and the processor seconds beside it; the load average is printed with them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import fastexcel
import polars as pl
import xlsxwriter
from walk import write_customers

from hvc.reading.isolation import read_apart


def measured(path: Path, what: str) -> None:
    """In a fresh process: read once, print wall and processor seconds and the child's peak as JSON."""
    data = path.read_bytes()
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, spent = time.perf_counter(), processor()
    match what:
        case "ours":
            rows = read_apart(path.name, data)[0].frame.height
        case "csv":
            rows = pl.read_csv(data, infer_schema=False).height
        case _:
            rows = fastexcel.read_excel(data).load_sheet(0, dtypes="string").to_polars().height
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    own = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024
    print(json.dumps({"seconds": seconds, "processor": processor() - spent, "peak": peak, "own": own, "rows": rows}))


def processor() -> float:
    """Seconds of processor time of this process and its children so far."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def in_turn(runs: int, *readings: tuple[Path, str]) -> list[dict[str, float]]:
    """The medians of each reading, made in turn."""
    found: list[list[dict[str, float]]] = [[] for _ in readings]
    for _ in range(runs):
        for results, (path, what) in zip(found, readings, strict=True):
            command = [sys.executable, __file__, "--measure", what, "--file", str(path)]
            results.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    return [{key: statistics.median(each[key] for each in results) for key in results[0]} for results in found]


def write_sheet(source: Path, rows: int, path: Path) -> None:
    """The first `rows` customers as a workbook, amounts and counts as numbers."""
    frame = pl.read_csv(source, infer_schema=False, n_rows=rows)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": True}) as book:
        sheet = book.add_worksheet("会员")
        sheet.write_row(0, 0, frame.columns)
        for number, row in enumerate(frame.iter_rows(), 1):
            sheet.write_row(number, 0, [cell or "" for cell in row])


def line(name: str, ours: dict[str, float], fixed: dict[str, float], rival: dict[str, float]) -> float:
    """Print one comparison and give back the seconds of ours without the fixed cost."""
    seconds, spent = ours["seconds"] - fixed["seconds"], ours["processor"] - fixed["processor"]
    print(
        f"{name:<22}{seconds:7.2f} s {rival['seconds']:7.2f} s  {seconds / rival['seconds']:5.2f} ×   processor "
        f"{spent:6.2f} s {rival['processor']:6.2f} s  {spent / rival['processor']:5.2f} ×   "
        f"peak of child {ours['peak']:5.0f} MB, of parent +{ours['own']:.0f} MB"
    )
    if abs(ours["rows"] - rival["rows"]) > 0:
        print(f"  rows: {ours['rows']:,.0f} and {rival['rows']:,.0f}")
    return seconds


def report(folder: Path, rows: int, sheet_rows: int, runs: int) -> None:
    """Make the files, measure and print."""
    plain, coded, sheet, tiny = (folder / name for name in ("utf8.csv", "gb18030.csv", "sheet.xlsx", "tiny.csv"))
    write_customers(plain, rows)
    coded.write_bytes(plain.read_bytes().decode().encode("gb18030"))
    tiny.write_bytes(b"a,b\n1,2\n")
    fixed, ours, bare, gb = in_turn(runs, (tiny, "ours"), (plain, "ours"), (plain, "csv"), (coded, "ours"))
    print(f"load average {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores")
    print(f"a child that reads one row {fixed['seconds']:.2f} s, processor {fixed['processor']:.2f} s\n")
    print(f"{'':<22}{'ours':>9} {'rival':>9}")
    utf8 = line(f"CSV UTF-8 {plain.stat().st_size / 1e6:.0f} MB", ours, fixed, bare)
    seconds = line(f"CSV GB18030 {coded.stat().st_size / 1e6:.0f} MB", gb, fixed, bare)
    print(
        f"  {seconds / utf8:.2f} × our UTF-8, peak {gb['peak'] * 1e6 / coded.stat().st_size * 1.048576:.1f} × the file"
    )
    if sheet_rows:
        write_sheet(plain, sheet_rows, sheet)
        book, rival = in_turn(runs, (sheet, "ours"), (sheet, "excel"))
        line(f"XLSX {sheet_rows:,} rows", book, fixed, rival)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--sheet-rows", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measured(options.file, options.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        report(Path(folder), options.rows, options.sheet_rows, options.runs)


if __name__ == "__main__":
    main()
