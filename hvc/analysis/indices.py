"""Customers and weights → the indices of METHODS §11 as further columns, each with its formula, and what others lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.index_parts import Part, Source, day_after, parts
from hvc.analysis.model import Breakdown, Unavailable
from hvc.analysis.parts import Index
from hvc.analysis.percentiles import percentiles
from hvc.analysis.ratios import Ratio, ratios
from hvc.analysis.traits import TRAITS, added, with_traits
from hvc.joining import Dataset
from hvc.schema import ACTIVITY, AMOUNT, BY_KEY, INFLUENCE, LOYALTY, Field

Floats = npt.NDArray[np.float64]
COMPOSED = (ACTIVITY, LOYALTY, INFLUENCE)  # weighted means of percentiles
PARTS_FROM = 2  # parts of an index that the data must hold: one alone is that part under another name
ENOUGH = 0.5  # of the weight that a customer must have values for
UNAVAILABLE = "indices."  # before the key of an index in `Unavailable.part`


@dataclass(frozen=True, slots=True)
class Weights:
    """What the user set: (part key, weight); a part that is not named keeps its usual weight. Hashable."""

    given: tuple[tuple[str, float], ...] = ()

    def of(self, part: Part) -> float:
        """The weight of a part, never below 0."""
        return max(0.0, dict(self.given).get(part.key, part.weight))


USUAL = Weights()


def enrich(dataset: Dataset, weights: Weights = USUAL) -> tuple[Dataset, tuple[Index, ...], tuple[Unavailable, ...]]:
    """`dataset` with the traits of its orders and every index it allows; what the indices are; what the others lack.

    An index needs two of its parts; the weights of those that are there are scaled to 1. A column of that meaning in the
    user's own file stands, and nothing is computed in its place.
    """
    whole = _percent(with_traits(dataset))
    known = frozenset(whole.customers.columns)
    made: list[tuple[Index, pl.Series]] = []
    lacking: list[Unavailable] = []
    every = parts(day_after(whole))
    for field in COMPOSED:
        if field.key in known:
            continue
        made, lacking = _sorted_in(_composed(whole, field, every[field.key], weights), made, lacking)
    for ratio in ratios(whole):
        made, lacking = _sorted_in(_ratio(ratio), made, lacking)
    columns = pl.DataFrame([series for _, series in made])
    return added(whole, columns, [index.field for index, _ in made]), tuple(i for i, _ in made), tuple(lacking)


def adjustable(dataset: Dataset, made: Sequence[str]) -> tuple[tuple[Field, tuple[Part, ...]], ...]:
    """The weighted indices of these keys with the parts that the data hold; `dataset` as `enrich` gave it back."""
    known = frozenset(dataset.customers.columns)
    every = parts(day_after(dataset))
    return tuple((f, tuple(p for p in every[f.key] if p.source(known))) for f in COMPOSED if f.key in made)


Made = tuple[Index, pl.Series] | Unavailable


def _sorted_in(
    one: Made, made: list[tuple[Index, pl.Series]], lacking: list[Unavailable]
) -> tuple[list[tuple[Index, pl.Series]], list[Unavailable]]:
    return (made, [*lacking, one]) if isinstance(one, Unavailable) else ([*made, one], lacking)


def _percent(dataset: Dataset) -> Dataset:
    """Shares that the file writes as 35 rather than 35 % or 0.35 are numbers like others."""

    def settled(field: Field) -> Field:
        if not field.share or field.derived or field.key not in dataset.customers.columns:
            return field
        typical = dataset.customers[field.key].abs().median()
        return replace(field, share=False) if isinstance(typical, float) and typical > 1 else field

    return replace(dataset, fields=tuple(settled(field) for field in dataset.fields))


def _composed(dataset: Dataset, field: Field, every: Sequence[Part], weights: Weights) -> Made:
    known = frozenset(dataset.customers.columns)
    present = [(part, source) for part in every if (source := part.source(known))]
    held = [(part, source) for part, source in present if weights.of(part) > 0]
    absent = [part for part in every if part.source(known) is None]
    if len(present) < PARTS_FROM:
        why = "数据里只有其中一项，单独一项不成指数" if present else "数据里没有计算它的列"
        return _lacking(field, why, f"{_unlock(absent)}后即可计算。")
    if len(held) < PARTS_FROM:
        return _lacking(field, "权重大于 0 的不足两项", "在「关键指标」页给至少两项设大于 0 的权重。")
    total = sum(weights.of(part) for part, _ in held)
    shares = [weights.of(part) / total for part, _ in held]
    values = _mean([source for _, source in held], shares, dataset.customers)
    formula = " + ".join(f"{share:.0%} × {source.told}" for share, (_, source) in zip(shares, held, strict=True))
    more = f"{_unlock(absent)}后会一并计入。" if absent else ""
    text = f"100 ×（{formula}），各项先换成在全部客户中的百分位。缺项的客户按其余各项折算，不足一半权重的不计算。{more}"
    inputs = _inputs(dataset, [source for _, source in held])
    index = Index(
        _field(field, inputs), text, tuple((p.label, s) for (p, _), s in zip(held, shares, strict=True)), inputs
    )
    return index, pl.Series(field.key, values).fill_nan(None)


def _mean(sources: Sequence[Source], shares: Sequence[float], customers: pl.DataFrame) -> Floats:
    """100 · weighted mean of the percentiles each customer has; NaN with less than `ENOUGH` of the weight."""
    total, weight = np.zeros(customers.height), np.zeros(customers.height)
    told = customers.select(s.values.cast(pl.Float64).alias(str(i)) for i, s in enumerate(sources))
    for column, share in zip(told.iter_columns(), shares, strict=True):
        ranks = percentiles(column.fill_null(np.nan).to_numpy())
        known = ~np.isnan(ranks)
        total += np.where(known, ranks, 0.0) * share
        weight += known * share
    with np.errstate(invalid="ignore"):
        mean = 100 * total / weight
    return np.asarray(np.where(weight >= ENOUGH - 1e-9, mean.round(1), np.nan))


def _ratio(ratio: Ratio) -> Made:
    if ratio.values is None:
        names = "」「".join(ratio.wanted)
        return _lacking(ratio.field, "数据里没有计算它的列", f"补充「{names}」后即可计算。")
    index = Index(_field(ratio.field, ratio.inputs), ratio.formula, (), ratio.inputs)
    return index, ratio.values.rename(ratio.field.key)


def _field(field: Field, inputs: Sequence[Field]) -> Field:
    """An index of which a part grows with the amount grows with it too."""
    return replace(field, from_amount=field.from_amount or any(one.from_amount for one in inputs))


def _inputs(dataset: Dataset, sources: Sequence[Source]) -> tuple[Field, ...]:
    """The columns that went in, under the user's own labels."""
    own = {field.key: field for field in dataset.fields}
    return tuple(dict.fromkeys(own.get(field.key, field) for source in sources for field in source.inputs))


def _unlock(absent: Sequence[Part]) -> str:
    """What to add for the parts that are missing: 补充「A」「B」与「C」."""
    wanted = [part.sources[0].inputs for part in absent]
    names = "".join("与".join(f"「{field.label}」" for field in fields) for fields in wanted)
    orders = "，或上传订单明细" if any(field in TRAITS for fields in wanted for field in fields) else ""
    return f"补充{names}{orders}"


def _lacking(field: Field, why: str, unlock: str) -> Unavailable:
    return Unavailable(f"{UNAVAILABLE}{field.key}", f"没有计算{BY_KEY[field.key].label}：{why}。", unlock)


def inherited(breakdowns: Sequence[Breakdown], indices: Sequence[Index]) -> tuple[Breakdown, ...]:
    """`breakdowns`, an index marked as of the same source where one of its inputs is (METHODS §2)."""
    bound = {b.field.key for b in breakdowns if b.same_source}
    why = {
        index.field.key: f"「{index.field.label}」用到了「{'」「'.join(told)}」，后者与金额同源。"
        for index in indices
        if (told := [field.label for field in index.inputs if field.key in bound or field.key == AMOUNT.key])
    }
    return tuple(replace(b, same_source=b.same_source or why.get(b.field.key)) for b in breakdowns)
