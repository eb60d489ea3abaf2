"""How the lifetime value of CDNOW's customers is met by what they went on to buy: fitted on two thirds, asked about the last.

    PYTHONPATH=. python benchmarks/cdnow.py

Reads the 1/10 sample (2,357 customers, 1997-01 to 1998-06) from the `lifetimes` package, a development dependency.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import polars as pl

from hvc.joining import Dataset, Quality
from hvc.schema import BY_KEY
from hvc.timeline.tell import tell


def sample() -> Dataset:
    """Every purchase day of the sample as an order."""
    found = importlib.util.find_spec("lifetimes")
    assert found is not None
    assert found.origin is not None
    path = Path(found.origin).parent / "datasets" / "CDNOW_sample.txt"
    rows = [line.split() for line in path.read_text("utf-8").splitlines() if line.strip()]
    orders = pl.DataFrame([(r[0], r[2], float(r[-1])) for r in rows], schema=["customer", "day", "paid"], orient="row")
    orders = orders.select(
        "customer",
        order_date=pl.col("day").str.to_date("%Y%m%d").cast(pl.Datetime("us")),
        order_amount="paid",
    )
    customers = orders.group_by("customer").agg(amount=pl.col("order_amount").sum()).sort("customer")
    size = customers.height
    total = float(customers["amount"].sum())
    fields = (BY_KEY["customer"], BY_KEY["amount"])
    return Dataset(customers, orders, fields, (), (), Quality(size, size, size, total, total))


def main() -> None:
    """Print what was predicted, what came, and what the naive run rate would have said."""
    told = tell(sample())
    assert told.clv is not None
    test = told.clv.backtest
    assert test is not None
    print(f"customers {told.dataset.customers.height}, calibrated to {test.until}")
    print("parameters", ", ".join(f"{name} {value:.3f}" for name, value in told.clv.parameters))
    print(f"purchases {test.purchases:.0f}, model {test.predicted:.0f}, run rate {test.naive:.0f}")
    print(f"spend {test.spend:.0f}, model {test.predicted_spend:.0f}")
    print(f"share of the spend in the tenth named: model {test.found_model:.3f}, history {test.found_naive:.3f}")


if __name__ == "__main__":
    main()
