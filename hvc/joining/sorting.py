"""A frame → the same rows in the order of their customer, cheaply where the ids are numbers of one width."""

from __future__ import annotations

from os.path import commonprefix

import polars as pl

from hvc.schema import CUSTOMER

DIGITS = 18  # as many as a 64-bit integer surely holds


def by_customer(frame: pl.DataFrame) -> pl.DataFrame:
    """Sorted by the text of the customer id; C000123 and its like by their number, which is the same order."""
    ids = frame.get_column(CUSTOMER.key)
    if ids.is_sorted():
        return frame
    number = _numbers(ids)
    return frame.sort(CUSTOMER.key) if number is None else frame[number.arg_sort()]


def _numbers(ids: pl.Series) -> pl.Series | None:
    """The ids as integers, if they all have one prefix, then digits, and one length."""
    width = ids.str.len_bytes()
    if width.min() != width.max():
        return None
    prefix = commonprefix([str(ids.min()), str(ids.max())])  # noqa: RUF071  of text, letter by letter
    rest = ids.str.slice(len(prefix))
    if rest.str.len_bytes().max() > DIGITS or rest.str.contains(r"[^0-9]").any():  # type: ignore[operator]  # an int
        return None
    return rest.cast(pl.Int64)
