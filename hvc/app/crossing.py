"""Two chosen dimensions and a measure → the section of their cross."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hvc.analysis.confounding import between
from hvc.analysis.crosses import cross
from hvc.analysis.model import Analysis, Cross
from hvc.analysis.parts import Confounding
from hvc.app import state, steps
from hvc.app.explore_choices import named, of_amount
from hvc.app.text import CHOOSE
from hvc.report.charts import Measure
from hvc.report.folding import RATE_FROM


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """The cross of two dimensions, what each does to the other's levels, and what its cells shall show."""

    cross: Cross
    confounding: tuple[Confounding, ...]
    measure: Measure


def choose(analysis: Analysis) -> Choice | None:
    """Ask for two dimensions and a measure, and cross them; None where there are fewer than two."""
    fields = named(analysis)
    if len(fields) < 2:  # noqa: PLR2004  a cross takes two
        return None
    first, second = _telling(analysis) or tuple(fields)[:2]
    left, right = st.columns(2)
    keys = tuple(fields)
    row = _box(left, "第一个维度", keys, first, fields)
    rest = tuple(key for key in keys if key != row)
    column = _box(right, "第二个维度", rest, second if second in rest else first, fields)
    measure = st.segmented_control(
        "每格显示",
        tuple(Measure),
        default=Measure.RATE,
        format_func=lambda one: one.value,
        required=True,
        key="cross-measure",
        persist_state="session",
    )
    made = state.once(
        "cross",
        (*steps.key(analysis.dataset), row, column),
        lambda: (cross(analysis, row, column), between(analysis, row, column)),
    )
    return Choice(*made, measure)


def _box(place: DeltaGenerator, label: str, keys: tuple[str, ...], first: str, names: dict[str, str]) -> str:
    return place.selectbox(
        label,
        keys,
        index=keys.index(first),
        format_func=names.__getitem__,
        key=f"cross-{label}",
        persist_state="session",
        placeholder=CHOOSE,
    )


def _telling(analysis: Analysis) -> tuple[str, str] | None:
    """The pair of the best combination, or else the one of which most cells hold enough customers for a rate.

    Fields that are made from the amount are left out.
    """
    if analysis.combinations:
        (first, _), (second, _), *_ = analysis.combinations[0].parts
        return first.key, second.key
    made = {breakdown.field.key for breakdown in analysis.breakdowns if of_amount(breakdown)}
    free = [pair for pair in analysis.crosses if not {pair.row.key, pair.column.key} & made]
    best = max(free, key=_filled, default=None)
    return (best.row.key, best.column.key) if best else None


def _filled(pair: Cross) -> int:
    return pair.frame.filter(pl.col("customers") >= RATE_FROM).height
