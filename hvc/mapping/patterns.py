"""Distinct values of a column → which share of them looks like a number, a date, a phone, an ID card, a bank card."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

VALUE = "value"
_NUMBER = (
    r"^([¥$]|(cr|dr|贷方?|借方?)[.:]?)?\s*[-+]?\(?\d[\d,]*(\.\d+)?(e[-+]?\d+)?\)?\s*(元|万元|千元|亿元|万|亿|千|%)?"
    r"\s*((cr|dr|贷方?|借方?)\.?)?$"
)
_WHOLE = r"^[-+]?\d+(\.0+)?$"
_DATE = (
    r"^(19|20)\d{2}[-/.年]\s?\d{1,2}([-/.月]\s?\d{1,2}日?)?([ t].*)?$"
    r"|^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\s?\d{2}:?\d{2}(:?\d{2})?)?(\.0)?$"
    r"|^\d{1,2}[-/]\d{1,2}[-/](19|20)\d{2}( .*)?$"
    r"|^(19|20)\d{2}年(\d{1,2}月)?$"
)
_DATE_NUMBER = r"^[2-6]\d{4}(\.\d+)?$|^1\d{9}(\d{3})?$"  # an Excel serial, or seconds or milliseconds since 1970
_PHONE = r"^(\+?86[- ]?)?1[3-9]\d([- ]?(\d|\*){4}[- ]?\d{4})(\.0)?$"
_EMAIL = r"^[\w.+*-]+@[\w-]+(\.[\w-]+)+$"
_ID_CARD = r"^\d{6}(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dx]$"
_ID_CARD_MASKED = r"^\d{3,6}\*{6,}[\dx]{2,4}$"
_BANK_CARD = r"^[3-6]\d{15,18}$"
# GB 11643-1999: the weights of the first 17 digits; the sum modulo 11 picks the check character.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10x98765432"
_CARD_DIGITS = 19


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares 0–1 of the distinct values that look like each thing; `date_number` only counts beside a header that says date."""

    number: float = 0.0
    whole: float = 0.0
    date: float = 0.0
    date_number: float = 0.0
    phone: float = 0.0
    email: float = 0.0
    id_card: float = 0.0
    bank_card: float = 0.0


def shares(values: pl.Series) -> Shares:
    """`values`: distinct, not null, NFKC and lower case."""
    if values.is_empty():
        return Shares()
    value = pl.col(VALUE)
    tests = {
        "number": value.str.contains(_NUMBER),
        "whole": value.str.contains(_WHOLE),
        "date": value.str.contains(_DATE),
        "date_number": value.str.contains(_DATE_NUMBER),
        "phone": value.str.contains(_PHONE),
        "email": value.str.contains(_EMAIL),
        "id_card": value.str.contains(_ID_CARD) | value.str.contains(_ID_CARD_MASKED),
        "bank_card": value.str.contains(_BANK_CARD),
    }
    frame = pl.DataFrame({VALUE: values})
    found = frame.select(**{name: test.mean() for name, test in tests.items()}).row(0, named=True)
    checked = {
        "id_card": value.str.contains(_ID_CARD_MASKED) | _is_id_card(value),
        "bank_card": value.str.contains(_BANK_CARD) & _passes_luhn(value),
    }
    worth = {name: test.fill_null(value=False).mean() for name, test in checked.items() if found[name]}
    return Shares(**{**found, **frame.select(**worth).row(0, named=True)}) if worth else Shares(**found)


def _is_id_card(value: pl.Expr) -> pl.Expr:
    total = pl.sum_horizontal(_digit(value, place) * weight for place, weight in enumerate(_WEIGHTS))
    check = (total % len(_CHECK)).replace_strict(dict(enumerate(_CHECK)), default=None, return_dtype=pl.String)
    return value.str.contains(_ID_CARD) & (check == value.str.slice(17, 1))


def _passes_luhn(value: pl.Expr) -> pl.Expr:
    """ISO/IEC 7812-1: every second digit from the right doubled, the sum of all digits a multiple of ten."""
    padded = value.str.zfill(_CARD_DIGITS)
    digits = [_digit(padded, _CARD_DIGITS - 1 - place) * (1 + place % 2) for place in range(_CARD_DIGITS)]
    return pl.sum_horizontal(digit - 9 * (digit > 9) for digit in digits) % 10 == 0  # noqa: PLR2004  the digits of 10–18 added


def _digit(value: pl.Expr, place: int) -> pl.Expr:
    return value.str.slice(place, 1).cast(pl.Int32, strict=False)
