"""An analysis and an earlier snapshot → `Periods`: who stayed, rose, fell and went, what moved, where revenue came from."""

from __future__ import annotations

import itertools
import math

import polars as pl

from hvc.analysis.drifting import BEFORE, UNFILLED, drifts, shares, spreads
from hvc.analysis.model import Analysis, Unavailable
from hvc.analysis.parts import Layers
from hvc.analysis.period_parts import Change, Fate, Migration, Periods, Ruling
from hvc.analysis.snapshot import HIGH, KEY, Snapshot, customers, dimensions, hashed
from hvc.rules import Line
from hvc.schema import AMOUNT, ORDERS, Field, Kind
from hvc.units import SHARE

PART = "periods"
OVERLAP_FROM = 0.05  # of the smaller period's customers: below it the two are different people
MIGRATING = 12  # levels at most of a dimension whose moves are told one by one
LAYER = Field("value_layer", "价值分层", Kind.ORDERED, derived=True)  # of the layers of this period, drawn through both
WHO = "customer"


def compare(analysis: Analysis, earlier: Snapshot) -> Periods | Unavailable:
    """This period beside the earlier one; unavailable where too few customers are in both."""
    known = dimensions(analysis.dataset)
    taken = _layered(customers(analysis.dataset, analysis.line.mask(), known), analysis.layers)
    today = taken.with_columns(hashed(taken.get_column(KEY), earlier.salt), pl.col(KEY).alias(WHO))
    ruling, marked = _marked(earlier, analysis)
    before = _layered(marked, analysis.layers)
    joined = today.join(before, on=KEY, how="full", coalesce=True, suffix=BEFORE)
    both = joined.filter(pl.col(AMOUNT.key).is_not_null() & pl.col(AMOUNT.key + BEFORE).is_not_null())
    share = both.height / max(1, min(today.height, before.height))
    if share < OVERLAP_FROM:
        reason = f"两期只有 {SHARE.text(share)} 的客户相同，像是两批不同的客户，没有对比。"
        return Unavailable(PART, reason, "请上传同一批客户的上一期数据或快照。")
    told = joined.with_columns(fate=_fate())
    shared = [field for field in (LAYER, *known) if field.key in today.columns and field.key in before.columns]
    return Periods(
        earlier=earlier.name,
        rule_before=earlier.rule,
        measure_before=earlier.measure,
        ruling=ruling,
        before=before.height,
        now=today.height,
        both=both.height,
        high_before=int(before.get_column(HIGH).sum()),
        high_now=int(today.get_column(HIGH).sum()),
        fates=_fates(told),
        migrations=tuple(m for field in shared if (m := _migration(analysis, field, both)) is not None),
        drifts=drifts([*shares(shared, today, before), *spreads(earlier, analysis)]),
        change=_change(today, before),
        lists=told.filter(pl.col(WHO).is_not_null(), pl.col("fate").is_not_null()).select(WHO, "fate").sort(WHO),
    )


def _marked(earlier: Snapshot, analysis: Analysis) -> tuple[Ruling, pl.DataFrame]:
    """The earlier customers with high value by the same measure: their own marks, else the present line."""
    if earlier.rule == analysis.rule.label:
        return Ruling.SAME, earlier.frame
    if not isinstance(analysis.line, Line):
        return Ruling.THEIRS, earlier.frame
    return Ruling.REDRAWN, earlier.frame.with_columns(analysis.line.mask().alias(HIGH))


def _layered(frame: pl.DataFrame, layers: Layers | None) -> pl.DataFrame:
    """With the layer of each customer: the high-value ones, the others by this period's second cut."""
    if layers is None:
        return frame
    names, cut = layers.frame.get_column("layer").to_list(), layers.frame.get_column("low")[1]
    middle = (AMOUNT.col * 100).round(0) >= round(cut * 100)
    layer = pl.when(HIGH).then(pl.lit(names[0])).when(middle).then(pl.lit(names[1])).otherwise(pl.lit(names[2]))
    return frame.with_columns(layer.alias(LAYER.key))


def _fate() -> pl.Expr:
    now, was = pl.col(HIGH), pl.col(HIGH + BEFORE)
    return (
        pl.when(now & was)
        .then(pl.lit(Fate.KEPT.value))
        .when(now & was.is_null())
        .then(pl.lit(Fate.NEW.value))
        .when(now)
        .then(pl.lit(Fate.RISEN.value))
        .when(was & now.is_null())
        .then(pl.lit(Fate.GONE.value))
        .when(was)
        .then(pl.lit(Fate.FALLEN.value))
    )


def _fates(told: pl.DataFrame) -> pl.DataFrame:
    """One row per fate, empty ones too: columns of `Periods.fates`."""
    counted = told.group_by("fate").agg(
        customers=pl.len().cast(pl.Int64),
        amount_before=pl.col(AMOUNT.key + BEFORE).sum().round(2),
        amount_now=AMOUNT.col.sum().round(2),
    )
    every = pl.DataFrame({"fate": [fate.value for fate in Fate]})
    return every.join(counted, on="fate", how="left", maintain_order="left").fill_null(0)


def _migration(analysis: Analysis, field: Field, both: pl.DataFrame) -> Migration | None:
    """From which level of the field to which, of the customers of both periods; where a move means something."""
    known = _levels(analysis, field)
    was, now = pl.col(field.key + BEFORE).fill_null(UNFILLED), pl.col(field.key).fill_null(UNFILLED)
    moves = both.group_by(before=was, now=now).agg(
        customers=pl.len().cast(pl.Int64),
        amount_before=pl.col(AMOUNT.key + BEFORE).sum().round(2),
        amount_now=AMOUNT.col.sum().round(2),
    )
    found = set(moves.get_column("before")) | set(moves.get_column("now"))
    order = tuple(level for level in (*known, *sorted(found - {*known, UNFILLED}), UNFILLED) if level in found)
    if not (field.kind is Kind.ORDERED or field.derived) or not 0 < len(order) <= MIGRATING:
        return None
    place = pl.Enum(order)
    return Migration(field, order, moves.sort(pl.col("before").cast(place), pl.col("now").cast(place)))


def _levels(analysis: Analysis, field: Field) -> list[str]:
    """The field's levels in its own order, worst to best; none where it has no order."""
    if field is LAYER and analysis.layers is not None:
        return analysis.layers.frame.get_column("layer").reverse().to_list()
    dtype = analysis.dataset.customers.schema[field.key]
    return dtype.categories.to_list() if isinstance(dtype, pl.Enum) else []


def _change(today: pl.DataFrame, before: pl.DataFrame) -> Change:
    """The change of high-value revenue: customers × orders per customer × amount per order, by Shapley."""
    old, new = (_factors(frame) for frame in (before, today))
    if len(old) != len(new):
        old, new = (_factors(frame, orders=False) for frame in (before, today))
    was, now = (round(math.prod(factors), 2) for factors in (old, new))
    *parts, _ = (round(part, 2) for part in shapley(old, new))
    return Change(
        before=was,
        now=now,
        by_customers=parts[0],
        by_frequency=parts[1] if len(parts) > 1 else None,
        by_order_value=round(now - was - sum(parts), 2),  # the rest to the 分, so that the three add up as printed
    )


def _factors(frame: pl.DataFrame, *, orders: bool = True) -> tuple[float, ...]:
    """Customers, orders per customer, amount per order of the high-value ones; without orders, amount per customer."""
    high = frame.filter(pl.col(HIGH))
    count, amount = float(high.height), float(high.get_column(AMOUNT.key).sum())
    if not count:
        return (0.0, 0.0, 0.0) if orders and ORDERS.key in frame.columns else (0.0, 0.0)
    bought = float(high.get_column(ORDERS.key).sum()) if orders and ORDERS.key in frame.columns else 0.0
    return (count, bought / count, amount / bought) if bought > 0 else (count, amount / count)


def shapley(old: tuple[float, ...], new: tuple[float, ...]) -> tuple[float, ...]:
    """What each factor adds to the change of their product, averaged over all orders of changing them; exactly additive."""
    size = len(old)
    parts = [0.0] * size
    for order in itertools.permutations(range(size)):
        state = list(old)
        for factor in order:
            before = math.prod(state)
            state[factor] = new[factor]
            parts[factor] += math.prod(state) - before
    return tuple(part / math.factorial(size) for part in parts)
