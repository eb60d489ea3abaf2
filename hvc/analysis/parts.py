"""What the further parts of the analysis hand on: the line moved, other dimensions held, combinations, profile, key metrics."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import polars as pl

from hvc.schema import Field


class Robustness(Enum):
    """Whether a level's word holds when the line moves (METHODS §4), in the order of the check."""

    REVERSED = "反转"
    STEADY = "稳健"
    SENSITIVE = "敏感"


@dataclass(frozen=True, slots=True, eq=False)
class Thresholds:
    """The line moved over the amounts.

    `curve`: about 40 rows, ascending: threshold (元) · customers (count over it) · customers_share (0–1) · amount (元 of
    those) · amount_share (0–1, null where the total is not positive). `knee`: the threshold where the curve of customers
    bends most, None where it does not. `tried`: the five lines of the sweep (元), or shares for a share rule. `levels`: one
    row per notable level: field, level (str) · robustness (str, a `Robustness` value) · held (of the five, how often the
    same direction was notable) · turned (the nearest of the five under which the opposite is beyond chance, else null). No
    rows where the line is not positive and cannot be moved by a factor. Conditions beside the amount are held.
    """

    curve: pl.DataFrame
    knee: float | None
    tried: tuple[float, ...]
    levels: pl.DataFrame

    def robustness(self, field_key: str, level: str) -> Robustness | None:
        """The badge of one level; None where it was not notable to begin with."""
        row = self.levels.filter(pl.col("field") == field_key, pl.col("level") == level)
        return Robustness(row.item(0, "robustness")) if row.height else None


@dataclass(frozen=True, slots=True, eq=False)
class Layers:
    """The customers in named bands of value (高 中 低), best first.

    `frame` columns: layer (str) · low, high (元; high null for the best, low null for the last) · customers (int) ·
    customers_share (0–1) · amount (元) · amount_share (0–1 or null) · mean, median (元, null in an empty layer). The best
    layer is the high-value group of the rule; where several conditions decide, no amount divides it from the next and
    both bounds between them are null.
    """

    frame: pl.DataFrame


class Confounded(Enum):
    """What becomes of a level's difference when a third variable is held (METHODS §5), in the order of the check."""

    REVERSED = "反转"
    GONE = "消失"


@dataclass(frozen=True, slots=True, eq=False)
class Confounding:
    """One level whose difference does not survive inside the levels of `by`.

    Odds ratios of being high-value, level against all others of its field: `crude` without strata, `adjusted`
    (Mantel-Haenszel) within the strata of `by`, each with its 95 % interval; `breslow_day_p` tests whether the strata agree.
    Both over the customers who have both fields filled. `strata`: one row per level of `by` that has one of them: stratum
    (str) · customers, high_value (those with the level) · rest_customers, rest_high_value · rate, rest_rate (0–1 or null) ·
    odds_ratio (null where undefined or infinite). Their sums are what `crude` is of.
    """

    field: Field
    level: str
    by: Field
    verdict: Confounded
    crude: float
    crude_low: float
    crude_high: float
    adjusted: float
    adjusted_low: float
    adjusted_high: float
    breslow_day_p: float | None
    strata: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Combination:
    """Two or three levels together that mark high-value customers (METHODS §6).

    `parts`: field and level of each; `rate` 0–1 beside `expected` (from the margins alone) and `lift` over all; `wracc` =
    (customers/N)(rate − overall rate), what it is ranked by; `covers`: customers not covered by the entries above it;
    `synergy`: the rate is far above (or below) what the margins explain.
    """

    parts: tuple[tuple[Field, str], ...]
    customers: int
    high_value: int
    rate: float
    rate_low: float
    rate_high: float
    expected: float | None
    lift: float
    amount: float
    wracc: float
    q: float
    covers: int
    synergy: bool


@dataclass(frozen=True, slots=True, eq=False)
class TagPairs:
    """Tags of one multi-valued field that occur together.

    `frame`, one row per pair of tags that share a customer, most surprising first: tag, other (str) · customers,
    high_value (with both) · expected (customers, were the tags independent) · lift = customers / expected · rate (0–1) ·
    rate_tag, rate_other (of each tag alone) · share_high_value, share_others (0–1) · p · q (of the co-occurrence) · amount (元).
    """

    field: Field
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Numbers of the customers, high-value beside the others (METHODS §1, last row of the table).

    `fields`: the fields in the order of the rows. `frame`, one row per number or date: field (str, key) · group (str, a
    `Facet` value) · n_high_value, n_others (filled) · median_high_value, median_others, p25_*, p75_* (in the field's unit;
    dates as days before the latest date of the data) · difference · delta (Cliff's, −1–1) · auc (0–1) · p · q · word (str, a
    `Word` value) · same_source (bool).
    """

    fields: tuple[Field, ...]
    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Cut:
    """One readable cut of a key metric: customers on the side that has more high-value ones, and the rest.

    `text` names the side without its rate: 近 90 天下单 ≥ 3 次.
    """

    text: str
    customers: int
    rate: float
    rest_customers: int
    rest_rate: float


@dataclass(frozen=True, slots=True)
class KeyMetric:
    """One field as a mark of high value (METHODS §10).

    `auc` and `delta` only of numbers; `iv` information value; `drop` the loss of AUC when the field is permuted in a model of
    all (None for a same-source field); `typical_*`: median or most characteristic level, as text; `twins`: fields that say
    nearly the same (|rho| > 0.7) and stand behind this one. `same_source`: None, or the reason.
    """

    field: Field
    auc: float | None
    delta: float | None
    iv: float
    drop: float | None
    typical_high_value: str
    typical_others: str
    cut: Cut | None
    twins: tuple[Field, ...]
    same_source: str | None


@dataclass(frozen=True, slots=True)
class KeyMetrics:
    """At most eight marks of high value, strongest first, those of the same source apart.

    `model_auc`: cross-validated AUC of the model of all ranked candidates, None where there was no model, with `reason`.
    """

    ranked: tuple[KeyMetric, ...]
    same_source: tuple[KeyMetric, ...]
    model_auc: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Index:
    """A number put together from several columns (METHODS §11): its field, formula and weights as text, what went in."""

    field: Field
    formula: str
    weights: tuple[tuple[str, float], ...]
    inputs: tuple[Field, ...]
