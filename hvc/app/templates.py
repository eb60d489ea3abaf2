"""Field tables → what a file to fill in looks like: a header row and a few rows of example, as CSV."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import polars as pl

from hvc.export.lists import csv
from hvc.schema import (
    AMOUNT,
    CITY,
    CREDIT,
    CUSTOMER,
    GENDER,
    LAST_ORDER,
    ORDER_AMOUNT,
    ORDER_DATE,
    ORDER_ID,
    ORDERS,
    PRODUCT_CATEGORY,
    REFUND,
    REGISTER_DATE,
    TAGS,
    TIER,
    Field,
)

Cell = str | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Template:
    """One file to fill in: its name, who needs it, and its columns with an example each."""

    name: str
    note: str
    columns: tuple[tuple[Field, tuple[Cell, ...]], ...]

    def data(self) -> bytes:
        """The file: UTF-8 with a mark, so that Excel shows the Chinese."""
        frame = pl.DataFrame({field.key: list(cells) for field, cells in self.columns})
        return csv(frame, [field for field, _ in self.columns])


TEMPLATES: tuple[Template, ...] = (
    Template(
        "客户表模板.csv",
        "一行一位客户。客户编号和累计交易金额必填，其余有就填。",
        (
            (CUSTOMER, ("C0001", "C0002", "C0003")),
            (AMOUNT, (12800.0, 3560.5, 0.0)),
            (ORDERS, (16.0, 5.0, 0.0)),
            (LAST_ORDER, (dt.date(2026, 6, 12), dt.date(2026, 3, 2), None)),
            (REGISTER_DATE, (dt.date(2023, 1, 5), dt.date(2024, 8, 20), dt.date(2026, 5, 1))),
            (TIER, ("钻石会员", "黄金会员", "普通会员")),
            (CREDIT, ("AAA", "AA", "A")),
            (TAGS, ("高消费潜力、线上偏好", "价格敏感", "")),
            (GENDER, ("女", "男", "女")),
            (CITY, ("上海", "成都", "武汉")),
        ),
    ),
    Template(
        "订单表模板.csv",
        "一行一笔订单。没有累计金额时，由它合计；有它才能看 RFM、流失和走势。",
        (
            (ORDER_ID, ("S0001", "S0002", "S0003")),
            (CUSTOMER, ("C0001", "C0001", "C0002")),
            (ORDER_DATE, (dt.date(2026, 6, 12), dt.date(2026, 5, 3), dt.date(2026, 3, 2))),
            (ORDER_AMOUNT, (899.0, 1260.0, 458.5)),
            (REFUND, (0.0, 200.0, 0.0)),
            (PRODUCT_CATEGORY, ("护肤", "彩妆", "母婴")),
        ),
    ),
)
