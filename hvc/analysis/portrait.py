"""Coded customers and their breakdowns → profile and key metrics, each number sorted once for both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.coding import Coded
from hvc.analysis.key_metrics import key_metrics
from hvc.analysis.model import Breakdown, Unavailable
from hvc.analysis.numbers import latest_date, numbers
from hvc.analysis.parts import KeyMetrics, Profile
from hvc.analysis.profile import profile
from hvc.joining import Dataset
from hvc.schema import Field

MOST_CROSSED = 60  # dimensions; 200 of them would be 19,900 pairs, and nobody reads so many


def portrait(
    dataset: Dataset, coded: Sequence[Coded], breakdowns: Sequence[Breakdown], chosen: npt.NDArray[np.bool_]
) -> tuple[Profile | None, KeyMetrics]:
    """The numbers of the high-value customers beside the others, and the few fields that mark them."""
    fields = [one.field for one in coded if one.field.numeric]
    facts = numbers(dataset.customers, fields, chosen, latest_date(dataset.customers, dataset.orders, fields))
    portrayed = profile(facts, breakdowns)
    q = dict(portrayed.frame.select("field", pl.col("q").fill_null(1.0)).rows()) if portrayed else {}
    told = {one.field.key: (one, q[one.field.key]) for one in facts}
    return portrayed, key_metrics(breakdowns, coded, told, chosen)


def crossable(
    coded: Sequence[Coded], breakdowns: Sequence[Breakdown]
) -> tuple[tuple[Coded, ...], tuple[Breakdown, ...]]:
    """What enters the search over all pairs, in its order: the strongest, and no number that we worked out ourselves."""
    usable = [i for i, one in enumerate(coded) if not _reckoned(one.field)]
    strongest = sorted(usable, key=lambda i: breakdowns[i].cramers_v or 0.0, reverse=True)[:MOST_CROSSED]
    kept = sorted(strongest)
    return tuple(coded[i] for i in kept), tuple(breakdowns[i] for i in kept)


def _reckoned(field: Field) -> bool:
    """A number that we worked out ourselves."""
    return field.derived and field.numeric


def uncrossed(breakdowns: Sequence[Breakdown]) -> tuple[Unavailable, ...]:
    """The word on the dimensions that are crossed on demand only; nothing where all are crossed."""
    if sum(not _reckoned(one.field) for one in breakdowns) <= MOST_CROSSED:
        return ()
    reason = "维度太多，只把与高价值关系最强的一部分两两交叉。"
    return (Unavailable("crosses.rest", reason, "其余维度可以在「交叉」或「探索」页任选两个来看。"),)
