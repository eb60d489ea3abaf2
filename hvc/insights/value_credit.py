"""Customers with a rating → value beside credit: how many are good, middling, poor or unrated in each group of value."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.ladder import End, good_end, poor_end
from hvc.schema import Field

GOOD, MIDDLE, POOR, UNRATED = "良好", "居中", "较差", "未填写"
OURS, THEIRS = "高价值客户", "其他客户"
CENT = 0.005  # 元: half of 分, so that amounts compare as they are written


@dataclass(frozen=True, slots=True, eq=False)
class Matrix:
    """Value × credit of one rating. `good` and `poor` are its ends, None where its levels name none.

    `frame`, one row per grade and group of value that may hold customers, grades best first, groups best first: grade
    (str) · group (str) · customers (int) · rated (int, customers of the group with a rating) · share = customers / rated
    (0–1; null for 未填写 and for an empty base) · amount (元).
    """

    field: Field
    good: End | None
    poor: End | None
    grades: tuple[str, ...]
    groups: tuple[str, ...]
    frame: pl.DataFrame

    def cell(self, grade: str, group: str) -> dict[str, float]:
        """The numbers of one cell."""
        return self.frame.filter(pl.col("grade") == grade, pl.col("group") == group).row(0, named=True)


def matrix(analysis: Analysis, field: Field) -> Matrix | None:
    """Count one rating against value; None where its levels say neither what is good nor what is poor."""
    good, poor = good_end(analysis, field), poor_end(analysis, field)
    if good is None and poor is None:
        return None
    groups, group = _groups(analysis)
    grade = _grade(field, good, poor)
    counted = (
        analysis.dataset.customers.lazy()
        .select(analysis.line.field.col.alias("amount"), grade=grade, group=group)
        .group_by("grade", "group")
        .agg(customers=pl.len(), amount=pl.col("amount").sum().round(2))
        .collect()
    )
    frame = _filled(counted, tuple(groups))
    grades = tuple(g for g in _grades(good, poor) if g != UNRATED or frame.filter(grade=g)["customers"].sum())
    return Matrix(field, good, poor, grades, groups, frame.filter(pl.col("grade").is_in(grades)))


def _grades(good: End | None, poor: End | None) -> tuple[str, ...]:
    return (*((GOOD,) if good else ()), MIDDLE, *((POOR,) if poor else ()), UNRATED)


def _grade(field: Field, good: End | None, poor: End | None) -> pl.Expr:
    grade = pl.lit(MIDDLE)
    for end, name in ((poor, POOR), (good, GOOD)):
        grade = pl.when(end.who).then(pl.lit(name)).otherwise(grade) if end else grade
    return pl.when(field.col.is_null()).then(pl.lit(UNRATED)).otherwise(grade)


def _groups(analysis: Analysis) -> tuple[tuple[str, ...], pl.Expr]:
    """The layers of value where they were made, else high-value and others: their names, best first, and who is where."""
    high = analysis.line.mask()
    if analysis.layers is None:
        return (OURS, THEIRS), pl.when(high).then(pl.lit(OURS)).otherwise(pl.lit(THEIRS))
    layers = analysis.layers.frame.select("layer", "low").rows()
    group = pl.lit(layers[-1][0])
    for name, low in reversed(layers[1:-1]):
        group = pl.when(analysis.line.field.col >= low - CENT).then(pl.lit(name)).otherwise(group)
    return tuple(name for name, _ in layers), pl.when(high).then(pl.lit(layers[0][0])).otherwise(group)


def _filled(counted: pl.DataFrame, groups: tuple[str, ...]) -> pl.DataFrame:
    """Every cell, nobody in it or not, with the share of its group that has a rating."""
    grades = pl.DataFrame({"grade": [GOOD, MIDDLE, POOR, UNRATED]})
    rated = pl.col("customers").filter(pl.col("grade") != UNRATED).sum().over("group")
    return (
        grades.join(
            pl.DataFrame({"group": groups}, schema={"group": pl.String}), how="cross", maintain_order="left_right"
        )
        .join(counted, on=["grade", "group"], how="left", maintain_order="left")
        .with_columns(pl.col("customers").fill_null(0), pl.col("amount").fill_null(0.0))
        .with_columns(rated=rated)
        .with_columns(
            share=pl.when(pl.col("grade") != UNRATED, pl.col("rated") > 0).then(pl.col("customers") / pl.col("rated"))
        )
        .select("grade", "group", "customers", "rated", "share", "amount")
    )
