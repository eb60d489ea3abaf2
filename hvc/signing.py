"""The command line's words about whose documents they are → the brand that they wear."""

from __future__ import annotations

import argparse
import datetime as dt
from dataclasses import replace
from pathlib import Path

from hvc.errors import ExportError, HvcError, ReadError
from hvc.export.keeping import restored
from hvc.export.logo import MAX_BYTES, printable_logo
from hvc.report.brand import ALWAYS, LONGEST, Brand, worded
from hvc.report.model import Report
from hvc.report.palette import legible
from hvc.scheme import Scheme
from hvc.scheme.model import UNSIGNED

SEPARATORS = str.maketrans("，", ",")


def add_options(analyze: argparse.ArgumentParser) -> None:
    """Whose documents they are, and what of the report they print."""
    told = analyze.add_argument_group("版式与署名")
    told.add_argument(
        "--organisation", default="", metavar="NAME", help=f"单位名称，最多 {LONGEST['organisation']} 个字"
    )
    told.add_argument("--author", default="", metavar="NAME", help=f"编制的部门或姓名，最多 {LONGEST['author']} 个字")
    told.add_argument("--date", metavar="YYYY-MM-DD", help="报告日期（默认生成的那一天）")
    told.add_argument(
        "--marking", default="", metavar="TEXT", help=f"密级，如 内部资料，最多 {LONGEST['marking']} 个字"
    )
    told.add_argument("--accent", default="", metavar="#RRGGBB", help="主题色，太浅的会加深")
    told.add_argument("--logo", type=Path, metavar="FILE", help="标志图片：PNG、JPEG 或 WebP")
    told.add_argument("--formal", action="store_true", help="单独一页的正式封面")
    told.add_argument("--omit", default="", metavar="标题,…", help="不打印这些部分，如 行动计划,RFM 分群")


def brand(options: argparse.Namespace, scheme: Scheme | None) -> Brand:
    """What was asked for, else what the scheme says; `omitting` knows the sections that are left out.

    Raises:
        SchemeError: the logo of the scheme is damaged.
        ReadError: the logo cannot be opened.
        ExportError: one of the words, the colour or the logo cannot be printed.
    """
    known = restored(UNSIGNED if scheme is None else scheme.signature)
    return replace(
        known,
        organisation=worded("organisation", options.organisation) or known.organisation,
        author=worded("author", options.author) or known.author,
        date=day(options.date, "报告日期"),
        marking=worded("marking", options.marking) or known.marking,
        accent=legible(options.accent) if options.accent else known.accent,
        logo=printable_logo(_bytes(options.logo)) if options.logo else known.logo,
        formal=options.formal or known.formal,
    )


def omitting(brand: Brand, titles: str, report: Report) -> Brand:
    """`brand` without the sections of these titles.

    Raises:
        ExportError: `report` has no section of that title, or it is the one that is always printed.
    """
    keys = {part.title: part.key for part in report.sections if part.key != ALWAYS}
    wanted = [title for part in titles.translate(SEPARATORS).split(",") if (title := part.strip())]
    if unknown := [title for title in wanted if title not in keys]:
        raise ExportError(f"没有可以不打印的部分「{unknown[0]}」。", hint=f"可选：{'、'.join(keys)}。")
    return replace(brand, left_out=frozenset(keys[title] for title in wanted)) if wanted else brand


def day(text: str | None, called: str) -> dt.date | None:
    """A day as the command line writes it.

    Raises:
        HvcError: there is no such day.
    """
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise HvcError(f"{called}的写法不对，或没有这一天。", hint="请写成 2026-06-30 这样的日期。") from error


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReadError(f"打不开文件 {path}。", hint="请检查路径和读取权限。") from error
