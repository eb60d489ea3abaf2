"""Cells of a date column → Datetime: every usual spelling, one reading of day and month for the whole column."""

from __future__ import annotations

import datetime as dt

import polars as pl

from hvc.cleaning.issues import Effect
from hvc.cleaning.parsed import Note, Parsed, noted
from hvc.cleaning.text import TEXT, evaluate, is_blank, once, plain
from hvc.mapping import Column

TIME = r"(?:[t\s,]*(\d{1,2}\s*[:时点]\s*\d{1,2}(?:\s*[:分]\s*\d{1,2}(?:\.\d+)?秒?)?)分?)?"
ZONE = r"\s*(?:z|[+-]\d\d:?\d\d)?$"
HALF = r"\s*(上午|下午|中午|凌晨|晚上|早上|am|pm|a\.m\.|p\.m\.)\s*"
WEEKDAY = r"(?:星期|周)[一二三四五六日天]|\((?:周|星期)?[一二三四五六日天]\)"
# A spelling and its canonical form, year-month-day time.
SHAPES = (
    (rf"^(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})\s*[日号]?{TIME}{ZONE}", "$1-$2-$3 $4"),
    (rf"^(\d{{4}})(\d{{2}})(\d{{2}}){TIME}{ZONE}", "$1-$2-$3 $4"),
    (r"^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$", "$1-$2-$3 $4:$5:$6"),
    (r"^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$", "$1-$2-$3 $4:$5"),
    (r"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?$", "$1-$2-1 "),
    (r"^((?:19|20)\d{2})(0[1-9]|1[0-2])$", "$1-$2-1 "),
)
TURNED = rf"^(\d{{1,2}})\s*[-/.]\s*(\d{{1,2}})\s*[-/.]\s*(\d{{4}}|\d{{2}}){TIME}{ZONE}"
NAMED = ("%d-%b-%Y", "%d-%b-%y", "%d %b %Y", "%b %d, %Y", "%b %d %Y", "%B %d, %Y", "%d %B %Y")
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
NOON, MONTHS = 12, 12
CENTURY = 70  # two-digit years from here on are 19xx


def parse(text: pl.Series, column: Column, today: dt.date) -> Parsed:
    """Datetime (µs); unreadable cells are null and noted, days after `today` kept and noted."""
    values = once(text, _dated)
    unread = text.filter(values.is_null()).drop_nulls().unique()
    bad = unread.filter(evaluate(unread, ~is_blank(plain(pl.col(TEXT)))))
    unsure = _assumed(text, values)
    head = f"「{column.header}」列"
    return Parsed(
        values.rename(column.header),
        noted(
            Note("date_unreadable", f"{head}的日期无法读取，按空值处理", Effect.DOUBTFUL,
                 text.is_in(bad.to_list()).fill_null(value=False)),
            Note("date_order_assumed", f"{head}的日与月分不清先后，按月/日/年读取", Effect.DOUBTFUL, unsure),
            Note("date_in_future", f"{head}的日期晚于今天", Effect.DOUBTFUL,
                 (values.dt.date() > today).fill_null(value=False)),
        ),
    )  # fmt: skip


def _dated(distinct: pl.Series) -> pl.Series:
    """Each text as a Datetime: the commonest spellings directly, whatever is left by its shape."""
    values = pl.repeat(None, len(distinct), dtype=pl.Datetime("us"), eager=True)
    left = distinct.is_not_null().arg_true()
    for form in COMMON:
        sample = distinct.gather(left.head(SAMPLE))
        if _directly(sample, form).is_not_null().any():
            values = values.scatter(left, _directly(distinct.gather(left), form))
            left = (values.is_null() & distinct.is_not_null()).arg_true()
    return values.scatter(left, _plausible(_slow(distinct.gather(left)))) if len(left) else values


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


def _slow(text: pl.Series) -> pl.Series:
    cell = plain(pl.col(TEXT))
    halves = cell.str.extract(HALF)
    bare = cell.str.replace_all(WEEKDAY, " ").str.replace(HALF, " ").str.strip_chars(" '\"=").str.replace(r"\.0+$", "")
    frame = pl.DataFrame({TEXT: text}).select(cell=bare, half=halves)
    frame = frame.with_columns(canonical=_canonical(_turned_form(frame["cell"])))
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


def _canonical(turned: str) -> pl.Expr:
    """year-month-day time of whatever spelling fits, else null."""
    cell = pl.col("cell")
    shapes = (*SHAPES, (TURNED, turned))
    forms = [pl.when(cell.str.contains(shape)).then(cell.str.replace(shape, form)) for shape, form in shapes]
    short = pl.coalesce(forms).str.replace_all(r"[时点分]\s*", ":").str.replace_all(r"秒|\s+:", "")
    year = short.str.extract(r"^(\d{2})-").cast(pl.Int64, strict=False)
    century = pl.when(year < CENTURY).then(pl.lit("20")).otherwise(pl.lit("19"))
    return pl.when(year.is_null()).then(short).otherwise(century + short).str.strip_chars(" :")


def _turned_form(cells: pl.Series) -> str:
    """Whether 3/5/2024 puts the day or the month first: the side on which more cells leave only one reading."""
    parts = cells.str.extract_groups(TURNED).struct
    day_first = int((parts.field("1").cast(pl.Int64) > MONTHS).sum())
    month_first = int((parts.field("2").cast(pl.Int64) > MONTHS).sum())
    return "$3-$2-$1 $4" if day_first > month_first else "$3-$1-$2 $4"


def _timed(canonical: pl.Expr) -> pl.Expr:
    day = canonical.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us"))
    return pl.coalesce(day, *(canonical.str.to_datetime(form, strict=False, time_unit="us") for form in TIMES))


def _counted(cell: pl.Expr) -> pl.Expr:
    """Days of a spreadsheet, seconds or milliseconds of an epoch."""
    number = cell.cast(pl.Float64, strict=False)
    days = pl.when(cell.str.contains(r"^\d{5}(\.\d+)?$") & number.is_between(*SERIAL)).then(number)
    seconds = (
        pl.when(cell.str.contains(r"^1\d{9}$")).then(number).when(cell.str.contains(r"^1\d{12}$")).then(number / 1000)
    )
    of_days = pl.lit(EPOCH) + pl.duration(seconds=(days * 86_400).round().cast(pl.Int64))
    return pl.coalesce(of_days, pl.from_epoch((seconds + BEIJING).cast(pl.Int64)).cast(pl.Datetime("us")))


def _named(cell: pl.Expr) -> pl.Expr:
    dates = [cell.str.to_date(form, strict=False) for form in NAMED]
    return pl.when(cell.str.contains("[a-z]")).then(pl.coalesce(dates).cast(pl.Datetime("us")))


def _plausible(values: pl.Series) -> pl.Series:
    inside = pl.col(TEXT).is_between(pl.lit(EARLIEST), pl.lit(LATEST), closed="left")
    return evaluate(values, pl.when(inside).then(pl.col(TEXT)))


def _assumed(text: pl.Series, values: pl.Series) -> pl.Series:
    """True where day and month could be swapped and no cell of the column tells which is which."""
    none = pl.repeat(value=False, n=len(text), eager=True)
    head = text.drop_nulls().head(1)
    if head.is_empty() or not text.str.contains(r"^\s*\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]").any():
        return none
    parts = text.str.extract_groups(TURNED).struct
    day, month = parts.field("1").cast(pl.Int64), parts.field("2").cast(pl.Int64)
    if bool((day > MONTHS).any()) != bool((month > MONTHS).any()):
        return none
    return (day.is_not_null() & (day != month) & (day <= MONTHS) & (month <= MONTHS) & values.is_not_null()).fill_null(
        value=False
    )
