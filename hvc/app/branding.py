"""版式与署名: a form, a logo and a small picture of the cover → the brand of every document of this session."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from hvc.app import cover_sketch, state
from hvc.app.calm import trouble
from hvc.app.text import CHOOSE, plain
from hvc.errors import HvcError
from hvc.export.keeping import restored
from hvc.export.logo import HINT, printable_logo
from hvc.report.brand import ALWAYS, LONGEST, Brand, worded
from hvc.report.model import Report
from hvc.report.palette import LIGHT, legible
from hvc.scheme.model import UNSIGNED, Signature

TITLE = "版式与署名"
MARKINGS = ("", "公开", "内部资料", "商业秘密", "秘密", "机密")
UNMARKED = "无"
TONES = {False: "简洁", True: "正式"}
SAID = {False: "标题在上，口径在下", True: "单独一页封面，之后是目录"}
KEPT = "用在全部文件里：Word、PDF、PowerPoint、网页、Excel、Markdown 和图。随分析方案保存（日期除外），下月带回；「清除数据」会一并清除。"


def card(report: Report) -> None:
    """Ask whose documents they are and what of `report` they print."""
    brand = state.brand()
    with st.expander(TITLE, icon=":material/id_card:", key="branding"):  # under another title it would close
        left, right = st.columns([7, 3], gap="large")
        with left:
            _logo(brand)
            _form(brand, report)
        with right:
            cover_sketch.show(brand, report)
        _told(brand)


def restore(told: Signature) -> list[HvcError]:
    """Take up what a 分析方案 says of it, if it says anything; why it could not be taken."""
    if told == UNSIGNED:
        return []
    try:
        state.sign_as(restored(told))
    except HvcError as error:
        return [error]
    return []


def _told(brand: Brand) -> None:
    """What became of the last change."""
    desk = state.desk()
    if desk.asked and brand.accent:
        st.caption(f"所选的 {desk.asked} 在白纸上看不清，文件里用同一色相加深后的 {brand.accent}。")
    if desk.trouble is not None:
        trouble(desk.trouble)
    st.caption(KEPT)


def _logo(brand: Brand) -> None:
    """Take a logo, let go of the upload at once, and offer to drop the one there is."""
    file = st.file_uploader(
        "标志",
        type=["png", "jpg", "jpeg", "webp"],
        key=f"up-logo-{state.desk().uploader}",
        help=f"{HINT}透明底的最好。",
    )
    if file is not None:
        _take(file.getvalue())
        st.rerun()
    if brand.logo:
        st.button("移除标志", key="drop-logo", icon=":material/close:", on_click=state.sign, kwargs={"logo": b""})


def _take(data: bytes) -> None:
    state.forget_uploads()
    state.tell(uploader=state.desk().uploader + 1, trouble=None)
    try:
        state.sign(logo=printable_logo(data))
    except HvcError as error:
        state.tell(trouble=error)


def _form(brand: Brand, report: Report) -> None:
    key = f"brand-{state.desk().form}"
    with st.form(key, border=False):
        words = _words(brand, key)
        looks = _looks(brand, key)
        left_out = _sections(brand, report, key)
        with st.container(horizontal=True):
            done = st.form_submit_button("应用", key=f"{key}-apply", type="primary", icon=":material/check:")
            st.form_submit_button("恢复默认", key=f"{key}-reset", icon=":material/restart_alt:", on_click=state.unsign)
    if done:
        _apply(words, looks, left_out)
        st.rerun()


def _words(brand: Brand, key: str) -> tuple[str, str, str, dt.date | None]:
    """Organisation, author, marking, date."""
    known = brand.marking if brand.marking in MARKINGS else ""
    with st.grid(2, min_column_width=220):
        organisation = st.text_input(
            "单位名称", brand.organisation, max_chars=LONGEST["organisation"], key=f"{key}-organisation"
        )
        author = st.text_input("编制（部门或姓名）", brand.author, max_chars=LONGEST["author"], key=f"{key}-author")
        date = st.date_input(
            "报告日期", brand.date, format="YYYY-MM-DD", key=f"{key}-date", help="不填就印生成的那一天"
        )
        marking = st.selectbox(
            "密级",
            MARKINGS,
            MARKINGS.index(known),
            format_func=lambda one: one or UNMARKED,
            key=f"{key}-marking",
            placeholder=CHOOSE,
        )
        own = st.text_input(
            "其他密级",
            "" if known else brand.marking,
            max_chars=LONGEST["marking"],
            key=f"{key}-own",
            placeholder="填写后代替上面的密级",
        )
    return organisation, author, own.strip() or marking, date if isinstance(date, dt.date) else None


def _looks(brand: Brand, key: str) -> tuple[str, bool]:
    """Accent and tone."""
    with st.grid(2, min_column_width=220):
        accent = st.color_picker(
            "主题色",
            brand.accent or LIGHT.high_value,
            key=f"{key}-accent",
            help="标题、线条和高价值客户的颜色；太浅的会加深到看得清，与风险、机会相近时，风险、机会换一种颜色",
        )
        formal = st.radio(
            "封面",
            list(TONES),
            int(brand.formal),
            format_func=TONES.get,
            captions=[*SAID.values()],
            key=f"{key}-formal",
        )
    return accent, bool(formal)


def _sections(brand: Brand, report: Report, key: str) -> frozenset[str]:
    """Keys of the sections that are not printed; what this report does not have stays as it was."""
    st.markdown("打印哪些部分", help="「行动计划」不打印时，Excel 里也不附客户名单")
    left = set(brand.left_out)
    with st.grid(3, min_column_width=180):
        for part in report.sections:
            always = part.key == ALWAYS
            wanted = always or part.key not in brand.left_out
            kept = st.checkbox(plain(part.title), wanted, key=f"{key}-print-{part.key}", disabled=always)
            (left.discard if kept else left.add)(part.key)
    return frozenset(left)


def _apply(words: tuple[str, str, str, dt.date | None], looks: tuple[str, bool], left_out: frozenset[str]) -> None:
    organisation, author, marking, date = words
    chosen, formal = looks[0].upper(), looks[1]
    accent = "" if chosen == LIGHT.high_value else legible(chosen)
    state.sign(
        organisation=worded("organisation", organisation),
        author=worded("author", author),
        marking=worded("marking", marking),
        date=date,
        accent=accent,
        formal=formal,
        left_out=left_out,
    )
    darker = accent and accent != chosen
    state.tell(form=state.desk().form + 1, asked=chosen if darker else "", trouble=None)
