"""Two periods → their section: who stayed and who left, from which level to which, what moved, where the money came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from hvc.analysis.drifting import UNFILLED
from hvc.analysis.model import Analysis
from hvc.analysis.period_parts import Fate, Migration, Periods
from hvc.insights.detectors.periods import fate, parts_of
from hvc.insights.model import Finding
from hvc.insights.phrase import PERCENT_FROM, Said, people, say
from hvc.insights.plans.fated import MEANINGS
from hvc.report.charts.falling import Step, falling
from hvc.report.charts.migrating import migrating
from hvc.report.labels import clean
from hvc.report.model import Block, Chart, DataTable, Metrics, Section, TableColumn
from hvc.report.sections.prose import about, coded, metric, paragraph, sentence, table, told
from hvc.schema import Kind
from hvc.units import COEFFICIENT, COUNT, SHARE, YUAN

LEFT = "上期是高价值客户、本期不是的：降出是本期仍在数据里，流失是本期数据里没有"
CAME = "本期是高价值客户、上期不是的：升入是上期已在数据里，新增是上期数据里没有"
AMOUNTS = "本期高价值客户的金额合计；两期各按自己的数据，用同一个口径认定"
KEY = "periods"
MIGRATIONS = 4  # told in a document; a page tells all
SIGNED = {True: "+", False: "−"}
FATES = (
    TableColumn("fate", "去向"),
    TableColumn("meaning", "含义"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("amount_before", "上期金额", YUAN),
    TableColumn("amount_now", "本期金额", YUAN),
)
MOVES = (
    TableColumn("level", "级别"),
    TableColumn("before", "上期", COUNT),
    TableColumn("arrived", "移入", COUNT),
    TableColumn("left", "移出", COUNT),
    TableColumn("now", "本期", COUNT),
)
DRIFTS = (TableColumn("label", "维度"), TableColumn("psi", "PSI", COEFFICIENT), TableColumn("word", "读法"))
DRIFT_NOTE = "PSI 比较两期全部客户在各取值上的占比（未填写也算一个取值；数字按上一期的十等分分档）：低于 0.1 基本稳定，0.1 至 0.25 有所变化，0.25 起明显变化。"


def periods(analysis: Analysis, findings: Sequence[Finding], *, brief: bool = False) -> Section | None:
    """Build the section; None where there is no earlier period. `brief` tells the first migrations alone."""
    seen = analysis.periods
    if seen is None:
        return None
    found = about(findings, KEY)
    migrations = sorted(seen.migrations, key=lambda one: one.field.kind is not Kind.ORDERED)
    blocks: list[Block] = [
        paragraph(
            f"上一期：「{seen.earlier}」。" if brief else "",
            *(Said(told(f).text, f.facts) for f in coded(found, "periods.base")),
        ),
        _metrics(seen),
        _customers(seen, found),
        *(paragraph(sentence(f.headline), Said(f.evidence, f.facts)) for f in coded(found, "periods.lost")),
        _fates(seen),
        _revenue(seen, found),
        *(block for one in migrations[: MIGRATIONS if brief else None] for block in _migration(one)),
        *(told(f) for f in coded(found, "periods.moved", "periods.steady")),
    ]
    if seen.drifts.height:
        blocks.append(table("两期构成", "各维度的构成变了多少", DRIFTS, seen.drifts, DRIFT_NOTE))
    return Section(KEY, "两期对比", tuple(blocks))


def _metrics(seen: Periods) -> Metrics:
    kept, fallen, gone = (fate(seen, which)[0] for which in (Fate.KEPT, Fate.FALLEN, Fate.GONE))
    risen, new = (fate(seen, which)[0] for which in (Fate.RISEN, Fate.NEW))
    base = f"{COUNT.text(kept)}/{COUNT.text(seen.high_before)}"
    share = SHARE.text(kept / seen.high_before) if seen.high_before >= PERCENT_FROM else base
    change = seen.change
    return Metrics(
        (
            metric("高价值留存", share, base, "上期的高价值客户中，本期仍是高价值的"),
            metric(
                "离开", f"{COUNT.text(fallen + gone)} 位", f"降出 {COUNT.text(fallen)}，流失 {COUNT.text(gone)}", LEFT
            ),
            metric("进入", f"{COUNT.text(risen + new)} 位", f"升入 {COUNT.text(risen)}，新增 {COUNT.text(new)}", CAME),
            metric("高价值金额", YUAN.text(change.now), f"上期 {YUAN.text(change.before)}", AMOUNTS),
            metric(
                "两期都在",
                f"{COUNT.text(seen.both)} 位",
                f"上期 {COUNT.text(seen.before)}，本期 {COUNT.text(seen.now)}",
                "客户编号在两期数据里都有的客户",
            ),
        )
    )


def _customers(seen: Periods, found: Sequence[Finding]) -> Chart:
    """The high-value customers of the last period, who left, who came, those of this one."""
    kept = coded(found, "periods.kept")
    steps = [_total("上期高价值", seen.high_before), *(_people(seen, one, -1) for one in (Fate.GONE, Fate.FALLEN))]
    steps += [*(_people(seen, one, 1) for one in (Fate.RISEN, Fate.NEW)), _total("本期高价值", seen.high_now)]
    title = kept[0].headline if kept else f"本期有 {COUNT.text(seen.high_now)} 位高价值客户，上期一位也没有"
    note = "离开的写上期金额，进来的写本期金额。"
    drawn = falling("periods-customers", (title, "单位：位客户；从上期到本期，逐项相加", note), steps, "客户数")
    return replace(drawn, facts=kept[0].facts if kept else ())


def _total(label: str, size: int) -> Step:
    return Step(label, size, f"{COUNT.text(size)} 位", total=True)


def _people(seen: Periods, which: Fate, sign: int) -> Step:
    size, before, now = fate(seen, which)
    amount = YUAN.text(before if sign < 0 else now)
    return Step(which.value, sign * size, f"{SIGNED[sign > 0]}{COUNT.text(size)} 位（{amount}）" if size else "0 位")


def _fates(seen: Periods) -> DataTable:
    meaning = {each.value: text for each, text in MEANINGS.items()}
    frame = seen.fates.with_columns(meaning=pl.col("fate").replace_strict(meaning, return_dtype=pl.String))
    return table("两期去向", "高价值客户的去向", FATES, frame.select(column.key for column in FATES))


def _revenue(seen: Periods, found: Sequence[Finding]) -> Chart:
    """The change of high-value revenue in its parts."""
    driver, change = coded(found, "periods.driver"), seen.change
    steps = [Step("上期", change.before, YUAN.text(change.before), total=True)]
    steps += [Step(name, size, _signed(size)) for name, size in parts_of(change)]
    steps.append(Step("本期", change.now, YUAN.text(change.now), total=True))
    title = driver[0].headline if driver else "高价值客户的金额与上一期相同"
    note = "按 Shapley 值拆分：各项逐一变化、取所有先后次序的平均，相加正好等于变化；它说明算术上的来源，不说明原因。"
    drawn = falling("periods-revenue", (title, "高价值客户的金额，单位：元", note), steps, "金额（元）")
    return replace(drawn, facts=driver[0].facts if driver else ())


def _signed(size: float) -> str:
    return f"{SIGNED[size > 0]}{YUAN.text(abs(size))}" if size else YUAN.text(0)


def _migration(part: Migration) -> list[Block]:
    """The heat map where it fits, and what each level gained and lost; a sentence alone where nobody moved."""
    title = _moved(part)
    if part.frame.filter(pl.col("before") != pl.col("now")).is_empty():
        return [paragraph(f"{clean(part.field.label)}：两期都在的客户没有变动。")]
    drawn = migrating(part, title.text)
    label = clean(part.field.label)
    held = table(f"迁移 {label}", f"{label}：各级的移入与移出", MOVES, _moves(part), "只含两期都在的客户。")
    return [replace(drawn, facts=title.facts) if drawn else paragraph(title, "。"), held]


def _moved(part: Migration) -> Said:
    """会员等级：升 12 位，降 30 位，不变 80 位; whoever is blank in one of the periods moved neither up nor down."""
    rank = {level: place for place, level in enumerate(part.levels)}
    step = pl.col("now").replace_strict(rank, return_dtype=pl.Int64) - pl.col("before").replace_strict(
        rank, return_dtype=pl.Int64
    )
    filled = part.frame.filter(pl.col("before") != UNFILLED, pl.col("now") != UNFILLED)
    up, down, same = (
        people(f"两期之间{way}的人数", int(filled.filter(side).get_column("customers").sum()))
        for way, side in (("升", step > 0), ("降", step < 0), ("不变", step == 0))
    )
    label = clean(part.field.label)
    if part.field.kind is Kind.ORDERED:
        return say(f"{label}：升 ", up, "，降 ", down, "，不变 ", same)
    changed = int(filled.filter(step != 0).get_column("customers").sum())
    return say(f"{label}：", people("两期之间换了的人数", changed), "换了，", same, "不变")


def _moves(part: Migration) -> pl.DataFrame:
    """One row per level: customers before and now, and who moved in and out."""
    moving = pl.col("before") != pl.col("now")
    sides = (
        part.frame.group_by(level=pl.col(side)).agg(
            pl.col("customers").sum().alias(side), pl.col("customers").filter(moving).sum().alias(name)
        )
        for side, name in (("before", "left"), ("now", "arrived"))
    )
    was, now = sides
    every = pl.DataFrame({"level": part.levels})
    joined = every.join(was, on="level", how="left", maintain_order="left").join(
        now, on="level", how="left", maintain_order="left"
    )
    return joined.select("level", *(pl.col(column.key).fill_null(0) for column in MOVES[1:]))
