"""How long a long customer list takes to become an Excel workbook, beside the plain ways to write one.

    PYTHONPATH=. python benchmarks/lists.py [--rows 1000000] [--naive 100000] [--folder DIR]

A list of `--rows` customers of twelve columns (numbers, amounts, days, tags, masked names) goes through the same code as the
download of an action. The plain ways (xlsxwriter cell by cell, in memory and with `constant_memory`) write the first `--naive`
rows of the same table; their time for all is reckoned in proportion. Each runs in a process of its own, whose peak memory is
told with the memory that the table itself takes. With `--folder` our workbook stays there, to be opened. Goals: a million
rows in 30 s and 600 MB. Seconds depend on the machine and on what else runs there: processor time is told too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path

import polars as pl
import xlsxwriter

from hvc.export.list_book import Telling, workbook
from hvc.insights.model import Action
from hvc.schema import (
    AMOUNT,
    CITY,
    CREDIT,
    CUSTOMER,
    GENDER,
    LAST_ORDER,
    NAME,
    ORDERS,
    PHONE,
    REGISTER_DATE,
    TAGS,
    TIER,
)

FIELDS = (CUSTOMER, NAME, PHONE, GENDER, CITY, TIER, CREDIT, TAGS, AMOUNT, ORDERS, REGISTER_DATE, LAST_ORDER)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--naive", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    tell("ours", ours, options.rows, options.rows, options.folder)
    for name, write in (("xlsxwriter", plain), ("xlsxwriter, constant memory", constant)):
        tell(name, write, options.naive, options.rows, None)


def tell(name: str, write: Callable[[pl.DataFrame], bytes], rows: int, whole: int, folder: Path | None) -> None:
    """Time one way in a process of its own."""
    context = multiprocessing.get_context("spawn")
    theirs, mine = context.Pipe(duplex=False)
    child = context.Process(target=work, args=(write, rows, folder, mine))
    child.start()
    mine.close()
    seconds, processor, before, peak, size = theirs.recv()
    child.join()
    more = f", reckoned for {whole:,} rows {seconds * whole / rows:.0f} s" if rows < whole else ""
    print(
        f"{name:28s} {rows:9,} rows {seconds:6.1f} s (processor {processor:.1f} s), {size / 1e6:.0f} MB file, "
        f"peak {peak:.0f} MB, of which {before:.0f} MB the table and the libraries{more}",
        flush=True,
    )


def work(write: Callable[[pl.DataFrame], bytes], rows: int, folder: Path | None, answer: object) -> None:
    frame = listed(rows)
    before = memory("VmRSS")
    start, used = time.perf_counter(), time.process_time()
    data = write(frame)
    seconds, processor = time.perf_counter() - start, time.process_time() - used
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "list.xlsx").write_bytes(data)
    answer.send((seconds, processor, before, memory("VmHWM"), len(data)))  # type: ignore[attr-defined]  # a pipe's end


def memory(name: str) -> float:
    """MB of this process, as Linux tells them; elsewhere the peak stands for both."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(status.read_text().split(f"{name}:")[1].split()[0]) / 1024


def listed(rows: int) -> pl.DataFrame:
    """A list of made-up customers, the same every time."""
    place = pl.int_range(rows, eager=True).to_frame("n")
    n = pl.col("n")
    pick = lambda texts: pl.lit(pl.Series(texts)).gather((n * 7919 % len(texts)).cast(pl.UInt32))  # noqa: E731  four times
    return place.select(
        pl.format("62220{}", n.cast(pl.String).str.zfill(11)).alias(CUSTOMER.key),
        pl.lit("甲某").alias(NAME.key),
        pl.format("138{}", (n % 100_000_000).cast(pl.String).str.zfill(8)).alias(PHONE.key),
        pick(["男", "女"]).alias(GENDER.key),
        pick(["上海", "北京", "广州", "深圳", "成都", "杭州", "武汉"]).alias(CITY.key),
        pick(["普通会员", "白银会员", "黄金会员", "钻石会员"]).alias(TIER.key),
        pick(["AAA", "AA", "A", "B", "C"]).alias(CREDIT.key),
        pick(["高消费潜力", "高消费潜力、品牌忠诚度高", "价格敏感", "新客户、关注健康 & 运动"]).alias(TAGS.key),
        (n * 37 % 1_000_003 / 7).round(2).alias(AMOUNT.key),
        (n % 60).alias(ORDERS.key),
        (pl.lit(dt.date(2020, 1, 1)) + pl.duration(days=n % 2000)).alias(REGISTER_DATE.key),
        (pl.lit(dt.date(2024, 1, 1)) + pl.duration(days=n % 700)).alias(LAST_ORDER.key),
    )


def ours(frame: pl.DataFrame) -> bytes:
    """As the download of an action's list writes it."""
    action = Action("vip", "名单", "全部客户", frame, "名单", 0.0, "", ("联系。",), "电话", "30 天", "复购率", 1)
    return workbook(action, Telling(FIELDS))


def plain(frame: pl.DataFrame, *, constant_memory: bool = False) -> bytes:
    """Row by row, cell by cell, everything in memory until the end."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": not constant_memory, "constant_memory": constant_memory})
    sheet, day = book.add_worksheet("名单"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, frame.columns)
    for row, values in enumerate(frame.iter_rows(), 1):
        for column, value in enumerate(values):
            if isinstance(value, dt.date):
                sheet.write_datetime(row, column, value, day)
            else:
                sheet.write(row, column, value)
    book.close()
    return out.getvalue()


def constant(frame: pl.DataFrame) -> bytes:
    """The same, each row on disk as soon as the next begins."""
    return plain(frame, constant_memory=True)


if __name__ == "__main__":
    main()
