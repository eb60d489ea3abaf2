"""Scores of an earlier plan → findings: what helped, what did not, what cannot be told; no word beyond the interval."""

from __future__ import annotations

from collections.abc import Sequence

from hvc.analysis.model import Unavailable
from hvc.insights.campaign.model import REFUSED, Campaign, Score, Verdict
from hvc.insights.campaign.terms import Overlap
from hvc.insights.model import Fact, Finding, Level, Outcome
from hvc.insights.phrase import (
    PERCENT_FROM,
    Part,
    Said,
    borrowed,
    chain,
    counted,
    finding,
    money,
    people,
    quoted,
    say,
    share,
)
from hvc.units import DAY, GAP, POINTS, YUAN

SECTION = "outcomes"
SIDES = {Outcome.BOUGHT: "有新消费的", Outcome.HIGH_VALUE: "是高价值客户的", Outcome.LISTED: "仍符合名单条件的"}
FAIR = "两组当初随机分开，前提是名单照计划联系、对照组没有联系，这个差别可以算作行动的效果。"
BOTH = "各份名单当时都保留，对照组里有人可能被别的行动联系过，差别会被冲淡。"


def tell(campaign: Campaign, scores: Sequence[Score] | Unavailable) -> tuple[Finding, ...]:
    """Every action that moved its measure by itself, the others together; the weightiest first; or why there is none."""
    if isinstance(scores, Unavailable):
        said = borrowed(scores.reason.rstrip("。")), borrowed(scores.unlock)
        return (finding(REFUSED, SECTION, Level.NOTE, said, 0.25),)
    if not scores:
        return ()
    each = [_moved(score) for score in scores if score.verdict in {Verdict.BETTER, Verdict.WORSE}]
    folded = (_unclear(scores), _uncontrolled(scores), _unread(scores))
    found = (*each, *(one for one in folded if one is not None), _base(campaign, scores))
    return tuple(sorted(found, key=lambda one: -one.weight))


def _moved(score: Score) -> Finding:
    """An action with a difference that chance would not make."""
    assert score.difference is not None
    better = score.verdict is Verdict.BETTER
    headline = say(f"「{score.kept.title}」", *_sides(score), "，", _apart(score))
    evidence = say("差别的 95% 区间：", interval(score), f"，不含零。{FAIR}{score.how}。", _missing(score))
    level = Level.OPPORTUNITY if better else Level.RISK
    code = "outcomes.better" if better else "outcomes.worse"
    return finding(code, SECTION, level, (headline, evidence), 0.66 if better else 0.68)


def _sides(score: Score) -> tuple[Part, ...]:
    """联系的 260 位中有新消费的占 31.2%（81/260），对照组 20.0%（12/60）."""
    treated, alone = score.treated, score.left_alone
    assert treated is not None
    assert alone is not None
    if not score.kept.outcome.share:
        return (
            "联系的人均新增 ",
            money("联系的人均新增", treated.value),
            "，对照组 ",
            money("对照组人均新增", alone.value),
        )
    told = (treated, score.contacted), (alone, score.held)
    enough = min(score.contacted, score.held) >= PERCENT_FROM
    ours, theirs = ((share if enough else counted)(f.name, round(f.value * size), size) for f, size in told)
    return (f"联系的客户中{SIDES[score.kept.outcome]}{'占' if enough else '有'} ", ours, "，对照组 ", theirs)


def _part(fact: Fact, whole: int) -> Said:
    return share(fact.name, round(fact.value * whole), whole)


def _apart(score: Score) -> Said:
    """高 11.2 个百分点."""
    assert score.difference is not None
    size = score.difference.value
    if score.kept.outcome.share:
        return say("高 " if size > 0 else "低 ", Fact("联系的与对照组之差", abs(size), GAP))
    return say("多 " if size > 0 else "少 ", money("联系的与对照组之差", abs(size)))


def interval(score: Score) -> Said:
    """The ends of the difference: +1.2 个百分点 至 +21.0 个百分点."""
    assert score.low is not None
    assert score.high is not None
    unit = POINTS if score.kept.outcome.share else YUAN
    return say(Fact("差别的下限", score.low, unit), " 至 ", Fact("差别的上限", score.high, unit))


def _missing(score: Score) -> Said:
    if not score.missing:
        return Said("")
    held = say("（其中对照组 ", people("没有找到的对照组人数", score.missing_held), "）") if score.missing_held else ""
    return say("名单里另有 ", people("没有找到的人数", score.missing), held, "不在本期数据里，没有计入。")


def _unclear(scores: Sequence[Score]) -> Finding | None:
    """Actions whose interval holds nothing: neither an effect nor its absence is shown."""
    unclear = [score for score in scores if score.verdict is Verdict.UNCLEAR and score.difference is not None]
    if not unclear:
        return None
    headline = say(quoted([score.kept.title for score in unclear]), "与对照组相比，看不出效果")
    each = chain(
        [say(f"「{score.kept.title}」", *_sides(score), "，差别的 95% 区间 ", interval(score)) for score in unclear]
    )
    evidence = say(each, "。区间含零：可能没有效果，也可能有但这么多人看不出来，不能当作“没有效果”的证明。")
    return finding("outcomes.unclear", SECTION, Level.WATCH, (headline, evidence), 0.5)


def _uncontrolled(scores: Sequence[Score]) -> Finding | None:
    """Actions without a control group: the numbers of now beside those of the plan, and no word on the effect."""
    alone = [score for score in scores if score.verdict is Verdict.NO_CONTROL and score.treated is not None]
    if not alone:
        return None
    headline = say(quoted([score.kept.title for score in alone]), "没有对照组，看不出是不是行动的效果")
    each = chain([say(f"「{score.kept.title}」名单上", *_now(score)) for score in alone])
    evidence = say(each, "。没有联系也会有人自己回来或离开，只看前后不能归功于行动；下一期留出对照组才能分清。")
    return finding("outcomes.uncontrolled", SECTION, Level.NOTE, (headline, evidence), 0.4)


def _now(score: Score) -> tuple[Part, ...]:
    """What the listed did since, beside what it was on the day of the plan."""
    treated, kept = score.treated, score.kept
    assert treated is not None
    if not kept.outcome.share:
        return ("的客户人均新增 ", money("人均新增", treated.value), f"（{score.how}）")
    then = say("，计划那天 ", Fact(f"{kept.outcome.value}（计划时）", kept.baseline, treated.unit))
    return (
        f"{SIDES[kept.outcome]}占 ",
        _part(treated, score.contacted),
        then if kept.baseline else "",
        f"（{score.how}）",
    )


def _unread(scores: Sequence[Score]) -> Finding | None:
    """Actions of which nothing can be said: too few, or not in these data."""
    few = [score for score in scores if score.verdict is Verdict.TOO_FEW]
    blind = [score for score in scores if score.verdict is Verdict.UNMEASURED]
    if not few and not blind:
        return None
    headline = say(quoted([score.kept.title for score in (*few, *blind)]), "的效果，这次的数据看不出")
    said = [
        say(
            f"「{score.kept.title}」本期找到联系的 ", people("找到的联系人数", score.contacted), "、对照组 ",
            people("找到的对照组人数", score.held), "，人数太少",
        )
        for score in few
    ]  # fmt: skip
    said += [Said(f"「{score.kept.title}」：{score.how}") for score in blind]
    return finding("outcomes.unread", SECTION, Level.NOTE, (headline, say(chain(said), "。")), 0.3)


def _base(campaign: Campaign, scores: Sequence[Score]) -> Finding:
    """Which plan it is, and how many of its places were found again."""
    found = sum(score.contacted + score.held for score in scores)
    whole = found + sum(score.missing for score in scores)
    headline = say(
        "上期的行动计划于 ", Fact("计划保存的日期", campaign.made.toordinal(), DAY), " 保存，名单上的客户在本期数据里找到 ",
        share("名单在本期找到的", found, whole),
    )  # fmt: skip
    said = [f"计划来自「{campaign.name}」。"]
    said += [BOTH] if campaign.terms.overlap is Overlap.ALL else []
    return finding("outcomes.base", SECTION, Level.NOTE, (headline, Said("".join(said))), 0.25)
