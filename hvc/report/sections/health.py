"""Dataset, tables and columns → the sections of 数据体检: what was read, what was done to it, what to check."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.cleaning.issues import Effect, Issue
from hvc.joining import Dataset, Source
from hvc.reading.tables import Table
from hvc.report.alarms import Alarm
from hvc.report.balance import Balance, balance
from hvc.report.charts import amount_ledger, rows_ledger
from hvc.report.labels import clean
from hvc.report.model import Paragraph, Run, Section, TableColumn
from hvc.report.partners import Partners
from hvc.report.sections.data import KINDS, match
from hvc.report.sections.prose import paragraph, table
from hvc.units import CENTS, COUNT, NOTHING, SHARE

MONEY_ONLY = "行照常参与分析，只是金额没有计入"
SIGNS = {",": "逗号", "\t": "制表符", ";": "分号", "|": "竖线", "，": "中文逗号", "；": "中文分号", " ": "空格"}
TABLES = (
    TableColumn("table", "表"),
    TableColumn("kind", "种类"),
    TableColumn("rows_read", "读取行数", COUNT),
    TableColumn("rows_used", "使用行数", COUNT),
    TableColumn("match", "对应上的比例", SHARE),
    TableColumn("unknown", "没有对应的编号", COUNT),
    TableColumn("absent", "本表没有记录的客户", COUNT),
    TableColumn("sheet", "工作表"),
    TableColumn("header", "表头行"),
    TableColumn("encoding", "编码"),
    TableColumn("delimiter", "分隔符"),
)


def fine(data: Dataset) -> bool:
    """Nothing was set aside and nothing is in doubt."""
    return not any(issue.effect is not Effect.REPAIRED for issue in data.issues)


def verdict(data: Dataset, found: Sequence[Alarm]) -> Section:
    """Say in a sentence how the data stand, and what is to be confirmed before going on."""
    seen = balance(data)
    told = paragraph(_verdict(data, seen), role="body" if found else "lead")
    return Section("verdict", "结论", (*_warning(found), told))


def _warning(found: Sequence[Alarm]) -> tuple[Paragraph, ...]:
    """What is to be confirmed, in one box, counted where there are several."""
    texts = [f"（{place}）{alarm.text}" if len(found) > 1 else alarm.text for place, alarm in enumerate(found, 1)]
    return (paragraph(Run("继续之前，请看一眼：", bold=True), *texts, role="warning"),) if found else ()


def _verdict(data: Dataset, seen: Balance) -> str:
    whole = f"读取的 {COUNT.text(seen.rows_read)} 行全部参与分析，金额合计 {CENTS.text(seen.amount_used)}，与文件一致。"
    if fine(data):
        return f"没有发现问题：{whole}"
    doubts = sum(issue.effect is Effect.DOUBTFUL for issue in data.issues)
    check = f"有 {COUNT.text(doubts)} 项请核对。" if doubts else ""
    if seen.parts.is_empty():
        return f"{whole}{check}"
    aside = seen.rows_read - seen.rows_used
    used = f"读取 {COUNT.text(seen.rows_read)} 行，参与分析 {COUNT.text(seen.rows_used)} 行"
    whole = "，行数和金额都对得上" if not seen.rows_left and not seen.amount_left else ""
    return f"{used}；{COUNT.text(aside)} 行没有参与，原因逐条列在下面{whole}。{check}"


def equations(data: Dataset) -> Section | None:
    """Draw what was read as what was used and what was not; None where all of it was used."""
    seen = balance(data)
    if seen.parts.is_empty():
        return None
    rows = f"读取的 {COUNT.text(seen.rows_read)} 行全部参与分析，差额 {COUNT.text(seen.rows_left)} 行。"
    money = f"文件金额合计 {CENTS.text(seen.amount_read)}，全部参与分析，差额 {CENTS.text(seen.amount_left)}。"
    return Section(
        "equations",
        "行数与金额对账",
        (rows_ledger(seen) or paragraph(rows), amount_ledger(seen) or paragraph(money)),
    )


def problems(data: Dataset, effect: Effect) -> Section | None:
    """Every issue of one severity, what concerns most rows or money first; None where there is none."""
    issues = ranked([issue for issue in data.issues if issue.effect is effect], data)
    if not issues:
        return None
    blocks = [block for issue in issues for block in _problem(issue, data)]
    return Section(f"problems-{effect.name}", f"{effect.value}（{COUNT.text(len(issues))} 项）", tuple(blocks))


def ranked(issues: Sequence[Issue], data: Dataset) -> list[Issue]:
    """By the larger of its shares of rows and of money."""
    return sorted(issues, key=lambda issue: (-_weight(issue, data), issue.code, issue.table))


def _weight(issue: Issue, data: Dataset) -> float:
    """The larger of its shares: of all rows or customers, of all money."""
    seen = data.quality
    whole, money = seen.customers if about_customers(issue) else seen.rows_read, abs(seen.amount_read)
    return max(issue.rows / whole if whole else 0.0, abs(issue.amount or 0.0) / money if money else 0.0)


def about_customers(issue: Issue) -> bool:
    """The issue counts customers, not rows of a file."""
    return issue.effect is Effect.DOUBTFUL and issue.numbers is None


def _share(issue: Issue, data: Dataset) -> float | None:
    """Of the rows of its table, or of the customers."""
    read = sum(source.rows_read for source in data.sources if issue.table in {"", source.table})
    whole = data.quality.customers if about_customers(issue) else read
    return issue.rows / whole if whole and issue.rows else None


def _problem(issue: Issue, data: Dataset) -> tuple[Paragraph, Paragraph]:
    share = _share(issue, data)
    unit, base = ("位客户", "全部客户") if about_customers(issue) else ("行", "该表")
    size = f"{COUNT.text(issue.rows)} {unit}" if issue.rows else ""
    facts = (
        f"{size}，占{base}的 {SHARE.text(share)}" if share is not None else size,
        f"涉及金额 {CENTS.text(issue.amount)}" if issue.amount else "",
        "" if issue.rows or issue.effect is not Effect.DROPPED else MONEY_ONLY,
        f"{'例：' if issue.rows else ''}{'，'.join(issue.examples)}" if issue.examples else "",
        f"表：{issue.table}" if issue.table and len(data.sources) > 1 else "",
    )
    return paragraph(Run(issue.label, bold=True)), paragraph("；".join(fact for fact in facts if fact), role="note")


def tables(data: Dataset, read: Sequence[Table], known: Sequence[Partners]) -> Section:
    """Build one row per table: what it is, where it stood, how much of it fits the others."""
    of = {each.name: each for each in read}
    partner = {each.table: each for each in known}
    rows = [_table(source, of.get(source.table), partner.get(source.table)) for source in data.sources]
    schema = {column.key: pl.String if column.unit is None else pl.Float64 for column in TABLES}
    note = "对应上的比例：表中编号去重后，能找到对应客户（退货表为订单）的比例；— 表示这张表自己就是客户名单，或不参与对应。"
    made = table("读取的表", "", TABLES, pl.DataFrame(rows, schema=schema, orient="row"), note)
    return Section("tables", "读取了哪些表", (made,))


def _table(source: Source, read: Table | None, partner: Partners | None) -> tuple[object, ...]:
    """The cells of one table, in the order of `TABLES`."""
    where = (NOTHING,) * 4 if read is None else (
        clean(read.sheet or NOTHING),
        f"第 {read.header_row} 行" if read.header_row else "没有表头",
        read.coding or NOTHING,
        SIGNS.get(read.delimiter or "", read.delimiter) or NOTHING,
    )  # fmt: skip
    return (
        source.table, KINDS[source.kind], source.rows_read, source.rows_used, match(source),
        _unknown(source, partner), len(partner.absent) if partner else None, *where,
    )  # fmt: skip


def _unknown(source: Source, partner: Partners | None) -> int | None:
    if source.keys is None or source.matched is None:
        return None
    return len(partner.unknown) if partner else source.keys - source.matched
