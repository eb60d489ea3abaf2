"""Coded customers and their breakdowns → profile and key metrics, each number sorted once for both."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.coding import Coded
from hvc.analysis.key_metrics import key_metrics
from hvc.analysis.model import Breakdown
from hvc.analysis.numbers import latest_date, numbers
from hvc.analysis.parts import KeyMetrics, Profile
from hvc.analysis.profile import profile
from hvc.joining import Dataset


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
    """What enters the search over all pairs: no number that we worked out ourselves from other columns."""
    kept = [i for i, one in enumerate(coded) if not (one.field.derived and one.field.numeric)]
    return tuple(coded[i] for i in kept), tuple(breakdowns[i] for i in kept)
