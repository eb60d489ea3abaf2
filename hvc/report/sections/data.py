"""Sources, issues and methods → the notes at the end: what was read, what was left out, how each number is made."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.cleaning.issues import Effect
from hvc.insights.holding import MEANING
from hvc.insights.model import Fact, Finding
from hvc.insights.phrase import Said, money, people
from hvc.joining import Dataset, Source
from hvc.mapping import TableKind
from hvc.report.alarms import alarms, answer
from hvc.report.balance import Balance, balance
from hvc.report.labels import clean
from hvc.report.model import Block, DataTable, Run, Section, TableColumn
from hvc.report.sections.prose import about, cards, paragraph, table
from hvc.units import CENTS, COUNT, SHARE, YUAN

KINDS = {
    TableKind.CUSTOMERS: "客户表",
    TableKind.ORDERS: "订单表",
    TableKind.RETURNS: "退货表",
    TableKind.ATTRIBUTES: "客户属性表",
    TableKind.HISTORY: "历史记录表",
    TableKind.LOOKUP: "对照表",
}
SOURCES = (
    TableColumn("table", "表"),
    TableColumn("kind", "种类"),
    TableColumn("rows_read", "读取行数", COUNT),
    TableColumn("rows_used", "使用行数", COUNT),
    TableColumn("match", "对应上的比例", SHARE),
)
LEDGER = (
    TableColumn("part", "项目"),
    TableColumn("rows", "行数", COUNT),
    TableColumn("share", "占读取行数", SHARE),
    TableColumn("amount", "金额（元）", CENTS),
)
ISSUES = (
    TableColumn("label", "情况"),
    TableColumn("table", "表"),
    TableColumn("effect", "处理"),
    TableColumn("rows", "行数", COUNT),
    TableColumn("amount", "涉及金额（元）", YUAN),
)
RETOLD = ("quality.rows", "quality.doubtful", "quality.repaired")  # the equation and the table of issues say it all
METHODS = (
    ("占高价值、占其他", "某一类客户在高价值客户（或其他客户）中的比例，分母是填写了这一项的客户。"),
    ("高价值占比", "这一类客户里有多少是高价值客户；不足 30 位客户时不给出。"),
    ("TGI", "目标群体指数：高价值客户中的比例除以全部客户中的比例，再乘 100；100 为平均。"),
    ("倍数", "高价值客户中的比例是其他客户的几倍，区间为 95% Koopman 得分区间。"),
    ("q 值", "同时检验许多项后校正过的 p 值（Benjamini-Hochberg）；低于 0.05 才算超出偶然。"),
    (
        "结论用语",
        (
            "显著偏高：两组都不少于 30 位、q 值低于 0.05、倍数不低于 1.2、这一类高价值客户不少于 10 位；"
            "略高：倍数在 1.05 与 1.2 之间；偏低与之对称；"
            "无明显差异：差值区间在 ±5 个百分点内、倍数区间在 0.8 到 1.25 内；其余为证据不足。"
        ),
    ),
    ("稳健、敏感、反转", f"{MEANING}；五档是现行门槛的 0.6、0.8、1、1.25、1.67 倍。"),
)


def notes(analysis: Analysis, findings: Sequence[Finding], *, accepted: bool = False) -> Section:
    """Build the data notes: reconciliation, sources, issues, what could not be analysed, methods in plain words.

    `accepted`: somebody saw what had to be confirmed and went on.
    """
    data = analysis.dataset
    blocks: list[Block] = [
        reconciliation(data),
        *confirmation(data, accepted=accepted),
        *ledger(balance(data)),
        sources(data),
        *cards([f for f in about(findings, "quality") if f.code not in RETOLD]),
    ]
    blocks += issues(data)
    blocks += cards([f for f in findings if f.code.startswith("unavailable.")])
    if analysis.breakdowns:  # else none of these words was used
        blocks += [paragraph(Run(f"{name}：", bold=True), text, role="bullet") for name, text in METHODS]
    return Section("quality", "数据与方法说明", tuple(blocks))


def reconciliation(data: Dataset) -> Block:
    """Say in one sentence how rows and money add up."""
    seen = data.quality
    read, used = (
        Fact(f"{what}的行数", n, COUNT) for what, n in (("读取", seen.rows_read), ("参与分析", seen.rows_used))
    )
    rest = Fact("未参与分析的行数", seen.rows_read - seen.rows_used, COUNT)
    left = money("未参与分析的金额", round(seen.amount_read - seen.amount_used, 2))
    return paragraph(
        "读取 ", read, " 行，参与分析 ", used, " 行，未参与 ", rest, " 行；文件金额合计 ", money("文件金额合计", seen.amount_read),
        "，参与分析 ", money("参与分析的金额", seen.amount_used), "，未参与 ", left, "；共 ",
        people("进入分析的客户数", seen.customers), "客户进入分析。",
    )  # fmt: skip


def confirmation(data: Dataset, *, accepted: bool) -> tuple[Block, ...]:
    """What was to be confirmed before going on, and whether it was; nothing where nothing was."""
    found = alarms(data)
    if not found:
        return ()
    texts = (Said(alarm.text, alarm.facts) for alarm in found)
    return (paragraph(*texts, Run(answer(accepted=accepted), bold=True), role="warning"),)


def ledger(seen: Balance) -> tuple[DataTable, ...]:
    """Show how what was read became what was used, down to the last 分; no table where all was used."""
    if seen.parts.is_empty():
        return ()
    schema = {"part": pl.String, "rows": pl.Int64, "amount": pl.Float64}
    read = pl.DataFrame([("读取", seen.rows_read, seen.amount_read)], schema=schema, orient="row")
    used = pl.DataFrame(
        [("参与分析", seen.rows_used, seen.amount_used), ("差额", seen.rows_left, seen.amount_left)],
        schema=schema,
        orient="row",
    )
    aside = seen.parts.select(part=pl.format("未参与：{}", "reason"), rows="rows", amount="amount")
    frame = pl.concat([read, aside, used]).with_columns(share=pl.col("rows") / max(seen.rows_read, 1))
    money_only = "行数为 0 的一项，行照常参与，只是这部分金额没有计入。" if 0 in seen.parts["rows"] else ""
    note = f"读取 = 各项未参与之和 + 参与分析；差额是两边相减所剩。{money_only}"
    return (table("对账", "行数与金额对账", LEDGER, frame, note),)


def sources(data: Dataset) -> DataTable:
    """One row per table read."""
    frame = pl.DataFrame(
        {
            "table": [s.table for s in data.sources],
            "kind": [KINDS[s.kind] for s in data.sources],
            "rows_read": [s.rows_read for s in data.sources],
            "rows_used": [s.rows_used for s in data.sources],
            "match": [match(s) for s in data.sources],
        },
        schema_overrides={"match": pl.Float64},
    )
    note = "对应上的比例：表中编号去重后，能找到对应客户（退货表为订单）的比例；— 表示客户名单本身。"
    return table("数据来源", "读取了哪些表", SOURCES, frame, note)


def match(source: Source) -> float | None:
    """Of the different keys of the table, the share that found a partner; None where it needs none."""
    return source.matched / source.keys if source.keys and source.matched is not None else None


def issues(data: Dataset) -> tuple[DataTable, ...]:
    """One row per issue that the ledger does not tell, what is to be checked first; no table where there is none."""
    rank = list(Effect)
    rest = [issue for issue in data.issues if issue.effect is not Effect.DROPPED]
    if not rest:
        return ()
    ordered = sorted(rest, key=lambda issue: (-rank.index(issue.effect), -issue.rows, issue.code))
    frame = pl.DataFrame(
        {
            "label": [issue.label for issue in ordered],
            "table": [clean(issue.table) for issue in ordered],
            "effect": [issue.effect.value for issue in ordered],
            "rows": [issue.rows for issue in ordered],
            "amount": [issue.amount for issue in ordered],
        },
        schema_overrides={"amount": pl.Float64},
    )
    return (table("数据问题", "请核对的与已修复的", ISSUES, frame),)
