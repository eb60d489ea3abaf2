"""What the user may decide about counting → radio buttons, each way with what it gives; nothing where nothing is open."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from hvc.app import checkup, markup, state
from hvc.joining import Dataset, Duplicates, Refunds
from hvc.report.outcomes import Outcome, decides_duplicates, decides_refunds
from hvc.units import COUNT, YUAN

LARGE = 500_000  # rows from which the other ways are only tried when asked
SAID = {
    Duplicates: "同一客户有几行且内容不同时，取哪一行（金额从不相加）",
    Refunds: "有退款、退货的订单，金额怎么算",
}


def card(data: Dataset) -> None:
    """Ask how duplicates and refunds count, if the data hold any."""
    open_ = [
        kind for kind, there in ((Duplicates, decides_duplicates(data)), (Refunds, decides_refunds(data))) if there
    ]
    if not open_:
        return
    st.subheader("计算口径", anchor=False)
    with st.container(border=True):
        found = _tried(data)
        if Duplicates in open_:
            _radio("duplicates", Duplicates, data, found)
        if Refunds in open_:
            _radio("refunds", Refunds, data, found)
        st.html(markup.element("p", "换一种算法，上面的对账和后面的全部结果随之更新；所选写入报告和分析方案。", "note"))


def _tried(data: Dataset) -> tuple[Outcome, ...]:
    """What each way gives; of a large upload only once somebody wants to know."""
    asked = (
        data.quality.rows_read < LARGE
        or checkup.compared()
        or st.button("比较各种算法的结果", key="compare", icon=":material/compare_arrows:")
    )
    if not asked:
        return ()
    with st.spinner("正在比较各种算法…"):
        return checkup.outcomes(data)


def _radio(name: str, kind: type[Duplicates | Refunds], data: Dataset, found: Sequence[Outcome]) -> None:
    ways = list(kind)
    now = getattr(data.options, name)
    known = {getattr(each.options, name): each for each in found if _only(name, each, data)}
    key = state.seed(f"option-{name}", now)
    st.radio(
        SAID[kind],
        ways,
        format_func=lambda way: way.value,
        captions=[_effect(known.get(way), known.get(now)) for way in ways],
        key=key,
        on_change=state.opt,
        args=(name, key),
    )


def _only(name: str, each: Outcome, data: Dataset) -> bool:
    """Of the ways tried, those that differ from now in nothing but `name`."""
    other = "refunds" if name == "duplicates" else "duplicates"
    return bool(getattr(each.options, other) == getattr(data.options, other))


def _effect(way: Outcome | None, now: Outcome | None) -> str:
    """What a way gives, beside what stands now."""
    if way is None or now is None:
        return ""
    whole = f"{COUNT.text(way.customers)} 位客户，金额合计 {YUAN.text(way.amount)}"
    if way is now:
        return f"现在：{whole}"
    if not way.moved:
        return f"{whole}，每位客户的金额与现在相同"
    more = way.amount - now.amount
    apart = f"多 {YUAN.text(more)}" if more > 0 else f"少 {YUAN.text(-more)}" if more < 0 else "合计不变"
    return f"{whole}，比现在{apart}，{COUNT.text(way.moved)} 位客户的金额不同"
