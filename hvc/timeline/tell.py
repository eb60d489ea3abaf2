"""A dataset → its `Timeline`: RFM, lifecycle and lifetime value, and the columns they give each customer."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.joining import Dataset
from hvc.schema import FUTURE_VALUE, LIFECYCLE, OVERDUE, RECENCY, REGISTER_DATE, RFM_SEGMENT, RFM_TYPE, Field
from hvc.timeline.believing import believed
from hvc.timeline.clv import valued
from hvc.timeline.lifecycle import STAGES, staged
from hvc.timeline.lines import day_numbers
from hvc.timeline.model import USUAL, Choices, Clv, Missing, Rfm, Timeline
from hvc.timeline.purchases import date_of, day, purchases
from hvc.timeline.rfm import SEGMENTS, TYPES, scored
from hvc.timeline.visits import Origin, Purchases

ORDERS_NEEDED = Missing("clv", "没有订单明细，不知道每次消费的日期与金额。", "上传含下单日期与金额的订单表。")
NO_COUNT = Missing("rfm", "有最近消费日期，但不知道消费过几次。", "在客户表里提供订单数，或上传订单表。")
Columns = list[tuple[Field, pl.Series]]


def tell(dataset: Dataset, choices: Choices = USUAL, today: dt.date | None = None, *, worth: bool = True) -> Timeline:
    """Everything that purchases over time say; parts that cannot be made stand under `missing`.

    `today`: a few purchases dated later are mistakes, and count as purchases without a date. `worth` False leaves out
    lifetime value, the one part that takes seconds.
    """
    dataset, later = (dataset, 0) if today is None else believed(dataset, today)
    return replace(_told(dataset, choices, worth=worth), later=later)


def _told(dataset: Dataset, choices: Choices, *, worth: bool) -> Timeline:
    found = purchases(dataset)
    if isinstance(found, Missing):
        every = (found, replace(found, part="lifecycle"), replace(found, part="clv"))
        return Timeline(dataset, choices, None, None, None, None, every)
    reference = found.newest + 1 if choices.reference is None else day(choices.reference)
    if early := _early(found, reference):
        return Timeline(dataset, choices, choices.reference, None, None, None, early, found=found)
    rfm, types, lacking = _rfm(found, reference, choices)
    lifecycle, stages = staged(found, reference, choices, _joined(dataset))
    clv, future = _worth(found, choices) if worth else (None, [])
    if found.origin is Origin.SUMMARY:
        lacking = (*lacking, ORDERS_NEEDED)
    since = np.where(found.known, reference - found.last, np.nan)
    columns = [
        *types,
        _named(LIFECYCLE, stages.stage, list(STAGES)),
        _number(OVERDUE, stages.overdue),
        _number(replace(RECENCY, dimension=False), since),  # the date of the last purchase is the dimension
        *future,
    ]
    return Timeline(_with(dataset, columns), choices, date_of(reference), rfm, lifecycle, clv, lacking, found=found)


def _rfm(found: Purchases, reference: int, choices: Choices) -> tuple[Rfm | None, Columns, tuple[Missing, ...]]:
    """RFM where it is known how often anybody bought."""
    if np.isnan(found.orders[found.known]).all():
        return None, [], (NO_COUNT,)
    rfm, scores = scored(found, reference, choices)
    types = _named(RFM_TYPE, scores.type, [name for _, name in TYPES])
    return rfm, [types, _named(replace(RFM_SEGMENT, dimension=False), scores.segment, list(SEGMENTS))], ()


def _early(found: Purchases, reference: int) -> tuple[Missing, ...]:
    """Why nothing can be told as of a day before the last purchase: recency would count backwards."""
    if reference >= found.newest:
        return ()
    newest = date_of(found.newest)
    reason = f"观察日 {date_of(reference):%Y-%m-%d} 早于数据里最后一次消费 {newest:%Y-%m-%d}。"
    return tuple(
        Missing(part, reason, f"把观察日改为 {newest:%Y-%m-%d} 或更晚。") for part in ("rfm", "lifecycle", "clv")
    )


def _joined(dataset: Dataset) -> npt.NDArray[np.int64]:
    if REGISTER_DATE.key not in dataset.customers.columns:
        return np.full(dataset.customers.height, -1, dtype=np.int64)
    return day_numbers(dataset.customers.get_column(REGISTER_DATE.key)).astype(np.int64)


def _worth(found: Purchases, choices: Choices) -> tuple[Clv | None, Columns]:
    if found.origin is Origin.SUMMARY:
        return None, []
    result = valued(found, choices.margin)
    return result.clv, [_number(FUTURE_VALUE, result.future)] if result.clv.modelled else []


def _named(field: Field, places: npt.NDArray[np.int64], names: list[str]) -> tuple[Field, pl.Series]:
    """A category of the places of `names`; -1 is null."""
    return field, pl.Series(names, dtype=pl.Enum(names)).gather(pl.Series(places).replace(-1, None)).alias(field.key)


def _number(field: Field, values: npt.NDArray[np.float64]) -> tuple[Field, pl.Series]:
    return field, pl.Series(field.key, values).fill_nan(None)


def _with(dataset: Dataset, columns: Columns) -> Dataset:
    """The dataset with further columns; one of the user's own of that meaning stands."""
    ours = [(field, series) for field, series in columns if field.key not in dataset.customers.columns]
    frame = dataset.customers.with_columns(series for _, series in ours)
    fields = (*dataset.fields, *(replace(field, derived=True) for field, _ in ours))
    return replace(dataset, customers=frame, fields=fields)
