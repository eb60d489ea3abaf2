"""What the timeline hands on: RFM, lifecycle and lifetime value, each frame small, each column named with its unit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

import polars as pl

from hvc.joining import Dataset
from hvc.timeline.visits import Origin, Purchases


class Comparison(Enum):
    """What a customer's R, F and M are compared with for the eight types."""

    MEAN = "均值"
    MEDIAN = "中位数"
    CUSTOM = "自定义"


class Cutting(Enum):
    """How the cuts between scores came about."""

    QUANTILES = "五等分"
    BUSINESS = "业务分档"
    EDITED = "自定义"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user may set; None is worked out from the data.

    `reference`: the day recency is counted to (default: the last purchase in the data, one day on). `values`: R days, F, M
    (元) of a custom comparison. `cuts`: edited inner edges of R (days), F and M (元), rising; one may be None. `silent`,
    `lost`: days without a purchase. `margin`: profit of a 元 (0–1) for lifetime value; None counts revenue. `balance`: 元
    below which a customer whose assets are kept counts as leaving (`hvc.analysis.balances`).
    """

    reference: dt.date | None = None
    comparison: Comparison = Comparison.MEAN
    values: tuple[float, float, float] | None = None
    cuts: tuple[tuple[float, ...] | None, tuple[float, ...] | None, tuple[float, ...] | None] = (None, None, None)
    silent: int | None = None
    lost: int | None = None
    margin: float | None = None
    balance: float | None = None


USUAL = Choices()


@dataclass(frozen=True, slots=True)
class Cuts:
    """The inner edges between the scores of one of R (days), F and M (元), rising, and how they came about.

    A score is 1 + the number of edges strictly below the value; for R it is turned round, so that 5 is the most recent.
    """

    edges: tuple[float, ...]
    cutting: Cutting


@dataclass(frozen=True, slots=True, eq=False)
class Rfm:
    """Customers by recency, frequency and money.

    `cuts` and `compared` (the comparison values: days, purchases, 元) for R, F, M. `types` and `segments`: one row per type
    that METHODS §7 names, in its order: name (str) · customers (int) · customers_share (0–1) · amount (元) · amount_share (0–1
    or null) · recency, frequency, money (means: days, purchases, 元; null where empty). `grid`: r, f (scores) · customers ·
    amount. `unscored`: customers without a known purchase, in no type. `origin`: `Origin`.
    """

    origin: Origin
    cuts: tuple[Cuts, Cuts, Cuts]
    compared: tuple[float, float, float]
    comparison: Comparison
    types: pl.DataFrame
    segments: pl.DataFrame
    grid: pl.DataFrame
    unscored: int


@dataclass(frozen=True, slots=True, eq=False)
class Lifecycle:
    """Customers by stage, from the gaps between their own purchase days.

    `silent`, `lost`: days without a purchase; `measured`: the days come from the data's gaps (P80, P90), not from the
    usual ones or the user. `gap`: the median gap in days, None where nobody bought twice. `stages`: one row per stage, in the
    order of the walk 新客 成长 成熟 沉默 流失: name · customers · customers_share · amount · amount_share.
    """

    origin: Origin
    silent: int
    lost: int
    measured: bool
    gap: float | None
    stages: pl.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Backtest:
    """The model fitted on the first two thirds of the window and asked about the last.

    Purchases and spend (元) of the held-out third: as predicted, as they were, and by the naive run rate; `found_model`,
    `found_naive`: share of the held-out spend (0–1) in the tenth of customers that each would have named. `weekly`: week ·
    actual · predicted (purchases, cumulated) over both parts.
    """

    until: dt.date
    purchases: float
    predicted: float
    naive: float
    spend: float
    predicted_spend: float
    found_model: float | None
    found_naive: float | None
    weekly: pl.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Clv:
    """What customers are worth from here on: by the model where its gate is passed, else history and run rate alone.

    `modelled`; `reason`: why not, in Chinese. `parameters`: name → value of both models. `months`: the horizon. `value`:
    total expected in the horizon, 元 (profit with a margin), discounted; of the run rate where there is no model. `naive`:
    the usual formula beside it, each customer's amount a day so far times the days of the horizon, 元. `bands`: one row per
    tenth of customers by value, best first: band (1-10) · customers · value (元) · share (0-1) · historical (元). `cohorts`: one
    row per quarter or month of first purchase: cohort (str) · customers · first30, first90 (mean 元 in the first days, of
    customers whose days are over; null where none's are) · later (mean 元 after 90 days) · total (mean 元). `spearman`:
    between frequency and mean spend; `warning`: where they hang together. `margin`: as in `Choices`.
    """

    modelled: bool
    reason: str
    parameters: tuple[tuple[str, float], ...]
    months: int
    value: float
    naive: float
    bands: pl.DataFrame
    cohorts: pl.DataFrame
    backtest: Backtest | None
    spearman: float | None
    warning: str | None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A part that could not be made: rfm, lifecycle or clv, why, and what would unlock it, in Chinese."""

    part: str
    reason: str
    unlock: str


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """The dataset with what time says of each customer, and the small tables about it.

    `dataset.customers` gains, where known: `rfm_type`, `rfm_segment`, `lifecycle` (dimensions, their fields in
    `hvc.schema`) · `recency` (days before the reference) · `overdue` (recency over the customer's own median gap, from
    three orders on) · `future_value` (元, from the CLV model). `reference`: None where no date is known.
    `later`: dates later than today that were taken for mistakes and left blank. `found`: the purchases that all of it rests
    on, in the order of the customers; None where none is dated.
    """

    dataset: Dataset
    choices: Choices
    reference: dt.date | None
    rfm: Rfm | None
    lifecycle: Lifecycle | None
    clv: Clv | None
    missing: tuple[Missing, ...]
    later: int = 0
    found: Purchases | None = None


class Step(Enum):
    """The length of a cohort's periods: `value` its word, months in it."""

    MONTH = ("月", 1)
    QUARTER = ("季度", 3)
    YEAR = ("年", 12)

    @property
    def word(self) -> str:
        """As it stands in a sentence."""
        return self.value[0]

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.value[1]


@dataclass(frozen=True, slots=True, eq=False)
class Trends:
    """What happened month by month; a month is the number of months since the year 0 (year × 12 + month − 1).

    `monthly`, one row per month from the first purchase to the last, empty ones too: month (int) · revenue_high,
    revenue_others (net, 元) · active_high, active_others (customers with a purchase). `retention`, one row per cohort and
    later period that the data reach: cohort (int, first period: month // step) · age (periods since, from 1) · customers (of
    the cohort) · active · rate = active / customers (0–1). `step`: the length of a period.
    """

    monthly: pl.DataFrame
    retention: pl.DataFrame
    step: Step
