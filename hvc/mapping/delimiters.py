"""Distinct values of a column → what separates the tags in its cells, if anything does."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

JSON = "json"
# Full-width and half-width twins are one delimiter; values come NFKC-folded.
_SIGNS = (",", "、", ";", "|", "\n", "/", "#", " ")
_JSON_CELL = r"^\s*\[.*\]\s*$"
_JSON_FROM = 0.6  # share of values
_RARE = 0.01  # a sign inside fewer values belongs to a word
_RARE_BLANK = 0.1  # a blank separates words more often than tags
_JOINT = "/"  # stands inside a tag (运动/户外) as often as between two
_SHARED = 0.5  # share of the values with that sign, of which a part is met in another value too
_WRAPPING = "[]【】{}\"'“”‘’# \t\r\n"
_TAG_LENGTH = 12.0  # mean characters of a tag; longer is prose
_MANY_TAGS = 200
_REUSED = 0.5  # distinct tags per tag written: tags come back, the words of free text do not
_CARRIED = 0.2  # share of values that hold several


@dataclass(frozen=True, slots=True)
class Split:
    """What cutting at `delimiter` gives: `carried` share of values that hold it, `growth` distinct tags per tag written."""

    delimiter: str
    carried: float
    growth: float
    tags: int
    length: float

    @property
    def looks_like_tags(self) -> bool:
        """Whether short words come back in many combinations."""
        short = self.length <= _TAG_LENGTH and self.tags <= _MANY_TAGS
        return short and self.carried >= _CARRIED and self.growth <= _REUSED and self.delimiter != " "


def vote(values: pl.Series) -> Split | None:
    """The delimiter whose tags grow the vocabulary least; None where no value holds one.

    `values`: distinct, not null, NFKC.
    """
    if values.is_empty():
        return None
    if _share(values.str.contains(_JSON_CELL) & values.str.contains('"', literal=True)) >= _JSON_FROM:
        return _split(values.str.strip_chars(_WRAPPING).str.replace_all(r'"\s*,\s*"', ","), ",", JSON)
    bare = values.str.strip_chars(_WRAPPING)
    held = pl.DataFrame({sign: bare.str.contains(sign, literal=True) for sign in _SIGNS})
    carried = held.mean().row(0, named=True)
    present = [sign for sign, share in carried.items() if share > (_RARE_BLANK if sign == " " else _RARE)]
    splits = [_split(values, sign, sign) for sign in present if sign != _JOINT or _shares_parts(bare)]
    return min(splits, key=lambda split: (split.growth, -split.carried), default=None)


def _shares_parts(values: pl.Series) -> bool:
    """Whether what stands beside a slash is met elsewhere, as tags are; 运动/户外 is otherwise one tag."""
    frame = pl.DataFrame({"value": values}).with_row_index("row").with_columns(part=pl.col("value").str.split(_JOINT))
    parts = frame.explode("part").with_columns(pl.col("part").str.strip_chars(_WRAPPING)).unique(["row", "part"])
    known = parts.with_columns(again=pl.col("row").n_unique().over("part") > 1)
    held = known.filter(pl.col("value").str.contains(_JOINT, literal=True)).group_by("row").agg(pl.col("again").any())
    return held.is_empty() or int(held["again"].sum()) >= _SHARED * held.height


def _split(values: pl.Series, sign: str, name: str) -> Split:
    held = values.str.strip_chars(_WRAPPING).str.contains(sign, literal=True)
    tags = values.str.split(sign).explode().str.strip_chars(_WRAPPING)
    tags = tags.filter(tags != "")
    written = max(len(tags), 1)
    length = float(pl.DataFrame({"tag": tags}).select(pl.col("tag").str.len_chars().mean()).item() or 0.0)
    return Split(name, _share(held), tags.n_unique() / written, tags.n_unique(), length)


def _share(truths: pl.Series) -> float:
    return int(truths.sum()) / len(truths)
