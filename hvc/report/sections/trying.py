"""Another line tried → what it would mark, beside the present one, and who would come in or go out."""

from __future__ import annotations

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.overview import part_of
from hvc.analysis.slicing import Numbers
from hvc.analysis.trial import Trial
from hvc.insights.phrase import Part, money, people, share
from hvc.report.labels import clean
from hvc.report.model import DataTable, Metric, Metrics, Paragraph, TableColumn
from hvc.report.sections.prose import metric, paragraph, table
from hvc.schema import Field
from hvc.units import COUNT, SHARE, YUAN


def measures(analysis: Analysis, tried: Trial) -> Metrics:
    """The line in numbers, each beside the present one."""
    now, amount = analysis.overview, clean(analysis.line.field.label)
    return Metrics(
        (
            metric(
                "高价值客户",
                COUNT.text(tried.marked.customers),
                f"现在 {COUNT.text(now.high_value)}",
                f"{amount}超过这条线的客户，其他条件不变。",
            ),
            metric(
                "占全部客户",
                SHARE.text(tried.marked.customers / tried.customers),
                f"现在 {SHARE.text(now.high_value_share)}",
                f"全部客户 {COUNT.text(tried.customers)} 位。",
            ),
            metric(
                "占全部金额",
                SHARE.text(part_of(tried.marked.amount, tried.total)),
                f"现在 {SHARE.text(now.high_value_amount_share)}",
                f"全部客户的{amount}合计 {YUAN.text(tried.total)}。",
            ),
            _moving("进来", tried.coming, "现在不是、到时是。"),
            _moving("出去", tried.going, "现在是、到时不是。"),
        )
    )


def _moving(name: str, who: Numbers, said: str) -> Metric:
    return metric(name, COUNT.text(who.customers), f"合计 {YUAN.text(who.amount)}", said)


def sentence(tried: Trial) -> Paragraph:
    """What the line would change, in words."""
    line = money("试的门槛", tried.threshold)
    if not tried.coming.customers and not tried.going.customers:
        return paragraph("如果门槛是 ", line, "，高价值客户与现在是同一批。")
    told: list[Part] = []
    for who, verb in ((tried.coming, "多出"), (tried.going, "少掉")):
        if who.customers:
            told += [
                f"，{verb} ",
                people(f"{verb}的高价值客户", who.customers),
                "，合计 ",
                money(f"{verb}的金额", who.amount),
            ]
    ending: tuple[Part, ...] = (
        "；高价值客户占 ",
        share("高价值客户占比", tried.marked.customers, tried.customers),
        "。",
    )
    return paragraph("如果门槛是 ", line, *told, *ending)


def levels(field: Field, frame: pl.DataFrame) -> DataTable:
    """Each level of a dimension under both lines: columns of `hvc.analysis.trial.by_level`."""
    label = clean(field.label)
    columns = (
        TableColumn("level", label),
        TableColumn("customers", "客户数", COUNT),
        TableColumn("now", "现在高价值", COUNT),
        TableColumn("then", "那时高价值", COUNT),
        TableColumn("coming", "进来", COUNT),
        TableColumn("going", "出去", COUNT),
    )
    return table("试门槛", f"按{label}看进来和出去的客户", columns, frame.filter(pl.col("customers") > 0))
