"""Sentences → those of them that tell of no small group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from hvc.analysis.model import Analysis
from hvc.insights.model import Fact
from hvc.sharing.limit import small

NUMBER = r"\d[\d,]*"
PART = re.compile(rf"(?<![\d.,/]){NUMBER}/{NUMBER}(?![\d./])")  # 18/42
OF = re.compile(rf"({NUMBER}) [位人]（共 ({NUMBER}) [位人]）")
COUNTED = re.compile(rf"(?<![\d.,–-])({NUMBER}) ?(?:位|人(?![均次])|行|名(?!单)|个客户)")
MEANT = re.compile(rf"→ ({NUMBER}) [位人]|({NUMBER}) → ")
ROWS = re.compile(rf"({NUMBER}) 行（读取 ({NUMBER}) 行）")
PIECE = re.compile(r"(?:（[^（）]*）|[^。；])*[。；]?")  # a sentence or a clause; what stands in brackets stays whole


@dataclass(frozen=True, slots=True)
class Wording:
    """What must not be read out of a text; `wholes`: counts known to every reader, as how many customers there are."""

    wholes: tuple[int, ...] = ()

    def tells(self, text: str) -> bool:
        """Whether the text gives a count of a small group, or two counts of one within the other that differ by one."""
        parts = [one.split("/") for one in PART.findall(text)]
        pairs = [(_number(part), _number(whole)) for part, whole in (*parts, *OF.findall(text), *ROWS.findall(text))]
        if any(small(part) or small(whole) or small(whole - part) for part, whole in pairs):
            return True
        if any(small(known - whole) for _, whole in pairs for known in self.wholes):
            return True
        counts = [*COUNTED.findall(text), *(one for pair in MEANT.findall(text) for one in pair if one)]
        return any(small(_number(count)) for count in counts)

    def kept(self, text: str) -> str:
        """The sentences and clauses that may be told, ended as the text was."""
        if not self.tells(text):
            return text
        told = "".join(part for part in PIECE.findall(text) if not self.tells(part))
        return f"{told[:-1]}。" if told.endswith("；") else told

    def standing(self, facts: Sequence[Fact], *texts: str) -> tuple[Fact, ...]:
        """The facts whose numbers still stand in the texts, and tell of no small group themselves."""
        whole = "\n".join(texts)
        return tuple(fact for fact in facts if fact.text in whole and not self.tells(fact.base))


def wording(analysis: Analysis) -> Wording:
    """What is known to every reader of this analysis: all customers and both sides."""
    seen = analysis.overview
    return Wording((seen.customers, seen.high_value, seen.customers - seen.high_value))


def _number(text: str) -> int:
    return int(text.replace(",", ""))
