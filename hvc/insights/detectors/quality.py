"""Reconciliation, match rates and issues → what the reader must know about the data before trusting the rest."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Analysis
from hvc.cleaning.issues import Effect, Issue
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import Said, borrowed, chain, finding, money, say, share
from hvc.joining import Source
from hvc.units import COUNT

SECTION = "quality"
SHOWN = 4  # issues spelled out
MATCHED = 0.95  # of the keys: fewer partners and the joined facts speak for a part only
LOST = 0.05  # of the rows set aside: more asks for a look before going on (SAFETY)


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """Rows set aside, keys without a partner, values to check, values repaired."""
    data = analysis.dataset
    by = {effect: [i for i in data.issues if i.effect is effect and i.rows] for effect in Effect}
    return (
        *_rows(analysis, by[Effect.DROPPED]),
        *(found for source in data.sources for found in _match(source)),
        *_check(by[Effect.DOUBTFUL]),
        *_repaired(by[Effect.REPAIRED]),
    )


def _rows(analysis: Analysis, dropped: Sequence[Issue]) -> tuple[Finding, ...]:
    seen = analysis.dataset.quality
    aside = seen.rows_read - seen.rows_used
    read, used = Fact("读取行数", seen.rows_read, COUNT), Fact("使用行数", seen.rows_used, COUNT)
    rows = say("读取 ", read, " 行，参与分析 ", used, " 行")
    if not aside:
        said = (Said("读到的行全部参与了分析"), say(rows, "。"))
        return (finding("quality.rows", SECTION, Level.NOTE, said, 0.1),)
    part = share("未参与分析的行占比", aside, seen.rows_read)
    why = [_issue(issue) for issue in sorted(dropped, key=lambda issue: (-issue.rows, issue.code))[:SHOWN]]
    said = (
        say("有 ", Fact("未参与分析的行数", aside, COUNT), " 行没有参与分析"),
        say(chain([say(rows, "，未参与 ", part), *why, *_money(analysis)]), "。"),
    )
    much = aside > LOST * seen.rows_read
    level, stake = (Level.WATCH, 0.4 + aside / seen.rows_read) if much else (Level.NOTE, 0.4)
    return (finding("quality.rows", SECTION, level, said, stake),)


def _money(analysis: Analysis) -> tuple[Said, ...]:
    seen = analysis.dataset.quality
    lost = seen.amount_read - seen.amount_used
    if round(abs(lost), 2) == 0:
        return ()
    return (say("文件金额与参与分析的金额相差 ", money("未参与分析的金额", lost)),)


def _issue(issue: Issue) -> Said:
    return say(borrowed(issue.label.rstrip("。")), "，", Fact(issue.label, issue.rows, COUNT), " 行")


def _match(source: Source) -> tuple[Finding, ...]:
    if source.keys is None or source.matched is None or not source.keys or source.matched >= MATCHED * source.keys:
        return ()
    part = share(f"「{source.table}」中找到对应客户的编号占比", source.matched, source.keys)
    said = (
        Said(f"「{source.table}」有一部分编号对不上客户，相关结论只代表对得上的部分"),
        say("按编号去重后对上了 ", part, "。常见原因是编号写法不同、导出范围不同。"),
    )
    return (finding("quality.match", SECTION, Level.WATCH, said, 0.3 + 1 - source.matched / source.keys),)


def _check(found: Sequence[Issue]) -> tuple[Finding, ...]:
    if not found:
        return ()
    ranked = sorted(found, key=lambda issue: (-issue.rows, issue.code))
    said = (
        say("有 ", Fact("请核对的问题数", len(found), COUNT), " 类数据请核对后再下结论"),
        say(chain([_issue(issue) for issue in ranked[:SHOWN]]), "。"),
    )
    return (finding("quality.doubtful", SECTION, Level.WATCH, said, 0.1),)


def _repaired(found: Sequence[Issue]) -> tuple[Finding, ...]:
    if not found:
        return ()
    ranked = sorted(found, key=lambda issue: (-issue.rows, issue.code))
    said = (
        Said("部分写法已自动修正，数据体检里可以逐条查看"),
        say(chain([_issue(issue) for issue in ranked[:SHOWN]]), "。"),
    )
    return (finding("quality.repaired", SECTION, Level.NOTE, said, 0.05),)
