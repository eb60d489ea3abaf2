"""Value × credit → a picture and a table: what the section of a rating adds to that of any dimension."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from hvc.analysis.model import Analysis, Breakdown
from hvc.insights.ladder import ratings
from hvc.insights.phrase import Said, called, people, say, share
from hvc.insights.value_credit import POOR, UNRATED, Matrix, matrix
from hvc.report.charts import grades
from hvc.report.folding import SHARE_FROM
from hvc.report.model import Block, DataTable, TableColumn
from hvc.report.sections.prose import table
from hvc.units import COUNT, SHARE, YUAN


def value_by_credit(analysis: Analysis, breakdown: Breakdown) -> tuple[Block, ...]:
    """The matrix of a field of credit as picture and table; nothing for other fields, and where no line is known."""
    if breakdown.field.key not in {b.field.key for b in ratings(analysis)}:
        return ()
    seen = matrix(analysis, breakdown.field)
    if seen is None or not breakdown.n_high_value:
        return ()
    title = _title(seen)
    return (replace(grades(seen, title.text), facts=title.facts), _table(seen))


def _title(seen: Matrix) -> Said:
    """Who is of high value and poor credit, beside the least valuable group; of small groups the number alone."""
    label = called(seen.field)
    if POOR not in seen.grades:
        return Said(f"价值与{label}")
    ours, theirs = (seen.cell(POOR, group) for group in (seen.groups[0], seen.groups[-1]))
    best, last = (group if group.endswith("客户") else f"{group}客户" for group in (seen.groups[0], seen.groups[-1]))
    head = say(f"{best}中{label}较差的有 ", people(f"{best}中较差的人数", ours["customers"]))
    if min(ours["rated"], theirs["rated"]) < SHARE_FROM:
        return say(head, f"，{last}中有 ", people(f"{last}中较差的人数", theirs["customers"]))
    return say(head, "，占 ", _based(best, ours), f"，{last} ", _based(last, theirs))


def _based(whose: str, cell: dict[str, float]) -> Said:
    return share(f"{whose}中较差的占比", int(cell["customers"]), int(cell["rated"]))


def _table(seen: Matrix) -> DataTable:
    label = seen.field.label
    columns = [TableColumn("grade", label)]
    frame = pl.DataFrame({"grade": seen.grades}, schema={"grade": pl.String})
    for place, group in enumerate(seen.groups):
        part = seen.frame.filter(pl.col("group") == group).select(
            "grade",
            pl.col("customers").alias(f"customers{place}"),
            pl.when(pl.col("rated") >= SHARE_FROM).then("share").alias(f"share{place}"),
            pl.col("amount").alias(f"amount{place}"),
        )
        frame = frame.join(part, on="grade", how="left", maintain_order="left")
        columns += [
            TableColumn(f"customers{place}", group, COUNT),
            TableColumn(f"share{place}", f"占{group}", SHARE),
            TableColumn(f"amount{place}", f"{group}金额", YUAN),
        ]
    return table(f"价值与{label}", f"价值与{label}", columns, frame, _note(seen))


def _note(seen: Matrix) -> str:
    ends = [f"{name}指{end.text}" for name, end in (("良好", seen.good), ("较差", seen.poor)) if end]
    small = any(seen.frame["rated"] < SHARE_FROM)
    notes = (
        "；".join(ends),
        f"占比以有{called(seen.field)}的客户为分母" + (f"，{UNRATED}的不计入" if UNRATED in seen.grades else ""),
        f"不足 {SHARE_FROM} 位的一组不给占比" if small else "",
    )
    return "；".join(note for note in notes if note) + "。"
