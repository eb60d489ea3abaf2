"""An analysis and who is already spoken to → the customers of a plan: rows gathered once, largest amount first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Finding
from hvc.joining.sorting import by_customer
from hvc.schema import CONSENT, CUSTOMER, LAST_ORDER, OPT_OUT, RECENCY, Field

Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
CENTS = 100
BITS = 62  # of an integer that holds an amount above a row number


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What every plan is made on.

    `customers`: those of the analysis, sorted by customer, so that a row number is a rank. One value per row: `amounts` (元,
    what the line is drawn through) · `refused` (on the opt-out list or consent denied; None where no column says so) ·
    `taken` (on the list of an action before this one) · `high` (high-value) · `away` (days since the last purchase, NaN unknown; None without dates).
    """

    analysis: Analysis
    findings: Sequence[Finding]
    customers: pl.DataFrame
    amounts: Floats
    refused: Booleans | None
    taken: Booleans
    high: Booleans
    away: Floats | None

    def without(self, rows: Integers) -> Ground:
        """The ground for the actions that follow a list of these rows."""
        taken = self.taken.copy()
        taken[rows] = True
        return replace(self, taken=taken)


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Customers who fit, may be contacted and are on no earlier list; largest amount first unless put in another order.

    `members`: columns of `Dataset.customers`; `rows`: their row numbers in `Ground.customers`, in the same order;
    `ranked`: places in the list, largest amount first, equals by customer, in whatever order the list itself stands.
    `unreachable` counts who fits and has refused; `yielded`: the customer numbers of who fits and is on an earlier list.
    """

    members: pl.DataFrame
    amount: Field
    unreachable: int
    rows: Integers
    ranked: Integers
    yielded: pl.Series

    @property
    def size(self) -> int:
        """How many may be contacted."""
        return self.members.height

    @property
    def total(self) -> float:
        """What they spent, 元."""
        return float(self.members[self.amount.key].sum())

    def by(self, order: Integers) -> Group:
        """The same customers in another order."""
        place = np.empty_like(order)
        place[order] = np.arange(order.size)
        return replace(self, members=self.members[order], rows=self.rows[order], ranked=place[self.ranked])


def ground(analysis: Analysis, findings: Sequence[Finding] = ()) -> Ground:
    """Nobody is spoken to yet."""
    customers = by_customer(analysis.dataset.customers)
    refused = _refused(customers)
    return Ground(
        analysis=analysis,
        findings=findings,
        customers=customers,
        amounts=customers.get_column(analysis.line.field.key).fill_null(-np.inf).to_numpy(),
        refused=flags(customers, pl.any_horizontal(refused)) if refused else None,
        taken=np.zeros(customers.height, dtype=np.bool_),
        high=flags(customers, analysis.line.mask()),
        away=_away(customers),
    )


def gather(on: Ground, who: pl.Expr | Booleans, *, high: bool | None = None) -> Group | None:
    """The customers `who` is true for, without those who refused marketing or are taken; None when nobody is left.

    `high`: only high-value customers, or only the others.
    """
    fits = flags(on.customers, who) if isinstance(who, pl.Expr) else who
    fitting = np.flatnonzero(fits if high is None else fits & (on.high if high else ~on.high))
    reachable = fitting if on.refused is None else fitting[~on.refused[fitting]]
    taken = on.taken[reachable]
    rows = reachable[~taken]
    if not rows.size:
        return None
    rows = rows[descending(on.amounts[rows])]
    unreachable = int(fitting.size - reachable.size)
    yielded = on.customers.get_column(CUSTOMER.key)[reachable[taken]]
    members = on.customers[pl.Series(rows, dtype=pl.get_index_type())]
    return Group(members, on.analysis.line.field, unreachable, rows, np.arange(rows.size), yielded)


def refusing(customers: pl.DataFrame) -> int | None:
    """How many customers have refused marketing; None where no column says so."""
    refused = _refused(customers)
    return int(customers.select(pl.any_horizontal(refused).sum()).item()) if refused else None


def descending(amounts: Floats) -> Integers:
    """The places of the amounts (元), largest first, equals in the order they stand in.

    Amount and place are packed into one integer, for integers are sorted many times faster than they are ranked.
    """
    known = amounts[np.isfinite(amounts)]
    shift = max(amounts.size - 1, 1).bit_length()
    cents = np.rint(known * CENTS)
    if not known.size or known.size < amounts.size or float(np.ptp(cents)) >= 2 ** (BITS - shift):
        return np.argsort(-amounts, kind="stable")
    packed = (cents.max() - cents).astype(np.int64) << shift | np.arange(amounts.size)
    return np.sort(packed) & ((1 << shift) - 1)


def flags(customers: pl.DataFrame, who: pl.Expr) -> Booleans:
    """One Boolean per customer; blank is no."""
    found: Booleans = customers.select(who=who.fill_null(value=False)).get_column("who").to_numpy()
    return np.broadcast_to(found, customers.height)


def _refused(customers: pl.DataFrame) -> list[pl.Expr]:
    """What is true for who is on the opt-out list or has denied consent; a blank is neither."""
    out = [OPT_OUT.col.fill_null(value=False)] if OPT_OUT.key in customers.columns else []
    denied = [~CONSENT.col.fill_null(value=True)] if CONSENT.key in customers.columns else []
    return [*out, *denied]


def _away(customers: pl.DataFrame) -> Floats | None:
    """Days since the last purchase, counted to the reference day where it is known, else to the newest date."""
    if RECENCY.key in customers.columns:
        return customers.get_column(RECENCY.key).cast(pl.Float64).fill_null(np.nan).to_numpy()
    if LAST_ORDER.key not in customers.columns:
        return None
    last = LAST_ORDER.col.dt.date()
    away = customers.select(away=(last.max() - last).dt.total_days().cast(pl.Float64).fill_null(np.nan))
    return away.get_column("away").to_numpy()
