"""How much processor time a click on the page 探索 and a move of the threshold take, at 100,000 customers.

    PYTHONPATH=. python benchmarks/explore.py [--customers 100000] [--runs 9]

Counting: everything that a click counts anew (who is in the segment, its key numbers, six dimensions, the amounts, one
cross) beside Polars doing the same by filter and group_by on the typed frame; both must find the same numbers. Drawing: the
pictures of these six, and their specifications. Pages: one whole run of the page after a pick, a cell's cross, a tried line,
and after a move of the threshold on 口径确认, through Streamlit's test runner (it runs the whole script, where a browser
runs only the part that a click changes). Processor time of this process, medians, so that a busy machine does not matter much.
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
from analysis import LEVELS, NUMBERS, THRESHOLD, _typed, write_customers
from streamlit.testing.v1 import AppTest

from hvc.analysis.cells import crossed
from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.analysis.segments import Pick, Segment
from hvc.analysis.slicing import Dimensions, dimensions, numbers, sliced, spread, within
from hvc.analysis.trial import trial
from hvc.joining import Dataset, Quality
from hvc.report.charts.clickable import Clickable
from hvc.report.charts.slices import View, slices
from hvc.report.palette import LIGHT
from hvc.report.specification import specification
from hvc.rules import Over
from hvc.schema import AMOUNT, BY_KEY, TAG_SEPARATOR, TAGS

ROOT = Path(__file__).parents[1]
SEGMENT = Segment((Pick("gender", "女"),))  # half of the customers: the most that a single pick is likely to leave
SHOWN = ("tier", "credit", "channel", "occupation", "education", "marital")
HEADERS = {
    "customer": "客户编号",
    "amount": "累计交易金额",
    "tags": "客户标签",
    "tier": "会员等级",
    "credit": "信用评级",
}


def median(act: Callable[[], object], runs: int) -> float:
    """Milliseconds of processor time."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return 1000 * statistics.median(spent)


def analysed(frame: pl.DataFrame) -> Analysis:
    fields = (BY_KEY["customer"], AMOUNT, *(BY_KEY[key] for key in (*NUMBERS, *LEVELS)), TAGS)
    total = float(frame.get_column("amount").sum())
    quality = Quality(frame.height, frame.height, frame.height, total, total)
    return analyse(Dataset(frame, None, fields, (), (), quality), Over(THRESHOLD, AMOUNT))


def ours(made: Dimensions) -> list[object]:
    """All that a click counts."""
    who = within(made, SEGMENT)
    parts = [sliced(made, who, key).frame.get_column("high_value").sum() for key in SHOWN]
    cells = crossed(made, who, "tier", "credit").frame.height
    return [numbers(made, who).customers, *parts, spread(made, who).get_column("customers").sum(), cells]


def theirs(frame: pl.DataFrame, bins: pl.DataFrame) -> list[object]:
    """The same by Polars alone."""
    part = frame.filter(pl.col("gender") == "女").with_columns(ours=(pl.col("amount") * 100).round(0) > THRESHOLD * 100)
    told = part.select(pl.len(), pl.col("ours").sum(), pl.col("amount").sum(), m=pl.col("amount").median())
    counts = (pl.len(), pl.col("ours").sum(), pl.col("amount").sum().name.suffix("_sum"))
    parts = [part.group_by(key).agg(counts).get_column("ours").sum() for key in SHOWN]
    place = pl.lit(bins.get_column("high").head(-1)).search_sorted(pl.col("amount"), side="left")
    spread_ = part.group_by(place.alias("bin")).agg(counts).get_column("len").sum()
    return [told.item(0, 0), *parts, spread_, part.group_by("tier", "credit").agg(counts).height]


def pages(path: Path, runs: int) -> Iterator[tuple[str, float]]:
    """Whole runs of the two pages."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=300).run()
    app.file_uploader[0].upload("客户.csv", path.read_bytes(), "text/csv")
    app.run().switch_page("hvc/app/app_pages/mapping.py").run()
    app.button(key="confirm").click().run()
    app.switch_page("hvc/app/app_pages/explore.py").run()
    app.selectbox(key="explore-field").set_value("tier").run()
    turn = iter(range(10**6))

    def pick() -> None:
        widget = app.multiselect(key="explore-levels-tier")
        widget.set_value([widget.options[next(turn) % 3]]).run()

    yield "a pick", median(pick, runs)
    app.session_state["explore-tab"] = "两维交叉"
    app.run()
    keys = ("tier", "credit", "channel")
    yield "a cross", median(lambda: app.selectbox(key="explore-row").set_value(keys[next(turn) % 3]).run(), runs)
    app.session_state["explore-tab"] = "试一条线"
    app.run()
    yield "a tried line", median(lambda: app.select_slider[0].set_value(_place(app, next(turn))).run(), runs)
    app.switch_page("hvc/app/app_pages/rule.py").run()
    box = "definition-box"
    yield (
        "a moved threshold",
        median(lambda: app.number_input(key=box).set_value(3000.0 + 100 * (next(turn) % 50)).run(), runs),
    )
    assert not app.exception


def _place(app: AppTest, turn: int) -> float:
    """One of the places of the slider, by its text: 3,200 元."""
    texts = [text for text in app.select_slider[0].options if text.endswith(" 元")]
    return float(texts[turn % len(texts)].removesuffix(" 元").replace(",", ""))


def counting(analysis: Analysis, frame: pl.DataFrame, runs: int) -> None:
    """Print what counting, drawing and writing take."""
    made = dimensions(analysis)
    assert ours(made) == theirs(frame, made.bins), "both ways must find the same"
    click, polars = median(lambda: ours(made), runs), median(lambda: theirs(frame, made.bins), runs)
    who, every = within(made, SEGMENT), within(made, Segment())

    def draw() -> list[Clickable]:
        return [slices(View.BESIDE, sliced(made, who, key), sliced(made, every, key), frozenset()) for key in SHOWN]

    charts = [one.picture.chart for one in draw()]
    altair = median(lambda: [chart.to_dict() for chart in charts], 3)
    written = median(lambda: [specification(chart, LIGHT) for chart in charts], runs)
    print(f"dimensions coded, once      {median(lambda: dimensions(analysis), 3):7.1f}")
    print(
        f"a click counted             {click:7.1f}   Polars by filter and group_by {polars:.1f}, ratio {click / polars:.2f}"
    )
    print(f"another line tried          {median(lambda: trial(analysis, made, 3000.0), runs):7.1f}")
    print(f"six pictures drawn          {median(draw, runs):7.1f}")
    print(
        f"six specifications written  {written:7.1f}   as Altair writes them {altair:.1f}, ratio {written / altair:.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        path, sheet = Path(folder) / "customers.parquet", Path(folder) / "customers.csv"
        write_customers(path, options.customers)
        frame = _typed(path)
        print(f"{options.customers:,} customers, milliseconds of processor time, median of {options.runs}")
        counting(analysed(frame), frame, options.runs)
        tags = pl.col("tags").cast(pl.String).str.replace_all(TAG_SEPARATOR, "、", literal=True)
        frame.with_columns(tags).rename(HEADERS).write_csv(sheet)
        for name, spent in pages(sheet, options.runs):
            print(f"whole page after {name:18} {spent:7.1f}")


if __name__ == "__main__":
    main()
