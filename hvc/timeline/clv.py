"""Purchase days and what was spent → what customers are worth over the next months (METHODS §9)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from hvc.timeline.backtest import Days, backtest, collapsed, models, purchases_ahead, spend_each
from hvc.timeline.bgnbd import BgNbd
from hvc.timeline.gamma_gamma import GammaGamma
from hvc.timeline.model import Backtest, Clv
from hvc.timeline.spending import cohorts
from hvc.timeline.visits import Purchases, Visits
from hvc.units import COUNT

Floats = npt.NDArray[np.float64]
CUSTOMERS_FROM, HISTORY_FROM, REPEATERS_FROM = 500, 180, 100  # customers, days, repeat buyers
MONTHS = 12
MONTH = 365 / 12  # days
DISCOUNT = 0.01  # a month
ASSOCIATED = 0.30  # |Spearman| of frequency and mean spend from which the models' independence is doubted
FITTED = 100_000  # customers that the models are fitted on at most
SEED = 7
TENTHS = 10
YOUNGEST = 30.0  # days: a run rate of a newer customer counts as of this age


@dataclass(frozen=True, slots=True, eq=False)
class Valued:
    """`clv` and, per customer of the dataset, the 元 to expect (NaN where unknown)."""

    clv: Clv
    future: Floats


def valued(found: Purchases, margin: float | None) -> Valued:
    """The value of every customer with purchase days, by the model or else by the run rate."""
    days = collapsed(found.visits, found.newest)
    reason = _closed(days)
    bought: BgNbd | None = None
    money: GammaGamma | None = None
    if not reason:
        bought, money = models(_some(days))
        reason = "" if bought.converged else "购买模型没有收敛：数据里看不出客户之间快慢或去留的差别，参数不可靠。"
        reason = reason or ("" if money is not None and money.converged else "客单价模型没有收敛，参数不可靠。")
    profit = 1.0 if margin is None else margin
    rate = days.spent / np.maximum(days.age, YOUNGEST) * MONTHS * MONTH * profit
    worth = _discounted(bought, money, days) * profit if bought is not None and not reason else rate
    tested = backtest(_of_some(found.visits)) if not reason else None
    together = _spearman(days)
    clv = Clv(
        modelled=not reason,
        reason=reason,
        parameters=_parameters(bought, money) if not reason else (),
        months=MONTHS,
        value=float(worth.sum()),
        naive=float(rate.sum()),
        bands=_bands(worth, days.spent),
        cohorts=cohorts(found),
        backtest=tested,
        spearman=together,
        warning=_warning(together) if not reason else None,
        margin=margin,
    )
    future = np.full(found.last.size, np.nan)
    future[days.row] = worth.round(2)
    return Valued(clv, future)


def _closed(days: Days) -> str:
    """Why the gate of the model is not passed, in Chinese; empty where it is."""
    customers, repeaters = days.row.size, int((days.repeats > 0).sum())
    history = int(days.age.max(initial=0))
    if customers < CUSTOMERS_FROM:
        return f"有消费日期的客户只有 {COUNT.text(customers)} 位，少于模型需要的 {COUNT.text(CUSTOMERS_FROM)} 位。"
    if history < HISTORY_FROM:
        return f"消费记录只有 {COUNT.text(history)} 天，短于模型需要的 {COUNT.text(HISTORY_FROM)} 天。"
    if repeaters < REPEATERS_FROM:
        return f"消费过两天以上的客户只有 {COUNT.text(repeaters)} 位，少于模型需要的 {COUNT.text(REPEATERS_FROM)} 位。"
    return ""


def _some(days: Days) -> Days:
    """At most `FITTED` customers to fit on, drawn with a fixed seed."""
    if days.row.size <= FITTED:
        return days
    pick = np.sort(np.random.default_rng(SEED).choice(days.row.size, FITTED, replace=False))
    return Days(*(getattr(days, name)[pick] for name in ("repeats", "last", "age", "mean", "spent", "first", "row")))


def _of_some(visits: Visits) -> Visits:
    """The visits of at most `FITTED` customers, drawn with a fixed seed."""
    known = np.flatnonzero(np.bincount(visits.row))
    if known.size <= FITTED:
        return visits
    keep = np.isin(visits.row, np.random.default_rng(SEED).choice(known, FITTED, replace=False))
    return Visits(visits.row[keep], visits.day[keep], visits.spent[keep])


def _discounted(bought: BgNbd, money: GammaGamma | None, days: Days) -> Floats:
    """Σ over months of the purchases to expect in the month, times the spend of each, over 1.01 ^ month."""
    total, before = np.zeros(days.row.size), np.zeros(days.row.size)
    for month in range(1, MONTHS + 1):
        upto = purchases_ahead(bought, days, month * MONTH)
        total += (upto - before) / (1 + DISCOUNT) ** month
        before = upto
    return total * spend_each(money, days)


def _parameters(bought: BgNbd | None, money: GammaGamma | None) -> tuple[tuple[str, float], ...]:
    assert bought is not None
    assert money is not None
    first = tuple((name, float(getattr(bought, name))) for name in ("r", "alpha", "a", "b"))
    return first + tuple((name, float(getattr(money, name))) for name in ("p", "q", "gamma"))


def _spearman(days: Days) -> float | None:
    """Rank correlation of repeat purchases and mean spend; None where either does not vary."""
    paying = days.repeats > 0
    if np.unique(days.repeats[paying]).size < 2 or np.unique(days.mean[paying]).size < 2:  # noqa: PLR2004  no ranks
        return None
    return float(scipy.stats.spearmanr(days.repeats[paying], days.mean[paying]).statistic)


def _warning(together: float | None) -> str | None:
    if together is None or abs(together) < ASSOCIATED:
        return None
    word = "越高" if together > 0 else "越低"
    return f"买得越勤的客户单次消费{word}，与模型“次数与金额互不相关”的前提不符，个人的预计价值仅供参考。"


def _bands(worth: Floats, spent: Floats) -> pl.DataFrame:
    """Tenths of customers by value, ties by their place: columns of `Clv.bands`."""
    order = np.argsort(-worth, kind="stable")
    band = np.arange(worth.size) * TENTHS // max(worth.size, 1) + 1
    total = float(worth.sum())
    share = pl.col("value") / total if total > 0 else pl.lit(None, pl.Float64)
    return (
        pl.DataFrame({"band": band, "value": worth[order], "historical": spent[order]})
        .group_by("band")
        .agg(customers=pl.len().cast(pl.Int64), value=pl.col("value").sum(), historical=pl.col("historical").sum())
        .sort("band")
        .with_columns(share=share)
        .select("band", "customers", "value", "share", "historical")
    )


def passed(tested: Backtest | None) -> bool | None:
    """Whether the model named more of the held-out spend than the past did; None without a test."""
    if tested is None or tested.found_model is None or tested.found_naive is None:
        return None
    return tested.found_model >= tested.found_naive
