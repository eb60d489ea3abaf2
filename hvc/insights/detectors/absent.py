"""Breakdowns without a notable level → what does not differ, and what the data cannot decide."""

from __future__ import annotations

from hvc.analysis.model import Analysis, Breakdown, Word
from hvc.insights.ladder import spoken_for
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import LEAD, Said, called, finding, listed, opening, people, say
from hvc.insights.standing import NOTABLE, differs_whole, few, standings, thin
from hvc.units import COUNT

MOST = 0.8  # of the customers of a dimension are in levels without a difference: so is the dimension


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """Nothing at all differs; these do not differ; of these nothing can be said."""
    judged = [b for b in analysis.breakdowns if (b.multi_valued or b.same_source is None) and not b.frame.is_empty()]
    if few(analysis) or not judged:
        return ()
    quiet = [b for b in judged if not any(row.word in NOTABLE for row in standings(b))]
    same = [b for b in quiet if _same(b)]
    whole = [b for b in quiet if not _same(b) and differs_whole(b)]
    diffuse = [b for b in whole if b.field.key not in spoken_for(analysis)]
    unknown = [b for b in quiet if not _same(b) and b not in whole]
    nothing = _nothing(analysis, len(judged)) if len(quiet) == len(judged) and not whole else ()
    return (*nothing, *_alike(same), *_diffuse(diffuse), *_undecided(analysis, unknown))


def _same(breakdown: Breakdown) -> bool:
    rows = standings(breakdown)
    alike = sum(row.customers for row in rows if row.word is Word.SAME)
    return not thin(breakdown) and alike >= MOST * sum(row.customers for row in rows)


def _nothing(analysis: Analysis, dimensions: int) -> tuple[Finding, ...]:
    seen = analysis.overview
    said = (
        say("在全部 ", Fact("参与比较的维度数", dimensions, COUNT), " 个维度上，都没有查出高价值客户与其他客户的差别"),
        say(
            "高价值客户 ", people("高价值客户数", seen.high_value), "，其他客户 ",
            people("其他客户数", seen.customers - seen.high_value),
            "。除了金额，现有资料不能帮助识别高价值客户；想找到线索，需要补充别的信息，例如购买品类、渠道或互动记录。",
        ),
    )  # fmt: skip
    return (opening("absent.everything", Level.WATCH, said, LEAD),)


def _alike(found: list[Breakdown]) -> tuple[Finding, ...]:
    if not found:
        return ()
    said = (
        Said(f"{listed([called(b.field) for b in found])}：高价值客户与其他客户无明显差异"),
        Said("两组在这些维度上的占比之差及其误差范围都很小，按它们挑选客户没有帮助。"),
    )
    return (finding("absent.same", "overview", Level.NOTE, said, 0.6),)


def _diffuse(found: list[Breakdown]) -> tuple[Finding, ...]:
    """The whole differs, no level does by itself."""
    if not found:
        return ()
    said = (
        Said(f"{listed([called(b.field) for b in found])}：整体分布有别，但落不到某一类上"),
        Said("合起来看两组不同，逐类看都证据不足；可以作为辅助线索，不宜单凭其中一类圈人。"),
    )
    return (finding("absent.diffuse", "overview", Level.NOTE, said, 0.5),)


def _undecided(analysis: Analysis, found: list[Breakdown]) -> tuple[Finding, ...]:
    if not found:
        return ()
    said = (
        Said(f"{listed([called(b.field) for b in found])}：证据不足，既不能说有差别，也不能说没有"),
        say(
            "现有 ", people("高价值客户数", analysis.overview.high_value),
            "高价值客户，这些维度上的差距没有超出误差范围，也没有小到可以当作相同，不宜据此圈人。",
        ),
    )  # fmt: skip
    return (finding("absent.unknown", "overview", Level.NOTE, said, 0.4),)
