"""A small report made by hand, and the strings that break writers."""

from __future__ import annotations

import datetime as dt

import altair as alt
import polars as pl

from hvc.analysis.model import Analysis, Breakdown, Concentration, Cross, Overview, Shape, Unavailable
from hvc.cleaning.issues import Effect, Issue
from hvc.export.artist import drawn
from hvc.export.model import Material, Picture
from hvc.export.pictures import Spec, charts, spec
from hvc.insights.model import Action, Fact, Finding, Level
from hvc.joining import Dataset, Quality, Source
from hvc.mapping import Column, TableKind
from hvc.report.model import (
    Actions,
    Chart,
    DataTable,
    Findings,
    Metric,
    Metrics,
    Paragraph,
    Report,
    Run,
    Section,
    TableColumn,
)
from hvc.report.theme import dress
from hvc.rules import Line, Over
from hvc.schema import AMOUNT, CONSENT, CUSTOMER, NAME, PHONE, REGISTER_DATE, TAGS, TIER
from hvc.units import COUNT, RATIO, SHARE, YUAN

HOSTILE = (
    '=HYPERLINK("http://x.example/","点我")',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "**粗** [链接](http://x.example) `代码` | 竖线 # 号 ![图](http://x.example/a.png)",
    "{{ 7*7 }} {% raw %} #eval(1) \\input{x}",
    "控\x00制\x0b字\x1f符\ufffe到此",
    "方\u202e向\u2066反",
    "表情😀与罕字𠮷喆䶮",
    "长" * 5000,
)


def members() -> pl.DataFrame:
    return pl.DataFrame(
        {
            "customer": ["00123", "6222021234567890123", "=1+1"],
            "name": ["甲某", "乙某某", None],
            "phone": ["13800138041", "+86 139-0013-9000", "13700137000"],
            "amount": [12000.5, 8000.0, 5100.25],
            "tags": ["高消费潜力\x1f品牌忠诚度高", "", None],
            "tier": ["钻石会员", "@黄金会员", None],
            "register_date": [dt.datetime(2024, 1, 2), dt.datetime(2023, 5, 6), None],  # noqa: DTZ001  no zone by contract
            "consent": [True, False, None],
        },
        schema_overrides={"tags": pl.Categorical},
    )


def action(title: str = "VIP 专属服务") -> Action:
    return Action(
        "vip", title, "会员等级在黄金会员及以上的高价值客户", members(), "VIP专属服务", 25100.75,
        "高价值客户中钻石会员占 42.9%（18/42），其他客户中占 5.1%（4/78）。", ("指定专属客服。", "生日月寄送礼遇。"),
        "企业微信与电话", "30 天", "90 天复购率，今日基数 38.1%", 1,
    )  # fmt: skip


def breakdown() -> Breakdown:
    frame = pl.DataFrame(
        {
            "level": ["普通会员", "钻石会员"], "customers": [98, 22], "high_value": [24, 18], "others": [74, 4],
            "share_high_value": [0.571, 0.429], "share_high_value_low": [0.422, 0.291], "share_high_value_high": [0.709, 0.578],
            "share_others": [0.949, 0.051], "rate": [0.245, 0.818], "tgi": [70.0, 234.0], "rr": [0.6, None],
            "rr_low": [0.4, 3.1], "rr_high": [0.8, None], "diff": [-0.378, 0.378], "diff_low": [-0.5, 0.2],
            "diff_high": [-0.2, 0.5], "p": [0.001, float("nan")], "q": [0.01, 0.001], "word": ["显著偏低", "显著偏高"],
            "amount": [310000.0, 420000.0],
        }
    )  # fmt: skip
    return Breakdown(
        TIER, frame, False, True, 42, 78, 0, 3, 0.001, 0.002, 0.4, 0.8, Shape.PYRAMID, "等级按消费额划分。"
    )


def analysis() -> Analysis:
    customers = members()
    columns = (Column("会员.xlsx / 客户", "客户编号", CUSTOMER, 1.0), Column("会员.xlsx / 客户", "备注", None))
    dataset = Dataset(
        customers, None, (CUSTOMER, NAME, PHONE, AMOUNT, TAGS, TIER, REGISTER_DATE, CONSENT),
        (Issue("amount.unreadable", "金额无法识别", 2, Effect.DROPPED),),
        (Source("会员.xlsx", "会员.xlsx / 客户", TableKind.CUSTOMERS, 122, 120, columns),),
        Quality(122, 120, 120, 731234.56, 730000.0),
    )  # fmt: skip
    cross = pl.DataFrame(
        {"row_level": ["钻石会员"], "column_level": ["AAA"], "customers": [12], "high_value": [10], "rate": [0.83],
         "expected": [0.8], "lift": [2.4], "q": [0.01], "amount": [200000.0]}
    )  # fmt: skip
    empty = pl.DataFrame()
    return Analysis(
        dataset, Over(), Line(AMOUNT, ">", 5000.0),
        Overview(120, 42, 0.35, 730000.0, 560000.0, 0.767, 13333.3, 2179.5, 9000.0, 2000.0, 4),
        Concentration(0.52, empty, empty, 40, 0), (breakdown(),), (Cross(TIER, TAGS, cross),),
        (Unavailable("rfm", "没有订单日期。", "上传含下单日期的订单表。"),),
    )  # fmt: skip


def chart(label: str = "钻石会员", name: str = "tier") -> Chart:
    frame = pl.DataFrame({"level": [label, "普通会员"], "rate": [0.818, 0.245]})
    bars = (
        alt.Chart(frame)
        .mark_bar(style="high-value")
        .encode(x=alt.X("rate:Q", title="高价值率"), y=alt.Y("level:N", title=None))
    )
    return Chart(
        name,
        f"{label}的高价值率最高",
        "高价值率 = 高价值客户 ÷ 该等级客户",
        dress(bars, alt_text=label),
        frame,
        f"{label}的高价值率为 81.8%",
        "共 120 位客户",
    )


def report(text: str = "高消费潜力") -> Report:
    finding = Finding(
        "tier.higher",
        "tier",
        Level.OPPORTUNITY,
        f"{text}在高价值客户中更常见",
        f"{text}：42.9%（18/42），其他 5.1%（4/78）。",
        (Fact("share", 0.429, SHARE, "42"),),
    )
    columns = (
        TableColumn("level", f"水平{text}"), TableColumn("customers", "客户数", COUNT), TableColumn("share", "占比", SHARE),
        TableColumn("rr", "倍数", RATIO), TableColumn("amount", "金额", YUAN),
    )  # fmt: skip
    numbers = {"customers": [22, 98], "share": [0.429, 0.571], "rr": [8.36, None], "amount": [420000.0, 310000.5]}
    frame = pl.DataFrame({"level": [text, "普通会员"], **numbers})
    table = DataTable(f"{text}一览", columns, frame, "占比的分母是填写了会员等级的客户。", "会员等级")
    tier = (
        Paragraph((Run(text, bold=True), Run("，共 120 位客户。")), "lead"), Paragraph((Run("要点一"),), "bullet"),
        Paragraph((Run("样本较少，结论仅作线索。"),), "warning"), Metrics((Metric("高价值客户", "42", "占 35.0%"), Metric(text[:40], "128.4 万元"))),
        chart(text), table, Paragraph((Run("数据截至上传之日。"),), "note"),
    )  # fmt: skip
    sections = (
        Section("overview", "总览", (Findings((finding,)),)),
        Section("tier", f"会员等级：{text}", tier),
        Section("actions", "行动计划", (Actions((action(text),)),)),
    )
    return Report(
        "高价值客户分析报告", "会员客户示例", sections, (("口径", "累计交易金额超过 5,000 元"), ("数据范围", text))
    )


def draw(prepared: Spec) -> Picture:
    """A picture, drawn without a child."""
    return Picture(*drawn(prepared))


def material(text: str = "高消费潜力", *, clear: bool = False) -> Material:
    made = report(text)
    findings = tuple(f for s in made.sections for b in s.blocks if isinstance(b, Findings) for f in b.items)
    actions = tuple(a for s in made.sections for b in s.blocks if isinstance(b, Actions) for a in b.items)
    pictures = {one.name: draw(spec(one)) for one in charts(made)}
    return Material(made, analysis(), findings, actions, pictures, clear)
