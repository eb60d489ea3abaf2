"""The 分析方案: a button that saves it, and what of the one in use fits the files."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from hvc.app import intake, markup, state, steps
from hvc.export.keeping import kept
from hvc.joining import Dataset
from hvc.scheme import capture, dumps, misfits, summary

AT_ONCE = 6  # sentences shown without being asked
SAVED = "分析方案记下字段对应、等级顺序、高价值定义、时间口径和版式与署名，不含客户数据；下月与新文件一起上传，就按同样的口径分析。"


def save(data: Dataset) -> None:
    """Offer the scheme as it stands, as a file."""
    mapping = state.confirmed()
    assert mapping is not None, "a dataset comes from a confirmed mapping"
    layering, timing, brand = state.definition().layering, state.choices(), state.brand()

    def write() -> bytes:
        scheme = capture(mapping, steps.rule(data), data.options, layering, timing)
        return dumps(replace(scheme, signature=kept(brand)))

    file = state.once("scheme", (steps.key(data), brand), write)
    st.download_button(
        "保存分析方案",
        file,
        f"分析方案-{steps.today():%Y%m%d}.json",
        "application/json",
        key="save-scheme",
        icon=":material/bookmark:",
        on_click="ignore",
        help=SAVED,
    )


def in_use(*, removable: bool = False) -> None:
    """Say which scheme is in use and what of it does not fit; nothing where there is none."""
    adopted, fit = state.adopted(), state.fit()
    if adopted is None:
        return
    told = misfits(fit) if fit else ()
    said = summary(fit) if fit else "已读入。上传客户数据后，就按它对应字段和定义高价值客户。"
    with st.container(border=True, key="scheme"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.html(markup.element("p", f"正在使用的方案：{adopted[0]}", "chart-title"), width="stretch")
            if removable:
                st.button(
                    "不用方案", icon=":material/close:", key="drop-scheme", type="tertiary", on_click=intake.drop_scheme
                )
        st.html("".join((markup.element("p", said, "body"), *_bullets(told[:AT_ONCE]))))
        if told[AT_ONCE:]:
            with st.expander(f"其余 {len(told) - AT_ONCE} 条"):
                st.html("".join(_bullets(told[AT_ONCE:])))


def _bullets(sentences: tuple[str, ...]) -> list[str]:
    return [markup.element("p", sentence, "bullet") for sentence in sentences]
