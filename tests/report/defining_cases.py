"""A club of 120 members and smaller groups, analysed as they stand: what the section of the definition is read from."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.run import analyse
from hvc.joining import Dataset, Quality
from hvc.rules import Over, Rule
from hvc.schema import AMOUNT, CUSTOMER, GENDER, TIER

TIERS = ("普通会员", "白银会员", "黄金会员", "钻石会员")
OURS, THEIRS = (4, 7, 13, 18), (39, 24, 11, 4)


def dataset(amounts: Sequence[float], tiers: Sequence[str] = (), genders: Sequence[str] = ()) -> Dataset:
    """Customers of these amounts, with a tier or a gender each where given."""
    columns = [
        pl.Series("customer", [f"c{i:03}" for i in range(len(amounts))]),
        pl.Series("amount", amounts, dtype=pl.Float64),
        *([pl.Series("tier", tiers, dtype=pl.Enum(TIERS))] if tiers else []),
        *([pl.Series("gender", genders, dtype=pl.Categorical)] if genders else []),
    ]
    fields = (CUSTOMER, AMOUNT, *([TIER] if tiers else []), *([GENDER] if genders else []))
    n, total = len(amounts), float(sum(amounts))
    return Dataset(pl.DataFrame(columns), None, fields, (), (), Quality(n, n, n, total, total))


def club(rule: Rule | None = None) -> Analysis:
    """42 members over 5,000 元, mostly of high tiers, and 78 others."""
    tiers = [tier for side in (OURS, THEIRS) for tier, count in zip(TIERS, side, strict=True) for _ in range(count)]
    amounts = [*(6000.0 + 10 * i for i in range(42)), *(1000.0 + i for i in range(78))]
    return analyse(dataset(amounts, tiers), rule or Over())
