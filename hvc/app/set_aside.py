"""What reading set aside of a table → its rows with their cells, and buttons that take them back or put them away."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import streamlit as st

from hvc.app import intake, markup, raw, state
from hvc.app.amending import Amendment
from hvc.app.text import plain
from hvc.reading.restore import restorable
from hvc.reading.tables import Table
from hvc.schema import ROW
from hvc.units import COUNT

WHY = "__why"
PLACES = 8  # row numbers named one by one
FIXED = "空行、单位行和列数对不上的行不能放回；要用它们，请在文件里补好再上传。"


def show(table: Table) -> None:
    """Offer a look at the rows of one table that are no data, and the way back."""
    said = next(said for read, said in state.read() if read.name == table.name)
    if not table.set_aside and not said.back:
        return
    told = "，".join(f"{part.reason} {COUNT.text(len(part.rows))} 行" for part in table.set_aside)
    label = f"查看搁置的行：{told}" if told else "已放回的行"
    box = st.expander(
        plain(label), icon=":material/table_rows:", type="compact", on_change="rerun", key=f"aside-{table.digest[:12]}"
    )
    if box.open:
        with box:
            _rows(table, said)
            _returned(table, said)


def listed(table: Table) -> pl.DataFrame:
    """One row per row set aside: `ROW`, why, and its cells where they are known, in row order."""
    numbers = [(row, part.reason) for part in table.set_aside for row in part.rows]
    why = pl.DataFrame(numbers, schema={ROW: pl.UInt32, WHY: pl.String}, orient="row").sort(ROW)
    cells = table.aside if table.aside.width else table.frame.clear()
    return why.join(cells, on=ROW, how="left", maintain_order="left")


def _rows(table: Table, said: Amendment) -> None:
    """The grid, and the buttons under it: back by reason, back by the rows chosen in it."""
    rows = listed(table)
    if rows.is_empty():
        return
    cells = raw.masked_rows(rows.drop(WHY), table)
    shown = cells.insert_column(1, rows.head(cells.height).get_column(WHY))
    over = {ROW: "行号", WHY: "原因"} | {header: header for header in table.headers}
    chosen = raw.grid(shown, over, key=f"aside-rows-{table.digest[:12]}", choose=True)
    if rows.height > shown.height:
        st.html(markup.element("p", f"只列出前 {shown.height} 行，共 {COUNT.text(rows.height)} 行。", "note"))
    back = {row for part in restorable(table) for row in part.rows}
    picked = tuple(row for row in shown[ROW].gather(chosen) if row in back)
    with st.container(horizontal=True):
        if picked and st.button(f"放回选中的 {len(picked)} 行", key=f"back-chosen-{table.name}", type="primary"):
            _change(table, said, (*said.back, *picked))
        for part in restorable(table):
            text = plain(f"放回全部{part.reason}（{COUNT.text(len(part.rows))} 行）")
            if st.button(text, key=f"back-{part.reason}-{table.name}", icon=":material/undo:"):
                _change(table, said, (*said.back, *part.rows))
    hint = "放回的行按普通数据参与分析；可以先在表里勾选几行。" if back else ""
    st.html(markup.element("p", hint + (FIXED if len(back) < rows.height else ""), "note"))


def _returned(table: Table, said: Amendment) -> None:
    """What was taken back, and the button that puts it away again."""
    if not said.back:
        return
    rows = sorted(said.back)
    named = "、".join(map(str, rows[:PLACES])) + ("等" if len(rows) > PLACES else "")
    st.html(markup.element("p", f"已放回 {COUNT.text(len(rows))} 行：第 {named} 行。", "body"))
    if st.button("撤回，仍然搁置", key=f"back-none-{table.name}", icon=":material/redo:"):
        _change(table, said, ())


def _change(table: Table, said: Amendment, back: tuple[int, ...]) -> None:
    with st.spinner("正在按新的选择重新读取…"):
        intake.amend(table.name, replace(said, back=back))
    st.rerun()
