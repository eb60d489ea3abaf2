"""A dataset → what could not be analysed, why, and which column would unlock it."""

from __future__ import annotations

from hvc.analysis.model import Unavailable
from hvc.joining import Dataset
from hvc.schema import CREDIT, CREDIT_SCORE, CUSTOMER, LAST_ORDER, ORDER_DATE, ORDERS, TAGS, TIER, Field

NOT_YET = "当前版本尚不包含这一部分。"  # nothing the user could do: `unlock` is empty
CORE: tuple[tuple[Field, tuple[Field, ...]], ...] = (  # a dimension every report speaks of, and what can stand for it
    (TAGS, ()),
    (TIER, ()),
    (CREDIT, (CREDIT_SCORE,)),
)


def gaps(dataset: Dataset) -> tuple[Unavailable, ...]:
    """The core dimensions these customers lack, and the parts of analysis.json that are absent."""
    present = {field.key for field in dataset.fields} & set(dataset.customers.columns)
    missing = tuple(
        Unavailable(field.key, f"数据中没有「{field.label}」。", f"补充「{field.label}」一列。")
        for field, substitutes in CORE
        if not present & {field.key, *(other.key for other in substitutes)}
    )
    return missing + _history(dataset, present) + (_periods(),)


def _history(dataset: Dataset, present: set[str]) -> tuple[Unavailable, ...]:
    """RFM, lifecycle and CLV need to know when and how often a customer bought."""
    dated = dataset.orders is not None and ORDER_DATE.key in dataset.orders.columns
    summary = {LAST_ORDER.key, ORDERS.key} <= present
    lines = f"上传含「{CUSTOMER.label}」「{ORDER_DATE.label}」和金额的订单明细"
    columns = f"，或补充「{LAST_ORDER.label}」与「{ORDERS.label}」两列"
    needs = (
        ("rfm", dated or summary, "没有订单明细，也没有最近消费日期与订单数。", f"{lines}{columns}。"),
        ("lifecycle", dated or LAST_ORDER.key in present, "没有订单明细，也没有最近消费日期。", f"{lines}{columns}。"),
        ("clv", dated, "没有带日期的订单明细。", f"{lines}。"),
        ("key_metrics", True, "", ""),
    )
    return tuple(
        Unavailable(part, NOT_YET, "") if possible else Unavailable(part, reason, unlock)
        for part, possible, reason, unlock in needs
    )


def _periods() -> Unavailable:
    return Unavailable("periods", "只有一期数据。", "下次分析时一并提供上一期的数据，即可对比变化。")
