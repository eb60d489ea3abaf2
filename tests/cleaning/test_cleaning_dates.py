from __future__ import annotations

import datetime as dt

import pytest
from cleaning_cases import TODAY, codes, column, text
from hypothesis import given, settings
from hypothesis import strategies as st

from hvc.cleaning import dates
from hvc.schema import LAST_ORDER

DAY = dt.datetime(2024, 3, 5)  # noqa: DTZ001


@pytest.mark.parametrize(
    "cell",
    [
        "2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "2024年03月05号", "20240305", "20240305.0", "45356",
        "24年3月5日", "24-03-05", "24.3.5", "2024-Mar-05", "Tue Mar 5, 2024", "Mar 5, 2024 00:00:00",
        "5-Mar-2024", "Mar 5, 2024", "2024年3月5日星期二", "２０２４/３/５", "2024-03-05T00:00:00Z", "2024/3/5 12:00:00 AM",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_spelling(cell: str) -> None:
    assert dates.parse(text(cell), column(LAST_ORDER), TODAY).values.to_list() == [DAY]


@pytest.mark.parametrize(
    ("cell", "hour", "minute"),
    [
        ("2024-03-05 14:30", 14, 30),
        ("2024/3/5 14:30:00", 14, 30),
        ("2024年3月5日 14时30分", 14, 30),
        ("2024/3/5 下午 2:30:00", 14, 30),
        ("3/5/2024 2:30 PM", 14, 30),
        ("20240305143000", 14, 30),
        ("202403051430", 14, 30),
        ("45356.5", 12, 0),
        ("1709600000", 8, 53),
        ("1709600000000", 8, 53),
        ("1709600000000000", 8, 53),
        ("20240305143000123", 14, 30),
        ("Mar 5, 2024, 2:30 PM", 14, 30),
        ("05-Mar-2024 14:30:59", 14, 30),
        ("24-03-05 14:30", 14, 30),
    ],
)
def test_a_time_of_day_is_kept(cell: str, hour: int, minute: int) -> None:
    value = dates.parse(text(cell), column(LAST_ORDER), TODAY).values[0]
    assert (value.date(), value.hour, value.minute) == (DAY.date(), hour, minute)


@pytest.mark.parametrize("cell", ["2024-02-30", "0000-00-00", "1900-01-01", "昨天", "2024", "13/13/2024"])
def test_what_is_no_date_is_null_and_noted(cell: str) -> None:
    parsed = dates.parse(text(cell), column(LAST_ORDER), TODAY)
    assert parsed.values.to_list() == [None]
    assert codes(parsed) == {"date_unreadable": [0]}


def test_a_month_is_its_first_day() -> None:
    parsed = dates.parse(text("2024年3月", "202403", "2024-03"), column(LAST_ORDER), TODAY)
    assert set(parsed.values) == {DAY.replace(day=1)}


def test_one_cell_that_can_only_be_day_first_decides_for_the_column() -> None:
    parsed = dates.parse(text("5/3/2024", "13/3/2024", "1/2/24"), column(LAST_ORDER), TODAY)
    assert parsed.values.dt.date().to_list() == [DAY.date(), dt.date(2024, 3, 13), dt.date(2024, 2, 1)]
    assert not parsed.notes


def test_without_a_telling_cell_the_month_comes_first_and_it_is_said() -> None:
    parsed = dates.parse(text("3/5/2024", "7/7/99"), column(LAST_ORDER), TODAY)
    assert parsed.values.dt.date().to_list() == [DAY.date(), dt.date(1999, 7, 7)]
    assert codes(parsed) == {"date_order_assumed": [0]}


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (("24-03-05", "24-12-31"), (dt.date(2024, 3, 5), dt.date(2024, 12, 31))),
        (("03/05/24", "12/31/24"), (dt.date(2024, 3, 5), dt.date(2024, 12, 31))),
        (("05/03/24", "31/12/24"), (dt.date(2024, 3, 5), dt.date(2024, 12, 31))),
        (("85-03-05", "79-12-31"), (dt.date(1985, 3, 5), dt.date(1979, 12, 31))),
    ],
)
def test_the_column_tells_where_a_year_of_two_digits_stands(cells: tuple[str, ...], days: tuple[dt.date, ...]) -> None:
    parsed = dates.parse(text(*cells), column(LAST_ORDER), TODAY)
    assert tuple(parsed.values.dt.date()) == days
    assert not parsed.notes


def test_where_the_column_does_not_tell_the_latest_reading_is_taken_and_said() -> None:
    parsed = dates.parse(text("03/05/24", "04/06/23"), column(LAST_ORDER), TODAY)
    assert parsed.values.dt.date().to_list() == [dt.date(2024, 3, 5), dt.date(2023, 4, 6)]
    assert codes(parsed) == {"date_order_assumed": [0, 1]}
    assert "月/日/年" in parsed.notes[0].label


def test_a_day_to_come_is_kept_and_noted() -> None:
    parsed = dates.parse(text("2026-01-01", "2026-01-02"), column(LAST_ORDER), TODAY)
    assert parsed.values.null_count() == 0
    assert codes(parsed) == {"date_in_future": [1]}


def test_an_empty_date_is_null_without_a_word() -> None:
    assert not dates.parse(text(None, "-", "无"), column(LAST_ORDER), TODAY).notes


def test_a_column_of_hardly_any_repeats_reads_like_its_distinct_cells() -> None:
    moments = [f"2024/01/01 {n // 3600:02d}:{n // 60 % 60:02d}:{n % 60:02d}" for n in range(12_000)]
    values = dates.parse(text(*moments, None), column(LAST_ORDER), TODAY).values
    assert values.n_unique() == 12_001


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.dates(dt.date(2010, 1, 1), dt.date(2025, 12, 31)), max_size=6),
    st.sampled_from(
        ["%m/%d/%Y", "%d/%m/%Y", "%m/%d/%y", "%d.%m.%y", "%y-%m-%d", "%y/%m/%d", "%y年%m月%d日", "%b %d, %Y"]
    ),
)
def test_a_column_of_one_style_reads_as_the_days_it_was_written_from(days: list[dt.date], style: str) -> None:
    telling = [dt.date(2021, 1, day) for day in (13, 29, 30, 31)]  # days that no month and no year can be
    cells = text(*(day.strftime(style) for day in [*days, *telling]))
    assert dates.parse(cells, column(LAST_ORDER), TODAY).values.dt.date().to_list() == [*days, *telling]


@settings(max_examples=50, deadline=None)
@given(st.datetimes(dt.datetime(2002, 1, 1), dt.datetime(2025, 12, 31)))  # noqa: DTZ001
def test_a_counted_moment_reads_as_itself(moment: dt.datetime) -> None:
    moment = moment.replace(microsecond=0)
    seconds = int((moment - dt.datetime(1970, 1, 1, 8)).total_seconds())  # noqa: DTZ001  Beijing
    serial = (moment - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)  # noqa: DTZ001  a spreadsheet's day 0
    cells = text(str(seconds), str(seconds * 1000), f"{serial:.6f}", f"{seconds}.0")
    assert set(dates.parse(cells, column(LAST_ORDER), TODAY).values) == {moment}


@settings(max_examples=50, deadline=None)
@given(st.datetimes(dt.datetime(1971, 1, 1), dt.datetime(2025, 12, 31)))  # noqa: DTZ001
def test_a_written_date_reads_as_itself(moment: dt.datetime) -> None:
    moment = moment.replace(microsecond=0)
    forms = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H:%M:%S", "%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S")
    cells = text(*(moment.strftime(form) for form in forms))
    assert set(dates.parse(cells, column(LAST_ORDER), TODAY).values) == {moment}
