"""Parsed JSON → values of the type a key must have, or an error that names the place and never the content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from hvc.errors import SchemeError
from hvc.reading.scrub import scrubbed_text
from hvc.scheme.model import MAX_LEVELS, MAX_TEXT


@dataclass(frozen=True, slots=True)
class Answer:
    """One JSON value and where it stands: `tables[0].columns[3].unit`."""

    value: object
    place: str

    def wrong(self, expected: str) -> NoReturn:
        """Refuse the file.

        Raises:
            SchemeError: always.
        """
        raise SchemeError(
            f"分析方案里的 {self.place} 不对：{expected}。",
            hint="如果手工改过这个文件，请改回来；否则请在「口径确认」或「报告」页重新下载一份。",
        )

    def entries(self, known: frozenset[str]) -> dict[str, Answer]:
        """The keys of an object, all of them known."""
        if not isinstance(self.value, dict):
            self.wrong("应是一个对象 {…}")
        if not self.value.keys() <= known:
            self.wrong(f"只能有这些键：{'、'.join(sorted(known))}")
        return {key: Answer(value, f"{self.place}.{key}".lstrip(".")) for key, value in self.value.items()}

    def items(self, most: int) -> tuple[Answer, ...]:
        """The elements of a list."""
        if not isinstance(self.value, list) or len(self.value) > most:
            self.wrong(f"应是不超过 {most} 项的列表 […]")
        return tuple(Answer(value, f"{self.place}[{place}]") for place, value in enumerate(self.value))

    def text(self, most: int = MAX_TEXT) -> str:
        """A text with something in it, without control or invisible characters."""
        if not isinstance(self.value, str) or len(self.value) > most:
            self.wrong(f"应是不超过 {most} 个字的文字")
        return scrubbed_text(self.value) or self.wrong("不能为空")

    def number(self, least: float, most: float) -> float:
        """A number within bounds, ends included."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            self.wrong("应是数字")
        if not least <= self.value <= most:  # NaN is not
            self.wrong(f"应在 {least:g} 到 {most:g} 之间")
        return float(self.value)

    def flag(self) -> bool:
        """True or false."""
        return self.value if isinstance(self.value, bool) else self.wrong("应是 true 或 false")

    def words(self) -> tuple[str, ...]:
        """A list of different texts."""
        words = tuple(item.text() for item in self.items(MAX_LEVELS))
        return words if len(set(words)) == len(words) else self.wrong("有重复的项")

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """An object of texts, in its order."""
        if not isinstance(self.value, dict) or len(self.value) > MAX_LEVELS:
            self.wrong(f"应是不超过 {MAX_LEVELS} 项的对象 {{…}}")
        keys = Answer(list(self.value), self.place).words()
        return tuple(zip(keys, (Answer(v, self.place).text() for v in self.value.values()), strict=True))
