"""An earlier plan and this period's customers → what each outcome is read from here, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.snapshot import KEY, hashed, measured
from hvc.insights.acting import act
from hvc.insights.campaign.keeping import ACTION, reached
from hvc.insights.campaign.model import Campaign
from hvc.insights.campaign.terms import Overlap, Terms
from hvc.insights.model import Finding, Outcome
from hvc.schema import AMOUNT, CUSTOMER, LAST_ORDER, ORDER_AMOUNT, ORDER_DATE, ORDERS

NOW = "_now"
FOUND, HIGH, AFTER, LISTED = "found", "high", "after", "listed"
FALLING = 0.05  # of the customers, at most, of whom a running total may be lower than it was: refunds
CENT = 0.005  # 元
EVERYBODY = Terms(overlap=Overlap.ALL, control=0.0)  # whoever fits an action is on its list


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """`value`: the outcome of each customer, Boolean or 元, in the columns of `beside`; `how` it was read, in Chinese.

    `pure`: it counts what happened after the plan; otherwise only sides may be compared, not the plan's day with this one.
    """

    value: pl.Expr
    how: str
    pure: bool = True


def beside(campaign: Campaign, analysis: Analysis, findings: Sequence[Finding]) -> pl.DataFrame:
    """The plan's rows with what this period knows of each customer; nulls, and `found` False, for who is not in it.

    Columns beside those of `Campaign.frame`: found · high (bool) · amount_now (元) · last_order_now (Date), orders_now, after
    (元 ordered after the plan) where known · listed (bool: fits the same action today; null where there is none).
    """
    frame = analysis.dataset.customers
    known = [field.col.alias(field.key + NOW) for field in (ORDERS,) if field.key in frame.columns]
    known += [LAST_ORDER.col.cast(pl.Date).alias(LAST_ORDER.key + NOW)] if LAST_ORDER.key in frame.columns else []
    today = frame.select(
        hashed(frame.get_column(CUSTOMER.key), campaign.salt),
        CUSTOMER.col,
        AMOUNT.col.alias(AMOUNT.key + NOW),
        analysis.line.mask().fill_null(value=False).alias(HIGH),
        pl.lit(value=True).alias(FOUND),
        *known,
    )
    today = _ordered(today, campaign, analysis)
    joined = campaign.frame.join(today, on=KEY, how="left", maintain_order="left")
    return _listed(joined, campaign, analysis, findings).with_columns(pl.col(FOUND).fill_null(value=False))


def _ordered(today: pl.DataFrame, campaign: Campaign, analysis: Analysis) -> pl.DataFrame:
    """With what each customer ordered after the day that the plan's data reached to; nothing where no order is dated."""
    orders = analysis.dataset.orders
    if orders is None or ORDER_DATE.key not in orders.columns or campaign.reference is None:
        return today
    later = orders.lazy().filter(ORDER_DATE.col.dt.date() > campaign.reference)
    sums = later.group_by(CUSTOMER.key).agg(ORDER_AMOUNT.col.sum().round(2).alias(AFTER)).collect()
    return today.join(sums, on=CUSTOMER.key, how="left", maintain_order="left").with_columns(
        pl.col(AFTER).fill_null(0.0)
    )


def _listed(joined: pl.DataFrame, campaign: Campaign, analysis: Analysis, findings: Sequence[Finding]) -> pl.DataFrame:
    """With whether each customer still fits the action; asked only where an action is measured by it."""
    asked = {kept.code for kept in campaign.actions if kept.outcome is Outcome.LISTED}
    actions = [one for one in act(analysis, findings, EVERYBODY) if one.code in asked] if asked else []
    fits = [one.members.select(CUSTOMER.col, pl.lit(one.code).alias(ACTION)) for one in actions]
    if not fits:
        return joined.with_columns(pl.lit(None, pl.Boolean).alias(LISTED))
    every = pl.concat(fits).with_columns(pl.lit(value=True).alias(LISTED))
    told = pl.col(ACTION).is_in([one.code for one in actions]) & pl.col(FOUND)
    return joined.join(every, on=[CUSTOMER.key, ACTION], how="left", maintain_order="left").with_columns(
        pl.when(told).then(pl.col(LISTED).fill_null(value=False)).alias(LISTED)
    )


def reading(outcome: Outcome, campaign: Campaign, analysis: Analysis, rows: pl.DataFrame) -> Reading | str:
    """What to read, or why nothing can be read; `rows` of `beside`, found ones, of one action."""
    match outcome:
        case Outcome.HIGH_VALUE:
            same = campaign.rule == analysis.rule.label
            how = "按本期的高价值定义" if same else f"计划时的定义是「{campaign.rule}」，这里都按本期的定义"
            return Reading(pl.col(HIGH), how, pure=same)
        case Outcome.LISTED:
            if rows.get_column(LISTED).null_count():
                return "本期没有同一份名单，可能没有人符合，也可能缺少判断所需的列"
            return Reading(pl.col(LISTED), "按名单的条件在本期数据里重新判断")
        case Outcome.BOUGHT:
            return _bought(campaign, analysis, rows)
        case Outcome.SPEND:
            return _spent(campaign, analysis, rows)
        case _:
            assert_never(outcome)


def _bought(campaign: Campaign, analysis: Analysis, rows: pl.DataFrame) -> Reading | str:
    """A purchase after the plan: by its date, else by a running count, else by a running amount."""
    since = campaign.reference or campaign.made
    if LAST_ORDER.key + NOW in rows.columns:
        if stale := _stale(campaign, analysis):
            return stale
        return Reading(
            (pl.col(LAST_ORDER.key + NOW) > since).fill_null(value=False), f"最近消费日期晚于 {since:%Y-%m-%d} 的算有"
        )
    if ORDERS.key + NOW in rows.columns and _running(rows, ORDERS.key):
        return Reading(_rise(ORDERS.key) > CENT, "没有消费日期，按累计订单数是否增加")
    if _alike(campaign, analysis) and _running(rows, AMOUNT.key):
        return Reading(_rise(AMOUNT.key) > CENT, "没有消费日期，按累计金额是否增加")
    return "没有消费日期，订单数或金额也不是逐期累计的，看不出计划之后有没有消费"


def _spent(campaign: Campaign, analysis: Analysis, rows: pl.DataFrame) -> Reading | str:
    """Money after the plan: of dated orders, else what a running amount rose by, else how a period's amount changed."""
    if not _alike(campaign, analysis):
        return f"金额的口径或货币变了：计划时是「{campaign.measure}」，本期是「{measured(analysis.dataset)}」"
    if AFTER in rows.columns:
        if stale := _stale(campaign, analysis):
            return stale
        return Reading(pl.col(AFTER), f"{campaign.reference:%Y-%m-%d} 之后的订单金额合计")
    if _running(rows, AMOUNT.key):
        return Reading(_rise(AMOUNT.key), "本期累计金额减计划时的累计金额")
    return Reading(
        _rise(AMOUNT.key), "金额有升有降，像是按期统计的，只比较两组的变化：本期金额减计划时的金额", pure=False
    )


def _stale(campaign: Campaign, analysis: Analysis) -> str:
    """Why nothing can have happened since the plan in these data; empty where it can."""
    since, upto = campaign.reference or campaign.made, reached(analysis)
    if upto is None or upto > since:
        return ""
    return f"本期数据的最后一次消费是 {upto:%Y-%m-%d}，不晚于计划所用数据的 {since:%Y-%m-%d}"


def _alike(campaign: Campaign, analysis: Analysis) -> bool:
    """Whether the amount is called the same and is in the same money; a plan that does not say is taken at its word."""
    return campaign.measure in {"", measured(analysis.dataset)}


def _rise(key: str) -> pl.Expr:
    return (pl.col(key + NOW) - pl.col(key)).fill_null(0.0)


def _running(rows: pl.DataFrame, key: str) -> bool:
    """Whether a column goes on from period to period: it fell for next to nobody, and was known for somebody."""
    both = rows.select(then=pl.col(key), now=pl.col(key + NOW)).drop_nulls()
    fell = both.filter(pl.col("now") < pl.col("then") - CENT).height
    return bool(both.height) and fell <= FALLING * both.height
