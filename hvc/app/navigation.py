"""The pages of the app: file, title and icon, in the order of the walk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import streamlit as st

from hvc.app import state

FOLDER = Path(__file__).parent / "app_pages"
START = "_"  # the first page answers at the bare address, and reserves this name, which leads nowhere


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: `name` is its file in `app_pages` and its address, `help` the tooltip of its link."""

    name: str
    title: str
    icon: str
    help: str


PREPARE = (
    Entry("upload", "上传", "upload_file", "上传客户、订单等文件，或打开示例数据"),
    Entry("mapping", "字段对应", "table_view", "确认每一列是什么意思"),
    Entry("health", "数据体检", "fact_check", "读到了什么、用了多少、哪些行没有用、为什么"),
    Entry("rule", "口径确认", "tune", "一屏看清按什么口径分析，谁是高价值客户"),
)
READ = (
    Entry("overview", "总览", "dashboard", "高价值客户有多少、贡献多少、有什么特点"),
    Entry("questions", "提问", "contact_support", "常问的问题，用同样的结论和名单回答"),
    Entry("explore", "探索", "travel_explore", "点一下图，看这部分客户的其余各面；两组客户并排比"),
    Entry("profile", "画像", "badge", "基本信息、行为和偏好：高价值客户与其他客户差在哪里"),
    Entry("metrics", "关键指标", "leaderboard", "哪几项指标最能标出高价值客户，指数怎么算"),
    Entry("tags", "标签", "sell", "高价值客户与其他客户的标签"),
    Entry("tier", "会员", "loyalty", "高价值客户与其他客户的会员等级"),
    Entry("credit", "信用", "verified_user", "高价值客户与其他客户的信用评级"),
    Entry("dimension", "其他维度", "category", "任选一个维度：性别、年龄、城市、渠道、自定义列"),
    Entry("time", "时间", "schedule", "RFM 分群、购买阶段与流失、终身价值、走势"),
    Entry("periods", "两期对比", "compare_arrows", "和上一期比：谁留下、谁离开，金额的变化从哪里来"),
    Entry("cross", "交叉", "grid_on", "两个维度放在一起看"),
    Entry("customers", "客户", "group", "每个数字背后的客户：筛选、搜索、排序、看一位客户的画像、下载"),
)
ACT = (
    Entry("actions", "行动计划", "checklist", "对哪些客户做什么、由谁做，附名单"),
    Entry("report", "报告", "description", "预览并下载报告"),
)
HELP = (Entry("help", "使用说明", "help", "怎么用、名词解释、字段字典、文件模板和常见问题"),)
GROUPS = (("准备", PREPARE), ("洞察", READ), ("成果", ACT), ("帮助", HELP))


def page(name: str) -> Path:
    """The file of a page, for links."""
    return FOLDER / f"{name}.py"


def title(name: str) -> str:
    """What a page is called."""
    return next(entry.title for _, entries in GROUPS for entry in entries if entry.name == name)


def pages(signs: Mapping[str, str] = {}, address: str | None = None) -> dict[str, list[st.Page]]:
    """Every page, grouped as the sidebar shows them; `signs`: icons of some pages, by name, in place of their own.

    An `address` that is no page's becomes a hidden one that leads to the first: Streamlit would say so in English.
    """
    shown = {group: [_page(entry, signs) for entry in entries] for group, entries in GROUPS}
    first = PREPARE[0]
    hidden = [st.Page(to_start, title=first.title, url_path=first.name, visibility="hidden")]
    if name := unknown(address):
        hidden.append(st.Page(led_back, title=first.title, url_path=name, visibility="hidden"))
    shown[GROUPS[0][0]].extend(hidden)
    return shown


def unknown(address: str | None) -> str:
    """The name in an address where no page has it; nothing where one has, or where none can."""
    name = unquote(urlsplit(address or "").path.rstrip("/").rpartition("/")[2]).strip()
    known = {START, *(entry.name for _, entries in GROUPS for entry in entries)}
    return "" if "/" in name or name in known else name


def to_start() -> None:
    """Lead who typed the first page's name to the address it really has, which is that of the app alone."""
    st.switch_page(page(PREPARE[0].name))


def led_back() -> None:
    """Lead who came by an address without a page to the first one, which says so."""
    state.go_astray()
    to_start()


def _page(entry: Entry, signs: Mapping[str, str]) -> st.Page:
    return st.Page(
        page(entry.name),
        title=entry.title,
        icon=signs.get(entry.name, f":material/{entry.icon}:"),
        help=entry.help,
        url_path=START if entry is PREPARE[0] else entry.name,
        default=entry is PREPARE[0],
    )
