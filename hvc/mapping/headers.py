"""A header → the meanings it may have, each with a score and a reason; its unit of money; the label a report uses."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from hvc.mapping import wording
from hvc.schema import FIELDS, Field, named

EXACT = 0.98
LIKE = 0.9
WEAK = 0.75  # a usual header, but one that stands above other things too
ENDS = 0.72
CONTAINS = 0.55
COVER = 0.1  # added in proportion to how much of the header the known words cover
POSITION = 0.0005  # taken per place in a field's list of aliases, so that the preferred word wins
LONGEST_LABEL = 40

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BRACKETS = re.compile(r"[(\[{【<《][^)\]}】>》]*[)\]}】>》]")
_UNIT_TAIL = re.compile(r"[/_\-:，,|]\s*(?:人民币)?(亿元|万元|千元|百元|元|角|分|万|千|亿|人|次|岁|天|个月|月|年|笔)$")
_UNITS = {
    "亿元": 1e8,
    "亿": 1e8,
    "万元": 1e4,
    "万": 1e4,
    "千元": 1e3,
    "千": 1e3,
    "百元": 1e2,
    "元": 1.0,
    "角": 0.1,
    "分": 0.01,
}
_UNIT_INSIDE = re.compile(r"(?:单位)?[:：]?\s*(?:人民币)?(亿元|万元|千元|百元|元|角|分|万|千|亿)")


@dataclass(frozen=True, slots=True)
class Match:
    """One meaning a column may have, under her own word; `score` 0–1 becomes the guess's confidence."""

    field: Field
    score: float
    reason: str


def unit(header: str) -> float:
    """The power of 元 a money header names: 10000 for （万元）, 0.01 for /分, 1 where it names none."""
    text = unicodedata.normalize("NFKC", header).strip()
    inside = [word for bracket in _BRACKETS.findall(text) if (word := _UNIT_INSIDE.fullmatch(bracket[1:-1].strip()))]
    tail = _UNIT_TAIL.search(text)
    found = inside[-1][1] if inside else tail[1] if tail else "元"
    return _UNITS.get(found, 1.0)


def label(header: str, otherwise: str) -> str:
    """The header as a report may use it, without its unit; `otherwise` where it has no Chinese word."""
    bare = _UNIT_TAIL.sub("", _BRACKETS.sub("", unicodedata.normalize("NFKC", header))).strip(" *:#")
    return bare if _CHINESE.search(bare) and len(bare) <= LONGEST_LABEL else otherwise


def fold(header: str) -> str:
    """One spelling for headers that read the same: width, case, blanks, brackets, units and joining signs gone."""
    return "".join(_words(header))


def stem(header: str) -> str:
    """The folded header without a running number: 标签1, 标签2 and 一级标签 have one stem."""
    return re.sub(r"[\d一二三四五六七八九十]+级?", "", fold(header))


def unused(header: str) -> str | None:
    """Why a well-known column is of no use as a dimension; None for all others."""
    text = fold(header)
    return next((reason for reason, exact, endings in wording.UNUSED if text in exact or text.endswith(endings)), None)


def matches(header: str) -> tuple[Match, ...]:
    """Every meaning the header may have, best first: a usual header, nearly one, or one that holds a usual word."""
    spelled = _Spelling(header, _words(header), chinese=bool(_CHINESE.search(header)))
    if not spelled.words:
        return ()
    found = [match for field in FIELDS if (match := _best(field, spelled))]
    return tuple(sorted(found, key=lambda match: -match.score))


def personal(header: str) -> bool:
    """Whether the likeliest meaning of a header is something that names or reaches a person."""
    return any(match.field.personal for match in matches(header)[:1])


@dataclass(frozen=True, slots=True)
class _Spelling:
    header: str
    words: tuple[str, ...]
    chinese: bool

    @property
    def text(self) -> str:
        return "".join(self.words)


def _best(field: Field, spelled: _Spelling) -> Match | None:
    """The best of the field's aliases for the header."""
    text, aliases = spelled.text, _aliases(field)
    if text in aliases:
        score = WEAK if text in wording.WEAK else EXACT
        return Match(_own_word(field, spelled), score - POSITION * aliases[text], "表头是常用写法")
    bare = _bare(spelled)
    if bare in aliases and bare not in wording.EXACT_ONLY:
        return Match(_own_word(field, spelled), LIKE - POSITION * aliases[bare], "表头接近常用写法")
    held = _inside(field, spelled) if spelled.chinese else _together(field, spelled)
    return max(held, key=lambda match: match.score, default=None)


def _own_word(field: Field, spelled: _Spelling) -> Field:
    return named(field, label(spelled.header, field.label))


def _inside(field: Field, spelled: _Spelling) -> list[Match]:
    """Aliases that stand inside a Chinese header; at its end they are its noun."""
    found, text = [], spelled.text
    for alias, place in _aliases(field).items():
        if len(alias) < wording.SHORTEST_INSIDE or alias not in text or alias in wording.EXACT_ONLY:
            continue
        rest = text.replace(alias, "", 1)
        if rest not in wording.TURNING_ALONE and not any(word in rest for word in wording.TURNING):
            base = ENDS if text.endswith(alias) else CONTAINS
            score = base + COVER * len(alias) / len(text) - POSITION * place
            found.append(Match(named(field, label(spelled.header, text)), score, f"表头含“{alias}”"))
    return found


def _together(field: Field, spelled: _Spelling) -> list[Match]:
    """Aliases whose words stand together in a Latin header."""
    found, words = [], spelled.words
    for alias, place in _spelled(field).items():
        size = len(alias)
        starts = [i for i in range(len(words) - size + 1) if words[i : i + size] == alias]
        covered = size / len(words)
        turned = bool((set(words) - set(alias)) & wording.TURNING) or "".join(alias) in wording.EXACT_ONLY
        if starts and covered >= wording.LEAST_COVER and not turned:
            base = ENDS if starts[-1] + size == len(words) else CONTAINS
            score = base + COVER * covered - POSITION * place
            found.append(Match(named(field, spelled.header.strip()), score, f"表头含“{' '.join(alias)}”"))
    return found


def _words(header: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", header).strip()
    bare = _UNIT_TAIL.sub("", _BRACKETS.sub("", text)) or text
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", bare).lower()
    words = re.findall(r"[a-z]+|\d+|[\u4e00-\u9fff]+", split)
    return tuple(wording.SHORT.get(word, word) for word in words)


def _bare(spelled: _Spelling) -> str:
    """The header without words that add nothing: 客户…, 当前…, …名称, customer_…, …_category."""
    if spelled.chinese:
        return wording.TAIL.sub("", wording.HEAD.sub("", spelled.text))
    words = spelled.words
    kept = words[1:] if len(words) > 1 and words[0] in wording.LATIN_HEADS else words
    return "".join(kept[:-1] if len(kept) > 1 and kept[-1] in wording.LATIN_TAILS else kept)


@cache
def _aliases(field: Field) -> dict[str, int]:
    """Folded alias → place in the list, the label first."""
    places: dict[str, int] = {}
    first = () if field.label in field.aliases else (field.label,)
    for place, alias in enumerate((*first, *field.aliases)):
        places.setdefault(fold(alias), place)
        places.setdefault(alias.replace("_", "").lower(), place)
    return places


@cache
def _spelled(field: Field) -> dict[tuple[str, ...], int]:
    """Latin aliases as words."""
    return {
        words: place
        for place, alias in enumerate(field.aliases)
        if alias.isascii() and (words := _words(alias)) and "".join(words)
    }
