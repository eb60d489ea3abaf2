"""Dataset → what of it must be confirmed before anyone goes on, and the answer as the report prints it."""

from __future__ import annotations

from dataclasses import dataclass

from hvc.cleaning.issues import Effect, Issue
from hvc.insights.detectors.quality import LOST
from hvc.insights.model import Fact
from hvc.insights.phrase import Said, say
from hvc.joining import Dataset, Source
from hvc.reading.asides import BLANK, NOTES, REPEATED, TOTALS, UNITS
from hvc.schema import AMOUNT, ORDER_AMOUNT, REFUND
from hvc.units import CENTS, COUNT, SHARE

LAYOUT = frozenset({BLANK, NOTES, REPEATED, TOTALS, UNITS})  # rows that are no customers: nothing is lost with them
UNREADABLE = 0.01  # of a table's rows: more amounts than this that cannot be read
MOVED = 0.005  # of the amount read: as much is set aside by counting repeated rows once
UNREAD_CODES = frozenset({"amount_unreadable", "amount_foreign"})
REPEAT_CODES = frozenset(
    {"duplicate_row", "duplicate_customer", "order_line_repeated", "order_line_in_two_tables", "orders_told_twice"}
)
MONEY = frozenset({AMOUNT.key, ORDER_AMOUNT.key, REFUND.key})  # fields whose cells make the amount
ACCEPTED = "使用者看过以上情况，确认按现在的处理继续。"
NOTHING_ASKED = "数据都在限度以内，没有需要确认的情况。"
OPEN = "以上情况在生成报告时还没有人确认，使用结论前请先核对。"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One thing to confirm: stable English `code`, one Chinese sentence with its numbers and the limit it passes."""

    code: str
    text: str
    facts: tuple[Fact, ...] = ()


def _alarm(code: str, said: Said) -> Alarm:
    return Alarm(code, said.text, said.facts)


def alarms(data: Dataset) -> tuple[Alarm, ...]:
    """Everything to be confirmed; nothing where the data stand within all limits."""
    found = (_rows(data), *(_unreadable(data, source) for source in data.sources), _moved(data))
    return tuple(alarm for alarm in found if alarm is not None)


def answer(*, accepted: bool) -> str:
    """What the report says beside the alarms."""
    return ACCEPTED if accepted else OPEN


def _rows(data: Dataset) -> Alarm | None:
    """Rows set aside, of all that hold data: a heading repeated or a 合计 loses nothing."""
    dropped = [issue for issue in data.issues if issue.effect is Effect.DROPPED]
    layout = sum(issue.rows for issue in dropped if issue.label in LAYOUT)
    read = data.quality.rows_read - layout
    aside = read - data.quality.rows_used
    if not read or aside <= LOST * read:
        return None
    most = max((i for i in dropped if i.label not in LAYOUT), key=lambda i: (i.rows, i.code), default=None)
    rows = Fact("最多的一类原因的行数", most.rows if most else 0, COUNT)
    why = say(f"，最多的一类：{most.label}（", rows, " 行）") if most else ""
    limit = Fact("没有参与分析的行的限度", LOST, SHARE)
    return _alarm(
        "rows", say("没有参与分析的行占 ", _part("没有参与分析的行", aside, read), "，超过 ", limit, why, "。")
    )


def _unreadable(data: Dataset, source: Source) -> Alarm | None:
    found = [i for i in data.issues if i.table == source.table and i.code in UNREAD_CODES and _of_amount(i, source)]
    cells = sum(issue.rows for issue in found)
    if not source.rows_read or cells <= UNREADABLE * source.rows_read:
        return None
    part, limit = _part("无法读取的金额", cells, source.rows_read), Fact("无法读取的限度", UNREADABLE, SHARE)
    return _alarm("amounts", say(f"「{source.table}」无法读取的金额占 ", part, "，超过 ", limit, "。"))


def _of_amount(issue: Issue, source: Source) -> bool:
    """The issue is about a column that makes the amount, not about an income beside it."""
    heads = [column.header for column in source.columns if column.field and column.field.key in MONEY]
    return any(issue.label.startswith(f"「{header}」") for header in heads)


def _moved(data: Dataset) -> Alarm | None:
    moved = abs(sum(issue.amount or 0.0 for issue in data.issues if _repeats(issue)))
    read = abs(data.quality.amount_read)
    if not read or moved <= MOVED * read:
        return None
    share, limit = Fact("重复的行的金额占比", moved / read, SHARE), Fact("重复的行的限度", MOVED, SHARE)
    amount = Fact("重复的行的金额", moved, CENTS)
    return _alarm("duplicates", say("重复的行只计一次，使金额合计少了 ", share, "（", amount, "），超过 ", limit, "。"))


def _part(name: str, rows: int, whole: int) -> Said:
    """A share of rows with its base: 8.0%（80/1,000 行）."""
    fact = Fact(f"{name}占比", rows / whole, SHARE, f"{COUNT.text(rows)}/{COUNT.text(whole)}")
    return say(fact, f"（{fact.base} 行）")


def _repeats(issue: Issue) -> bool:
    return issue.effect is Effect.DROPPED and issue.code in REPEAT_CODES
