"""The earlier period → how to give it, what it is, the file to keep for the next one, and the lists of each fate."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from hvc.analysis.model import Analysis
from hvc.analysis.period_parts import Fate
from hvc.analysis.periods import PART
from hvc.analysis.snapshot import Snapshot, called, snapshot
from hvc.analysis.snapshot_file import saved
from hvc.app import downloads, intake, markup, people, state, steps, waiting
from hvc.app.calm import trouble
from hvc.insights.plans.fated import MEANINGS, of_fate
from hvc.insights.plans.unplanned import OfFate
from hvc.units import COUNT, YUAN

HOW = (
    "上传上一期的快照：在「报告」页保存，每期存一份，下一期拿来对比。",
    "上传上一期保存的行动计划：看名单上的客户后来怎样，联系的与对照组差多少。",
    "没有快照时，直接上传上一期的数据文件，列的含义、处理方式和高价值定义都按本期的来。",
    "两期的时间长短最好相同，例如都是一个季度，或都是累计到期末；否则金额的变化里有一部分只是时间长短。",
    "两期要是同一批客户：较小的一期里至少 5% 的客户也在另一期。",
)
SAVED = "快照只含每位客户的金额、订单数、等级等分组和是否高价值；客户编号经加密散列，没有姓名和电话。它是去标识化的内部资料，请妥善保管。"
GONE = "流失的客户本期没有记录，联系名单要到上一期的数据里取。"
LISTED = (Fate.FALLEN, Fate.RISEN, Fate.NEW, Fate.KEPT)


def card() -> None:
    """Offer to compare with an earlier period, beside an upload."""
    with st.expander(
        "和上一期对比",
        icon=":material/compare_arrows:",
        expanded=state.earlier() is not None or state.campaign() is not None,
    ):
        in_use()
        uploader("upload")


def invite(analysis: Analysis) -> None:
    """Say why there is no comparison and how to get one."""
    for lacking in analysis.unavailable:
        if lacking.part == PART:
            st.warning(f"{lacking.reason}{lacking.unlock}", icon=":material/info:")
    in_use()
    with st.container(border=True):
        st.html(markup.element("p", "和上一期对比", "chart-title"))
        st.html("".join(markup.element("p", text, "bullet") for text in HOW))
        uploader("page")
    for problem in state.troubles():
        trouble(problem)


def more() -> None:
    """Offer to add the plan of the earlier period to a comparison that is there."""
    with st.expander("评估上期的行动", icon=":material/fact_check:"):
        st.html(markup.element("p", HOW[1], "body"))
        uploader("plan")
    for problem in state.troubles():
        trouble(problem)


def uploader(place: str) -> None:
    """Take a 快照 or the files of the earlier period, and read them at once."""
    with st.container(key=f"up-{place}"):
        files = st.file_uploader(
            "上一期的快照、数据文件或行动计划",
            accept_multiple_files=True,
            key=f"{state.uploader_key()}-earlier-{place}",
        )
    if files:
        given = [(file.name, file.getvalue()) for file in files]
        waiting.read(given, "正在读取上一期…", intake.receive_earlier)
        st.rerun()


def in_use() -> None:
    """Say what the earlier period and its plan are, each with a button that lets go of it; nothing where there is none."""
    given, planned = state.earlier(), state.campaign()
    if isinstance(given, Snapshot):
        size = COUNT.text(given.frame.height)
        _used(f"上一期：{given.name}的快照，{given.made:%Y-%m-%d} 保存，{size} 位客户", "earlier", state.compare_with)
    elif given is not None:
        _used(f"上一期：{'、'.join(dict.fromkeys(table.file for table in given))}", "earlier", state.compare_with)
    if planned is not None:
        told = f"上期行动计划：{planned.name}，{planned.made:%Y-%m-%d} 保存，{COUNT.text(len(planned.actions))} 项行动"
        _used(told, "campaign", state.score_by)


def _used(told: str, what: str, drop: Callable[[None], None]) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(markup.element("p", told, "body"), width="stretch")
        st.button(
            "不再对比" if what == "earlier" else "不再评估", icon=":material/close:", key=f"drop-{what}", type="tertiary",
            on_click=drop, args=(None,),
        )  # fmt: skip


def save(analysis: Analysis) -> None:
    """Offer this period as a 快照; the file is made on the click."""
    st.download_button(
        "保存快照",
        lambda: saved(snapshot(analysis, called(analysis.dataset), steps.today())),
        f"快照-{steps.today():%Y%m%d}.parquet",
        "application/vnd.apache.parquet",
        key="save-snapshot",
        icon=":material/compare_arrows:",
        on_click="ignore",
        help=SAVED,
    )


def lists(analysis: Analysis) -> None:
    """The customers of each fate, each list with its button."""
    st.subheader("名单", anchor=False)
    purpose = downloads.purpose()
    for which in LISTED:
        if (listed := of_fate(analysis, which)) is None:
            continue
        with st.container(border=True, gap="small"):
            size = f"{COUNT.text(listed.customers)} 位，本期合计 {YUAN.text(listed.amount)}"
            out = (
                f"；另有 {COUNT.text(listed.unreachable)} 位退订或未同意营销，不在名单内" if listed.unreachable else ""
            )
            head = markup.element("h4", f"{which.value}：{MEANINGS[which]}")
            st.html(head + markup.element("p", size + out, "note"))
            with st.container(horizontal=True, vertical_alignment="center"):
                downloads.customer_list(analysis, listed, purpose=purpose)
                people.list_way(OfFate(which), listed.code)
    st.html(markup.element("p", GONE, "note"))
