"""Cells of a date column → Datetime: every usual spelling, one reading of day and month for the whole column."""

from __future__ import annotations

import datetime as dt

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.parsed import Note, Parsed, noted
from hvc.cleaning.text import TEXT, evaluate, is_blank, once, plain
from hvc.cleaning.turns import MONTH_FIRST, Turn, ambiguous, decided, turnable, with_century
from hvc.mapping import Column

TIME = r"(?:[t\s,]*(\d{1,2}\s*[:时点]\s*\d{1,2}(?:\s*[:分]\s*\d{1,2}(?:\.\d+)?秒?)?)分?)?"
ZONE = r"\s*(?:z|[+-]\d\d:?\d\d)?$"
HALF = r"\s*(上午|下午|中午|凌晨|晚上|早上|am|pm|a\.m\.|p\.m\.)\s*"
WEEKDAY = r"(?:星期|周)[一二三四五六日天]|\((?:周|星期)?[一二三四五六日天]\)"
# A spelling and its canonical form, year-month-day time.
SHAPES = (
    (rf"^(\d{{2}})\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?{TIME}{ZONE}", "$1-$2-$3 $4"),
    (rf"^(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{TIME}{ZONE}", "$1-$2-$3 $4"),
    (rf"^(\d{{4}})(\d{{2}})(\d{{2}}){TIME}{ZONE}", "$1-$2-$3 $4"),
    (r"^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\d{3})?$", "$1-$2-$3 $4:$5:$6"),
    (r"^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$", "$1-$2-$3 $4:$5"),
    (r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$", "$1-$2-1 "),
    (r"^((?:19|20)\d{2})(0[1-9]|1[0-2])$", "$1-$2-1 "),
)
LONG, SHORT = (rf"^(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*({year}){TIME}{ZONE}" for year in (r"\d{4}", r"\d{1,2}"))
NAMED = ("%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%b %d, %Y", "%b %d %Y", "%B %d, %Y", "%d %B %Y", "%Y-%b-%d")
CLOCKS = (" %H:%M", " %H:%M:%S")
COMPACT, DAY_DIGITS = "%Y%m%d", 8
COMMON = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M",
    "%Y年%m月%d日", "%Y.%m.%d", COMPACT, "%Y-%m-%dT%H:%M:%S",
)  # fmt: skip
SAMPLE = 200  # texts that show whether a spelling occurs in the column
TIMES = ("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M")
SERIAL = (20_000, 80_000)  # days since 1899-12-30, the spreadsheet's day 0: the years 1954 to 2119
EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  a spreadsheet knows no zone
BEIJING = 8 * 3600  # seconds; an epoch counts in UTC
EARLIEST, LATEST = dt.datetime(1900, 1, 2), dt.datetime(2100, 1, 1)  # noqa: DTZ001  outside: a placeholder
NOON = 12


def parse(text: pl.Series, column: Column, today: dt.date, turn: Turn | None = None) -> Parsed:
    """Datetime (µs); unreadable cells are null and noted, days after `today` kept and noted.

    `turn`: how the column turns its dates, where more than its own cells is known.
    """
    turn = turn or _turn(text, today)
    values = once(text, lambda distinct: _dated(distinct, turn))
    unread = text.filter(values.is_null()).drop_nulls().unique()
    bad = unread.filter(evaluate(unread, ~is_blank(plain(pl.col(TEXT)))))
    none = pl.repeat(value=False, n=len(text), eager=True)
    unsure = none if turn.sure else ambiguous(text, turn) & values.is_not_null()
    head = f"「{column.header}」列"
    return Parsed(
        values.rename(column.header),
        noted(
            Note("date_unreadable", f"{head}的日期无法读取，按空值处理", Effect.DOUBTFUL,
                 text.is_in(bad.to_list()).fill_null(value=False)),
            Note("date_order_assumed", f"{head}的年、月、日分不清先后，按{turn.words}读取", Effect.DOUBTFUL,
                 unsure),
            Note("date_in_future", f"{head}的日期晚于今天", Effect.DOUBTFUL,
                 (values.dt.date() > today).fill_null(value=False)),
        ),
    )  # fmt: skip


def _turn(text: pl.Series, today: dt.date) -> Turn:
    parts = turnable(text)
    return decided(parts, today) if len(parts) else MONTH_FIRST


def _dated(distinct: pl.Series, turn: Turn) -> pl.Series:
    """Each text as a Datetime: the commonest spellings directly, whatever is left by its shape."""
    values = pl.repeat(None, len(distinct), dtype=pl.Datetime("us"), eager=True)
    left = distinct.is_not_null().arg_true()
    for form in COMMON:
        sample = distinct.gather(left.head(SAMPLE))
        if _directly(sample, form).is_not_null().any():
            values = values.scatter(left, _directly(distinct.gather(left), form))
            left = (values.is_null() & distinct.is_not_null()).arg_true()
    return values.scatter(left, _plausible(_slow(distinct.gather(left), turn))) if len(left) else values


def _directly(text: pl.Series, form: str) -> pl.Series:
    """Texts in exactly this spelling; a compact date only with all its digits."""
    cell = pl.col(TEXT)
    value = (
        cell.str.to_datetime(form, strict=False, time_unit="us")
        if "%H" in form
        else cell.str.to_date(form, strict=False)
    )
    digits = cell.str.len_bytes() == DAY_DIGITS if form == COMPACT else pl.lit(value=True)
    return _plausible(evaluate(text, pl.when(digits).then(value.cast(pl.Datetime("us")))))


def _slow(text: pl.Series, turn: Turn) -> pl.Series:
    cell = plain(pl.col(TEXT))
    halves = cell.str.extract(HALF)
    bare = cell.str.replace_all(WEEKDAY, " ").str.replace(HALF, " ").str.strip_chars(" '\"=").str.replace(r"\.0+$", "")
    frame = pl.DataFrame({TEXT: text}).select(cell=bare, half=halves)
    frame = frame.with_columns(canonical=_canonical(turn))
    shifted = pl.when(pl.col("half").is_in(["下午", "晚上", "中午", "pm", "p.m."]) & (pl.col("value").dt.hour() < NOON))
    midnight = pl.col("half").is_in(["上午", "凌晨", "早上", "am", "a.m."]) & (pl.col("value").dt.hour() == NOON)
    return (
        frame.lazy()
        .with_columns(value=pl.coalesce(_timed(pl.col("canonical")), _counted(pl.col("cell")), _named(pl.col("cell"))))
        .select(
            shifted.then(pl.col("value").dt.offset_by("12h"))
            .when(midnight)
            .then(pl.col("value").dt.offset_by("-12h"))
            .otherwise("value")
        )
        .collect()
        .to_series()
    )


def _canonical(turn: Turn) -> pl.Expr:
    """year-month-day time of whatever spelling fits, else null."""
    cell = pl.col("cell")
    shapes = (*SHAPES, (LONG, turn.long), (SHORT, turn.short))
    forms = [pl.when(cell.str.contains(shape)).then(cell.str.replace(shape, form)) for shape, form in shapes]
    short = pl.coalesce(forms).str.replace_all(r"[时点分]\s*", ":").str.replace_all(r"秒|\s+:", "")
    return with_century(short).str.strip_chars(" :")


def _timed(canonical: pl.Expr) -> pl.Expr:
    day = canonical.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us"))
    return pl.coalesce(day, *(canonical.str.to_datetime(form, strict=False, time_unit="us") for form in TIMES))


def _counted(cell: pl.Expr) -> pl.Expr:
    """Days of a spreadsheet, seconds or milliseconds of an epoch."""
    number = cell.cast(pl.Float64, strict=False)
    days = pl.when(cell.str.contains(r"^\d{5}(\.\d+)?$") & number.is_between(*SERIAL)).then(number)
    seconds = (
        pl.when(cell.str.contains(r"^1\d{9}$"))
        .then(number)
        .when(cell.str.contains(r"^1\d{12}$"))
        .then(number / 1e3)
        .when(cell.str.contains(r"^1\d{15}$"))
        .then(number / 1e6)
    )
    of_days = pl.lit(EPOCH) + pl.duration(seconds=(days * 86_400).round().cast(pl.Int64))
    return pl.coalesce(of_days, pl.from_epoch((seconds + BEIJING).cast(pl.Int64)).cast(pl.Datetime("us")))


def _named(cell: pl.Expr) -> pl.Expr:
    bare = cell.str.replace_all(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+|,(\s*\d+:)", "$2")
    days = [bare.str.to_date(form, strict=False).cast(pl.Datetime("us")) for form in NAMED]
    moments = [bare.str.to_datetime(form + clock, strict=False, time_unit="us") for form in NAMED for clock in CLOCKS]
    return pl.when(cell.str.contains("[a-z]")).then(pl.coalesce(*days, *moments))


def _plausible(values: pl.Series) -> pl.Series:
    inside = pl.col(TEXT).is_between(pl.lit(EARLIEST), pl.lit(LATEST), closed="left")
    return evaluate(values, pl.when(inside).then(pl.col(TEXT)))
