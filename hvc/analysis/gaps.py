"""A dataset and its results → the dimensions and parts a report lacks, and what would unlock each."""

from __future__ import annotations

from hvc.analysis.model import Breakdown, Concentration, Cross, Unavailable
from hvc.joining import Dataset
from hvc.schema import CREDIT, CREDIT_SCORE, LAST_ORDER, ORDERS, RISK, TAGS, TIER, Field

CORE: tuple[tuple[Field, tuple[Field, ...]], ...] = (  # a field, and those that can stand for it
    (TAGS, ()),
    (TIER, ()),
    (CREDIT, (CREDIT_SCORE, RISK)),
    (ORDERS, ()),
    (LAST_ORDER, ()),
)
FROM_ORDERS = (ORDERS, LAST_ORDER)  # an upload of order lines gives these too


def gaps(dataset: Dataset) -> tuple[Unavailable, ...]:
    """One entry, by field key, for each core dimension that no column speaks of, or only one without a value."""
    present = {field.key for field in dataset.fields} & set(dataset.customers.columns)
    return tuple(
        Unavailable(field.key, f"数据中没有可用的「{field.label}」。", _unlock(field))
        for field, substitutes in CORE
        if not present & {field.key, *(other.key for other in substitutes)}
    )


def empty(
    breakdowns: tuple[Breakdown, ...], crosses: tuple[Cross, ...], concentration: Concentration
) -> tuple[Unavailable, ...]:
    """One entry, by key of analysis.json, for each part that was tried and has nothing in it."""
    tried = (
        (breakdowns, "breakdowns", "没有可以分组对比的列。", "补充客户标签、会员等级、城市等任意一列。"),
        (crosses, "crosses", "可以交叉的维度不足两个。", "补充客户标签、会员等级、城市等任意两列。"),
        (concentration.gini is not None, "concentration", "金额合计不大于 0。", "检查金额列是否选对。"),
    )
    return tuple(Unavailable(part, reason, unlock) for result, part, reason, unlock in tried if not result)


def _unlock(field: Field) -> str:
    orders = "，或上传带日期的订单明细" if field in FROM_ORDERS else ""
    return f"补充「{field.label}」一列{orders}。"
