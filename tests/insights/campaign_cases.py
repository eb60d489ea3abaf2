"""A small plan made by hand: two lists that share a customer, one of them with a control group."""

from __future__ import annotations

import datetime as dt

import polars as pl

from hvc.insights.model import Action, Control, Fact, Goal, Outcome
from hvc.units import COUNT, SHARE, YUAN

IDS = ("HY20240017", "HY20240018", "HY20240019", "HY20240020")


def members(*rows: int, dated: bool = True) -> pl.DataFrame:
    """Customers of `IDS` by their places, with what a customer table holds of them."""
    frame = pl.DataFrame(
        {
            "customer": [IDS[row] for row in rows],
            "amount": [9000.0 - 10 * row for row in rows],
            "orders": [float(row) if row else None for row in rows],
            "last_order": [dt.datetime(2026, 5, 1 + row) if row else None for row in rows],  # noqa: DTZ001  no zone by contract
        },
        schema_overrides={"orders": pl.Float64, "last_order": pl.Datetime("us")},
    )
    return frame if dated else frame.drop("orders", "last_order")


def control(*held: bool) -> Control:
    return Control(pl.Series("held", held), 0.25, 5000, Fact("可检出差异", 0.2, SHARE))


def action(code: str, customers: pl.DataFrame, *, held: Control | None = None, aimed: bool = True) -> Action:
    """An action on these customers."""
    goal = Goal(Outcome.BOUGHT, Fact("今天", 0.0, SHARE), Fact("目标", 0.15, SHARE))
    return Action(
        code, f"行动{code}", "名单上的人", customers, code, float(customers["amount"].sum()), "有人。", ("联系。",),
        "电话", "一个月", "有新消费的占比", goal=goal if aimed else None, control=held,
        facts=(Fact("名单人数", customers.height, COUNT), Fact("金额", 1.0, YUAN)),
    )  # fmt: skip
