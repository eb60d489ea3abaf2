"""A report → the same without any table row, number, picture or sentence that a few customers stand behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

import polars as pl

from hvc.analysis.model import Analysis
from hvc.report.model import (
    Actions,
    Block,
    Chart,
    DataTable,
    Findings,
    Metrics,
    Paragraph,
    Plot,
    Report,
    Run,
    Section,
    TableColumn,
)
from hvc.sharing import cells
from hvc.sharing.limit import FEWEST, MIDDLE_FROM, UNDER, VERSION, WITHHELD, small
from hvc.sharing.telling import nameless
from hvc.sharing.wording import Wording, wording
from hvc.units import COUNT, NOTHING

NOT_PEOPLE = ("levels", "distinct", "read", "unread")  # counts of something else
UNTOLD = ("elsewhere", "unreachable", "rows_read", "rows_used", "match")  # columns beside which other counts can be set
HELD = "held"  # under how many of five lines something holds
BALANCE = "part"  # the first column of a table whose rows add up to a line of it
RANGE = "{0} 到 {0}"
EMPTY = "空白格没有客户"  # of a picture: but some of them are not told
NAMELESS = "可分享版；数据来源的文件名已略去"
NOTE = f"{UNDER} 为不足 {FEWEST} 人，{WITHHELD} 为可由它推算的数，所在行的其他数字写作 —。"

DAYS = re.compile(r"(\d{4})-(\d\d)-\d\d 至 (\d{4})-(\d\d)-\d\d")  # the first and the last day are somebody's


def guarded(report: Report, analysis: Analysis) -> Report:
    """The report, its version said among the lines under the title."""
    words = wording(analysis)
    parts = (replace(part, blocks=tuple(_blocks(part, words))) for part in report.sections)
    facts = tuple((name, _fact(text, words)) for name, text in report.facts if not words.tells(_fact(text, words)))
    named = replace(report, subtitle=NAMELESS if report.subtitle else "")
    return replace(named, sections=tuple(part for part in parts if part.blocks), facts=(*facts, VERSION))


def _fact(text: str, words: Wording) -> str:
    """A line under the title; the rows that were read are left out where few were set aside."""
    text = text.partition("（读取 ")[0] if words.tells(text) else text
    return re.sub(DAYS, lambda found: f"{found[1]} 年 {int(found[2])} 月至 {found[3]} 年 {int(found[4])} 月", text)


def _blocks(section: Section, words: Wording) -> Iterator[Block]:
    for block in section.blocks:
        yield from _block(block, words)


def _block(block: Block, words: Wording) -> tuple[Block, ...]:
    match block:
        case Paragraph():
            return _paragraph(block, words)
        case Metrics(items):
            told = tuple(one for one in items if not words.tells(f"{one.value}\n{one.note}"))
            return (Metrics(told),) if told else ()
        case DataTable():
            return _table(block, words)
        case Chart():
            return _chart(block, words)
        case Findings(items):
            shown = tuple(
                replace(one, evidence=words.kept(one.evidence)) for one in items if not words.tells(one.headline)
            )
            return (Findings(shown),) if shown else ()
        case Actions(items):
            return (Actions(tuple(nameless(one) for one in items)),)
        case _:
            assert_never(block)


def _paragraph(block: Paragraph, words: Wording) -> tuple[Paragraph, ...]:
    if not words.tells(block.text):
        return (block,)
    if block.role == "bullet":
        return ()
    runs = tuple(Run(text, run.bold) for run in block.runs if (text := words.kept(run.text)))
    told = replace(block, runs=runs)
    if not runs or words.tells(told.text) or all(run.bold for run in runs):
        return ()
    return (replace(told, facts=words.standing(block.facts, told.text)),)


def _chart(chart: Chart, words: Wording) -> tuple[Chart, ...]:
    counted = [c for c, kind in chart.frame.schema.items() if kind.is_integer() and not c.endswith("得分")]
    few = any(small(count) for column in counted for count in chart.frame[column].drop_nulls())
    if few or words.tells(f"{chart.title}\n{chart.subtitle}\n{chart.alt}") or not chart.frame.height:
        return ()
    return (replace(chart, note=_noted(chart.note, words), plot=chart.plot and _captioned(chart.plot, words)),)


def _captioned(plot: Plot, words: Wording) -> Plot:
    """What an office programme writes of its own drawing; a subtitle that tells of a few is left out whole."""
    said = "" if plot.subtitle is not None and words.tells(plot.subtitle) else plot.subtitle
    return replace(plot, subtitle=said, note=plot.note if plot.note is None else _noted(plot.note, words))


def _noted(note: str, words: Wording) -> str:
    return words.kept(note.replace(EMPTY, f"{EMPTY}，或人数太少略去"))


def _narrowed(table: DataTable) -> DataTable:
    """The table without columns that are not told and what is noted of them, and without medians of a few."""
    gone = [c.title.partition("（")[0] for c in table.columns if c.key in UNTOLD]
    note = "".join(part for part in re.findall(r"[^。]*。?", table.note) if not any(title in part for title in gone))
    frame = table.frame
    if {"median", "customers"} <= set(frame.columns):
        frame = frame.with_columns(pl.when(pl.col("customers") >= MIDDLE_FROM).then("median"))
    return replace(table, columns=tuple(c for c in table.columns if c.key not in UNTOLD), frame=frame, note=note)


def _table(table: DataTable, words: Wording) -> tuple[DataTable, ...]:
    table = _narrowed(table)
    people = [c for c in table.columns if c.unit is COUNT and c.key not in NOT_PEOPLE]
    counts = table.frame.select(
        pl.col(c.key).cast(pl.Float64).fill_null(0).round(0).cast(pl.Int64) for c in people
    ).to_numpy()
    hidden = cells.rows(counts.reshape(table.frame.height, len(people)))
    table = replace(table, frame=_silent(table, words))
    note = words.kept(table.note)
    if not hidden.any():
        return (replace(table, note=note),)
    if hidden.all() or not table.frame.height or table.columns[0].key == BALANCE:
        return ()
    return (_masked(table, hidden, people, note),)


def _silent(table: DataTable, words: Wording) -> pl.DataFrame:
    """The frame without texts that tell of a small group."""
    texts = [
        c.key for c in table.columns if c.unit is None and c.key != HELD and table.frame.schema[c.key] == pl.String
    ]
    told = ([_cell(cell, words) for cell in table.frame[key]] for key in texts)
    return table.frame.with_columns(pl.Series(key, cells, pl.String) for key, cells in zip(texts, told, strict=True))


def _cell(text: str | None, words: Wording) -> str | None:
    """A cell as it may be told; of a range without ends nothing."""
    if text is None or text == RANGE.format(NOTHING):
        return text and NOTHING
    return WITHHELD if words.tells(text) else text


def _masked(table: DataTable, hidden: cells.Marks, people: list[TableColumn], note: str) -> DataTable:
    """Counts as text, of hidden rows the sign; their other numbers and texts empty but for their names."""
    gone, counted = pl.Series("__gone", hidden), {c.key for c in people}
    name = table.columns[0].key
    shown = table.frame.with_columns(gone).with_columns(
        *(_counted(key, table.frame[key]) for key in counted),
        *(pl.when(~pl.col("__gone")).then(pl.col(c.key)) for c in table.columns if c.key not in {*counted, name}),
    )
    columns = tuple(replace(c, unit=None) if c.key in counted else c for c in table.columns)
    return replace(table, columns=columns, frame=shown.drop("__gone"), note=f"{note}{NOTE}")


def _counted(key: str, column: pl.Series) -> pl.Expr:
    written = pl.Series(key, [COUNT.text(count) for count in column], dtype=pl.String)
    few = pl.col(key).is_between(1, FEWEST - 1)
    sign = pl.when(few).then(pl.lit(UNDER)).otherwise(pl.lit(WITHHELD))
    return pl.when(pl.col("__gone")).then(sign).otherwise(pl.lit(written)).alias(key)
