"""Customers → the indices that are sums and quotients: 客户贡献利润, 客户投资回报率, 社交分享率 (METHODS §11)."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from hvc.analysis.traits import PROFITS, WHO, profits, purchases
from hvc.joining import Dataset
from hvc.schema import (
    ACQUISITION_COST,
    AMOUNT,
    CONTRIBUTION,
    COST,
    GROSS_PROFIT,
    MARGIN,
    MARKETING_COST,
    ORDERS,
    RETURN,
    SERVICE_COST,
    SHARES,
    SHARING,
    VISITS,
    Field,
)

CENT = 2  # digits of 元


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """One index: its value per customer, or None with the names of the columns that are `wanted`."""

    field: Field
    values: pl.Series | None
    formula: str
    inputs: tuple[Field, ...]
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Gross:
    """What a customer left after the goods were paid for (元), before service and marketing."""

    values: pl.Series
    told: str
    inputs: tuple[Field, ...]
    stated: bool = False  # the file says it itself: without costs the index would say it again


def ratios(dataset: Dataset) -> tuple[Ratio, ...]:
    """Every such index that the user's own file does not hold already."""
    known = set(dataset.customers.columns)
    contribution = _contribution(dataset)
    made = (contribution, _return(dataset, contribution), _sharing(dataset))
    return tuple(one for one in made if one.field.key not in known)


def _contribution(dataset: Dataset) -> Ratio:
    """Σ amount · margin − service and marketing cost; refunds are off the amount already."""
    own = _own(dataset)
    if CONTRIBUTION.key in own:
        stated = own[CONTRIBUTION.key]
        return Ratio(CONTRIBUTION, dataset.customers[stated.key], stated.label, (stated,))
    gross = _gross(dataset)
    costs = tuple(own[f.key] for f in (SERVICE_COST, MARKETING_COST) if f.key in own)
    if gross is None:
        return Ratio(CONTRIBUTION, None, "", (), (MARGIN.label,))
    if gross.stated and not costs:
        return Ratio(CONTRIBUTION, None, "", (), (SERVICE_COST.label, MARKETING_COST.label))
    less = sum((dataset.customers[f.key].fill_null(0.0) for f in costs), start=pl.zeros(len(gross.values), eager=True))
    formula = " − ".join([gross.told, *(f.label for f in costs)])
    lacking = [f.label for f in (SERVICE_COST, MARKETING_COST) if f.key not in own]
    note = f"数据中没有{'和'.join(lacking)}，未扣除。" if lacking else ""
    blank = "费用未填写的按 0 计。" if costs else ""
    text = f"{formula}；退款已从金额中扣除。{blank}{note}"
    return Ratio(CONTRIBUTION, (gross.values - less).round(CENT), text, (*gross.inputs, *costs))


def _gross(dataset: Dataset) -> _Gross | None:
    """As stated, else from a margin or a cost of the customer, else from the orders' own profit."""
    own, frame = _own(dataset), dataset.customers
    if stated := own.get(GROSS_PROFIT.key):
        return _Gross(frame[stated.key], stated.label, (stated,), stated=True)
    amount = dataset.amount
    if margin := own.get(MARGIN.key):
        part = frame[margin.key] / (1 if margin.share else 100)
        return _Gross(frame[AMOUNT.key] * part, f"{amount.label} × {margin.label}", (amount, margin))
    if cost := own.get(COST.key):
        return _Gross(frame[AMOUNT.key] - frame[cost.key], f"{amount.label} − {cost.label}", (amount, cost))
    lines = purchases(dataset)
    summed = profits(lines) if lines is not None else None
    if summed is None:
        return None
    rows = frame.select(pl.int_range(pl.len(), dtype=pl.UInt32).alias(WHO))
    values = rows.join(summed, on=WHO, how="left", maintain_order="left")[PROFITS]
    return _Gross(values, "各笔有效订单的利润合计", (amount,))


def _return(dataset: Dataset, contribution: Ratio) -> Ratio:
    """(contribution − acquisition cost) / acquisition cost, of customers who cost something."""
    cost = _own(dataset).get(ACQUISITION_COST.key)
    if contribution.values is None or cost is None:
        wanted = (*contribution.wanted, *(() if cost else (ACQUISITION_COST.label,)))
        return Ratio(RETURN, None, "", (), wanted)
    spent = dataset.customers[cost.key]
    told = pl.DataFrame({"gain": contribution.values, "spent": spent}).select(
        pl.when(pl.col("spent") > 0).then((pl.col("gain") - pl.col("spent")) / pl.col("spent")).round(4)
    )
    text = f"（{CONTRIBUTION.label} − {cost.label}）÷ {cost.label}；{cost.label}为 0 或未填写的客户不计算。"
    return Ratio(RETURN, told.to_series(), text, (*contribution.inputs, cost))


def _sharing(dataset: Dataset) -> Ratio:
    """Shares per order, or per visit where the orders are not known."""
    own = _own(dataset)
    base = own.get(ORDERS.key) or own.get(VISITS.key)
    shares = own.get(SHARES.key)
    if shares is None or base is None:
        wanted = tuple(f.label for f, held in ((SHARES, shares), (ORDERS, base)) if held is None)
        return Ratio(SHARING, None, "", (), wanted)
    values = dataset.customers.select(pl.when(base.col > 0).then(shares.col / base.col).round(4)).to_series()
    return Ratio(SHARING, values, f"{shares.label} ÷ {base.label}；{base.label}为 0 的客户不计算。", (shares, base))


def _own(dataset: Dataset) -> dict[str, Field]:
    return {field.key: field for field in dataset.fields if field.key in dataset.customers.columns}
