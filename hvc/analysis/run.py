"""Dataset and rule → Analysis: code, count, then everything else from the small tables."""

from __future__ import annotations

from typing import cast

import numpy as np

from hvc.analysis.breakdowns import breakdowns
from hvc.analysis.coding import Coded, code
from hvc.analysis.concentration import concentration
from hvc.analysis.crosses import burt, crosses
from hvc.analysis.gaps import empty, gaps
from hvc.analysis.model import Analysis, Overview, Unavailable
from hvc.analysis.overview import line_of, overview, preview, universe
from hvc.analysis.same_source import amount_bands, overlap
from hvc.analysis.tally import Group, count
from hvc.errors import RuleError
from hvc.joining import Dataset
from hvc.rules import Over, Rule
from hvc.schema import AMOUNT, CUSTOMER
from hvc.units import COUNT, SHARE, YUAN


def analyse(dataset: Dataset, rule: Rule) -> Analysis:
    """Everything that can be said about the high-value customers under `rule`.

    Raises:
        DataError: there is no customer.
        RuleError: the rule cannot be resolved, or marks nobody or everybody.
    """
    customers, line = universe(dataset), line_of(dataset, rule)
    seen = overview(customers, line)
    _check_sides(dataset, rule, seen)
    amount = customers.get_column(AMOUNT.key)
    group = Group(customers.select(line.mask()).to_series().to_numpy(), amount.to_numpy())
    coded, refused = _coded(dataset)
    bands = amount_bands(group.amount)
    found = breakdowns(
        coded, tuple(count(c, group) for c in coded), group.chosen, tuple(overlap(c, bands) for c in coded)
    )
    counted = burt(coded, found, group)
    crossed, spread = crosses(counted, group), concentration(np.sort(group.amount))
    return Analysis(
        dataset=dataset,
        rule=rule,
        line=line,
        overview=seen,
        concentration=spread,
        breakdowns=found,
        crosses=crossed,
        unavailable=refused + gaps(dataset) + empty(found, crossed, spread),
    )


def _coded(dataset: Dataset) -> tuple[tuple[Coded, ...], tuple[Unavailable, ...]]:
    """Every dimension of these customers, coded, and those that cannot be."""
    results = [
        code(field, dataset.customers.get_column(field.key))
        for field in dataset.fields
        if field.dimension
        and not field.personal
        and field.key != CUSTOMER.key
        and field.key in dataset.customers.columns
    ]
    coded = tuple(result for result in results if isinstance(result, Coded))
    return coded, tuple(result for result in results if isinstance(result, Unavailable))


def _check_sides(dataset: Dataset, rule: Rule, seen: Overview) -> None:
    """A comparison needs both sides.

    Raises:
        RuleError: the rule marks nobody or everybody.
    """
    if 0 < seen.high_value < seen.customers:
        return
    customers = COUNT.text(seen.customers)
    if seen.high_value:
        message = f"全部 {customers} 位客户都符合「{rule.label}」，没有可以对比的其他客户。"
    else:
        message = f"{customers} 位客户中没有一位符合「{rule.label}」。"
    amounts = dataset.customers.get_column(rule.field.key)
    if (threshold := seen.suggested_threshold) is None:
        low, high = (YUAN.text(float(cast("float", end))) for end in (amounts.min(), amounts.max()))
        hint = f"金额在 {low} 到 {high} 之间，请在其中选择能分出两组客户的门槛。"
        raise RuleError(message, hint=hint if low != high else f"每位客户的金额都是 {low}，请确认金额列是否选对。")
    over = SHARE.text(preview(dataset, Over(threshold, rule.field)).high_value_share)
    raise RuleError(message, hint=f"可以改用金额门槛 {YUAN.text(threshold)}，有 {over} 的客户超过它。")
