"""The analysis → the lines of the sheet 口径: what was counted, from which rows, and what each column of a table means."""

from __future__ import annotations

from collections.abc import Iterator

from hvc.export.model import Material
from hvc.export.workbook import Line
from hvc.insights.holding import MEANING
from hvc.mapping import TableKind
from hvc.report.alarms import NOTHING_ASKED, alarms, answer
from hvc.sharing.limit import UNDER, small
from hvc.sharing.wording import wording
from hvc.units import COUNT, NOTHING, YUAN

ROW = ("label", "text", "text", "text")
KINDS = {
    TableKind.CUSTOMERS: "客户表",
    TableKind.ORDERS: "订单表",
    TableKind.RETURNS: "退货表",
    TableKind.ATTRIBUTES: "客户属性表",
    TableKind.HISTORY: "客户历史表",
    TableKind.LOOKUP: "对照表（未参与分析）",
}
TERMS = (
    ("其他客户", "参与分析的客户中，高价值客户以外的全部。"),
    ("占比", "一组客户中属于该水平的人数 ÷ 该组填写了这一字段的人数；未填写者不在分母里。"),
    ("高价值率", "该水平的客户中高价值客户所占的比例。"),
    ("TGI", "100 × 高价值客户中的占比 ÷ 全体客户中的占比，100 为平均。"),
    ("倍数", "高价值客户中的占比 ÷ 其他客户中的占比。"),
    ("差值", "高价值客户中的占比 − 其他客户中的占比，单位为百分点。"),
    ("区间", "95% 置信区间：占比用 Wilson 法，倍数用 Koopman 法，差值用 Newcombe 法。"),
    ("q 值", "卡方检验（期望频数小于 5 时用 Fisher 精确检验）的 p 值，按 Benjamini-Hochberg 法校正。"),
    (
        "显著偏高、显著偏低",
        "两组各不少于 30 人，q < 0.05，倍数不小于 1.2（或不大于 1/1.2），且偏多的一组不少于 10 人。",
    ),
    ("略高、略低", "两组各不少于 30 人，q < 0.05，倍数在 1.05 至 1.2 之间（或其倒数）。"),
    ("无明显差异", "差值的区间在 ±5 个百分点以内，且倍数的区间在 0.8 至 1.25 之间。"),
    ("证据不足", "以上都不符合：样本太少，或差异尚不能与偶然区分。"),
    ("稳健、敏感、反转", f"{MEANING}；五档是现行门槛（或比例）的 0.6、0.8、1、1.25、1.67 倍。"),
    ("多值字段", "一位客户可有多个标签，每个标签各计一次，占比相加可超过 100%。"),
)


def basis(material: Material) -> Iterator[Line]:
    """The sheet, top to bottom."""
    yield Line(("口径与数据说明",), ("title",))
    yield from _part("口径")
    yield from (_row(name, value) for name, value in material.report.facts)
    yield from _definition(material)
    yield from _reconciliation(material)
    yield from _confirmation(material)
    yield from _part("数据来源", "表", "类型", "读取行数")
    for source in material.analysis.dataset.sources:
        yield _row(source.file, source.table, KINDS[source.kind], _rows(source.rows_read, secret=material.shareable))
    yield from _part("数据问题", "说明", "处理", "行数")
    for issue in material.analysis.dataset.issues:
        few = material.shareable and small(issue.rows)
        yield _row(issue.table or NOTHING, issue.label, issue.effect.value, UNDER if few else COUNT.text(issue.rows))
    yield from _part("名词")
    yield from (_row(name, meaning) for name, meaning in TERMS)
    if gaps := material.analysis.unavailable:
        yield from _part("没有做的分析", "原因", "补充什么就能做")
        yield from (_row(gap.part, gap.reason, gap.unlock) for gap in gaps)


def _rows(count: int, *, secret: bool) -> str:
    """The rows that were read; beside those that were used they would tell how few were set aside."""
    return NOTHING if secret else COUNT.text(count)


def _part(title: str, *heads: str) -> Iterator[Line]:
    yield Line()
    yield Line((title, *heads, *("",) * (3 - len(heads))), ("section",) * 4)


def _row(*cells: str) -> Line:
    return Line(cells, ROW[: len(cells)])


def _definition(material: Material) -> Iterator[Line]:
    line, overview = material.analysis.line, material.analysis.overview
    yield _row("高价值客户", material.analysis.rule.label)
    if cut := line.amount:
        beside = "" if line.cut else "；其余条件按客户已填写的内容判断，没有填写的不符合"
        yield _row("判定方法", f"{cut.field.label} {cut.operator} {YUAN.text(cut.threshold)}，按分比较{beside}")
        if not (material.shareable and small(overview.on_the_line)):
            yield _row("恰在线上", f"{COUNT.text(overview.on_the_line)} 位客户的金额恰好等于门槛，归属由这一点决定")
    else:
        yield _row("判定方法", "不看金额；按客户已填写的内容判断，没有填写的不符合")
    yield _row("人数", f"高价值 {COUNT.text(overview.high_value)} 位，全体 {COUNT.text(overview.customers)} 位")


def _confirmation(material: Material) -> Iterator[Line]:
    """How rows were joined, what was to be confirmed, and whether somebody did."""
    data, accepted = material.analysis.dataset, material.report.accepted
    yield from _part("处理方式与确认")
    yield _row("同一客户有多行", data.options.duplicates.rule)
    yield _row("退款和退货", data.options.refunds.value)
    found = alarms(data)
    words = wording(material.analysis)
    texts = (words.kept(alarm.text) if material.shareable else alarm.text for alarm in found)
    yield from (_row("请核对", text) for text in texts if text)
    yield _row("确认", answer(accepted=accepted) if found else NOTHING_ASKED)


def _reconciliation(material: Material) -> Iterator[Line]:
    quality = material.analysis.dataset.quality
    yield from _part("对账", "读取", "参与分析", "未参与")
    if material.shareable:
        yield _row("行数", NOTHING, COUNT.text(quality.rows_used))
        yield _row("金额（元）", NOTHING, f"{quality.amount_used:,.2f}")
        yield _row("客户数", NOTHING, COUNT.text(quality.customers))
        return
    rows = (quality.rows_read, quality.rows_used, quality.rows_read - quality.rows_used)
    yield _row("行数", *(COUNT.text(count) for count in rows))
    money = (quality.amount_read, quality.amount_used, quality.amount_read - quality.amount_used)
    yield _row("金额（元）", *(f"{amount:,.2f}" for amount in money))
    yield _row("客户数", NOTHING, COUNT.text(quality.customers))
