"""How a number is written: in a Chinese sentence, in Excel and on a chart's axis."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

NOTHING = "—"
WAN = 1e4
YI = 1e8
YI_FROM = 9999.5 * WAN  # what would print as 10,000 万 is 1 亿
# Vega expression for an axis in 元: 万 and 亿 as a Chinese reader expects them.
AXIS_YUAN = (
    "abs(datum.value) >= 1e8 ? format(datum.value / 1e8, ',.4~g') + '亿' : "
    "abs(datum.value) >= 1e4 ? format(datum.value / 1e4, ',.4~g') + '万' : format(datum.value, ',.4~g')"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One way to write a number.

    `write` turns a finite float into text; `excel` is the Office number format of the raw value; `axis` is the Vega
    expression that labels an axis (`datum.value` is the raw value).
    """

    name: str
    write: Callable[[float], str]
    excel: str
    axis: str

    def text(self, value: float | None) -> str:
        """Write `value`; nothing, NaN and infinity become an em dash."""
        return NOTHING if value is None or not math.isfinite(value) else self.write(float(value))


def _significant(value: float) -> str:
    """At most four significant digits, no trailing zeros, thousands separated."""
    whole = len(str(int(abs(value)))) if abs(value) >= 1 else 1
    text = f"{value:,.{max(0, 4 - whole)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _yuan(value: float) -> str:
    if abs(value) >= YI_FROM:
        return f"{_significant(value / YI)} 亿元"
    if round(abs(value), 2) >= WAN:
        return f"{_significant(value / WAN)} 万元"
    text = f"{value:,.2f}"
    return f"{text.removesuffix('.00')} 元"


def _cents(value: float) -> str:
    """Every 分, for what must add up: two parts rounded to 万 need not."""
    return f"{round(value, 2) + 0.0:,.2f} 元"


def _count(value: float) -> str:
    return f"{round(value):,}"


def _share(value: float) -> str:
    """One decimal; a share that is not nothing, or not everything, is never written as if it were."""
    if 0 < value < 0.0005:  # noqa: PLR2004  would print as 0.0%
        return "<0.1%"
    if 0.9995 <= value < 1:  # noqa: PLR2004  would print as 100.0%
        return ">99.9%"
    return f"{100 * value:.1f}%"


def _percent(value: float) -> str:
    """No decimal: a weight of a formula, a limit that somebody set."""
    return f"{100 * value:.0f}%"


def _ratio(value: float) -> str:
    return f"{value:,.2f} 倍" if value < 1 else f"{value:,.1f} 倍"


def _points(value: float) -> str:
    return f"{100 * value:+.1f} 个百分点"


def _gap(value: float) -> str:
    """A distance between two shares, whichever is larger."""
    return f"{100 * abs(value):.1f} 个百分点"


def _index(value: float) -> str:
    return f"{value:,.0f}"


def _coefficient(value: float) -> str:
    return f"{value:.2f}"


def _plain(value: float) -> str:
    """The number as somebody would type it."""
    return f"{value:,.10g}"


def _day(ordinal: float) -> str:
    return dt.date.fromordinal(int(ordinal)).isoformat()


def _score(value: float) -> str:
    """As typed; no thousands separator below ten thousand, it may be a year."""
    return f"{value:.10g}" if abs(value) < WAN else f"{value:,.10g}"


def _days(value: float) -> str:
    return f"{value:,.0f} 天"


def _days_ago(value: float) -> str:
    return f"{value:,.0f} 天前"


def _thousandth(value: float) -> str:
    return f"{value:.3f}"


def _p(value: float) -> str:
    return "<0.001" if value < 0.001 else f"{value:.3f}"  # noqa: PLR2004  the usual floor of a printed p-value


YUAN = Unit("元", _yuan, "#,##0.00", AXIS_YUAN)
CENTS = Unit("元，到分", _cents, "#,##0.00", AXIS_YUAN)
COUNT = Unit("人", _count, "#,##0", "format(datum.value, ',.0f')")
SHARE = Unit("比例", _share, "0.0%", "format(datum.value, '.0%')")
PERCENT = Unit("百分数", _percent, "0%", "format(datum.value, '.0%')")
RATIO = Unit("倍", _ratio, "0.00", "format(datum.value, '.1f') + ' 倍'")
POINTS = Unit("百分点", _points, "+0.0%;-0.0%;0.0%", "format(100 * datum.value, '+.0f')")
GAP = Unit("百分点差", _gap, "0.0%", "format(100 * datum.value, '.0f')")
INDEX = Unit("指数", _index, "0", "format(datum.value, '.0f')")
COEFFICIENT = Unit("系数", _coefficient, "0.00", "format(datum.value, '.2f')")
PLAIN = Unit("数", _plain, "#,##0.##########", "format(datum.value, ',.10~g')")
DAY = Unit("日期", _day, "0", "datum.value")  # days since the year 1
SCORE = Unit("数值", _score, "0.##########", "format(datum.value, '.10~g')")
DAYS = Unit("天", _days, '#,##0" 天"', "format(datum.value, ',.0f') + ' 天'")
DAYS_AGO = Unit("天前", _days_ago, '#,##0" 天前"', "format(datum.value, ',.0f') + ' 天前'")
THOUSANDTH = Unit("千分位", _thousandth, "0.000", "format(datum.value, '.3f')")  # of an AUC
P_VALUE = Unit("p", _p, '[<0.001]"<0.001";0.000', "format(datum.value, '.3f')")
