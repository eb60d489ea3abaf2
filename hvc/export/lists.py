"""The actions → their customer lists, as people import them: one CSV each, personal columns masked."""

from __future__ import annotations

import io
from collections.abc import Sequence

import polars as pl

from hvc.export.masking import hide
from hvc.export.model import File, Material
from hvc.export.text import stem
from hvc.insights.model import Action
from hvc.schema import AMOUNT, CUSTOMER, TAG_SEPARATOR, Field, Kind

# A cell that begins so (after blanks) is a formula to a spreadsheet.
_FORMULA = r"^[\s\u3000]*[=+\-@＝＋－＠]|^[\t\r\n]"
_UNSAFE = r"[\p{Cc}\p{Bidi_Control}\p{Noncharacter_Code_Point}\x{feff}]"
GROUP = Field("contact_group", "分组", Kind.CATEGORY)  # whether a customer is contacted or left alone for comparison
CONTACTED, HELD = "联系", "对照"
ALSO = Field("also_fits", "也符合", Kind.CATEGORY)  # the titles of other actions that a customer fits
BOM = b"\xef\xbb\xbf"  # without it Excel takes UTF-8 for the system's own encoding


def customers(
    action: Action, fields: Sequence[Field], *, clear: bool, plan: Sequence[Action] = ()
) -> tuple[pl.DataFrame, tuple[Field, ...]]:
    """The list of one action as a reader wants it, and what each of its columns is, in the same order.

    Customer, 分组 where some are left alone, amount, and 也符合 where some fit other actions of the `plan` come first, then
    `fields`; tags are joined by 、, flags say 是 or 否, personal columns are masked unless `clear`. A column that no field
    knows, or that we worked out ourselves, stays behind.
    """
    frame = _accompanied(_grouped(action), [other for other in plan if other.code != action.code])
    known = {field.key: field for field in (CUSTOMER, GROUP, AMOUNT, ALSO)} | {field.key: field for field in fields}
    shown = tuple(
        field for key, field in known.items() if key in frame.columns and (not field.derived or key in action.shows)
    )
    frame = frame.select(readable(field) for field in shown)
    return (frame if clear else hide(frame, shown)), shown


def _grouped(action: Action) -> pl.DataFrame:
    """The members, each with their side where there are two."""
    if action.control is None:
        return action.members
    side = action.control.held.replace_strict({True: HELD, False: CONTACTED}, return_dtype=pl.String)
    return action.members.with_columns(side.alias(GROUP.key))


def _accompanied(members: pl.DataFrame, others: Sequence[Action]) -> pl.DataFrame:
    """The members, each with the titles of the other actions they fit, whichever list they are on; as they are where none do."""
    ours = members.select(CUSTOMER.key)
    fitting = [
        ours.join(pl.DataFrame({CUSTOMER.key: part}), on=CUSTOMER.key, how="semi").with_columns(
            pl.lit(other.title).alias(ALSO.key), rank=pl.lit(rank)
        )
        for rank, other in enumerate(others)
        for part in (other.members.get_column(CUSTOMER.key), other.yielded)
        if part is not None
    ]
    found = pl.concat([ours.clear().with_columns(pl.lit("").alias(ALSO.key), rank=pl.lit(0)), *fitting])
    if found.is_empty():
        return members
    titles = found.sort("rank").group_by(CUSTOMER.key, maintain_order=True).agg(pl.col(ALSO.key).str.join("、"))
    return members.join(titles, on=CUSTOMER.key, how="left", maintain_order="left")


def readable(field: Field) -> pl.Expr:
    """The column of a field as a reader wants it: tags joined by 、, flags as 是 or 否, dates without a time, text scrubbed."""
    match field.kind:
        case Kind.TAGS:
            return scrub(field.col.cast(pl.String).str.replace_all(TAG_SEPARATOR, "、", literal=True))
        case Kind.FLAG:
            return field.col.replace_strict({True: "是", False: "否"}, return_dtype=pl.String)
        case Kind.ID | Kind.NAME | Kind.CATEGORY | Kind.ORDERED:
            return scrub(field.col.cast(pl.String))
        case Kind.DATE:
            return field.col.cast(pl.Date)
        case Kind.MONEY | Kind.COUNT | Kind.SCORE:
            return field.col.round(2) if field.derived else field.col


def scrub(text: pl.Expr) -> pl.Expr:
    """One line, without control and direction characters."""
    return text.str.replace_all(r"[\t\r\n]+", " ").str.replace_all(_UNSAFE, "")


def inert(text: pl.Expr) -> pl.Expr:
    """A text that a spreadsheet would take for a formula gets a leading apostrophe."""
    return text.str.replace(_FORMULA, "'${0}")


def titles(fields: Sequence[Field]) -> tuple[str, ...]:
    """The header row: labels scrubbed and made unique."""
    labels = pl.Series([field.label for field in fields], dtype=pl.String).to_frame("label")
    plain = labels.select(scrub(pl.col("label")))["label"].to_list()
    return tuple(f"{label}_{place}" if label in plain[:place] else label for place, label in enumerate(plain))


def csv(frame: pl.DataFrame, fields: Sequence[Field]) -> bytes:
    """`frame` as UTF-8 with a mark, every text inert, dates without a time, money with its 分."""
    text = [name for name, dtype in frame.schema.items() if dtype == pl.String]
    header = pl.Series(titles(fields), dtype=pl.String).to_frame("t").select(inert(pl.col("t")))["t"].to_list()
    out = io.BytesIO(BOM)
    out.seek(len(BOM))
    safe = frame.with_columns(inert(pl.col(name)) for name in text)
    safe = safe.with_columns(pl.col(field.key).round(2) for field in fields if field.kind is Kind.MONEY)
    safe = safe.with_columns(pl.col(name).cast(pl.Int64) for name in _whole(frame, fields))
    safe.rename(dict(zip(frame.columns, header, strict=True))).write_csv(out, datetime_format="%Y-%m-%d")
    return out.getvalue()


def _whole(frame: pl.DataFrame, fields: Sequence[Field]) -> list[str]:
    """The columns of numbers, but for money, that hold nothing but whole ones: 18 orders, not 18.0."""
    numbers = [field.key for field in fields if field.kind is not Kind.MONEY and frame.schema[field.key].is_float()]
    whole = frame.select((pl.col(name).is_finite() & (pl.col(name) == pl.col(name).floor())).all() for name in numbers)
    return [name for name in numbers if whole[name].item()]


def render(material: Material) -> tuple[File, ...]:
    """One file per action, under `lists/`."""
    fields = material.analysis.dataset.fields
    return tuple(
        (f"lists/{stem(action.file)}.csv", csv(*customers(action, fields, clear=material.clear, plan=material.actions)))
        for action in material.actions
    )
