"""Balance → bars that add up: what was read, what was set aside reason by reason, what was used."""

from __future__ import annotations

import altair as alt
import polars as pl

from hvc.report.balance import Balance, leading
from hvc.report.charts.frames import in_order, numbered, room, row_labels
from hvc.report.charts.marks import ROW_AXIS
from hvc.report.labels import clean_frame, written
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress, layered
from hvc.units import CENTS, COUNT, SHARE, Unit

STEP = 38  # pixels from one bar to the next: two lines of a label
THICK = 16
READ, USED = "读取", "参与分析"
STYLES = {"read": "others", "aside": "aside", "used": "used"}


def rows_ledger(seen: Balance) -> Chart | None:
    """Draw the rows; nothing where every row was used."""
    parts = leading(seen.parts, "rows").select("reason", value=pl.col("rows").cast(pl.Float64))
    title = f"读取 {COUNT.text(seen.rows_read)} 行，参与分析 {COUNT.text(seen.rows_used)} 行"
    left = f"读取的行减去未参与的行，再减去参与分析的行，差额 {COUNT.text(seen.rows_left)} 行。"
    steps = _steps(parts, seen.rows_read, seen.rows_used)
    return _chart("ledger-rows", (title, "单位：行；括号内为占读取行数的比例", left, "行数"), steps, COUNT)


def amount_ledger(seen: Balance) -> Chart | None:
    """Draw the money; nothing where every 分 was used."""
    parts = leading(seen.parts, "amount").select("reason", value="amount")
    title = f"文件金额合计 {CENTS.text(seen.amount_read)}，参与分析 {CENTS.text(seen.amount_used)}"
    left = f"文件金额减去未参与的金额，再减去参与分析的金额，差额 {CENTS.text(seen.amount_left)}。"
    steps = _steps(parts, seen.amount_read, seen.amount_used)
    return _chart("ledger-amount", (title, "单位：元；括号内为占文件金额的比例", left, "金额（元）"), steps, CENTS)


def _steps(parts: pl.DataFrame, read: float, used: float) -> pl.DataFrame:
    """One row per bar: label, kind, start and end of the bar, value (what is set aside is taken off, so negative)."""
    schema = {"label": pl.String, "kind": pl.String, "start": pl.Float64, "end": pl.Float64, "value": pl.Float64}
    after = pl.lit(float(read)) - pl.col("value").cum_sum()
    aside = parts.select(
        label=_short(parts["reason"]),
        kind=pl.lit("aside"),
        start=after + pl.col("value"),
        end=after,
        value=-pl.col("value"),
    )
    ends = (
        pl.DataFrame([(label, kind, 0.0, float(size), float(size))], schema=schema, orient="row")
        for label, kind, size in ((READ, "read", read), (USED, "used", used))
    )
    first, last = ends
    return pl.concat([first, aside.cast(schema), last])  # type: ignore[arg-type]  # a schema as polars takes it


def _short(reasons: pl.Series) -> pl.Series:
    """The first clause of each reason: what happened, without what followed from it; whole where two would be alike."""
    first = clean_frame(reasons.to_frame("reason")).select(pl.col("reason").str.replace(r"，.*$", "")).to_series()
    return first if first.n_unique() == len(first) else reasons


def _chart(name: str, words: tuple[str, str, str, str], steps: pl.DataFrame, unit: Unit) -> Chart | None:
    if steps.height <= 2:  # noqa: PLR2004  nothing between read and used
        return None
    title, subtitle, note, measure = words
    data = _drawn(steps, unit)
    alt_text = f"{title}。{'；'.join(f'{label} {text}' for label, text in data.select('c0', 'c4').rows())}。"
    return Chart(
        name=name,
        title=title,
        subtitle=subtitle,
        chart=dress(_layers(data), alt_text=alt_text),
        frame=steps.select(pl.col("label").alias("项目"), pl.col("value").alias(measure)),
        alt=alt_text,
        note=note,
        plot=Plot(Mark.STEPS, unit, (measure,)),
    )


def _drawn(steps: pl.DataFrame, unit: Unit) -> pl.DataFrame:
    """c0 label, c1 its lines, c2 and c3 the ends of the bar, c4 its text, c5 its kind, c6 where the text stands."""
    whole = float(steps["value"][0])
    shares = (
        (steps["value"].abs() / abs(whole)) if whole else pl.repeat(None, steps.height, dtype=pl.Float64, eager=True)
    )
    sizes = steps.select(pl.when(pl.col("kind") == "aside").then(pl.col("value").abs()).otherwise("value")).to_series()
    told = pl.DataFrame({"number": written(sizes, unit), "share": written(shares, SHARE)})
    sign = pl.when(pl.col("kind") != "aside").then(pl.lit("")).when(pl.col("value") < 0).then(pl.lit("−"))
    bare = pl.col("number").str.strip_suffix(" 元")
    part = pl.when(pl.col("kind") == "read").then(pl.lit("")).otherwise(pl.format("（{}）", "share"))
    drawn = pl.concat([steps, told], how="horizontal").with_columns(
        text=pl.concat_str(sign.otherwise(pl.lit("+")), bare, part)
    )
    return numbered(
        drawn.select(
            "label", row_labels(drawn["label"]).alias("lines"), "start", "end", "text", "kind",
            at=pl.max_horizontal("start", "end", pl.lit(0.0)),
        )
    )  # fmt: skip


def _layers(data: pl.DataFrame) -> alt.LayerChart:
    low = min(0.0, float(data.select(pl.min_horizontal("c2", "c3").min()).item()))
    high = max(float(data["c6"].max() or 0.0), low + 0.01)  # type: ignore[arg-type]  # a number, as the column is
    scale = alt.Scale(
        domain=[low, high], nice=False, range=[0, alt.expr(f"max(60, width - {round(room(data['c4']))})")]
    )
    y = alt.Y("c1:N", sort=None, scale=in_order(data["c1"]), title=None, axis=ROW_AXIS)
    tips = [alt.Tooltip("c0:N", title="项目"), alt.Tooltip("c4:N", title="数量")]
    bars = [
        alt.Chart(part)
        .mark_bar(style=STYLES[str(kind)], height=THICK)
        .encode(y=y, x=alt.X("c2:Q", scale=scale, axis=None), x2=alt.X2("c3:Q"), tooltip=tips)
        for (kind,), part in data.group_by("c5", maintain_order=True)
    ]
    texts = (
        alt.Chart(data)
        .mark_text(style="value", align="left", baseline="middle", dx=6)
        .encode(y=y, x=alt.X("c6:Q", scale=scale, axis=None), text=alt.Text("c4:N"))
    )
    return layered(*bars, texts, height=alt.Step(STEP))
