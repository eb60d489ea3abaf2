"""A `Campaign` ↔ a 行动计划 file: the lists under hashes, what was planned and decided in the footer.

No name and no number of a customer stands in it; what the user wrote does, owners among it. See `hvc.analysis.keeping`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import polars as pl

from hvc.analysis.keeping import Mark, fresh_salt, opened, rows, sealed
from hvc.analysis.snapshot import KEY, NAMELESS, hashed
from hvc.errors import SchemeError
from hvc.insights.campaign.edits import scrubbed
from hvc.insights.campaign.keeping import ACTION, COLUMNS, HELD
from hvc.insights.campaign.model import Campaign, Kept
from hvc.insights.campaign.stating import code, number, stated, terms_of
from hvc.insights.model import Outcome
from hvc.schema import AMOUNT, LAST_ORDER, ORDERS
from hvc.scheme.answers import Answer

MARK = Mark("hvc_campaign", 1, "行动计划", "请选择由「保存行动计划」得到的 .parquet 文件。")
KEPT = frozenset({"code", "title", "outcome", "baseline", "target"})
ENDS = ("baseline", "target")
ACTIONS_AT_MOST = 100
NAME_AT_MOST = 1000  # characters: the names of three files
TITLE_AT_MOST = 200


def saved(campaign: Campaign) -> bytes:
    """The plan as a file: numbers hashed under a fresh key, rows in the order of the hashes."""
    salt = fresh_salt()
    numbers = campaign.frame.select(pl.col(KEY).unique().sort()).get_column(KEY)
    keys = pl.DataFrame({KEY: numbers, "hash": hashed(numbers, salt)})
    frame = (
        campaign.frame.join(keys, on=KEY, how="left")
        .select(pl.col("hash").alias(KEY), *list(COLUMNS)[1:])
        .sort(KEY, ACTION)
    )
    about = {
        "name": _short(campaign.name) or NAMELESS,
        "rule": _short(campaign.rule),
        "made": campaign.made.isoformat(),
        "reference": campaign.reference.isoformat() if campaign.reference else None,
        "terms": stated(campaign.terms),
        "actions": [_stated(kept) for kept in campaign.actions],
        "measure": _short(campaign.measure),
    }
    return sealed(MARK, frame, salt, about)


def is_campaign(data: bytes) -> bool:
    """Whether the bytes say of themselves that they are a 行动计划."""
    return MARK.within(data)


def loaded(name: str, data: bytes) -> Campaign:
    """The plan of the file called `name`; its rows are read as any upload's, in a child and under the same limits.

    Raises:
        ReadError: it is larger than what is read, or its table is broken.
        DataError: it is none, or damaged, or of a later version.
    """
    try:
        kept = opened(MARK, name, data, _about)
    except SchemeError as error:
        raise MARK.damaged(name) from error
    frame = _typed(rows(MARK, name, data), [action.code for action in kept.actions])
    if frame is None:
        raise MARK.damaged(name)
    return replace(kept, frame=frame)


def _short(text: str) -> str:
    """A text of the data, as long as the way back allows."""
    return scrubbed(text, NAME_AT_MOST)


def _stated(kept: Kept) -> dict[str, Any]:
    return {
        "code": kept.code,
        "title": scrubbed(kept.title, TITLE_AT_MOST),
        "outcome": kept.outcome.name.lower(),
        "baseline": kept.baseline,
        "target": kept.target,
    }


def _about(told: dict[str, Any], salt: bytes) -> Campaign:
    """What the footer says of the file, as yet without its rows."""
    actions = tuple(_kept(item) for item in Answer(told["actions"], "actions").items(ACTIONS_AT_MOST))
    if len({kept.code for kept in actions}) < len(actions):
        raise ValueError("actions")
    return Campaign(
        name=Answer(told["name"], "name").text(NAME_AT_MOST),
        salt=salt,
        rule=Answer(told["rule"], "rule").text(NAME_AT_MOST),
        made=dt.date.fromisoformat(told["made"]),
        reference=None if told["reference"] is None else dt.date.fromisoformat(told["reference"]),
        terms=terms_of(Answer(told["terms"], "terms")),
        actions=actions,
        frame=pl.DataFrame(),
        measure=Answer(told["measure"], "measure").text(NAME_AT_MOST) if told.get("measure") else "",
    )


def _kept(told: Answer) -> Kept:
    entries = told.entries(KEPT)
    outcome = Outcome[entries["outcome"].text().upper()]
    title, (baseline, target) = entries["title"].text(TITLE_AT_MOST), (number(entries[key]) for key in ENDS)
    return Kept(code(entries["code"]), title, outcome, baseline, target)


def _typed(cells: pl.DataFrame, codes: list[str]) -> pl.DataFrame | None:
    """The rows with their types; None where one lacks its hash, its action, its side or its amount, or stands twice."""
    if not {KEY, ACTION, HELD, AMOUNT.key} <= set(cells.columns):
        return None
    held = pl.col(HELD).replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
    absent = [name for name in (LAST_ORDER.key, ORDERS.key) if name not in cells.columns]
    read = cells.with_columns(pl.lit(None, pl.String).alias(name) for name in absent).select(
        KEY,
        ACTION,
        held,
        AMOUNT.col.cast(pl.Float64, strict=False),
        LAST_ORDER.col.str.to_date("%Y-%m-%d", strict=False),
        ORDERS.col.cast(pl.Float64, strict=False),
    )
    whole = read.select(KEY, ACTION, HELD, AMOUNT.key).null_count().sum_horizontal().item() == 0
    known = whole and bool(read.select(pl.col(ACTION).is_in(codes).all() & AMOUNT.col.is_finite().all()).item())
    return read if known and not read.select(KEY, ACTION).is_duplicated().any() else None
