"""Order lines and what came back → the lines that count, each refund taken off once."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from hvc.cleaning import Effect, Issue
from hvc.joining.ledger import Reason, money_only, set_aside, told
from hvc.schema import ORDER_AMOUNT, ORDER_ID, ORDER_STATUS, REFUND, RETURNED

CLOSED = r"关闭|取消|待付款|未付款|未支付|待支付|等待买家付款|作废|无效|(?i)cancel|closed|unpaid|void|pending payment"
REFUNDED = r"退款成功|已退款|全额退款|已退货|退货成功|退货完成|(?i)refunded|returned"
PARTLY = r"部分|(?i)partial"
UNREAD = Reason("order_without_amount", "订单金额为空或无法读取，这些订单行没有计入")
UNPAID = Reason("order_closed", "订单已关闭、已取消或未付款，没有计入金额")
PAID_BACK = Reason("order_refunded", "订单状态为退款或退货成功，整行没有计入金额")
SENT_BACK = Reason("order_returned", "订单已退货，整行没有计入金额（按净额计算）")
TAKEN_OFF = Reason("refund_subtracted", "退款金额已从对应的订单中扣除，订单行仍参与分析")
TWICE = Reason("refund_twice", "订单既有负数退款行又有退款金额，只扣除一次，以负数行为准")
MORE = Reason("refund_over_amount", "退款金额大于订单行金额，净额为负")
NOT_SOLD = Reason("refund_line_left_out", "负数金额的退款行没有计入：按毛额计算，只计卖出的金额")
NOT_TAKEN_OFF = Reason("refund_not_subtracted", "订单行有退款或退货：按毛额计算，仍按原金额计入")
GROSS = "__gross"


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Order lines after netting.

    `counted`: the lines that count, `order_amount` net of refunds, `GROSS` as read, no refund column; `readable`: every
    line with an amount, cancelled and returned ones too, for who the customers are.
    """

    counted: pl.DataFrame
    readable: pl.DataFrame
    issues: tuple[Issue, ...]


def net(lines: pl.DataFrame, returned: pl.DataFrame | None) -> Lines:
    """Take off what was cancelled, returned or refunded, each once (METHODS §0).

    `returned`: columns order_id (unique), back (元; null: the whole order came back).
    """
    readable, unread = set_aside(lines, ORDER_AMOUNT.col.is_null(), UNREAD)
    marked = _marked(readable, returned)
    open_, closed = set_aside(marked, pl.col("__state") == UNPAID.code, UNPAID)
    kept, refunded = set_aside(open_, pl.col("__state") == PAID_BACK.code, PAID_BACK)
    stayed, sent_back = set_aside(kept, pl.col("__state") == SENT_BACK.code, SENT_BACK)
    counted, less = _less_refunds(stayed.drop("__state"))
    return Lines(counted, readable, (*unread, *closed, *refunded, *sent_back, *less))


def gross(lines: pl.DataFrame, returned: pl.DataFrame | None) -> Lines:
    """What was sold, whatever came back: only unpaid orders and the lines of refunds themselves do not count."""
    readable, unread = set_aside(lines, ORDER_AMOUNT.col.is_null(), UNREAD)
    lines = _with_refunds(readable, returned)
    marked = lines.with_columns(_state(lines).alias("__state"))
    sold, back = set_aside(marked, ORDER_AMOUNT.col < 0, NOT_SOLD)
    open_, closed = set_aside(sold, pl.col("__state") == UNPAID.code, UNPAID)
    lowered = REFUND.col.abs().fill_null(0.0) > 0 if REFUND.key in open_.columns else pl.lit(value=False)
    kept = told(open_.filter(pl.col("__state").is_not_null() | lowered), NOT_TAKEN_OFF, Effect.DOUBTFUL)
    counted = open_.with_columns(ORDER_AMOUNT.col.alias(GROSS)).drop("__state").drop(REFUND.key, strict=False)
    return Lines(counted, readable, (*unread, *back, *closed, *kept))


def _marked(lines: pl.DataFrame, returned: pl.DataFrame | None) -> pl.DataFrame:
    """`__state`: why a line does not count, or null. Refunds of `returned` are put on the first line of their order.

    A negative line takes off a refund by itself, so it falls out only together with the sale it belongs to.
    """
    lines = _with_refunds(lines, returned)
    state = _state(lines).alias("__state")
    marked = lines.with_columns(state)
    backwards = (ORDER_AMOUNT.col < 0) & pl.col("__state").is_not_null()
    if not marked.select(backwards.any()).item():
        return marked
    if ORDER_ID.key not in lines.columns:
        alone = backwards & (pl.col("__state") != UNPAID.code)
    else:
        sales = marked.filter((ORDER_AMOUNT.col >= 0) & pl.col("__state").is_not_null()).get_column(ORDER_ID.key)
        alone = backwards & ~ORDER_ID.col.is_in(sales.drop_nulls().unique().implode()).fill_null(value=False)
    return marked.with_columns(pl.when(~alone).then("__state").alias("__state"))


def _state(lines: pl.DataFrame) -> pl.Expr:
    state = pl.lit(None, pl.String)
    if RETURNED.key in lines.columns:
        state = pl.when(RETURNED.col).then(pl.lit(SENT_BACK.code)).otherwise(state)
    if ORDER_STATUS.key in lines.columns:
        words = lines.get_column(ORDER_STATUS.key).drop_nulls().unique().cast(pl.String)
        closed = words.filter(words.str.contains(CLOSED)).to_list()
        refunded = words.filter(words.str.contains(REFUNDED) & ~words.str.contains(PARTLY)).to_list()
        status = ORDER_STATUS.col.cast(pl.String)
        state = pl.when(status.is_in(refunded)).then(pl.lit(PAID_BACK.code)).otherwise(state)
        state = pl.when(status.is_in(closed)).then(pl.lit(UNPAID.code)).otherwise(state)
    return state


def _with_refunds(lines: pl.DataFrame, returned: pl.DataFrame | None) -> pl.DataFrame:
    """The returns table as columns of the lines: `returned` for whole orders, `refund` on the first line for parts."""
    if returned is None or ORDER_ID.key not in lines.columns:
        return lines
    sold = (
        lines.join(returned, on=ORDER_ID.key, how="semi")
        .filter(ORDER_AMOUNT.col > 0)
        .group_by(ORDER_ID.key)
        .agg(sold=ORDER_AMOUNT.col.sum())
    )
    known = returned.join(sold, on=ORDER_ID.key, how="left")
    part = pl.col("back") < pl.col("sold").round(2)
    known = known.select(ORDER_ID.key, __whole=~part.fill_null(value=False), __back=pl.when(part).then("back"))
    first = ORDER_ID.col.is_first_distinct() & pl.col("__back").is_not_null()
    said = RETURNED.col if RETURNED.key in lines.columns else pl.lit(None, pl.Boolean)
    column = REFUND.col if REFUND.key in lines.columns else pl.lit(None, pl.Float64)
    return (
        lines.join(known, on=ORDER_ID.key, how="left", maintain_order="left")
        .with_columns(
            pl.when("__whole").then(pl.lit(value=True)).otherwise(said).alias(RETURNED.key),
            pl.when(first).then(pl.max_horizontal(column.abs(), "__back")).otherwise(column).alias(REFUND.key),
        )
        .drop("__whole", "__back")
    )


def _less_refunds(lines: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Issue, ...]]:
    """`order_amount` less its refund; an order that holds a negative line was refunded by it already."""
    gross = lines.with_columns(ORDER_AMOUNT.col.alias(GROSS))
    if REFUND.key not in lines.columns:
        return gross, ()
    amount = REFUND.col.abs().fill_null(0.0)
    asked = (amount > 0) & (ORDER_AMOUNT.col > 0)
    done = pl.lit(value=False)
    if ORDER_ID.key in lines.columns:
        negative = lines.filter(ORDER_AMOUNT.col < 0).get_column(ORDER_ID.key).drop_nulls().unique()
        done = ORDER_ID.col.is_in(negative.implode()).fill_null(value=False)
    refund = pl.when(asked & ~done).then(amount).otherwise(0.0)
    taken = gross.with_columns(__off=refund, __twice=asked & done)
    issues = (
        *money_only(taken, pl.col("__off"), TAKEN_OFF),
        *told(taken.filter("__twice"), TWICE, Effect.DOUBTFUL),
        *told(taken.filter(pl.col("__off") > ORDER_AMOUNT.col), MORE, Effect.DOUBTFUL),
    )
    less = (ORDER_AMOUNT.col - pl.col("__off")).round(2) + 0.0
    return taken.with_columns(less.alias(ORDER_AMOUNT.key)).drop("__off", "__twice", REFUND.key), issues
