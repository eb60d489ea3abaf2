"""Customers → the rows of a table on screen: found by what was typed, in order, personal columns masked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from hvc.analysis.layers import layer
from hvc.analysis.model import Analysis
from hvc.analysis.segments import Mask
from hvc.analysis.selection import Rows
from hvc.export.lists import readable, scrub
from hvc.export.masking import STAR, looks_personal, masked, year_alone
from hvc.insights.model import Action
from hvc.schema import AMOUNT, CREDIT, CUSTOMER, LAST_ORDER, LIFECYCLE, NAME, RFM_TYPE, STAGE, TAGS, TIER, Field, Kind

HIGH = Field("is_high_value", "高价值", Kind.FLAG)  # whether the customer is over the line
LAYER = Field("value_layer", "价值分层", Kind.ORDERED)
LISTS = Field("on_lists", "行动名单", Kind.CATEGORY)  # titles of the actions whose lists hold the customer
MADE = (HIGH, LAYER)
USUAL = (CUSTOMER, NAME, AMOUNT, HIGH, LAYER, TIER, TAGS, CREDIT, RFM_TYPE, LIFECYCLE, STAGE, LAST_ORDER, LISTS)
SEARCHED = (Kind.ID, Kind.NAME)
TEXTS = (Kind.ID, Kind.NAME, Kind.CATEGORY, Kind.ORDERED, Kind.TAGS)
_GAPS = r"[\s\-—–]"


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """What is looked through: for each customer the numbers and names as they may be shown, and personal ones as they are.

    `shown`: texts of which any part may be typed; `whole`: texts that must be typed in full. Both in lower case, full-width
    signs as narrow ones, without gaps.
    """

    shown: pl.DataFrame
    whole: pl.DataFrame


def fields_of(analysis: Analysis) -> tuple[Field, ...]:
    """Every column that can be shown, the usual ones first."""
    data = analysis.dataset
    known = {field.key: field for field in data.fields if field.key in data.customers.columns}
    made = {field.key: field for field in (HIGH, *((LAYER,) if analysis.layers else ()), LISTS)}
    every = known | made
    first = [every[field.key] for field in USUAL if field.key in every]
    return (*first, *(field for field in known.values() if field not in first))


def usual(fields: Iterable[str]) -> tuple[str, ...]:
    """The keys of those columns that are shown at first, beside the customer's number."""
    keys = {field.key for field in USUAL[1:]}
    return tuple(key for key in fields if key in keys)


def secret(analysis: Analysis) -> frozenset[str]:
    """The columns that are shown masked only: personal by their field, or by what their cells look like."""
    data = analysis.dataset
    by_field = {field.key for field in data.fields if field.personal or field.kind is Kind.NAME}
    texts = [field for field in data.fields if field.kind in TEXTS and field.key in data.customers.columns]
    cells = ((field.key, data.customers.get_column(field.key)) for field in texts)
    return frozenset(by_field | {key for key, column in cells if looks_personal(column.cast(pl.String))})


def index(analysis: Analysis, hidden: frozenset[str]) -> Index:
    """Make ready what is looked through."""
    data = analysis.dataset
    sought = [field for field in data.fields if field.kind in SEARCHED and field.key in data.customers.columns]
    texts = data.customers.select(field.col.cast(pl.String) for field in sought)
    shown = texts.with_columns(starred(texts.get_column(name)) for name in texts.columns if name in hidden)
    return Index(shown.select(_plain(pl.all())), texts.select(_plain(pl.col(sorted(hidden & set(texts.columns))))))


def starred(texts: pl.Series) -> pl.Series:
    """As `masked`, which looks at numbers and addresses only where a text holds a digit or an @: names are many."""
    special = texts.str.contains(r"[\d@]").fill_null(value=False)
    short = texts.str.strip_chars().str.head(1) + STAR
    frame = pl.DataFrame({"text": texts.filter(special)}).select(masked(pl.col("text")))
    blank = texts.str.strip_chars().str.len_chars() == 0
    return short.zip_with(~blank, texts).scatter(special.arg_true(), frame.to_series()).alias(texts.name)


def _plain(text: pl.Expr) -> pl.Expr:
    return text.str.normalize("NFKC").str.replace_all(_GAPS, "").str.to_lowercase()


def matching(where: Index, typed: str) -> Mask:
    """Who has what was typed in their number or, if it is theirs in full or as it is shown, in a personal column."""
    needle = pl.select(_plain(pl.lit(typed))).item()
    parts = where.shown.select(pl.all().str.contains(needle, literal=True))
    wholes = where.whole.select(pl.all() == needle)
    found = pl.concat([parts, wholes.rename(lambda name: f"whole {name}")], how="horizontal")
    return found.select(hit=pl.any_horizontal(pl.all()).fill_null(value=False)).to_series().to_numpy()


def on_list(customers: pl.DataFrame, action: Action) -> Mask:
    """Who is on the list of an action."""
    listed = action.members.select(CUSTOMER.key).with_columns(on=pl.lit(value=True))
    joined = customers.select(CUSTOMER.key).join(listed, on=CUSTOMER.key, how="left", maintain_order="left")
    return np.array(joined.get_column("on").fill_null(value=False).to_numpy())


def value(analysis: Analysis, field: Field) -> pl.Expr:
    """What customers are sorted by."""
    if field.key == HIGH.key:
        return analysis.line.mask()
    if field.key == LAYER.key and analysis.layers:
        return layer(analysis.line, analysis.layers)
    return field.col


def rows(
    analysis: Analysis, places: Rows, fields: Sequence[Field], actions: Sequence[Action], hidden: frozenset[str]
) -> pl.DataFrame:
    """The customers at `places` as they may be shown, one column a field."""
    frame = _at(analysis, places).with_columns(value(analysis, f).alias(f.key) for f in fields if f in MADE)
    if any(field.key == LISTS.key for field in fields):
        frame = frame.with_columns(titles(frame.get_column(CUSTOMER.key), actions).alias(LISTS.key))
    return masked_rows(frame, fields, hidden)


def masked_rows(frame: pl.DataFrame, fields: Sequence[Field], hidden: frozenset[str]) -> pl.DataFrame:
    """The columns of these fields as they may be shown: of a day of birth the year, of texts what masking leaves."""
    days = {field.key for field in fields if field.kind is Kind.DATE and (field.personal or field.key in hidden)}
    shown = frame.select(
        year_alone(field.col).alias(field.key) if field.key in days else readable(field) for field in fields
    )
    texts = [name for name, dtype in shown.schema.items() if dtype == pl.String and name not in days]
    private = [name for name in texts if name in hidden or looks_personal(shown.get_column(name))]
    return shown.with_columns(masked(pl.col(name)).alias(name) for name in private)


def titles(customers: pl.Series, actions: Sequence[Action]) -> pl.Series:
    """Of each customer the titles of the actions whose lists hold them, joined by 、; null of who is on none."""
    ours = customers.to_frame(CUSTOMER.key)
    found = [
        ours.join(action.members.select(CUSTOMER.key), on=CUSTOMER.key, how="semi").with_columns(
            title=pl.lit(action.title)
        )
        for action in actions
    ]
    every = pl.concat([ours.clear().with_columns(title=pl.lit("")), *found])
    told = every.group_by(CUSTOMER.key, maintain_order=True).agg(scrub(pl.col("title")).str.join("、"))
    return ours.join(told, on=CUSTOMER.key, how="left", maintain_order="left").get_column("title")


def selected(analysis: Analysis, places: Rows, label: str) -> Action:
    """The customers at `places` as a list to be saved, with whether they are high-value and in which layer."""
    known = MADE if analysis.layers else (HIGH,)
    members = _at(analysis, places).with_columns(value(analysis, field).alias(field.key) for field in known)
    return Action(
        code="selection",
        title="客户名单",
        audience=label,
        members=members,
        file="客户",
        amount=round(float(members.get_column(analysis.line.field.key).sum()), 2),
        why=f"高价值客户指{analysis.rule.label}",
        steps=(),
        channel="",
        window="",
        measure="",
        shows=tuple(field.key for field in analysis.dataset.fields if field.derived),
    )


def _at(analysis: Analysis, places: Rows) -> pl.DataFrame:
    return analysis.dataset.customers[pl.Series(places, dtype=pl.get_index_type())]
