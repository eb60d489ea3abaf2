"""Everything a shareable run wrote, read again as somebody would who looks for single customers → what gives one away.

Knows nothing of `hvc.sharing`: it reads files, adds up and subtracts.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from openpyxl import load_workbook

FEWEST = 10
PEOPLE = re.compile(
    r"客户数$|^高价值$|^其他$|^高价值客户数$|^其他客户数$|^联系（位）$|^对照（位）$|^带此特征$|^其中高价值$|^其余客户$|^其余中高价值$"
    r"|^新覆盖$|^上期$|^本期$|^移入$|^移出$|^原来达到的$|^联系的$|^对照组$|^没找到$|^客户$"
)
KEYS = {
    "customers", "high_value", "others", "missing", "n_high_value", "n_others", "rest_customers", "rest_high_value", "on_the_line",
    "customers_before", "customers_now", "customers_both", "high_value_before", "high_value_now", "reached", "contacted",
    "missing_held", "unscored", "elsewhere", "unreachable", "covers", "customers_high", "customers_others",
}  # fmt: skip
MADE_OF = ("mean", "median", "amount", "share", "rate", "value", "total", "money", "first30", "first90")
FRACTION = re.compile(r"(?<![\d.,/-])(\d[\d,]*)/(\d[\d,]*)(?![\d./])")
PERSONS = re.compile(r"(?<![\d.,–-])(\d[\d,]*) ?(?:位|人(?!均|次))")
HOLDS = "成立的档数"


@dataclass(frozen=True, slots=True)
class Sides:
    """How many customers there are, and how many of them are high-value: every reader knows."""

    customers: int
    high_value: int

    @property
    def others(self) -> int:
        return self.customers - self.high_value


def few(count: float | None) -> bool:
    return count is not None and 0 < abs(round(count)) < FEWEST


def number(text: str) -> int:
    return int(text.replace(",", ""))


def of_text(text: str) -> Iterator[str]:
    """Small counts, and parts that leave a small rest, in running text."""
    for line in text.splitlines():
        if "不足 10 人" in line or "少于 10 人" in line or re.fullmatch(r"\d/5", line.strip()):
            continue  # what the version says of itself; under how many of five lines something holds
        for part, whole in FRACTION.findall(line):
            if few(number(part)) or few(number(whole)) or few(number(whole) - number(part)):
                yield f"{part}/{whole} in {line[:60]}"
        yield from (f"{count} in {line[:60]}" for count in PERSONS.findall(line) if few(number(count)))


def tables(markdown: str) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Title, heads and rows of each table."""
    title, rows = "", []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("表："):
            title = line.removeprefix("表：")
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            yield title, rows[0], rows[2:]
            rows = []


def of_markdown(markdown: str, sides: Sides) -> Iterator[str]:
    """Running text and tables."""
    held = [row for _, heads, rows in tables(markdown) if HOLDS in heads for row in rows]
    lines = [line for line in markdown.splitlines() if [c.strip() for c in line.strip("|").split("|")] not in held]
    yield from of_text("\n".join(lines))
    for title, heads, rows in tables(markdown):
        for at, head in enumerate(heads):
            if not PEOPLE.search(head) or "中位数" in title:
                continue
            counts = [number(row[at]) for row in rows if re.fullmatch(r"[\d,]+", row[at])]
            yield from (f"{count} in {title}, {head}" for count in counts if few(count))
            if title.endswith("高价值客户与其他客户") and "标签" not in title and head in {"高价值", "其他"}:
                whole = sides.high_value if head == "高价值" else sides.others
                yield from (f"{whole - sum(counts)} left of {title}, {head}" for _ in "1" if few(whole - sum(counts)))


def of_json(document: Mapping[str, Any]) -> Iterator[str]:
    """Every count at any depth, and what two of them tell when one is subtracted from the other."""
    yield from _counts(document, "")
    yield from _texts(document)
    seen = document["overview"]
    sides = Sides(seen["customers"], seen["high_value"])
    for one in document["breakdowns"]:
        yield from _breakdown(one, sides)
    levels = {one["field"]: one for one in document["breakdowns"]}
    for cross in document["crosses"]:
        yield from _cross(cross, levels)
    yield from _cumulated(document, sides)


def _counts(node: object, path: str) -> Iterator[str]:
    match node:
        case dict():
            for key, value in node.items():
                if key in KEYS and isinstance(value, int | float) and few(value):
                    yield f"{path}.{key} = {value}"
                yield from _counts(value, f"{path}.{key}")
            blank = any(node.get(key, 0) is None for key in ("customers", "high_value"))
            made = [k for k, v in node.items() if blank and isinstance(v, float) and k.startswith(MADE_OF)]
            yield from (f"{path}.{key} beside a count withheld" for key in made)
        case list():
            for at, item in enumerate(node):
                yield from _counts(item, f"{path}[{at}]")
        case _:
            return


def _texts(node: object) -> Iterator[str]:
    match node:
        case str():
            yield from of_text(node)
        case dict():
            yield from (found for value in node.values() for found in _texts(value))
        case list():
            yield from (found for value in node for found in _texts(value))
        case _:
            return


def _breakdown(one: dict[str, Any], sides: Sides) -> Iterator[str]:
    for key, whole in (("high_value", sides.high_value), ("others", sides.others)):
        filled = one[f"n_{key}"]
        if few(whole - filled):
            yield f"{one['field']}: {whole - filled} {key} lack it"
        counts = [level[key] for level in one["levels"]]
        left = [filled - count for count in counts] if one["multi_valued"] else [filled - sum(counts)]
        yield from (f"{one['field']}: {rest} {key} left" for rest in left if few(rest))


def _cross(cross: dict[str, Any], levels: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Each row and column against its level: what is left must be nobody or many, on both sides."""
    for mine, other in (("row", "column"), ("column", "row")):
        if levels[cross[other]]["multi_valued"]:
            continue
        for level in levels[cross[mine]]["levels"]:
            cells = [c for c in cross["cells"] if c[f"{mine}_level"] == level["level"]]
            ours = sum(c["high_value"] for c in cells)
            theirs = sum(c["customers"] for c in cells) - ours
            for rest in (level["high_value"] - ours, level["others"] - theirs):
                if few(rest):
                    yield f"{cross['row']} × {cross['column']}: {rest} left of {level['level']}"
    for cell in cross["cells"]:
        if few(cell["customers"] - cell["high_value"]):
            yield f"{cross['row']} × {cross['column']}: others of a cell"


def _cumulated(document: Mapping[str, Any], sides: Sides) -> Iterator[str]:
    """Counts over one amount after another: neighbours differ by nobody or by many."""
    counts = [0, sides.customers]
    if document["rule"]["kind"] in {"over", "top_share", "pareto"}:
        counts.append(sides.high_value)
    if document["thresholds"]:
        counts += [row["customers"] for row in document["thresholds"]["curve"]]
    for layer in document["layers"] or ():
        counts.append(counts[-1] + layer["customers"] if layer is not document["layers"][0] else layer["customers"])
    ordered = sorted(counts)
    yield from (f"{b - a} between two lines" for a, b in pairwise(ordered) if few(b - a))


def of_workbook(data: bytes) -> Iterator[str]:
    """Every sheet: texts, and numbers under the head of a count."""
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        if "名单" in sheet.title:
            yield f"a sheet {sheet.title}"
        heads: Sequence[object] = ()
        for row in sheet.iter_rows(values_only=True):
            if any(isinstance(cell, str) and PEOPLE.search(cell) for cell in row):
                heads = row
            for head, cell in zip(heads, row, strict=False):
                if (
                    "中位数" not in sheet.title
                    and isinstance(head, str)
                    and PEOPLE.search(head)
                    and isinstance(cell, int | float)
                    and few(cell)
                ):
                    yield f"{cell} on {sheet.title}, {head}"
            if HOLDS not in heads:
                yield from (found for cell in row if isinstance(cell, str) for found in of_text(cell))


def of_files(files: Sequence[tuple[str, bytes]], sides: Sides) -> list[str]:
    """All of what was written."""
    found: list[str] = []
    for name, data in files:
        if "lists" in name or name.endswith((".parquet", ".csv")):
            found.append(f"a list: {name}")
        elif name.endswith(".json"):
            found += of_json(json.loads(data))
        elif name.endswith(".md"):
            found += of_markdown(data.decode().replace("&lt;", "<").replace("\\", ""), sides)
        elif name.endswith(".xlsx"):
            found += of_workbook(data)
        elif name.endswith(".html"):
            found += of_text(re.sub(r"<style.*?</style>|<[^>]*>", "\n", data.decode(), flags=re.DOTALL))
    return found
