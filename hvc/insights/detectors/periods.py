"""Two periods → who stayed high-value, what was lost, what the change of revenue comes from, which dimensions moved."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from hvc.analysis.drifting import MOVED
from hvc.analysis.model import Analysis
from hvc.analysis.period_parts import Change, Fate, Periods, Ruling
from hvc.analysis.periods import LAYER
from hvc.analysis.snapshot import measured
from hvc.insights.model import Fact, Finding, Level
from hvc.insights.phrase import PERCENT_FROM, Said, chain, finding, money, people, quoted, say, share
from hvc.units import COEFFICIENT, SHARE

SECTION = "periods"
NAMED = 5  # dimensions that moved, in one sentence
BEFORE, NOW = "amount_before", "amount_now"


def detect(analysis: Analysis) -> tuple[Finding, ...]:
    """What the comparison says; nothing where there is none."""
    seen = analysis.periods
    if seen is None:
        return ()
    told = (_kept(seen), _lost(seen), _climbed(seen), _driver(seen), _moved(seen), _base(seen, analysis))
    return tuple(found for found in told if found is not None)


def fate(seen: Periods, which: Fate) -> tuple[int, float, float]:
    """Customers of one fate, and their amount (元) before and now."""
    row = seen.fates.filter(pl.col("fate") == which.value).row(0, named=True)
    return row["customers"], row[BEFORE], row[NOW]


def parts_of(change: Change) -> tuple[tuple[str, float], ...]:
    """What the change of high-value revenue splits into, each by its name, 元."""
    whole = "每单金额" if change.by_frequency is not None else "人均金额"
    often = () if change.by_frequency is None else (("人均订单数", change.by_frequency),)
    return (("高价值客户数", change.by_customers), *often, (whole, change.by_order_value))


def _kept(seen: Periods) -> Finding | None:
    if not seen.high_before:
        return None
    kept, fallen, gone = (fate(seen, which)[0] for which in (Fate.KEPT, Fate.FALLEN, Fate.GONE))
    risen, new = (fate(seen, which)[0] for which in (Fate.RISEN, Fate.NEW))
    headline = say("上一期的高价值客户中，本期仍是高价值的占 ", share("高价值客户留存率", kept, seen.high_before))
    if seen.high_before < PERCENT_FROM:
        headline = say("上一期的高价值客户中，本期仍是高价值的有 ", share("高价值客户留存数", kept, seen.high_before))
    evidence = say(
        "其余 ", people("降出人数", fallen), "本期不再是高价值（降出），", people("流失人数", gone), "本期没有记录（流失）；",
        "同时有 ", people("升入人数", risen), "老客户升入，", people("新增人数", new), "新客户直接成为高价值。",
        "高价值客户从 ", people("上期高价值客户数", seen.high_before), "变为 ", people("本期高价值客户数", seen.high_now), "。",
    )  # fmt: skip
    level = Level.WATCH if fallen + gone > risen + new else Level.NOTE
    return finding("periods.kept", SECTION, level, (headline, evidence), 0.7)


def _lost(seen: Periods) -> Finding | None:
    fallen, gone = fate(seen, Fate.FALLEN), fate(seen, Fate.GONE)
    lost, whole = fallen[1] + gone[1], seen.change.before
    if fallen[0] + gone[0] == 0 or lost <= 0:
        return None
    part = say("，占上期高价值金额的 ", Fact("离开的金额占比", lost / whole, SHARE)) if lost <= whole else Said("")
    left = people("离开的高价值客户数", fallen[0] + gone[0])
    headline = say("离开高价值的 ", left, "客户上一期贡献 ", money("离开的金额", lost), part)
    told = [*_fallen(fallen), *_gone(gone)]
    return finding(
        "periods.lost",
        SECTION,
        Level.RISK,
        (headline, say(chain(told), "。")),
        min(1.0, lost / whole) if whole > 0 else 1.0,
    )


def _fallen(fallen: tuple[int, float, float]) -> Iterator[Said]:
    if fallen[0]:
        yield say(
            "降出的 ", people("降出人数", fallen[0]), "金额从 ", money("降出客户上期金额", fallen[1]), "变为 ",
            money("降出客户本期金额", fallen[2]), "，名单见「行动计划」",
        )  # fmt: skip


def _gone(gone: tuple[int, float, float]) -> Iterator[Said]:
    if gone[0]:
        yield say(
            "流失的 ", people("流失人数", gone[0]), "上期 ", money("流失客户上期金额", gone[1]),
            "，本期数据里没有他们，联系名单要到上一期的数据里查",
        )  # fmt: skip


def _climbed(seen: Periods) -> Finding | None:
    """How many customers of both periods went up or down a layer of value."""
    part = next((one for one in seen.migrations if one.field.key == LAYER.key), None)
    if part is None or part.frame.is_empty():
        return None
    place = {level: i for i, level in enumerate(part.levels)}
    moves = [
        (place[before], place[now], count)
        for before, now, count in part.frame.select("before", "now", "customers").rows()
    ]
    up = sum(count for before, now, count in moves if now > before)
    down = sum(count for before, now, count in moves if now < before)
    whole = sum(count for *_, count in moves)
    if whole < PERCENT_FROM or not up + down:
        return None
    way = "升层的比降层的多" if up > down else "降层的比升层的多" if down > up else "升层和降层的一样多"
    headline = say(f"两期都在的客户里，{way}：升 ", people("升层客户数", up), "，降 ", people("降层客户数", down))
    evidence = say(
        "升层占 ",
        share("升层客户占比", up, whole),
        "，降层占 ",
        share("降层客户占比", down, whole),
        "；两期按本期的分界分层。",
    )
    level = Level.WATCH if down > up else Level.NOTE
    return finding("periods.climbed", SECTION, level, (headline, evidence), (up + down) / whole)


def _driver(seen: Periods) -> Finding | None:
    change = seen.change
    moved = round(change.now - change.before, 2)
    if not moved:
        return None
    name, size = max(parts_of(change), key=lambda part: part[1] if moved > 0 else -part[1])
    word = "增加" if moved > 0 else "减少"
    headline = say(
        f"高价值客户的金额{word} ",
        money("高价值金额的变化", abs(moved)),
        f"，其中{name}带来的最多：",
        _signed(name, size),
    )
    said = [say(f"{part}的变化 ", _signed(part, amount)) for part, amount in parts_of(change)]
    evidence = say(
        "从 ", money("上期高价值金额", change.before), " 到 ", money("本期高价值金额", change.now), "，按 Shapley 值拆开：",
        chain(said, "，"), "，各项相加正好等于变化。",
    )  # fmt: skip
    level = Level.NOTE if moved > 0 else Level.WATCH
    return finding("periods.driver", SECTION, level, (headline, evidence), 0.6)


def _signed(name: str, amount: float) -> Said:
    """An amount with its sign: 增加 1.2 万元."""
    return say("增加 " if amount > 0 else "减少 " if amount < 0 else "", money(f"{name}的变化", abs(amount)))


def _moved(seen: Periods) -> Finding | None:
    if seen.drifts.is_empty():
        return None
    edge = Fact("PSI 的界线", MOVED, COEFFICIENT)
    moved = seen.drifts.filter(pl.col("psi") >= MOVED)
    if moved.is_empty():
        most = Fact("最大的 PSI", seen.drifts["psi"][0], COEFFICIENT)
        said = (Said("与上一期相比，各维度的客户构成基本稳定"), say("PSI 最大 ", most, "，都低于 ", edge, "。"))
        return finding("periods.steady", SECTION, Level.NOTE, said, 0.3)
    rows = moved.head(NAMED).iter_rows(named=True)
    listed = chain(
        [
            say(f"「{row['label']}」{row['word']}（PSI ", Fact(f"{row['label']}的 PSI", row["psi"], COEFFICIENT), "）")
            for row in rows
        ]
    )
    headline = say("与上一期相比，客户在", quoted(moved["label"].to_list()), "上的构成有变化")
    evidence = say(listed, "；其余低于 ", edge, "。构成变了，两期的平均数就不能只当作同一批客户的涨跌来读。")
    return finding("periods.moved", SECTION, Level.WATCH, (headline, evidence), 0.4)


def _base(seen: Periods, analysis: Analysis) -> Finding:
    """How far the two periods hold the same customers, and what is not alike in how they were counted."""
    headline = say(
        "两期都在的客户 ", people("两期都在的客户数", seen.both), "：占上期的 ", share("占上期客户", seen.both, seen.before),
        "，占本期的 ", share("占本期客户", seen.both, seen.now),
    )  # fmt: skip
    notes = tuple(_unlike(seen, analysis))
    level = Level.WATCH if notes else Level.NOTE
    return finding("periods.base", SECTION, level, (headline, Said("".join(notes))), 0.2)


def _unlike(seen: Periods, analysis: Analysis) -> Iterator[str]:
    if seen.ruling is not Ruling.SAME:
        yield f"上一期的定义是「{seen.rule_before}」，与本期不同：{seen.ruling.value}。"
    if seen.measure_before != (mine := measured(analysis.dataset)):
        yield f"两期金额的叫法不同：上一期是「{seen.measure_before}」，本期是「{mine}」，请核对是不是同一个口径、同一种货币。"
