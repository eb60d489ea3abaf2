"""The definition of high value → its section: what hangs on where the line runs, and the three layers of value."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import polars as pl

from hvc.analysis.model import Analysis
from hvc.analysis.parts import Layers, Robustness, Thresholds
from hvc.insights.holding import MEANING
from hvc.insights.model import Fact
from hvc.insights.phrase import Said, chain, people, say
from hvc.insights.standing import few
from hvc.report.charts.layers import layer_bars
from hvc.report.charts.moving import moving
from hvc.report.labels import clean
from hvc.report.model import Block, Section, TableColumn
from hvc.report.sections.prose import paragraph, table
from hvc.rules import Over, Resolved, amount_of
from hvc.units import COUNT, NOTHING, SHARE, YUAN

KEY = "definition"
ORDER = tuple(badge.value for badge in (Robustness.REVERSED, Robustness.SENSITIVE, Robustness.STEADY))
LAYERS = (
    TableColumn("layer", "价值层"),
    TableColumn("range", "金额"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("customers_share", "占全部客户", SHARE),
    TableColumn("amount", "金额合计", YUAN),
    TableColumn("amount_share", "占全部金额", SHARE),
    TableColumn("mean", "人均", YUAN),
    TableColumn("median", "中位数", YUAN),
)
HELD = (
    TableColumn("label", "维度"),
    TableColumn("level", "分组"),
    TableColumn("word", "结论"),
    TableColumn("robustness", "稳健性"),
    TableColumn("held", "成立的档数"),
    TableColumn("turned", "方向相反的门槛"),
)
FEW_ROWS = 16  # on paper, where most conclusions hold


def defining(analysis: Analysis) -> Section | None:
    """Build the section; None where neither the line was moved nor the layers were drawn."""
    blocks: list[Block] = []
    if analysis.thresholds is not None:
        drawn = moving(analysis.thresholds.curve, analysis.thresholds.knee, analysis.line, analysis.overview)
        blocks += [drawn] if drawn else []
    blocks += robust(analysis)
    blocks += layered(analysis.layers, analysis.line) if analysis.layers else ()
    return Section(KEY, "定义与分层", tuple(blocks)) if blocks else None


def robust(analysis: Analysis) -> tuple[Block, ...]:
    """How many conclusions hold when the line moves, and what becomes of each; why nothing can be said."""
    seen = analysis.thresholds
    if seen is None or not seen.tried:
        reasons = [known.reason for known in analysis.unavailable if known.part == "thresholds"]
        return tuple(paragraph(f"稳健性没有检验：{reason}", role="note") for reason in reasons)
    lines = chain([_tried(analysis, value) for value in seen.tried], "、")
    if not analysis.breakdowns:
        return (paragraph("没有可以对比的维度，也就没有结论可以检验是否稳健。", role="note"),)
    if few(analysis):
        return (paragraph("有一类客户不足 30 位，不判断高低，也就无从检验结论是否稳健。", role="note"),)
    if seen.levels.is_empty():
        return (paragraph("现行门槛下没有明显的差别，门槛换到其他档（", lines, "）也就无从比较。", role="note"),)
    counts = Counter(seen.levels["robustness"])
    told = chain([say(f"{b} ", Fact(f"{b}的差别数", counts[b], COUNT), " 项") for b in reversed(ORDER)], "，")
    every = Fact("现行门槛下的差别数", seen.levels.height, COUNT)
    text = say("把门槛换到五档（", lines, "）再算一遍：现行门槛下的 ", every, " 项差别中，", told, "。")
    columns = HELD if counts[Robustness.REVERSED.value] else HELD[:-1]
    shown = table("结论的稳健性", "门槛移动时，结论变不变", columns, _held(analysis, seen), f"{MEANING}。")
    wavering = seen.levels.height - counts[Robustness.STEADY.value]
    return paragraph(text), replace(shown, most=max(FEW_ROWS, wavering))


def _tried(analysis: Analysis, value: float) -> Fact:
    """One of the lines as the rule writes it: 元, or a share."""
    return Fact("换过的门槛", value, YUAN if isinstance(amount_of(analysis.rule), Over) else SHARE)


def _held(analysis: Analysis, seen: Thresholds) -> pl.DataFrame:
    """The notable levels, what turns round first."""
    words = [
        b.frame.select("level", "word", field=pl.lit(b.field.key), label=pl.lit(clean(b.field.label)))
        for b in analysis.breakdowns
    ]
    turned = [NOTHING if value is None else _tried(analysis, value).text for value in seen.levels["turned"]]
    return (
        seen.levels.with_columns(turned=pl.Series(turned, dtype=pl.String))
        .join(pl.concat(words), on=["field", "level"], how="left", maintain_order="left")
        .sort(pl.col("robustness").cast(pl.Enum(ORDER)), maintain_order=True)
        .with_columns(held=pl.col("held").cast(pl.String) + f"/{len(seen.tried)}")
        .select(column.key for column in HELD)
    )


def layered(layers: Layers, line: Resolved) -> tuple[Block, ...]:
    """The three layers: a picture under what they hold, and the numbers."""
    frame = layers.frame
    title = chain([_holds(*row) for row in frame.select("layer", "customers", "amount_share").rows()], "，")
    drawn = layer_bars(layers, title.text)
    shown = frame.with_columns(range=pl.Series(_ranges(frame, line), dtype=pl.String))
    return (
        drawn or paragraph(title, "。金额有负数或合计不为正，不计算金额占比。"),
        table("价值分层", "三层客户各有多少", LAYERS, shown.select(c.key for c in LAYERS), _note(frame)),
    )


def _holds(name: str, customers: int, share: float | None) -> Said:
    size = say(f"{clean(name)} ", people(f"{name}客户数", customers))
    return size if share is None else say(size, "贡献 ", Fact(f"{name}客户的金额占比", share, SHARE))


def _ranges(frame: pl.DataFrame, line: Resolved) -> tuple[str, str, str]:
    """The amounts of each layer in words; where several conditions decide, no amount is the border of the best."""
    cut = YUAN.text(frame.item(1, "low"))
    if line.cut is None:
        return "按高价值定义", f"{cut}及以上，不符合定义", f"不足 {cut}，不符合定义"
    top, over = YUAN.text(line.cut.threshold), line.cut.operator == ">"
    best = f"{'超过' if over else '不低于'} {top}"
    if frame.item(1, "low") >= line.cut.threshold:  # nothing lies between
        return best, NOTHING, f"{'不超过' if over else '低于'} {top}"
    return best, f"{cut}至 {top}{'' if over else '以下'}", f"不足 {cut}"


def _note(frame: pl.DataFrame) -> str:
    cut = frame.item(1, "low")
    name = clean(frame.item(0, "layer"))
    empty = [clean(layer) for layer in frame.filter(pl.col("customers") == 0)["layer"]]
    notes = (
        f"「{name}」即高价值客户，其余客户以 {YUAN.text(cut)}为界，达到的在上一层",
        f"「{'」「'.join(empty)}」没有客户" if empty else "",
    )
    return "；".join(note for note in notes if note) + "。"
