"""Parts that could not be analysed → which column would unlock each."""

from __future__ import annotations

from hvc.analysis.indices import UNAVAILABLE as INDICES
from hvc.analysis.model import Analysis, Unavailable
from hvc.insights.model import Finding, Level
from hvc.insights.phrase import Said, borrowed, chain, finding, listed, say
from hvc.schema import BY_KEY, CREDIT, TAGS, TIER

CORE = (TAGS.key, TIER.key, CREDIT.key)  # what the report is asked for: each speaks for itself
PROMISES = {
    TAGS.key: "高价值客户更常带有哪些标签，也能找出意见领袖",
    TIER.key: "等级与消费是否一致，也能找出该升未升的客户",
    CREDIT.key: "价值与风险是否集中在同一批人身上",
}
PARTS = {
    "rfm": "RFM 分群",
    "lifecycle": "客户生命周期",
    "balances": "资产流失",
    "clv": "客户终身价值",
    "key_metrics": "关键指标识别",
    "periods": "两期对比",
    "outcomes": "上期行动的效果",
    "crosses": "交叉分析",
    "concentration": "集中度",
    "breakdowns": "维度对比",
}


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """One finding for each of tags, tiers and ratings that is missing, one for all other parts."""
    told = [
        part for part in analysis.unavailable if not part.part.startswith(INDICES)
    ]  # those stand beside the indices
    found = [part for part in told if part.unlock]  # the rest is nothing the user could mend
    core = [part for part in found if part.part in CORE]
    rest = [part for part in found if part.part not in CORE]
    return (*(_core(part) for part in core), *_rest(rest))


def _core(part: Unavailable) -> Finding:
    said = (
        borrowed(f"没有分析{_name(part)}：{_end(part.reason)}"),
        borrowed(f"{_end(part.unlock)}；有了它就能看出{PROMISES[part.part]}。"),
    )
    return finding(f"unavailable.{part.part}", part.part, Level.NOTE, said, 0.6)


def _rest(found: list[Unavailable]) -> tuple[Finding, ...]:
    if not found:
        return ()
    ways = dict.fromkeys((_why(part), _end(part.unlock)) for part in found)
    lines = [
        borrowed(
            f"{listed([_name(part) for part in found if (_why(part), _end(part.unlock)) == way])}{way[0]}：{way[1]}"
        )
        for way in ways
    ]
    said = (Said(f"暂时没有分析{listed([_name(part) for part in found])}"), say(chain(lines), "。"))
    return (finding("unavailable.rest", "overview", Level.NOTE, said, 0.2),)


def _why(part: Unavailable) -> str:
    """The reason in brackets, where it is not that the column of that name is missing."""
    return "" if f"「{_name(part)}」" in part.reason else f"（{_end(part.reason)}）"


def _name(part: Unavailable) -> str:
    return PARTS.get(part.part) or (BY_KEY[part.part].label if part.part in BY_KEY else part.part)


def _end(sentence: str) -> str:
    return sentence.rstrip("。；")
