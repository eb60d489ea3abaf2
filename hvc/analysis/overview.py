"""Customers and a rule → the universe in numbers, cheap enough to follow a slider."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.bands import READABLE
from hvc.analysis.model import Overview
from hvc.errors import DataError, RuleError
from hvc.joining import Dataset
from hvc.rules import Resolved, Rule, resolve
from hvc.schema import AMOUNT
from hvc.units import COUNT

FEWEST, MOST = 0.01, 0.5  # share of customers a useful rule marks
AIM = 0.2  # share of customers a proposed threshold should mark
NEAR = 0.05  # so near to the aim, a rounder threshold is better than a closer one


def preview(dataset: Dataset, rule: Rule) -> Overview:
    """The overview alone, whoever the rule marks.

    Raises:
        DataError: there is no customer.
        RuleError: the rule cannot be resolved.
    """
    return overview(universe(dataset), line_of(dataset, rule))


def universe(dataset: Dataset) -> pl.DataFrame:
    """The customers, at least one.

    Raises:
        DataError: there is none.
    """
    if dataset.customers.is_empty():
        raise DataError("没有可以分析的客户。", hint="请检查金额列是否选对，以及数据是否都被剔除。")
    return dataset.customers


def line_of(dataset: Dataset, rule: Rule) -> Resolved:
    """The rule resolved on these customers.

    Raises:
        RuleError: the rule cannot be resolved, or some customers have nothing to judge them by.
    """
    customers, key = universe(dataset), rule.field.key
    unknown = customers.get_column(key).null_count() if key in customers.columns else customers.height
    if unknown:
        message = f"有 {COUNT.text(unknown)} 位客户没有「{rule.field.label}」，无法据此判断谁是高价值客户。"
        raise RuleError(message, hint=f"请改用「{AMOUNT.label}」。")
    return resolve(rule, customers)


def overview(customers: pl.DataFrame, line: Resolved) -> Overview:
    """The universe in numbers; one pass over the amount."""
    row = _counted(customers, line)
    ours, others = (_side(row.filter(pl.col("ours") == side)) for side in (True, False))
    n, total = customers.height, round(ours[1] + others[1], 2)
    share = ours[0] / n
    return Overview(
        customers=n,
        high_value=int(ours[0]),
        high_value_share=share,
        amount=total,
        high_value_amount=round(ours[1], 2),
        high_value_amount_share=part_of(round(ours[1], 2), total),
        mean_amount_high_value=ours[2],
        mean_amount_others=others[2],
        median_amount_high_value=ours[3],
        median_amount_others=others[3],
        on_the_line=int(row.get_column("on").sum()),
        suggested_threshold=_suggested(customers, line, share),
    )


def _counted(customers: pl.DataFrame, line: Resolved) -> pl.DataFrame:
    """One row a side that has customers: ours (bool) · customers, on (int) · amount, mean, median (元)."""
    amount = line.field.col
    return (
        customers.lazy()
        .select(amount, ours=line.mask(), on=line.on_the_line())
        .group_by("ours")
        .agg(
            customers=pl.len(),
            amount=amount.sum(),
            mean=amount.mean(),
            median=amount.median(),
            on=pl.col("on").sum(),
        )
        .collect()
    )


def _suggested(customers: pl.DataFrame, line: Resolved, share: float) -> float | None:
    """Only where the amount alone decides: no threshold mends what another condition does."""
    unusual = line.cut is not None and not FEWEST <= share <= MOST
    return suggested_threshold(customers.get_column(line.field.key)) if unusual else None


def _side(row: pl.DataFrame) -> tuple[int, float, float | None, float | None]:
    return row.select("customers", "amount", "mean", "median").row(0) if row.height else (0, 0.0, None, None)


def part_of(part: float, total: float) -> float | None:
    """An amount as a share of the whole (0–1); None where it is no part of it: amounts may be negative."""
    return part / total if total > 0 and 0 <= part <= total else None


def suggested_threshold(amounts: pl.Series) -> float | None:
    """A round threshold that marks about 20 % of the customers; None where none marks 1–50 %."""
    values = np.sort(amounts.to_numpy())
    aim = float(np.quantile(values, 1 - AIM))
    if aim <= 0:
        aim = float(values[-1]) / 2
    if aim <= 0:
        return None
    power = 10.0 ** np.floor(np.log10(aim))
    coarse = _marking(values, np.array([0.5, 1, 2, 2.5, 5, 10]) * power)
    fine = _marking(values, np.array(READABLE) * power)
    exact = _marking(values, np.arange(100, 1001) / 100 * power)
    for candidates, tolerance in ((coarse, NEAR), (fine, NEAR), (exact, 1.0)):
        near = [(abs(share - AIM), line) for line, share in candidates if FEWEST <= share <= MOST]
        if near and min(near)[0] <= tolerance:
            return round(min(near)[1], 2)
    return None


def _marking(ascending: npt.NDArray[np.float64], lines: npt.NDArray[np.float64]) -> list[tuple[float, float]]:
    over = ascending.size - np.searchsorted(ascending, lines + 0.005, "left")  # 元: over by 1 分 at least
    return [(float(line), float(count) / ascending.size) for line, count in zip(lines, over, strict=True)]
