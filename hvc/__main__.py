"""The command line: the walk without a browser. `python -m hvc analyze FILE ... --out DIR`."""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import NoReturn

from hvc import past, signing, versions
from hvc.analysis.earlier import Terms
from hvc.analysis.run import analyse
from hvc.defining import definition, layering
from hvc.errors import ExportError, HvcError, ReadError
from hvc.export import FORMATS, attempt, write
from hvc.insights.finding import find
from hvc.inspecting import as_json, as_text
from hvc.joining import USUAL, Duplicates, Options, Refunds, prepare
from hvc.mapping import Mapping, explain, guess, override
from hvc.reading import Table, read_files
from hvc.scheme import MAX_BYTES, Scheme, apply, loads, misfits, summary
from hvc.timeline.model import Choices
from hvc.timeline.tell import tell

USER_ERROR = 2
# What argparse says, and what we say; the rest of its sentence is the user's own words.
COMPLAINTS = (
    (r"the following arguments are required: ", "缺少："),
    (r"unrecognized arguments: ", "不认识："),
    (r"argument (\S+): not allowed with argument (\S+)", r"不能同时使用：\1、\2"),
    (r"argument (\S+?):? (?:invalid|expected) .*", r"这个参数的值不对：\1"),
    (r"argument (\S+): .*", r"这个参数不对：\1"),
)


class _Parser(argparse.ArgumentParser):
    """argparse whose complaints are ours: Chinese, on stderr, exit 2."""

    def error(self, message: str) -> NoReturn:
        told = next((re.sub(f".*{told}", ours, message) for told, ours in COMPLAINTS if re.search(told, message)), "")
        raise HvcError(f"命令写法有误。{told}", hint="python -m hvc analyze --help 查看用法。")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status. Prints the written files' paths, or what was inspected; nothing else."""
    try:
        options = _parser().parse_args(arguments)
        if options.command == "inspect":
            tables = _tables(options.files)
            print(as_json(tables) if options.json else as_text(tables))
            return 0
        paths, errors = _analyze(options)
    except HvcError as error:
        return _complain(error)
    for path in paths:
        print(path)
    return max((_complain(error) for error in errors), default=0)


def _complain(error: HvcError) -> int:
    print(f"{error.message}\n{error.hint}", file=sys.stderr)
    return USER_ERROR


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m hvc", description="高价值客户洞察：从客户文件到中文报告。")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    analyze = commands.add_parser("analyze", help="分析文件并写出报告")
    analyze.add_argument("files", nargs="+", type=Path, metavar="FILE", help="客户、订单等文件，可多个")
    analyze.add_argument("--out", type=Path, required=True, metavar="DIR", help="写到这个文件夹")
    _who(analyze)
    _reading(analyze)
    analyze.add_argument("--reference-date", metavar="YYYY-MM-DD", help="消费时间算到这一天（默认最后一次消费的次日）")
    analyze.add_argument("--previous", action="append", type=Path, metavar="FILE", help="上一期的快照或数据，可多次")
    analyze.add_argument("--campaign", type=Path, metavar="FILE", help="上一期保存的行动计划，评估它的效果")
    signing.add_options(analyze)
    analyze.add_argument("--shareable", action="store_true", help=versions.HELP)
    keys = ",".join((*(f.key for f in FORMATS), *past.KEPT))
    analyze.add_argument("--format", default=keys, metavar="KEYS", help=f"要写的格式，逗号分隔（默认 {keys}）")
    inspect = commands.add_parser("inspect", help="看看从文件里读到了什么")
    inspect.add_argument("files", nargs="+", type=Path, metavar="FILE", help="客户、订单等文件，可多个")
    inspect.add_argument("--json", action="store_true", help="以 JSON 输出")
    return parser


def _who(analyze: argparse.ArgumentParser) -> None:
    """Who is high-value, and how the others are divided."""
    rule = analyze.add_mutually_exclusive_group()
    rule.add_argument("--amount-over", type=float, metavar="N", help="金额超过 N 元为高价值（默认 5000）")
    rule.add_argument("--top-share", type=float, metavar="P", help="金额最高的 P %% 为高价值，如 20")
    rule.add_argument("--pareto", type=float, metavar="P", help="合计贡献 P %% 金额的客户为高价值，如 80")
    rule.add_argument("--no-amount", action="store_true", help="不看金额，只看 --where 的条件")
    where = "另加一个条件，如 订单数>=3、会员等级=钻石,黄金；可多次"
    analyze.add_argument("--where", action="append", default=[], metavar="条件", help=where)
    analyze.add_argument("--any", action="store_true", help="满足任一条件即可（默认全部满足）")
    analyze.add_argument("--layers", metavar="高,中,低", help="三层的名称，从高到低，逗号分隔")
    analyze.add_argument("--layer-cut", type=float, metavar="N", help="其他客户中金额不低于 N 元的为中层")


def _reading(analyze: argparse.ArgumentParser) -> None:
    """What the columns mean, and which rows and amounts count."""
    meaning = "指定一列的含义，=- 表示忽略"
    analyze.add_argument("--map", action="append", default=[], metavar="[表!]表头=字段[:单位]", help=meaning)
    plan = "套用保存的分析方案；没有套用上的写在 stderr，其他选项优先于它"
    analyze.add_argument("--plan", type=Path, metavar="PLAN", help=plan)
    codes = "代码的意思，如 性别=1:男,2:女"
    analyze.add_argument("--codes", action="append", default=[], metavar="[表!]表头=代码:意思,…", help=codes)
    analyze.add_argument("--duplicates", choices=_names(Duplicates), help="同一客户有多行时取哪一行（默认 latest）")
    analyze.add_argument("--refunds", choices=_names(Refunds), help="金额按净额或毛额计（默认 net）")


def _analyze(options: argparse.Namespace) -> tuple[tuple[Path, ...], tuple[ExportError, ...]]:
    """Walk from files to files: the written paths, and a complaint for each format that could not be made."""
    formats, scheme = past.formats(options.format), _scheme(options.plan)
    brand = signing.brand(options, scheme)
    formats = versions.without_lists(formats) if options.shareable else formats
    choices = replace(
        Choices() if scheme is None else scheme.timing, reference=signing.day(options.reference_date, "观察日")
    )
    tables = _tables(options.files)
    mapping = explain(override(_mapping(tables, scheme), options.map), options.codes)
    today = dt.datetime.now(tz=dt.UTC).astimezone().date()
    timeline = tell(prepare(tables, mapping, _options(options, scheme)), choices, today)
    rule = definition(options, scheme, timeline.dataset)
    analysis = analyse(timeline.dataset, rule, layering(options, scheme), timeline=timeline)
    before, terms = [_file(path) for path in options.previous or ()], Terms(mapping, timeline.dataset.options, choices)
    analysis = past.compared(analysis, before, terms, rule, today)
    planned = _file(options.campaign) if options.campaign else None
    scores, findings = past.scored(planned, analysis, find(analysis))
    told = (versions.shareable if options.shareable else versions.internal)(analysis, findings, scores, generated=today)
    made = attempt(
        told.report,
        told.analysis,
        told.findings,
        told.actions,
        [key for key in formats if key not in past.KEPT],
        brief=told.brief,
        scores=told.scores,
        brand=signing.omitting(brand, options.omit, told.report),
        shareable=options.shareable,
    )
    return write(options.out, (*made.files, *past.kept(formats, analysis, told.actions, today))), made.errors


def _tables(paths: Sequence[Path]) -> tuple[Table, ...]:
    return read_files([_file(path) for path in paths])


def _file(path: Path) -> tuple[str, bytes]:
    return path.name, _bytes(path)


def _bytes(path: Path, most: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise ReadError(f"打不开文件 {path}。", hint="请检查路径和读取权限。") from error


def _scheme(path: Path | None) -> Scheme | None:
    return None if path is None else loads(_bytes(path, MAX_BYTES + 1))


def _mapping(tables: Sequence[Table], scheme: Scheme | None) -> Mapping:
    """The guess, or what the scheme says; what of it does not fit is told on stderr."""
    guessed = guess(tables)
    if scheme is None:
        return guessed
    fit = apply(scheme, guessed)
    if told := misfits(fit):
        print(f"分析方案：{summary(fit)}", *told, sep="\n", file=sys.stderr)
    return fit.mapping


def _options(asked: argparse.Namespace, scheme: Scheme | None) -> Options:
    """What was asked for, else what the scheme says, else what is usual."""
    otherwise = USUAL if scheme is None else scheme.options
    return Options(
        Duplicates[asked.duplicates.upper()] if asked.duplicates else otherwise.duplicates,
        Refunds[asked.refunds.upper()] if asked.refunds else otherwise.refunds,
    )


def _names(choices: type[Enum]) -> tuple[str, ...]:
    return tuple(choice.name.lower() for choice in choices)


if __name__ == "__main__":
    sys.exit(main())
