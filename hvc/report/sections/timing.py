"""RFM and lifecycle → their sections: pictures, tables, and every cut and limit printed."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact, Finding
from hvc.insights.phrase import Said, chain, money, people, say
from hvc.report.charts.layers import paired_shares
from hvc.report.charts.timing import rfm_grid
from hvc.report.model import Block, Section, TableColumn
from hvc.report.sections.prose import about, cards, coded, evidence, paragraph, table
from hvc.timeline.model import Choices, Cuts, Lifecycle, Rfm, Timeline
from hvc.timeline.visits import Origin
from hvc.units import COUNT, DAY, DAYS, PLAIN, SHARE, YUAN

RFM, STAGES = "rfm", "stages"  # keys of the sections
NEEDS = {  # what each type needs, said beside its numbers
    "重要价值客户": "留住：专属服务，不靠折扣",
    "重要发展客户": "提高频次：找下一次来的理由",
    "重要保持客户": "主动联系：先问为什么没来",
    "重要挽留客户": "挽回：一次有诚意的回访",
    "一般价值客户": "提高客单：搭配与升级",
    "一般发展客户": "培养：引导第二、三次消费",
    "一般保持客户": "低成本唤醒：短信、推送",
    "一般挽留客户": "不必投入，随大促触达",
}
GROUP = (
    TableColumn("name", "类型"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("customers_share", "占客户", SHARE),
    TableColumn("amount", "金额", YUAN),
    TableColumn("amount_share", "占金额", SHARE),
)
MEANS = (
    TableColumn("recency", "平均未消费", DAYS),
    TableColumn("frequency", "平均次数", PLAIN, detail=True),
    TableColumn("money", "人均金额", YUAN, detail=True),
)
LETTERS = ("最近消费（R，天）", "消费次数（F，次）", "消费金额（M，元）")


def rfm(analysis: Analysis, findings: Sequence[Finding]) -> Section | None:
    """Build the grid, the eight types by customers and money, the ten segments; None where there is no RFM."""
    told = analysis.timeline
    if told is None or told.rfm is None:
        return None
    part, found = told.rfm, about(findings, RFM)
    sized = part.types.filter(pl.col("customers") > 0).rename({"name": "layer"})
    largest = coded(findings, "rfm.types")
    title = largest[0].headline if largest else "八种 RFM 类型的客户与金额"
    drawn = paired_shares(sized, "rfm-types", title, "种类型")
    blocks: list[Block] = [paragraph(_as_of(told, part))]
    blocks += [drawn, *(evidence(one) for one in largest)] if drawn else cards(largest)
    blocks += [
        *cards([one for one in found if one not in largest]),
        _types(part),
        paragraph(_compared(part), role="note"),
    ]
    blocks += [rfm_grid(part, "客户按最近消费与消费次数的分布")] if part.grid.height else []
    blocks += [*_cuts(part.cuts), _segments(part)]
    return Section(RFM, "RFM 分群", tuple(blocks))


def _as_of(told: Timeline, part: Rfm) -> Said:
    unscored, later = (
        people("没有可用的消费记录的客户数", part.unscored),
        Fact("晚于今天的消费日期数", told.later, COUNT),
    )
    left = say("；另有 ", unscored, "没有可用的消费记录，不参与分群") if part.unscored else Said("")
    left = say(left, "；", later, " 个晚于今天的消费日期当作未填写") if told.later else left
    by = "按订单明细" if part.origin is Origin.ORDERS else "按客户表的汇总列（最近消费日期、订单数、累计金额）"
    default = "（数据中最后一次消费的次日）" if told.choices.reference is None else "（自行设定）"
    assert told.reference is not None
    day = Fact("观察日", told.reference.toordinal(), DAY)
    return say(f"{by}计算，观察日 ", day, default, left, "。")


def _types(part: Rfm) -> Block:
    needs = pl.col("name").replace_strict(NEEDS, default="", return_dtype=pl.String).alias("needs")
    columns = (*GROUP, *MEANS, TableColumn("needs", "需要什么"))
    frame = _rounded(part.types).with_columns(needs).select(c.key for c in columns)
    return table("RFM 类型", "八种类型：人数、金额与需要什么", columns, frame)


def _compared(part: Rfm) -> Said:
    recency, frequency, amount = part.compared
    return say(
        f"类型由三个数与对比值比较得出，对比值取{part.comparison.value}：最近消费 ",
        Fact("最近消费的对比值", round(recency, 1), PLAIN),
        " 天以内、消费 ",
        Fact("消费次数的对比值", round(frequency, 2), PLAIN),
        " 次及以上、金额 ",
        money("金额的对比值", amount),
        "及以上为高。",
    )


def _cuts(cuts: tuple[Cuts, Cuts, Cuts]) -> tuple[Block, ...]:
    lines = []
    for label, cut in zip(LETTERS, cuts, strict=True):
        edges = chain([Fact(f"{label}的分界", round(edge, 2), PLAIN) for edge in cut.edges], "、")
        lines.append(say(f"{label}{cut.cutting.value}：", edges))
    fallback = "；取值太少、分不成五等分的项改用业务分档" if any(c.cutting.name == "BUSINESS" for c in cuts) else ""
    text = f"。得分为 1 加上严格小于该值的分界个数，同值同分；最近消费反过来，5 分最近{fallback}。"
    return (paragraph("得分的分界：", chain(lines), text, role="note"),)


def _segments(part: Rfm) -> Block:
    columns = (*GROUP, *MEANS)
    frame = _rounded(part.segments).select(c.key for c in columns)
    note = "由 R、F 两个得分划分，每位有消费记录的客户恰好在其中一格。"
    return table("RFM 细分", "十个细分", (TableColumn("name", "细分"), *columns[1:]), frame, note)


def _rounded(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("recency").round(0), pl.col("frequency").round(1), pl.col("money").round(2))


def stages(analysis: Analysis, findings: Sequence[Finding]) -> Section | None:
    """Build the stages of the customers' lives with their limits; None where no purchase is dated."""
    told = analysis.timeline
    if told is None or told.lifecycle is None:
        return None
    part, found = told.lifecycle, about(findings, STAGES)
    sized = part.stages.filter(pl.col("customers") > 0).rename({"name": "layer"})
    drawn = paired_shares(sized, "stages", _longest(part), "个阶段")
    columns = (TableColumn("name", "阶段"), *GROUP[1:], *_beside(analysis))
    frame = _with_high(analysis, part.stages).select(c.key for c in columns)
    blocks: list[Block] = [paragraph(_limits(told.choices, part)), *cards(found)]
    blocks += [drawn] if drawn else []
    blocks.append(table("购买阶段", "各阶段的客户与金额", columns, frame, RULES))
    return Section(STAGES, "购买阶段与流失", tuple(blocks))


RULES = (
    "先后判断：流失、沉默、新客（只买过一单且首次消费不久）、成长（三单以内，或首次消费以来的时间短于中位数），其余为成熟。"
    "逾期倍数 = 距上次消费的天数 ÷ 自己两次消费之间天数的中位数，三个消费日起才计算，达到 2 倍为高危。"
)


def _longest(part: Lifecycle) -> str:
    top = part.stages.sort("customers", descending=True, maintain_order=True).row(0, named=True)
    return (
        f"人数最多的阶段是「{top['name']}」，{COUNT.text(top['customers'])} 位，占 {SHARE.text(top['customers_share'])}"
    )


def _limits(choices: Choices, part: Lifecycle) -> Said:
    typical = "" if part.gap is None else Fact("两次消费之间天数的中位数", part.gap, PLAIN)
    gap = say("客户两次消费之间的天数，中位数是 ", typical, " 天。") if typical else ""
    if part.measured:
        how = "由这些间隔的 80% 和 90% 分位数得出，限制在 30–365 天和 60–730 天之间"
    elif choices.silent is not None or choices.lost is not None:
        how = "由您设定"
    else:
        how = "是通常的天数：数据里的间隔太少，定不出自己的界限"
    silent, lost = Fact("沉默的天数", part.silent, DAYS), Fact("流失的天数", part.lost, DAYS)
    return say("超过 ", silent, "没有消费算沉默，超过 ", lost, f"算流失，{how}。", gap)


def _beside(analysis: Analysis) -> tuple[TableColumn, ...]:
    if analysis.breakdown("lifecycle") is None:
        return ()
    return (TableColumn("share_high_value", "占高价值", SHARE), TableColumn("share_others", "占其他", SHARE))


def _with_high(analysis: Analysis, frame: pl.DataFrame) -> pl.DataFrame:
    """The stages with their share among the high-value customers and among the others."""
    compared = analysis.breakdown("lifecycle")
    if compared is None:
        return frame
    known = compared.frame.select(
        name=pl.col("level"), share_high_value="share_high_value", share_others="share_others"
    )
    return frame.join(known, on="name", how="left", maintain_order="left")
