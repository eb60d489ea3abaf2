"""Purchases written as (customer, day, 元) → a dataset of orders, or of summary columns."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl

from hvc.joining import Dataset, Quality
from hvc.schema import AMOUNT, BY_KEY, CUSTOMER, ORDER_AMOUNT, ORDER_DATE, ORDER_ID

START = dt.date(2025, 1, 1)
Line = tuple[str, int, float]


def bought(lines: Iterable[Line], others: Sequence[str] = ()) -> Dataset:
    """Order lines, days counted from 2025-01-01, an order a line; `others` never bought."""
    rows = list(lines)
    orders = pl.DataFrame(
        {
            CUSTOMER.key: [name for name, _, _ in rows],
            ORDER_ID.key: [f"o{place}" for place in range(len(rows))],
            ORDER_DATE.key: dates([day for _, day, _ in rows]),
            ORDER_AMOUNT.key: [amount for _, _, amount in rows],
        },
        schema_overrides={ORDER_AMOUNT.key: pl.Float64},
    )
    sums = orders.group_by(CUSTOMER.key).agg(pl.col(ORDER_AMOUNT.key).sum().alias(AMOUNT.key))
    none = pl.DataFrame({CUSTOMER.key: others, AMOUNT.key: [0.0] * len(others)}, schema=sums.schema)
    return dataset(pl.concat([sums, none]).sort(CUSTOMER.key), orders)


def dates(days: Sequence[int]) -> pl.Series:
    """Days counted from 2025-01-01, as cleaning types them."""
    return pl.Series([START + dt.timedelta(days=day) for day in days], dtype=pl.Date).cast(pl.Datetime("us"))


def dataset(customers: pl.DataFrame, orders: pl.DataFrame | None = None) -> Dataset:
    """These customers, whose columns are known fields."""
    total, size = float(customers[AMOUNT.key].sum()), customers.height
    quality = Quality(size, size, size, total, total)
    return Dataset(customers, orders, tuple(BY_KEY[key] for key in customers.columns), (), (), quality)


def simulated(customers: int, days: int, seed: int = 3) -> Dataset:
    """Customers who buy at their own pace and stay for their own time: a BG/NBD world with Gamma-Gamma spend."""
    random = np.random.default_rng(seed)
    lines: list[Line] = []
    for place in range(customers):
        pace, leaves = random.gamma(0.9, 1 / 20), random.beta(1.0, 4.0)
        mean, day = 10 * random.gamma(6.0) / random.gamma(4.0), float(random.integers(0, days // 2))
        while day < days:
            lines.append((f"c{place:05}", int(day), round(mean * random.gamma(8.0) / 8 + 0.01, 2)))
            if random.random() < leaves:
                break
            day += random.exponential(1 / max(pace, 1e-4))
    return bought(lines)
