"""The controls of the conditions beside the amount, and of how they join."""

from __future__ import annotations

import streamlit as st

from hvc.app import exploring, state, steps
from hvc.app.definition import Part, Way, fresh
from hvc.app.text import CHOOSE, plain
from hvc.joining import Dataset
from hvc.rules.conditions import DATE_WORDS, NUMBERS, OPERATORS, WORDS, usable
from hvc.schema import Field, Kind

JOINS = {True: "全部满足（且）", False: "满足任一（或）"}
TWO = 2  # conditions that need a word between them


def conditions(data: Dataset) -> None:
    """The conditions beside the amount, each in a row that can be changed and taken away."""
    held = state.definition()
    fields = _fields(data)
    for place, part in enumerate(held.parts):
        _row(data, fields, place, part)
    with st.container(horizontal=True, vertical_alignment="center"):
        if len(held.parts) + (held.way is not Way.NONE) >= TWO:
            key = state.seed("definition-every", held.every)
            st.segmented_control(
                "几个条件之间", (True, False), format_func=JOINS.__getitem__, required=True, label_visibility="collapsed",
                key=key, on_change=state.define, args=("every", key),
            )  # fmt: skip
        if held.room and fields:
            st.button(
                "加一个条件", icon=":material/add:", key="add-condition", type="tertiary",
                on_click=_add, help="例如订单数不低于 3，或会员等级为钻石；连同金额最多四个。",
            )  # fmt: skip


def _fields(data: Dataset) -> dict[str, Field]:
    """What a condition may be about, by key."""
    return {field.key: field for field in data.fields if usable(field) and field.key in data.customers.columns}


def _add() -> None:
    """Callback: a condition on the first field that has none yet."""
    data = _now()
    taken = {part.key for part in state.definition().parts} | {data.amount.key}
    keys = tuple(_fields(data))
    begun = _fresh(next((key for key in keys if key not in taken), keys[0]))
    state.define_as(parts=(*state.definition().parts, begun))


def _fresh(key: object) -> Part:
    """A condition on the field with this key, as it begins."""
    data = _now()
    return fresh(_fields(data)[str(key)], data.customers)


def _now() -> Dataset:
    """The customers of this moment: Streamlit keeps what a callback is given for as long as the session lasts."""
    data = steps.dataset()
    assert data is not None, "conditions are drawn for customers"
    return data


def _row(data: Dataset, fields: dict[str, Field], place: int, part: Part) -> None:
    with st.container(border=True, key=f"condition-{place}"):
        which, value, away = st.columns((3, 6, 1), vertical_alignment="bottom")
        chosen = state.seed(f"condition-{place}-field", part.key)
        which.selectbox(
            "条件", tuple({**fields, part.key: None}), format_func=lambda key: fields[key].label if key in fields else part.label,
            key=chosen, on_change=state.redefine, args=(place, chosen, _fresh),
            placeholder=CHOOSE,
        )  # fmt: skip
        with value:
            _value(data, fields.get(part.key), place, part)
        away.button(
            "删除", icon=":material/close:", key=f"condition-{place}-away", type="tertiary",
            on_click=state.undefine, args=(place,),
        )  # fmt: skip


def _value(data: Dataset, field: Field | None, place: int, part: Part) -> None:
    """The controls of the value, by the kind of the field."""
    if field is None:
        st.warning(plain(f"数据里没有「{part.label}」，这个条件没有计入。"), icon=":material/warning:")
    elif field.kind in NUMBERS or field.kind is Kind.DATE:
        _compared(field, place, part)
    else:
        known = exploring.levels(data, field)
        key = state.seed(f"condition-{place}-levels", [level for level in part.levels if level in known])
        st.multiselect(
            "含其中任一" if field.kind is Kind.TAGS else "为其中之一", known, placeholder="还没有选，这个条件暂不计入",
            key=key, on_change=state.define_part, args=(place, "levels", key),
        )  # fmt: skip


def _compared(field: Field, place: int, part: Part) -> None:
    how, what = st.columns((2, 3), vertical_alignment="bottom")
    words = DATE_WORDS if field.kind is Kind.DATE else WORDS
    sign = state.seed(f"condition-{place}-operator", part.operator)
    how.selectbox(
        "比较",
        OPERATORS,
        format_func=words.__getitem__,
        key=sign,
        on_change=state.define_part,
        args=(place, "operator", sign),
        placeholder=CHOOSE,
    )
    if field.kind is Kind.DATE:
        day = state.seed(f"condition-{place}-day", part.day)
        what.date_input("日期", format="YYYY-MM-DD", key=day, on_change=state.define_part, args=(place, "day", day))
        return
    number = state.seed(f"condition-{place}-number", float(part.number))
    unit = "金额（元）" if field.kind is Kind.MONEY else "数值"
    what.number_input(unit, format="%.10g", key=number, on_change=state.define_part, args=(place, "number", number))
