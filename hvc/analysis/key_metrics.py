"""Breakdowns and numbers → the few fields that mark high value, each with what it adds to the others (METHODS §10)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from hvc.analysis.breakdowns import GROUP_FROM
from hvc.analysis.candidates import MISSING, Candidate, candidate
from hvc.analysis.coding import Coded
from hvc.analysis.information import evidence
from hvc.analysis.logistic import SEED, Model, cross_validated
from hvc.analysis.model import Breakdown
from hvc.analysis.numbers import NumberFacts
from hvc.analysis.parts import KeyMetric, KeyMetrics
from hvc.schema import Field
from hvc.units import COUNT

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
SHOWN = 8  # marks of high value
SAMPLE = 50_000  # customers that the model is fitted on, both groups in it
LEAST = 0.02  # information value under which a field tells nothing, however sure (METHODS §10)
TWINS = 0.7  # |rho| above which two fields say the same
MODELLED = 24  # candidates, by information value, that enter the model
DIGITS = 3  # of the drop: what differs less is ranked by information value


def key_metrics(
    breakdowns: Sequence[Breakdown],
    coded: Sequence[Coded],
    numbers: Mapping[str, tuple[NumberFacts, float]],
    chosen: Mask,
) -> KeyMetrics:
    """Rank the fields of `breakdowns`, coded in `coded`; those that share their source with the definition stand apart.

    `numbers`: by field key, the facts of each number and its q in the profile.
    """
    ours, others = int(chosen.sum()), int((~chosen).sum())
    if min(ours, others) < GROUP_FROM:
        side, count = ("高价值客户", ours) if ours < GROUP_FROM else ("其他客户", others)
        return KeyMetrics((), (), None, f"{side}只有 {COUNT.text(count)} 位，不足 {GROUP_FROM} 位，不做关键指标排序。")
    people = _sample(chosen)
    found = [candidate(b, c, numbers.get(b.field.key), people) for b, c in zip(breakdowns, coded, strict=True)]
    known = sorted((one for one in found if one is not None), key=lambda one: -one.iv)
    apart = tuple(_metric(one, None, ()) for one in known if one.same_source)
    free = [one for one in known if one.sure and one.iv >= LEAST and not one.same_source]
    if not free:
        return KeyMetrics((), apart, None, _nothing(bool(known), bool(apart)))
    groups = _collapsed(free[:MODELLED])
    model = _model([first for first, _ in groups], chosen[people])
    order = sorted(range(len(groups)), key=lambda i: (-round(float(model.drops[i]), DIGITS), -groups[i][0].iv))
    ranked = tuple(
        _metric(groups[i][0], float(model.drops[i]), tuple(twin.field for twin in groups[i][1])) for i in order
    )
    return KeyMetrics(ranked[:SHOWN], apart, model.auc)


def _nothing(known: bool, apart: bool) -> str:
    if not known:
        return "数据里没有可以比较的指标。"
    rest = "除了与高价值定义同源的指标，" if apart else ""
    return f"{rest}没有哪一项指标与是否高价值的关联超出偶然，不做排序。"


def _sample(chosen: Mask) -> npt.NDArray[np.intp]:
    """Rows for the model: everybody, or `SAMPLE` of them, half of it kept for the smaller group; always the same ones."""
    if chosen.size <= SAMPLE:
        return np.arange(chosen.size)
    rng = np.random.default_rng(SEED)
    sides = sorted((np.flatnonzero(chosen), np.flatnonzero(~chosen)), key=len)
    few = min(len(sides[0]), SAMPLE // 2)
    picked = [rng.choice(rows, size, replace=False) for rows, size in zip(sides, (few, SAMPLE - few), strict=True)]
    return np.sort(np.concatenate(picked))


def _collapsed(free: Sequence[Candidate]) -> list[tuple[Candidate, list[Candidate]]]:
    """Each candidate that no stronger one says already, with those it stands for: |rho| of their bins above `TWINS`."""
    rho = np.atleast_2d(np.corrcoef(np.stack([_ranks(one) for one in free])))
    groups: list[tuple[int, list[int]]] = []
    for place in range(len(free)):
        near = next((twins for first, twins in groups if abs(rho[first, place]) > TWINS), None)
        if near is None:
            groups.append((place, []))
        else:
            near.append(place)
    return [(free[first], [free[twin] for twin in twins]) for first, twins in groups]


def _ranks(one: Candidate) -> Floats:
    """The bins as a number: their mean rank where they rise with the field, else what they tell; the mean where missing."""
    size = one.a + one.b
    told = np.cumsum(size) - size / 2 if one.ordered else evidence(one.a, one.b)
    mean = float((told * size).sum() / size.sum())
    return np.append(told, mean)[one.bins]


def _model(candidates: Sequence[Candidate], chosen: Mask) -> Model:
    """Each candidate as its weight of evidence, worked out from the training customers alone; missing tells nothing."""
    bins = [one.bins.astype(np.intp) for one in candidates]
    sizes = [one.a.size + 1 for one in candidates]  # the last one is missing: bin -1

    def columns(train: Mask) -> Floats:
        sides = (train & chosen, train & ~chosen)
        return np.column_stack([_told(b, size, sides) for b, size in zip(bins, sizes, strict=True)])

    return cross_validated(columns, chosen)


def _told(bins: npt.NDArray[np.intp], size: int, sides: tuple[Mask, Mask]) -> Floats:
    shifted = bins - MISSING
    a, b = (np.bincount(shifted[side], minlength=size) for side in sides)
    told = np.append(0.0, evidence(a[1:], b[1:]))
    told[1:][a[1:] + b[1:] == 0] = 0.0
    return np.asarray(told[shifted])


def _metric(one: Candidate, drop: float | None, twins: tuple[Field, ...]) -> KeyMetric:
    return KeyMetric(
        field=one.field,
        auc=one.auc,
        delta=None if one.auc is None else 2 * one.auc - 1,
        iv=one.iv,
        drop=drop,
        typical_high_value=one.typical[0],
        typical_others=one.typical[1],
        cut=one.cut,
        twins=twins,
        same_source=one.same_source,
    )
