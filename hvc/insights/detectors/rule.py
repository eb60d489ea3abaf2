"""The line between high-value and others → what the reader must know about it before the rest."""

from __future__ import annotations

from hvc.analysis.model import Analysis
from hvc.insights.line import definition, nearness
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, called, finding, money, opening, people, say, share
from hvc.insights.standing import few
from hvc.units import COUNT, RATIO, YUAN

MANY = 0.5  # a line that marks more than half marks nobody
RARE = 0.01  # a line that marks fewer leaves too little to learn from
NEARLY = "八成"  # line.NEAR_FROM as it is read aloud


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """Small samples, unusual shares, customers on the line and just under it."""
    return (*_sample(analysis), *_unusual(analysis), *_on_the_line(analysis), *_near(analysis))


def _sample(analysis: Analysis) -> tuple[Finding, ...]:
    seen = analysis.overview
    if not few(analysis):
        return ()
    others = seen.customers - seen.high_value
    counts = (
        "高价值客户 ", people("高价值客户数", seen.high_value), "，其他客户 ", people("其他客户数", others), "；",
        "至少一方不到 ", people("能够下结论的最少人数", PERCENT_FROM), "，",
    )  # fmt: skip
    said = (
        Said("样本较少，结论仅作线索"),
        say(*counts, "两组对比只列人数，不给百分比，也不判断高低。"),
    )
    return (opening("sample.small", Level.WATCH, said, 1.0),)


def _unusual(analysis: Analysis) -> tuple[Finding, ...]:
    seen = analysis.overview
    if RARE <= seen.high_value_share <= MANY:
        return ()
    marked = share("高价值客户占比", seen.high_value, seen.customers)
    if seen.high_value_share > MANY:
        headline = say("按现行口径，过半客户都算高价值客户，重点不够集中：", marked)
        way = "提高到"
    else:
        headline = say("按现行口径，高价值客户极少：", marked)
        way = "降低到"
    said = (headline, _advice(analysis, way))
    return (opening("rule.unusual", Level.WATCH, said, 0.97),)


def _advice(analysis: Analysis, way: str) -> Said:
    now = say("现行口径为", definition(analysis), "。")
    suggested = analysis.overview.suggested_threshold
    if suggested is None:
        other = "可以改用按排名取前若干比例的口径再看一遍。"
        return say(now, other if analysis.line.cut else "可以增减条件，或改动其中的数值，再看一遍。")
    amount = analysis.line.field
    marked = analysis.dataset.customers.select((amount.col > suggested).sum()).item()
    return say(
        now, "可以把门槛", way, " ", money("建议门槛", suggested), "：那样高价值客户为 ",
        share("建议门槛下的高价值客户占比", marked, analysis.overview.customers), "，也可以改用按排名取前若干比例的口径。",
    )  # fmt: skip


def _on_the_line(analysis: Analysis) -> tuple[Finding, ...]:
    seen = analysis.overview
    if not seen.on_the_line:
        return ()
    exactly = people("恰好等于门槛的客户数", seen.on_the_line)
    line = analysis.line.amount
    if line is not None and line.operator == ">=":
        said = (
            say("恰好在门槛上的 ", exactly, "已计入高价值客户"),
            say("口径为", definition(analysis), "，实际门槛是 ", money("高价值门槛", line.threshold), "。"),
        )
        return (finding("rule.on_the_line", "overview", Level.NOTE, said, 0.3),)
    wider = Fact("达到门槛即算时的高价值客户数", seen.high_value + seen.on_the_line, COUNT)
    said = (
        say("有 ", exactly, "客户的金额恰好等于门槛，未计入高价值客户"),
        say(
            "口径为", definition(analysis), "，金额精确到分比较。若改成“达到即算”，高价值客户将由 ",
            Fact("高价值客户数", seen.high_value, COUNT), " 位变为 ", wider, " 位。",
        ),
    )  # fmt: skip
    part = seen.on_the_line / max(seen.high_value, 1)
    return (finding("rule.on_the_line", "overview", Level.NOTE, said, 0.4 + part),)


def _relative(near: int, high: int) -> Said:
    """How large the group is beside those who are over the line."""
    if high < PERCENT_FROM:
        return Said("")
    if near >= high:
        return say("；人数是现有高价值客户的 ", Fact("临近门槛的客户相当于高价值客户的倍数", near / high, RATIO))
    return say("；现有高价值客户 ", people("高价值客户数", high))


def _near(analysis: Analysis) -> tuple[Finding, ...]:
    near, amount = nearness(analysis), analysis.line.amount
    if near is None or amount is None or not near.customers:
        return ()
    line = money("高价值门槛", amount.threshold)
    beside = "" if analysis.line.cut else "，其余条件不用再变"
    said = (
        say("还有 ", people("临近门槛的客户数", near.customers), f"客户离门槛不远，{called(analysis.line.field)}已达门槛的{NEARLY}以上{beside}"),
        say(
            "他们的金额在 ", money("临近门槛的下限", near.low), "至 ", line, "之间，平均再差 ",
            Fact("临近门槛客户平均差额", near.gap, YUAN), _relative(near.customers, analysis.overview.high_value), "。",
        ),
    )  # fmt: skip
    stake = near.customers / max(analysis.overview.high_value, 1)
    return (finding("rule.near", "overview", Level.OPPORTUNITY, said, stake),)
