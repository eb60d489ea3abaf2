"""Order lines → integers: the customer's row, the day and the amount of each line, and the purchase days they make.

Made in pieces, so that ten million lines leave a hundred megabytes and pass through little more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import scipy

from hvc.schema import CUSTOMER, ORDER_AMOUNT, ORDER_DATE, ORDER_ID
from hvc.timeline.visits import NONE, Small, Visits

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
PIECE = 1 << 20  # lines at a time


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """One entry per line: `row` of its customer (-1: not in the universe), `day` (days since 1970-01-01, -1: none), `amount` (元)."""

    row: Small
    day: Small
    amount: Floats


def lines(customers: pl.DataFrame, orders: pl.DataFrame) -> Lines:
    """The lines as integers; two numbers of customers are told apart by their hashes where these differ."""
    key = CUSTOMER.col.hash()
    if customers.select(key.n_unique()).item() < customers.height:
        key = CUSTOMER.col
    places = customers.select(key.alias("key")).with_row_index("row")
    row, day = np.empty(orders.height, np.int32), np.empty(orders.height, np.int32)
    for piece in pieces(orders.height):
        part = orders[piece].select(key.alias("key"), ORDER_DATE.col)
        found = part.join(places, on="key", how="left", maintain_order="left").get_column("row")
        row[piece] = found.cast(pl.Int32).fill_null(-1).to_numpy()
        day[piece] = day_numbers(part.get_column(ORDER_DATE.key))
    return Lines(row, day, orders.get_column(ORDER_AMOUNT.key).fill_null(0.0).to_numpy())


def pieces(size: int) -> Iterator[slice]:
    """Slices of at most `PIECE` that cover `size`."""
    return (slice(start, min(start + PIECE, size)) for start in range(0, size, PIECE))


def day_numbers(dates: pl.Series) -> Small:
    """Days since 1970-01-01; -1 for none."""
    return dates.cast(pl.Date).to_physical().cast(pl.Int32).fill_null(-1).to_numpy()


def totals(row: Small, weights: Floats, size: int) -> Floats:
    """The sum of the weights of each row; entries without a row count towards nothing."""
    total = np.zeros(size)
    for piece in pieces(row.size):
        ours = row[piece] >= 0
        total += np.bincount(row[piece][ours], weights=weights[piece][ours], minlength=size)
    return total


def purchased(sold: Lines, size: int) -> scipy.sparse.csr_array:
    """What each of `size` customers spent on each day: a table of customers × days that only holds what is there.

    A purchase is a line with a positive amount. Refunds are not in it.
    """
    keep = (sold.row >= 0) & (sold.day >= 0) & (sold.amount > 0)
    part = sold if keep.all() else _those(sold, keep)
    shape = (size, int(part.day.max(initial=0)) + 1)
    table = scipy.sparse.coo_array((part.amount, (part.row, part.day)), shape=shape).tocsr()
    table.sum_duplicates()
    return table


def refunds(sold: Lines) -> Lines:
    """The lines of known customers and days with an amount of 0 or less."""
    return _those(sold, (sold.row >= 0) & (sold.day >= 0) & (sold.amount <= 0))


def _those(sold: Lines, keep: npt.NDArray[np.bool_]) -> Lines:
    return Lines(sold.row[keep], sold.day[keep], sold.amount[keep])


def settled(table: scipy.sparse.csr_array, back: Lines) -> tuple[Visits, Visits]:
    """The visits of the table less what was refunded on their days; and the refunds of days without a purchase."""
    row = np.repeat(np.arange(table.shape[0], dtype=np.int32), np.diff(table.indptr))
    bought = Visits(row, table.indices.astype(np.int32, copy=False), table.data)
    apart = NONE
    if back.row.size:
        known, key = _keys(bought), _keys(back)
        place = np.searchsorted(known, key)
        here = np.append(known, -1)[place] == key
        np.add.at(bought.spent, place[here], back.amount[here])
        order = np.flatnonzero(~here)[np.argsort(key[~here], kind="stable")]
        apart = Visits(back.row[order], back.day[order], back.amount[order])
    np.round(bought.spent, 2, out=bought.spent)
    return bought, apart


def _keys(of: Lines | Visits) -> Integers:
    """One ascending number per customer and day."""
    return of.row.astype(np.int64) << 32 | of.day


def order_counts(orders: pl.DataFrame, sold: Lines, size: int) -> Floats:
    """Distinct order numbers among the purchases of each of `size` customers.

    The customer's row stands above as much of the order's hash as fits below it, and the numbers are sorted: several times
    faster than a table of hashes.
    """
    shift = 63 - size.bit_length()
    packed = np.empty(orders.height, np.int64)
    for piece in pieces(orders.height):
        number = orders.get_column(ORDER_ID.key)[piece]
        hashes = (number.hash().to_numpy() >> np.uint64(64 - shift)).astype(np.int64)
        told = (sold.row[piece] >= 0) & (sold.amount[piece] > 0) & number.is_not_null().to_numpy()
        packed[piece] = np.where(told, sold.row[piece].astype(np.int64) << shift | hashes, -1)
    packed.sort()
    count = np.zeros(size)
    before = -1
    for piece in pieces(packed.size):
        part = packed[piece]
        fresh = part[np.diff(part, prepend=before) > 0]
        count += np.bincount(fresh >> shift, minlength=size)
        before = int(part[-1])
    return count
