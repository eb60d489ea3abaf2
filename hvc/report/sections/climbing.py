"""A ladder beside the amount → the table of what each level brings: what the section of the tiers adds to that of any dimension."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.analysis.spend import CUSTOMERS_FROM, Spend, spend
from hvc.insights.phrase import called
from hvc.report.folding import SHARE_FROM
from hvc.report.model import DataTable, TableColumn
from hvc.report.sections.prose import table
from hvc.units import COUNT, SHARE, YUAN

PAIR = 2  # levels: fewer have no neighbour
COLUMNS = (
    TableColumn("customers", "客户数", COUNT),
    TableColumn("customers_share", "占客户", SHARE),
    TableColumn("amount", "金额合计", YUAN),
    TableColumn("amount_share", "占金额", SHARE),
    TableColumn("median", "金额中位数", YUAN),
    TableColumn("mean", "人均金额", YUAN),
)


def spending(analysis: Analysis, breakdown: Breakdown) -> tuple[DataTable, ...]:
    """Customers and money of each level, lowest first; no table for a field that is no ladder of spending."""
    seen = spend(analysis, breakdown)
    if seen is None:
        return ()
    label = called(breakdown.field)
    total = float(seen.frame["amount"].sum())
    positive = total > 0 and (seen.frame["amount"] >= 0).all()
    many = pl.col("customers").sum() >= SHARE_FROM
    frame = seen.frame.with_columns(
        customers_share=pl.when(many).then(pl.col("customers") / pl.col("customers").sum()),
        amount_share=pl.col("amount") / total if positive else pl.lit(None, pl.Float64),
    )
    columns = (TableColumn("level", breakdown.field.label), *COLUMNS)
    shown = frame.select(column.key for column in columns)
    title = f"各级{label}的客户与{called(analysis.line.field)}"
    return (table(f"{breakdown.field.label}的金额", title, columns, shown, _note(seen)),)


def _note(seen: Spend) -> str:
    """How the order stands to the money; what was not placed."""
    if seen.frame.height - len(seen.small) < PAIR:
        return f"从低到高排列；不足 {CUSTOMERS_FROM} 位客户的等级看不出顺序对不对。"
    rest = f"不足 {CUSTOMERS_FROM} 位客户的等级不参与核对，其余等级" if seen.small else ""
    if seen.contrary:
        pairs = "、".join(f"「{high}」的中位数低于「{low}」" for low, high in seen.contrary)
        text = f"从低到高排列；{rest}中，{pairs}，顺序请核对" if rest else f"从低到高排列；{pairs}，顺序请核对"
    elif seen.rises:
        text = f"从低到高排列；{rest}中位数逐级升高，顺序与消费一致"
    else:
        text = f"从低到高排列；{rest}{'中' if rest else ''}有相邻等级的中位数没有升高，差距在误差范围内"
    return f"{text}。"
