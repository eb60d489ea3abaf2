"""Two groups of customers → what they are beside each other, the strongest differences as sentences, every level as a table."""

from __future__ import annotations

import polars as pl

from hvc.analysis.contrast import BASE_FROM, Contrast, notable
from hvc.analysis.slicing import Numbers
from hvc.insights.model import Fact
from hvc.insights.phrase import called, people, share
from hvc.report.folding import LITTLE, RATE_FROM
from hvc.report.labels import clean
from hvc.report.model import DataTable, Paragraph, TableColumn
from hvc.report.sections.prose import based, paragraph, table
from hvc.units import COUNT, GAP, NOTHING, P_VALUE, POINTS, SHARE, YUAN

FIRST, SECOND = "甲", "乙"
STRONGEST = 3
SHOWN = 300  # rows of the table: a column of a thousand levels is not read through
COLUMNS = (
    TableColumn("label", "维度"),
    TableColumn("level", "取值"),
    TableColumn("share_a", f"{FIRST}占比", SHARE),
    TableColumn("base_a", f"{FIRST}人数"),
    TableColumn("share_b", f"{SECOND}占比", SHARE),
    TableColumn("base_b", f"{SECOND}人数"),
    TableColumn("diff", "相差", POINTS),
    TableColumn("low", "下限", POINTS),
    TableColumn("high", "上限", POINTS),
    TableColumn("q", "q 值", P_VALUE),
)


def numbers(found: Contrast, amount: str) -> DataTable:
    """The two groups in numbers, one row a number."""
    sides, amount = (found.first, found.second), clean(amount)
    rows = {
        "客户数": [COUNT.text(side.customers) for side in sides],
        "其中高价值客户": [COUNT.text(side.high_value) for side in sides],
        "高价值占比": [_rate(side) for side in sides],
        "占比的 95% 区间": [_interval(side) for side in sides],
        f"{amount}合计": [YUAN.text(side.amount) for side in sides],
        f"人均{amount}": [YUAN.text(side.mean) for side in sides],
        f"{amount}中位数": [YUAN.text(side.median) for side in sides],
    }
    frame = pl.DataFrame([(name, *texts) for name, texts in rows.items()], schema=["what", "a", "b"], orient="row")
    columns = (TableColumn("what", "指标"), TableColumn("a", FIRST), TableColumn("b", SECOND))
    return table("两组的数字", "两组的数字", columns, frame)


def _rate(side: Numbers) -> str:
    """No percentage of a small base."""
    text = based(side.high_value, side.customers)
    return f"{text}（{LITTLE}）" if side.customers < RATE_FROM else text


def _interval(side: Numbers) -> str:
    if side.customers < RATE_FROM:
        return NOTHING
    return f"{SHARE.text(side.rate_low)} 至 {SHARE.text(side.rate_high)}"


def overlap(found: Contrast) -> Paragraph | None:
    """That the groups share customers, and what follows from it; None where they do not."""
    if found.apart:
        return None
    return paragraph(
        "有 ",
        people("同时在甲和乙的客户", found.both),
        "同时在两组里，两边都计入；两组不是互相独立的，所以只列差别，不给区间，也不作检验。",
        role="warning",
    )


def sentences(found: Contrast, apart_from: frozenset[str]) -> tuple[Paragraph, ...]:
    """The strongest differences beyond chance; `apart_from`: the fields by which the groups were made, or the amount itself."""
    if not found.apart:
        return ()
    if min(found.first.customers, found.second.customers) < BASE_FROM:
        return (paragraph(f"有一组不足 {BASE_FROM} 位客户，{LITTLE}，只列人数，不比占比。", role="note"),)
    rows = notable(found, apart_from).head(STRONGEST)
    if rows.is_empty():
        return (paragraph("除了用来划分两组的维度，没有哪一项的差别超出偶然。"),)
    labels = {field.key: called(field) for field in found.fields}
    return tuple(_sentence(labels[row["field"]], row) for row in rows.iter_rows(named=True))


def _sentence(label: str, row: dict[str, str | int | float]) -> Paragraph:
    """甲 52.4%（22/42），乙 25.6%（20/78），甲高 26.7 个百分点."""
    what = f"{label}为「{row['level']}」的占比"
    first = share(f"{FIRST}中{what}", int(row["a"]), int(row["n_a"]))
    second = share(f"{SECOND}中{what}", int(row["b"]), int(row["n_b"]))
    gap = Fact(f"{what}相差", float(row["diff"]), GAP)
    low, high = (Fact(f"{what}相差的区间", float(row[end]), POINTS) for end in ("low", "high"))
    more = f"，{FIRST}高 " if float(row["diff"]) > 0 else f"，{FIRST}低 "
    return paragraph(
        f"{label}为「{row['level']}」：{FIRST} ", first, f"，{SECOND} ", second, more, gap,
        "（95% 区间 ", low, "至 ", high, "）。", role="bullet",
    )  # fmt: skip


def levels(found: Contrast) -> DataTable:
    """Every level of every dimension in both groups, furthest apart first."""
    labels = pl.DataFrame({"field": [f.key for f in found.fields], "label": [clean(f.label) for f in found.fields]})
    large = pl.min_horizontal("n_a", "n_b") >= BASE_FROM
    frame = (
        found.frame.filter(pl.col("a") + pl.col("b") > 0)
        .head(SHOWN)
        .join(labels, on="field", how="left", maintain_order="left")
        .with_columns(
            pl.when(large).then(pl.col("share_a", "share_b")).name.keep(),
            base_a=pl.format("{}/{}", "a", "n_a"),
            base_b=pl.format("{}/{}", "b", "n_b"),
        )
    )
    left = found.frame.filter(pl.col("a") + pl.col("b") > 0).height - frame.height
    notes = (
        f"相差为{FIRST}的占比减{SECOND}的占比，差得最多的在前；人数为有这一取值的客户/填写了这一项的客户",
        "上下限为 95% 区间（Newcombe），q 值经 Benjamini-Hochberg 校正"
        if found.apart
        else "两组有重叠，不给区间和 q 值",
        f"有一边不足 {BASE_FROM} 位的只列人数",
        f"另有 {COUNT.text(left)} 行差别更小，未列出" if left > 0 else "",
    )
    shown = [column for column in COLUMNS if found.apart or column.key not in {"low", "high", "q"}]
    note = "；".join(note for note in notes if note)
    return table("两组对比", "每个取值在两组中的占比", shown, frame.select(c.key for c in shown), f"{note}。")
