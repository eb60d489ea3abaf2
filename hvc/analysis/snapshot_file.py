"""A `Snapshot` ↔ a 快照 file, without a name or a customer's number in it: see `hvc.analysis.keeping`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from math import isfinite
from typing import Any

import polars as pl

from hvc.analysis.deciles import TENTHS, Deciles
from hvc.analysis.keeping import Mark, fresh_salt, opened, rows, sealed
from hvc.analysis.snapshot import HIGH, KEY, Snapshot, hashed
from hvc.schema import AMOUNT, ORDERS

MARK = Mark("hvc_snapshot", 2, "快照", "请选择由「保存快照」得到的 .parquet 文件，或直接上传上一期的数据。")


def saved(taken: Snapshot) -> bytes:
    """The snapshot as a file: numbers hashed under a fresh key, rows in the order of the hashes."""
    salt = fresh_salt()
    frame = taken.frame.with_columns(hashed(taken.frame.get_column(KEY), salt)).sort(KEY)
    about = {
        "name": taken.name,
        "rule": taken.rule,
        "measure": taken.measure,
        "made": taken.made.isoformat(),
        "labels": [list(pair) for pair in taken.labels],
        "numbers": [[one.key, one.label, list(one.edges), list(one.counts), one.blank] for one in taken.numbers],
    }
    return sealed(MARK, frame, salt, about)


def is_snapshot(data: bytes) -> bool:
    """Whether the bytes say of themselves that they are a 快照."""
    return MARK.within(data)


def loaded(name: str, data: bytes) -> Snapshot:
    """The snapshot of the file called `name`; its rows are read as any upload's, in a child and under the same limits.

    Raises:
        ReadError: it is larger than what is read, or its table is broken.
        DataError: it is none, or damaged, or of a later version.
    """
    taken = opened(MARK, name, data, _about)
    frame = _typed(rows(MARK, name, data), [key for key, _ in taken.labels])
    if frame is None:
        raise MARK.damaged(name)
    return replace(taken, frame=frame)


def _about(told: dict[str, Any], salt: bytes) -> Snapshot:
    """What the footer says of the file, as yet without its rows."""
    return Snapshot(
        name=str(told["name"]),
        salt=salt,
        rule=str(told["rule"]),
        measure=str(told["measure"]),
        made=dt.date.fromisoformat(told["made"]),
        labels=tuple((str(key), str(label)) for key, label in told["labels"]),
        frame=pl.DataFrame(),
        numbers=tuple(_spread(*one) for one in told.get("numbers", ())),
    )


def _spread(key: str, label: str, edges: list[float], counts: list[int], blank: int) -> Deciles:
    """Raises ValueError where they are no tenths of anything."""
    rising = tuple(float(edge) for edge in edges)
    sizes = tuple(int(count) for count in counts)
    sound = all(isfinite(edge) for edge in rising) and list(rising) == sorted(set(rising)) and 0 < len(rising) < TENTHS
    if not sound or len(sizes) != len(rising) + 1 or min(*sizes, blank) < 0 or not sum(sizes):
        raise ValueError(key)
    return Deciles(str(key), str(label), rising, sizes, int(blank))


def _typed(cells: pl.DataFrame, dimensions: list[str]) -> pl.DataFrame | None:
    """The rows with their types; None where one lacks its hash, its amount or its mark, or stands twice."""
    if not {KEY, AMOUNT.key, HIGH} <= set(cells.columns):
        return None
    numbers = [field for field in (AMOUNT, ORDERS) if field.key in cells.columns]
    read = cells.select(
        KEY,
        *(field.col.cast(pl.Float64, strict=False) for field in numbers),
        pl.col(HIGH).replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean),
        *(pl.col(key) if key in cells.columns else pl.lit(None, pl.String).alias(key) for key in dimensions),
    )
    whole = read.select(KEY, AMOUNT.key, HIGH).null_count().sum_horizontal().item() == 0
    sound = (
        whole
        and bool(read.select(AMOUNT.col.is_finite().all()).item())
        and not read.get_column(KEY).is_duplicated().any()
    )
    return read if sound else None
