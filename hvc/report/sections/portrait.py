"""Profile and breakdowns → the portrait in three groups: numbers beside numbers, categories by their most telling level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.analysis.parts import Profile
from hvc.analysis.profile import facet_of
from hvc.analysis.written import short, unit_of, written
from hvc.insights.detectors.portrait import DATES, SECTION
from hvc.insights.model import Finding
from hvc.insights.phrase import called, listed
from hvc.insights.standing import NOTABLE, Standing, standings, thin, with_word
from hvc.report.charts import dumbbell
from hvc.report.labels import clean
from hvc.report.model import Block, DataTable, Run, Section, TableColumn
from hvc.report.sections.prose import about, cards, evidence, paragraph, table
from hvc.schema import Facet, Field, Kind
from hvc.units import COEFFICIENT, COUNT, DAYS, P_VALUE, SHARE

TITLE = "客户画像"
NUMBERS = (
    TableColumn("number", "指标"),
    TableColumn("ours", "高价值"),
    TableColumn("theirs", "其他"),
    TableColumn("apart", "相差"),
    TableColumn("delta", "Cliff's δ", COEFFICIENT),
    TableColumn("word", "结论"),
    TableColumn("middle_ours", "高价值中间一半", detail=True),
    TableColumn("middle_theirs", "其他中间一半", detail=True),
    TableColumn("auc", "AUC", COEFFICIENT, detail=True),
    TableColumn("p", "p 值", P_VALUE, detail=True),
    TableColumn("q", "q 值", P_VALUE, detail=True),
)
LEVELS = (
    TableColumn("dimension", "维度"),
    TableColumn("level", "取值"),
    TableColumn("ours", "占高价值"),
    TableColumn("theirs", "占其他"),
    TableColumn("word", "结论"),
)
DRAWN = "portrait.numbers"  # the finding that the picture shows
RULE = (
    "结论的规则：q 值低于 0.05 且 δ 的绝对值不小于 0.147 为显著，0.05 到 0.147 为略；δ 的 95% 区间全在 ±0.147 以内为无明显差异；"
    "其余为证据不足。δ 从 −1 到 1，0 表示两类客户没有高低之分；日期以距数据截止日的天数计。"
)


def portrait(analysis: Analysis, findings: Sequence[Finding]) -> Section | None:
    """Build the portrait; None where there is neither a number nor a category to show."""
    profile = analysis.profile
    groups = [block for facet in Facet for block in _group(analysis, facet)]
    if not groups:
        return None
    told = about(findings, SECTION)
    found = [one for one in told if one.code == DRAWN]
    blocks: list[Block] = [*cards([one for one in told if one.code != DRAWN])]
    drawn = dumbbell(profile, _notable(profile), found[0].headline) if profile is not None and found else None
    if drawn is not None:
        blocks += [drawn, *(evidence(one) for one in found[:1])]
    else:
        blocks += cards(found[:1])
    blocks += [*groups, *_bound(analysis), *_quiet(analysis), *_derived(analysis)]
    if profile is not None:
        blocks.append(paragraph(RULE, role="note"))
    return Section(SECTION, TITLE, tuple(blocks))


def _notable(profile: Profile) -> list[str]:
    """Numbers that differ and do not share the amount's source, the furthest apart first."""
    words = [word.value for word in NOTABLE]
    shown = profile.frame.filter(pl.col("word").is_in(words) & ~pl.col("same_source"))
    return shown.sort(pl.col("delta").abs(), "field", descending=[True, False])["field"].to_list()


def _group(analysis: Analysis, facet: Facet) -> tuple[Block, ...]:
    """The numbers of a group, then its categories; nothing where the data hold none of it."""
    numbers = _numbers(analysis, f"画像 {facet.value}", pl.col("group") == facet.value, bound=False)
    rows = [row for b in analysis.breakdowns if _tells(b) and facet_of(b.field) is facet for row in _levels(b)]
    if not numbers and not rows:
        return ()
    levels = _category_table(facet, rows) if rows else ()
    return (*numbers, *levels)


def _tells(breakdown: Breakdown) -> bool:
    """A category of its own: not a number, which is told by its median, nor computed from the amount."""
    return not breakdown.field.numeric and (breakdown.multi_valued or breakdown.same_source is None)


def _numbers(analysis: Analysis, name: str, which: pl.Expr, *, bound: bool) -> tuple[DataTable, ...]:
    if analysis.profile is None:
        return ()
    fields = {field.key: field for field in analysis.profile.fields}
    frame = analysis.profile.frame.filter(which & (pl.col("same_source") == bound))
    if frame.is_empty():
        return ()
    rows = [_row(fields[row["field"]], row) for row in frame.iter_rows(named=True)]
    schema = {column.key: pl.String if column.unit is None else pl.Float64 for column in NUMBERS}
    title = "与定义同源的数字（中位数），只作描述" if bound else f"{name.rsplit(maxsplit=1)[-1]}：数字的中位数"
    return (table(name, title, NUMBERS, pl.DataFrame(rows, schema=schema, orient="row")),)


def _row(field: Field, row: dict[str, float]) -> tuple[object, ...]:
    halves = (f"{written(field, row[f'p25_{side}'])} 到 {written(field, row[f'p75_{side}'])}" for side in _SIDES)
    word = Word(str(row["word"]))
    return (
        clean(field.label),
        *(written(field, row[f"median_{side}"]) for side in _SIDES),
        _apart(field, row["difference"]),
        round(row["delta"], 2) + 0.0,
        DATES.get(word, word.value) if field.kind is Kind.DATE else word.value,
        *halves,
        row["auc"],
        row["p"],
        row["q"],
    )


_SIDES = ("high_value", "others")


def _apart(field: Field, difference: float) -> str:
    """The difference of the medians with its sign; of shares in points, of dates in days."""
    if field.share:
        return f"{100 * difference:+.1f} 个百分点"
    unit = DAYS if field.kind is Kind.DATE else unit_of(field)
    value = difference if field.kind is Kind.MONEY else short(difference)
    value = round(value) + 0.0 if field.kind is Kind.DATE else value
    return f"{'+' if value > 0 else ''}{unit.text(value)}"


def _levels(breakdown: Breakdown) -> Iterable[tuple[str, ...]]:
    """The surest notable level, of several tags two; else the one with the most high-value customers."""
    rows = standings(breakdown)
    if not rows:
        return
    told = with_word(rows, NOTABLE)[: 2 if breakdown.multi_valued else 1] or (max(rows, key=lambda r: r.high_value),)
    for row in told:
        yield clean(breakdown.field.label), clean(row.level), *_shares(row, breakdown), row.word.value


def _shares(row: Standing, breakdown: Breakdown) -> tuple[str, str]:
    pairs = ((row.high_value, row.n_high_value), (row.others, row.n_others))
    if thin(breakdown):
        return tuple(f"{COUNT.text(a)}/{COUNT.text(n)}" for a, n in pairs)  # type: ignore[return-value]  # two of them
    ours, theirs = (f"{SHARE.text(a / n)}（{COUNT.text(a)}/{COUNT.text(n)}）" for a, n in pairs)
    return ours, theirs


def _category_table(facet: Facet, rows: Sequence[tuple[str, ...]]) -> tuple[DataTable, ...]:
    frame = pl.DataFrame(rows, schema={column.key: pl.String for column in LEVELS}, orient="row")
    return (table(f"画像 {facet.value}类别", f"{facet.value}：最有区别的取值", LEVELS, frame),)


def _bound(analysis: Analysis) -> tuple[Block, ...]:
    return _numbers(analysis, "画像 同源数字", pl.lit(value=True), bound=True)


def _quiet(analysis: Analysis) -> tuple[Block, ...]:
    """What is no different, and what cannot be told, by name."""
    lines = []
    if analysis.profile is not None:
        fields = {field.key: field for field in analysis.profile.fields}
        free = analysis.profile.frame.filter(~pl.col("same_source"))
        for word, text in ((Word.SAME, "没有明显差异的数字："), (Word.UNKNOWN, "证据不足的数字：")):
            keys = free.filter(pl.col("word") == word.value)["field"].to_list()
            lines += [(text, listed([called(fields[key]) for key in keys]))] if keys else []
    return tuple(paragraph(Run(head, bold=True), f"{names}。", role="bullet") for head, names in lines)


def _derived(analysis: Analysis) -> tuple[Block, ...]:
    """Which columns we worked out ourselves."""
    made = {index.field.key for index in analysis.indices}
    held = {b.field.key for b in analysis.breakdowns}
    traits = [called(f) for f in analysis.dataset.fields if f.derived and f.key not in made and f.key in held]
    if not traits:
        return ()
    source = (
        "订单（只计净额大于 0 的有效订单；占比和偏好满 3 单才计算）"
        if analysis.dataset.orders is not None
        else "金额、订单数和消费日期"
        if analysis.timeline is not None and analysis.timeline.reference is not None
        else "金额和订单数"
    )
    return (paragraph(f"由{source}推算、文件中没有的列：{listed(traits)}。", role="note"),)
