"""Crosses and combinations → two dimensions at once, and the list of combinations that stand out, or that none does."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from hvc.analysis.combinations import CUSTOMERS_FROM, HIGH_FROM, Q_BELOW
from hvc.analysis.covering import NEW_FROM
from hvc.analysis.model import Analysis, Cross
from hvc.analysis.parts import Combination, Confounding
from hvc.insights.detectors.combinations import named
from hvc.insights.model import Finding
from hvc.insights.phrase import borrowed, called
from hvc.report.charts import Measure, combined, heat
from hvc.report.folding import RATE_FROM, cells, turned
from hvc.report.labels import clean, clean_frame
from hvc.report.model import Block, Chart, DataTable, Section, TableColumn
from hvc.report.sections.doubting import doubts, warnings
from hvc.report.sections.judging import bound_to_amount
from hvc.report.sections.prose import about, cards, evidence, paragraph, table
from hvc.units import COUNT, NOTHING, P_VALUE, RATIO, SHARE, YUAN

KEY, TITLE = "cross", "交叉分析"
HEADING = "值得看的组合"
LEAD = "cross.combinations"  # the finding that the picture of the combinations gives
FILLED = 0.5  # of the cells of a picture that shows no particular one
NONE = "任意两个维度交叉后，没有哪种组合既有足够的客户，又比其中任何一项单独看更突出。"
NOTE = (
    f"只排客户不少于 {CUSTOMERS_FROM} 位、其中高价值不少于 {HIGH_FROM} 位、超出偶然、且比其中任一项的其余客户高出偶然之外的组合，按覆盖人数与高出幅度排序；"
    f"每一项至少有 {NEW_FROM:.0%} 的客户没有被上面各项覆盖，与金额同源的维度不参与。"
    "「组合效应」一栏有字的，占比的区间不含只按各项推算的预期，且相差 5 个百分点以上；这是并存关系，不是因果。"
)
COLUMNS = (
    TableColumn("combination", "组合"),
    TableColumn("customers", "客户数", COUNT),
    TableColumn("high_value", "高价值", COUNT),
    TableColumn("rate", "高价值占比", SHARE),
    TableColumn("lift", "相当于平均", RATIO),
    TableColumn("expected", "各项分别看的预期", SHARE),
    TableColumn("synergy", "组合效应"),
    TableColumn("covers", "新覆盖", COUNT),
    TableColumn("amount", "金额", YUAN, detail=True),
    TableColumn("q", "q 值", P_VALUE, detail=True),
)
CELLS = (
    TableColumn("customers", "客户数", COUNT),
    TableColumn("high_value", "高价值", COUNT),
    TableColumn("rate", "高价值占比", SHARE),
    TableColumn("lift", "相当于平均", RATIO),
    TableColumn("expected", "两项分别看的预期", SHARE),
    TableColumn("amount", "金额", YUAN),
    TableColumn("q", "q 值", P_VALUE, detail=True),
)


def cross(
    analysis: Analysis, chosen: Cross, measure: Measure = Measure.RATE, found: Sequence[Confounding] = ()
) -> Section:
    """Build the section of one cross: warnings, its heat map, every cell; `found`: what each dimension does to the other."""
    chosen = turned(chosen)
    drawn = heat(chosen, analysis.overview.high_value_share, _title(analysis, chosen, measure), measure)
    none = f"每一格都不足 {RATE_FROM} 位客户，不给占比。"
    blocks: list[Block] = [*warnings(found), *_sources(analysis, chosen)]
    blocks += [drawn or paragraph(none, role="note"), _every(analysis, chosen), *doubts(found)]
    return Section(KEY, f"{clean(chosen.row.label)} × {clean(chosen.column.label)}", tuple(blocks))


def _sources(analysis: Analysis, chosen: Cross) -> tuple[Block, ...]:
    """A field of the same source as the amount makes a cross that only describes."""
    both = (analysis.breakdown(field.key) for field in (chosen.row, chosen.column))
    reasons = [b.same_source for b in both if b is not None and b.same_source]
    return tuple(paragraph(borrowed(reason), "这样的交叉只作描述，不作依据。", role="note") for reason in reasons)


def _title(analysis: Analysis, chosen: Cross, measure: Measure) -> str:
    """The cell that the picture shows with the highest number, beside the whole; none where none is beyond chance."""
    average = SHARE.text(analysis.overview.high_value_share)
    pair = f"{called(chosen.row)}与{called(chosen.column)}"
    if measure in {Measure.CUSTOMERS, Measure.AMOUNT, Measure.MEAN}:
        return f"{pair}交叉后每一格的{measure.value}"
    shown = cells(chosen, analysis.overview.high_value_share).drop_nulls("lift")
    if shown.is_empty():
        return f"{pair}交叉后，每一格的客户都太少"
    ranked = shown.sort("rate", "row_level", "column_level", descending=[True, False, False])
    beyond = clean_frame(chosen.frame).filter(pl.col("q") < Q_BELOW)
    sure = ranked.join(beyond, on=["row_level", "column_level"], how="semi", maintain_order="left")
    if sure.is_empty():
        return f"{pair}交叉后，没有哪一格超出偶然，全部客户平均 {average}"
    top, among = sure.row(0, named=True), "" if sure.row(0) == ranked.row(0) else "超出偶然的各格中，"
    counts = f"{COUNT.text(top['high_value'])}/{COUNT.text(top['customers'])}"
    where = f"「{top['row_level']}」且「{top['column_level']}」"
    return f"{pair}交叉，{among}占比最高的是{where}：{SHARE.text(top['rate'])}（{counts}），全部客户平均 {average}"


def _every(analysis: Analysis, chosen: Cross) -> DataTable:
    """Every cell that has a customer; those under `RATE_FROM` customers without a rate."""
    large = pl.col("customers") >= RATE_FROM
    names = {"row_level": f"{clean(chosen.row.label)}", "column_level": f"{clean(chosen.column.label)}"}
    shown = chosen.frame.with_columns(pl.when(large).then(pl.col("rate", "lift", "expected", "q")).name.keep())
    columns = (*(TableColumn(key, label) for key, label in names.items()), *CELLS)
    average = SHARE.text(analysis.overview.high_value_share)
    note = f"全部客户平均 {average}；不足 {RATE_FROM} 位客户的格子只列人数和金额，不给占比。"
    return table("交叉明细", "每一格的数字", columns, shown.select(c.key for c in columns), note)


def strongest(analysis: Analysis, findings: Sequence[Finding] = ()) -> Section | None:
    """Build the section of the combinations; None where fewer than two dimensions could combine."""
    free = {b.field.key for b in analysis.breakdowns if not bound_to_amount(b) and not b.field.from_amount}
    usable = [turned(c) for c in analysis.crosses if c.row.key in free and c.column.key in free]
    if not usable:
        return None
    if not analysis.combinations:
        return Section(KEY, TITLE, (paragraph(NONE), *_plain(analysis, usable)))
    made = combinations(analysis, findings)
    return Section(KEY, TITLE, (*made.blocks, *_best(analysis, usable)))


def combinations(analysis: Analysis, findings: Sequence[Finding] = ()) -> Section:
    """Build the list of combinations alone: picture, reading, table, or the sentence that there is none."""
    if not analysis.combinations:
        return Section("combinations", HEADING, (paragraph(NONE),))
    reading = _reading(analysis, about(findings, KEY))
    return Section("combinations", HEADING, (_picture(analysis), *reading, listing(analysis.combinations)))


def _picture(analysis: Analysis) -> Chart:
    best, average = analysis.combinations[0], analysis.overview.high_value_share
    counts = f"{COUNT.text(best.high_value)}/{COUNT.text(best.customers)}"
    title = f"{named(best)}的客户中，高价值占 {SHARE.text(best.rate)}（{counts}），全部客户平均 {SHARE.text(average)}"
    return combined(analysis.combinations, average, title)


def _reading(analysis: Analysis, told: Sequence[Finding]) -> tuple[Block, ...]:
    """The numbers under the picture, the further findings, and what it means that none is a synergy."""
    lead = [evidence(found) for found in told if found.code == LEAD]
    rest = cards([found for found in told if found.code != LEAD])
    if any(_effect(one) == "高于预期" for one in analysis.combinations):
        return (*lead, *rest)
    return (*lead, *rest, paragraph("列出的组合都高于平均，但高出的部分各项分别看就能解释，合在一起没有更突出。"))


def listing(found: Sequence[Combination]) -> DataTable:
    """Build the table of the combinations, in their order."""
    rows = [
        (
            named(c),
            c.customers,
            c.high_value,
            c.rate,
            c.lift,
            c.expected,
            _effect(c),
            c.covers,
            c.amount,
            c.q,
        )
        for c in found
    ]
    schema = {c.key: pl.String if c.unit is None else pl.Int64 if c.unit is COUNT else pl.Float64 for c in COLUMNS}
    return table("组合", "高价值客户较集中的组合", COLUMNS, pl.DataFrame(rows, schema=schema, orient="row"), NOTE)


def _effect(one: Combination) -> str:
    if not one.synergy or one.expected is None:
        return NOTHING
    return "高于预期" if one.rate > one.expected else "低于预期"


def _best(analysis: Analysis, usable: Sequence[Cross]) -> tuple[Chart, ...]:
    """The heat map of the two dimensions that the first pair of the list comes from."""
    keys = [{field.key for field, _ in one.parts} for one in analysis.combinations if len(one.parts) == 2]  # noqa: PLR2004
    found = [c for c in usable if keys and {c.row.key, c.column.key} == keys[0]]
    return _drawn(analysis, found[0]) if found else ()


def _plain(analysis: Analysis, crosses: Sequence[Cross]) -> tuple[Chart, ...]:
    """The cross of the two dimensions that go most with high value, as a picture to look things up in."""
    strength = {b.field.key: b.cramers_v or 0.0 for b in analysis.breakdowns}
    ranked = sorted(crosses, key=lambda c: strength[c.row.key] + strength[c.column.key], reverse=True)
    best = next((c for c in ranked if _filled(c) >= FILLED), None)
    return _drawn(analysis, best) if best else ()


def _drawn(analysis: Analysis, chosen: Cross) -> tuple[Chart, ...]:
    drawn = heat(chosen, analysis.overview.high_value_share, _title(analysis, chosen, Measure.RATE))
    return (drawn,) if drawn else ()


def _filled(chosen: Cross) -> float:
    """The share of the cells of its picture that print a rate: few where one dimension lies inside the other."""
    shown = cells(chosen, 1.0)
    return shown["rate"].count() / max(1, shown["row_level"].n_unique() * shown["column_level"].n_unique())
