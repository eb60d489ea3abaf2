"""This session's customers → what the health page looks at, made once until its inputs change."""

from __future__ import annotations

import polars as pl

from hvc.app import state, steps
from hvc.app.corrections import examples
from hvc.cleaning.styles import shared
from hvc.joining import Dataset
from hvc.reading.tables import Table
from hvc.report.outcomes import Outcome
from hvc.report.outcomes import outcomes as each_way
from hvc.report.partners import Partners, partners
from hvc.report.profile import ColumnFacts, profile


def kept_apart(data: Dataset) -> pl.DataFrame:
    """Every row that was dropped or is doubtful."""
    return state.once("rejected", steps.source_key(), lambda: data.rejected)


def partnered(data: Dataset) -> tuple[Partners, ...]:
    """Per table, whom the others do not know and whom it does not know."""
    return state.once("partners", steps.source_key(), lambda: partners(data, state.tables()))


def profiled() -> tuple[tuple[Table, tuple[ColumnFacts, ...]], ...]:
    """Per table, what each of its columns holds."""
    mapping = state.confirmed()
    assert mapping is not None, "columns are looked at once they mean something"

    def look() -> tuple[tuple[Table, tuple[ColumnFacts, ...]], ...]:
        styles = shared(state.tables(), mapping, steps.today())
        return tuple((table, profile(table, mapping, examples, steps.today(), styles)) for table in state.tables())

    return state.once("profile", steps.source_key()[:2], look)  # whatever the options


def outcomes(data: Dataset) -> tuple[Outcome, ...]:
    """What each way to count would give."""
    mapping = state.confirmed()
    assert mapping is not None, "a dataset comes from a confirmed mapping"
    return state.once("outcomes", steps.source_key(), lambda: each_way(state.tables(), mapping, data))


def compared() -> bool:
    """Whether every way to count was tried already."""
    return state.kept("outcomes", steps.source_key())
