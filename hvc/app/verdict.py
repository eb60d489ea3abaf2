"""Rule and overview → the sentence and the numbers that the definition page shows at once."""

from __future__ import annotations

from typing import assert_never

from hvc.analysis.model import Overview
from hvc.report.model import Metric, Metrics, Paragraph, Run
from hvc.rules import Combined, Over, Pareto, Rule, TopShare, amount_of
from hvc.units import COUNT, SHARE, YUAN


def sentence(rule: Rule, overview: Overview) -> Paragraph:
    """The definition and whom it marks, as the report will open."""
    base = f"全部 {COUNT.text(overview.customers)} 位客户的 {SHARE.text(overview.high_value_share)}"
    amount = f"贡献全部金额 {YUAN.text(overview.amount)}的 {SHARE.text(overview.high_value_amount_share)}"
    return Paragraph(
        (
            Run(f"高价值客户指{rule.label}。共 "),
            Run(f"{COUNT.text(overview.high_value)} 位", bold=True),
            Run(f"，占{base}，{amount}。"),
        ),
        "body",
    )


def brief(overview: Overview) -> str:
    """Whom the rule marks, on one line."""
    share = SHARE.text(overview.high_value_amount_share)
    instead = overview.suggested_threshold
    unusual = "" if instead is None else f"；这个比例比较少见，可以改用 {YUAN.text(instead)}"
    return (
        f"高价值客户 {COUNT.text(overview.high_value)} 位，占 {COUNT.text(overview.customers)} 位客户的 "
        f"{SHARE.text(overview.high_value_share)}，贡献 {share} 的金额{unusual}"
    )


def metrics(rule: Rule, overview: Overview) -> Metrics:
    """Customers, their share, their share of the amount, and who stands exactly on the line."""
    on_the_line = Metric(
        "正好在门槛上",
        f"{COUNT.text(overview.on_the_line)} 位",
        _on_the_line(rule),
        "金额正好等于门槛的客户数，按分比较",
    )
    return Metrics(
        (
            Metric(
                "高价值客户",
                f"{COUNT.text(overview.high_value)} 位",
                f"共 {COUNT.text(overview.customers)} 位客户",
                f"指{rule.label}",
            ),
            Metric(
                "占全部客户",
                SHARE.text(overview.high_value_share),
                f"其他 {SHARE.text(1 - overview.high_value_share)}",
                "高价值客户数除以全部有金额的客户数",
            ),
            Metric(
                "贡献金额",
                SHARE.text(overview.high_value_amount_share),
                f"{YUAN.text(overview.high_value_amount)} / {YUAN.text(overview.amount)}",
                f"高价值客户的{rule.field.label}合计除以全部客户的合计",
            ),
            *((on_the_line,) if amount_of(rule) else ()),
        )
    )


def _on_the_line(rule: Rule) -> str:
    match rule:
        case Over():
            return "不算高价值客户"
        case TopShare() | Pareto():
            return "一并计入"
        case Combined(amount):
            return "" if amount is None else f"{_on_the_line(amount)}，归属由这一点决定"
        case _:
            assert_never(rule)
