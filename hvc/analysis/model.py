"""What analysis hands on: frozen results, each frame small, each column named with its unit and range."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import polars as pl

from hvc.analysis.balance_parts import Balances
from hvc.analysis.parts import Combination, Confounding, Index, KeyMetrics, Layers, Profile, TagPairs, Thresholds
from hvc.analysis.period_parts import Periods
from hvc.joining import Dataset
from hvc.rules import Resolved, Rule
from hvc.schema import Field
from hvc.timeline.model import Timeline, Trends


class Word(Enum):
    """What the numbers of a level allow to be said (METHODS §1), first that fits."""

    MUCH_HIGHER = "显著偏高"
    MUCH_LOWER = "显著偏低"
    HIGHER = "略高"
    LOWER = "略低"
    SAME = "无明显差异"
    UNKNOWN = "证据不足"


class Shape(Enum):
    """How high-value customers are spread over ordered levels, worst to best."""

    PYRAMID = "金字塔"
    INVERTED = "倒金字塔"
    OLIVE = "橄榄"
    EVEN = "均匀"
    TWO_ENDED = "两极"
    OTHER = "无固定形状"


@dataclass(frozen=True, slots=True)
class Overview:
    """The universe in numbers; amounts in 元, shares 0–1 or None where the base is zero.

    `median_*` and `mean_*` per customer; `on_the_line` customers exactly at the threshold; `suggested_threshold`: None
    when the rule marks between 1 % and 50 % of the customers, else a round threshold (元) that marks about 20 %, or None
    where no line does.
    """

    customers: int
    high_value: int
    high_value_share: float
    amount: float
    high_value_amount: float
    high_value_amount_share: float | None
    mean_amount_high_value: float | None
    mean_amount_others: float | None
    median_amount_high_value: float | None
    median_amount_others: float | None
    on_the_line: int
    suggested_threshold: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Concentration:
    """How unevenly the amount is spread over customers without a negative total.

    `gini` 0–1; `lorenz`: at most 200 rows, columns customers, amount (cumulative shares 0–1, smallest customer first);
    `top`: columns top (share of customers 0–1), customers (count), amount_share (0–1); `customers_for_80`: how many make
    80 % of the amount; `negative`: customers set aside.
    """

    gini: float | None
    lorenz: pl.DataFrame
    top: pl.DataFrame
    customers_for_80: int | None
    negative: int


@dataclass(frozen=True, slots=True, eq=False)
class Breakdown:
    """High-value customers beside the others, one row per level of `field`.

    Rows: ordered fields in their order, worst to best; others by high-value count, then level. `frame` columns: level
    (str) · customers, high_value, others (int) · share_high_value, share_others (of those with the field filled, 0–1;
    `*_low`, `*_high` Wilson 95 %) · rate = high_value / customers (with rate_low, rate_high) · tgi (100 = average) · rr =
    share_high_value / share_others (rr_low, rr_high Koopman) · diff = share_high_value − share_others (diff_low,
    diff_high Newcombe) · p · q (Benjamini-Hochberg over the run) · word (str, a `Word` value) · amount (元).
    Undefined is null, never NaN or infinite. `missing_*`: customers without the field, in neither denominator. Of a
    multi-valued field a customer counts once in each of their levels and `n_*` counts customers, so shares may add up to
    more than 1. `whole_q` tests the dimension as a whole, `cramers_v` its strength (bias-corrected); None where unfit.
    `shape`, of the high-value customers, only for ordered fields. `same_source`: None, or the Chinese reason why the field is computed from the amount.
    """

    field: Field
    frame: pl.DataFrame
    multi_valued: bool
    ordered: bool
    n_high_value: int
    n_others: int
    missing_high_value: int
    missing_others: int
    whole_p: float | None
    whole_q: float | None
    cramers_v: float | None
    auc: float | None
    shape: Shape | None
    same_source: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Cross:
    """Two dimensions at once, one row per pair of levels that has a customer.

    `frame` columns: row_level, column_level (str) · customers, high_value (int) · rate (0–1) · expected (rate from the two
    margins alone, additive on the logit scale, 0–1) · lift = rate / overall rate · q (BH over all cells of the run) ·
    amount (元). Rows follow the order of the two breakdowns.
    """

    row: Field
    column: Field
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Unavailable:
    """A part of the analysis that could not be made: which (a key of analysis.json), why, what would unlock it."""

    part: str
    reason: str
    unlock: str


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """Everything computed under one rule; `line` is the rule resolved on these customers.

    A part that could not be made is None or empty, with its reason in `unavailable`. `phases`: columns of
    `hvc.timeline.phases`.
    """

    dataset: Dataset
    rule: Rule
    line: Resolved
    overview: Overview
    concentration: Concentration
    breakdowns: tuple[Breakdown, ...]
    crosses: tuple[Cross, ...]
    unavailable: tuple[Unavailable, ...]
    thresholds: Thresholds | None = None
    layers: Layers | None = None
    confounding: tuple[Confounding, ...] = ()
    combinations: tuple[Combination, ...] = ()
    tag_pairs: tuple[TagPairs, ...] = ()
    profile: Profile | None = None
    key_metrics: KeyMetrics | None = None
    indices: tuple[Index, ...] = ()
    timeline: Timeline | None = None
    trends: Trends | None = None
    periods: Periods | None = None
    balances: Balances | None = None
    phases: pl.DataFrame | None = None

    def breakdown(self, key: str) -> Breakdown | None:
        """The breakdown of the field with this key, or None."""
        return next((b for b in self.breakdowns if b.field.key == key), None)
