"""Pairs of tags → a heat map: how many times more often than by chance two tags are carried together."""

from __future__ import annotations

import polars as pl

from hvc.analysis.parts import TagPairs
from hvc.report.charts.grid import FOLD, Ink, grid, placed
from hvc.report.labels import clean, clean_frame, written
from hvc.report.model import Chart, Mark, Plot
from hvc.report.theme import dress
from hvc.units import COUNT, RATIO

TAGS_AT_MOST = 7  # the most common of the pairs shown: six columns leave room for numbers on a telephone
TAGS_FROM = 3  # fewer make a sentence, not a picture


def together(part: TagPairs, title: str) -> Chart | None:
    """Draw the commonest tags against each other; None where fewer than three have a pair that chance can be judged of."""
    shown = _shown(part)
    if not shown["colour"].count() or pl.concat([shown["row"], shown["column"]]).n_unique() < TAGS_FROM:
        return None
    label = clean(part.field.label)
    top = shown.drop_nulls("colour").sort("lift", descending=True).row(0, named=True)
    told = f"「{top['row']}」与「{top['column']}」{RATIO.text(top['lift'])}"
    alt_text = f"{clean(title)}。倍数最高的一对是{told}。"
    return Chart(
        name=f"{part.field.key}-together",
        title=clean(title),
        subtitle=f"每格为同时带有两个{label}的客户数相当于互不相关时的倍数；第二行为客户数",
        chart=dress(
            grid(placed(shown), f"两两同时出现的{label}", Ink("与预期相同", ("相当于预期", "客户数"))),
            alt_text=alt_text,
        ),
        frame=shown.select(
            pl.col("row").alias("标签（行）"),
            pl.col("column").alias("标签（列）"),
            pl.col("customers").alias("客户数"),
            pl.col("expected").alias("互不相关时的客户数"),
            pl.col("lift").alias("相当于预期的倍数"),
        ),
        alt=alt_text,
        note=f"只画最常见的几个{label}；灰色格按人数判断不了，只列客户数；空白格没有人同时带有。",
        plot=Plot(Mark.CELLS, RATIO, ("相当于预期的倍数", "客户数"), 1.0),
    )


def _shown(part: TagPairs) -> pl.DataFrame:
    """The lower half of the square of the commonest tags, one row per pair that meets.

    Columns of `grid` beside customers, expected and lift of `TagPairs`.
    """
    frame = clean_frame(part.frame)
    common = _common(frame)
    place = {tag: number for number, tag in enumerate(common)}
    both = frame.filter(pl.col("tag").is_in(common), pl.col("other").is_in(common)).with_columns(
        pl.col(name).replace_strict(place, return_dtype=pl.Int64).alias(f"{name}_place") for name in ("tag", "other")
    )
    later = pl.col("tag_place") > pl.col("other_place")
    rows = both.with_columns(
        row=pl.when(later).then("tag").otherwise("other"),
        column=pl.when(later).then("other").otherwise("tag"),
        down=pl.max_horizontal("tag_place", "other_place"),
        right=pl.min_horizontal("tag_place", "other_place"),
    ).sort("right", "down")
    return rows.select(
        "row",
        "column",
        "customers",
        "expected",
        "lift",
        colour=pl.when(pl.col("p").is_not_null()).then(pl.col("lift").log(2).clip(-FOLD, FOLD)),
        first=written(rows["lift"], RATIO),
        second=written(rows["customers"], COUNT),
    )


def _common(frame: pl.DataFrame) -> list[str]:
    """The tags that meet others most often, commonest first."""
    sides = pl.concat([frame.select(tag=name, customers="customers") for name in ("tag", "other")])
    totals = sides.group_by("tag").agg(pl.col("customers").sum())
    return totals.sort("customers", "tag", descending=[True, False]).head(TAGS_AT_MOST)["tag"].to_list()
