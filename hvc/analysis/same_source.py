"""A dimension beside the definition of high value → whether it is computed from the amount itself (同源)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from hvc.analysis.coding import Coded
from hvc.analysis.intervals import divide
from hvc.analysis.model import Breakdown
from hvc.analysis.significance import auc_of_levels
from hvc.analysis.tally import Counts
from hvc.schema import Field, Kind
from hvc.units import COEFFICIENT, SHARE

SEPARATES = 0.95  # AUC from which a field is the definition in other words
LIKELY = 0.85  # AUC from which the field's name decides
OVERLAP = 0.02  # share of customers on the wrong side of the best cuts between ordered levels
CUSTOMERS_FROM = 30  # a smaller level or group says too little
NAMES = ("会员等级", "会员级别", "级别", "成长值", "积分", "RFM", "价值", "消费潜力", "消费能力")
NEVER = ("信用", "风险")  # 信用等级 is given by a lender, not computed from the amount
BANDS_PER_DOUBLING = 64  # of the amount: 1.1 % wide
DOUBLINGS = 40  # from 1 分 up to 100 亿元


def amount_bands(amount: npt.NDArray[np.float64]) -> npt.NDArray[np.int16]:
    """Narrow bands of the amount on a logarithmic scale; 0 holds all that is 1 分 or less."""
    doublings = np.log2(np.maximum(amount * 100, 1.0))
    bands: npt.NDArray[np.int16] = np.minimum(
        doublings * BANDS_PER_DOUBLING, BANDS_PER_DOUBLING * DOUBLINGS - 1
    ).astype(np.int16)
    return bands


def overlap(coded: Coded, bands: npt.NDArray[np.int16]) -> float | None:
    """Share of customers on the wrong side of the best cut of the amount between one level and the next (0–1).

    Only levels of `CUSTOMERS_FROM` customers enter; both sides of a cut weigh alike, so that a rare level counts.
    Levels may rise or fall with the amount. None where they are not ordered, or are dates, or fewer than two are large enough.
    """
    if not coded.ordered or coded.field.kind is Kind.DATE:
        return None
    size = BANDS_PER_DOUBLING * DOUBLINGS
    key = coded.codes.astype(np.intp) * size + bands
    table = np.bincount(key, minlength=(coded.patterns + 1) * size).reshape(-1, size)[:-1]
    table = table[table.sum(axis=1) >= CUSTOMERS_FROM]
    if len(table) < 2:  # noqa: PLR2004  one level has no neighbour
        return None
    return min(_crossed(table), _crossed(table[::-1]))


def _crossed(table: npt.NDArray[np.int64]) -> float:
    """Share of customers on the wrong side of the best cuts, if the amount rises with the rows of levels × bands."""
    reached = np.cumsum(table, axis=1)
    totals = reached[:, -1]
    lower, upper = totals[:-1, None] - reached[:-1], reached[1:]  # over the cut though lower; under it though upper
    best = np.argmin(lower / totals[:-1, None] + upper / totals[1:, None], axis=1)
    row = np.arange(best.size)
    return float((lower[row, best] + upper[row, best]).sum() / (totals[:-1] + totals[1:]).sum())


def same_source(coded: Coded, counts: Counts, auc: float | None, overlapping: float | None) -> str | None:
    """Why the field counts as computed from the amount, in Chinese, or None."""
    label = _quoted(coded.field)
    if overlapping is not None and overlapping <= OVERLAP:
        return f"{label}各级的金额区间几乎不重叠（仅 {SHARE.text(overlapping)} 的客户交错），很可能按金额划分。"
    if min(counts.n1, counts.n0) < CUSTOMERS_FROM:
        return None
    if coded.multi_valued:
        return _tags(coded, counts)
    strength = _strength(counts) if auc is None else max(auc, 1 - auc)
    text = COEFFICIENT.text(strength)
    if strength >= SEPARATES:
        why = "很可能由金额计算而来" if _suspect(coded.field.label, coded.field) else "请先核对它是不是由金额推算而来"
        return f"{label}几乎能单独区分高价值客户与其他客户（AUC {text}），{why}。"
    if strength >= LIKELY and _suspect(coded.field.label, coded.field):
        return f"{label}通常由消费金额计算而来，且与高价值定义高度一致（AUC {text}）。"
    return None


def reckoned(found: Sequence[Breakdown], *, by_amount: bool) -> tuple[Breakdown, ...]:
    """`found`, what we reckoned from the amount ourselves marked as such, whatever its numbers say, where the amount decides."""
    return tuple(
        replace(b, same_source=b.same_source or f"{_quoted(b.field)}由金额推算而来。")
        if by_amount and b.field.derived and b.field.of_amount
        else b
        for b in found
    )


def _quoted(field: Field) -> str:
    return f"「{field.label}」"


def _strength(counts: Counts) -> float:
    """AUC of unordered levels put in the order of their rate; levels too small to be placed count as one."""
    large = counts.a + counts.b >= CUSTOMERS_FROM
    a = np.append(counts.a[large], counts.a[~large].sum())
    b = np.append(counts.b[large], counts.b[~large].sum())
    order = np.argsort(np.nan_to_num(divide(a, a + b)))
    return auc_of_levels(a[order], b[order]) or 0.0


def _tags(coded: Coded, counts: Counts) -> str | None:
    auc = (1 + counts.a / counts.n1 - counts.b / counts.n0) / 2
    suspects = [
        f"「{level}」"
        for level, one in zip(coded.levels, auc, strict=True)
        if one >= SEPARATES or (one >= LIKELY and _suspect(level, None))
    ]
    return f"标签{'、'.join(suspects)}几乎与高价值定义重合，很可能由金额计算而来。" if suspects else None


def _suspect(name: str, field: Field | None) -> bool:
    if any(word in name for word in NEVER):
        return False
    return any(word in name for word in NAMES) or (field is not None and field.from_amount)
