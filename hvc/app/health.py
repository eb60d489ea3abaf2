"""The state of the data → what the health page asks, lists to download, and the way on."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from hvc.app import checkup, markup, screen, set_aside, state, steps
from hvc.app.downloads import purpose
from hvc.app.navigation import page
from hvc.app.text import plain
from hvc.cleaning.issues import Effect
from hvc.export.lists import csv
from hvc.export.rejected import rejected_csv
from hvc.export.text import stem
from hvc.joining import Dataset
from hvc.mapping import Column
from hvc.reading.tables import Table
from hvc.report import sections
from hvc.report.partners import Partners, listing
from hvc.schema import CUSTOMER, Field, Kind
from hvc.units import COUNT

BOX = "health-accepted"
WHY = Field("what", "情况", Kind.CATEGORY)


def verdict(data: Dataset) -> None:
    """Say how the data stand; where something is to be confirmed, ask."""
    found = steps.concerns(data)
    screen.show_section(sections.verdict(data, found), heading=False)
    if found:
        st.checkbox(
            "我看过以上情况，按现在的处理继续",
            key=state.seed(BOX, steps.accepted(data)),
            on_change=state.accept,
            args=(steps.source_key(), BOX),
            help="您的回答会写在报告的「数据与方法说明」里",
        )


def problems(data: Dataset) -> None:
    """What was found, the repaired last and folded; under it the rows themselves to download."""
    for effect in (Effect.DROPPED, Effect.DOUBTFUL):
        if section := sections.problems(data, effect):
            screen.show_section(section)
        if effect is Effect.DROPPED:
            for table in state.tables():
                set_aside.show(table)
    rejected = checkup.kept_apart(data)
    if not rejected.is_empty():
        _rejected(data, rejected)
    if section := sections.problems(data, Effect.REPAIRED):
        with st.expander(plain(section.title), icon=":material/build:"):
            screen.show_section(section, heading=False)


def _rejected(data: Dataset, rejected: pl.DataFrame) -> None:
    columns = [column for source in data.sources for column in source.columns]
    st.html(markup.element("p", "下载未参与分析和请核对的行，附原因和原来的单元格：", "note"))
    clear = bool(purpose())
    with st.container(horizontal=True):
        for place, table in enumerate(state.tables()):
            mine = rejected.filter(pl.col("table") == table.name)
            if not mine.is_empty():
                _rows_button(mine, table, columns, place=place, clear=clear)


def _rows_button(rejected: pl.DataFrame, table: Table, columns: Sequence[Column], *, place: int, clear: bool) -> None:
    """Offer the rows of one table; the file is made on the click."""
    masked = "未脱敏" if clear else "已脱敏"
    rows = COUNT.text(rejected["row"].n_unique())
    st.download_button(
        plain(f"{rows} 行（{masked}）：{table.name}"),
        lambda: rejected_csv(rejected, table, columns, clear=clear),
        f"{stem(table.name)}-未参与和待核对的行.csv",
        "text/csv",
        key=f"rejected-{place}",
        icon=":material/download:",
        on_click="ignore",
    )


def tables(data: Dataset) -> None:
    """Every table that was read, and whom it lacks."""
    known = checkup.partnered(data)
    screen.show_section(sections.tables(data, state.tables(), known))
    lacking = [part for part in known if len(part.unknown) + len(part.absent)]
    if lacking:
        st.html(markup.element("p", "下载没有对应的客户，两个方向都列：", "note"))
    with st.container(horizontal=True):
        for place, part in enumerate(lacking):
            _partners_button(part, place)


def _partners_button(part: Partners, place: int) -> None:
    st.download_button(
        plain(f"{COUNT.text(len(part.unknown) + len(part.absent))} 位：{part.table}"),
        lambda: csv(listing(part).rename({"id": CUSTOMER.key}), (CUSTOMER, WHY)),
        f"{stem(part.table)}-没有对应的客户.csv",
        "text/csv",
        key=f"partners-{place}",
        icon=":material/download:",
        on_click="ignore",
    )


def columns() -> None:
    """What every column of every table holds."""
    st.subheader("每一列", anchor=False)
    st.html(markup.element("p", sections.COLUMNS_NOTE, "note"))
    with st.spinner("正在逐列检查…"):
        looked = checkup.profiled()
    for table, facts in looked:
        screen.render(sections.columns(table.name, facts))


def onward(data: Dataset) -> None:
    """The way to the next page, open once what is to be confirmed is."""
    if steps.concerns(data) and not steps.accepted(data):
        st.html(markup.element("p", "勾选上面一项之后，继续下一步。", "note"))
        return
    st.page_link(page("rule"), label="下一步：确认口径", icon=":material/arrow_forward:")
