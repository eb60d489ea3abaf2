"""Phrases of the methods whose numbers no data carry: each stands here word for word, with the reason for it."""

from __future__ import annotations

import re

_R = re.compile

# A number is excused inside such a phrase only; the same number anywhere else in a text still needs a fact.
CONSTANTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (_R(r"δ 的绝对值不小于 0\.147 为显著，0\.05 到 0\.147 为略"), "METHODS §1: Cliff's delta of the portrait"),
    (_R(r"δ 的 95% 区间全在 ±0\.147 以内|δ 从 −1 到 1，0 表示"), "METHODS §1: Cliff's delta of the portrait"),
    (_R(r"95% (?:置信区间|区间|Koopman 得分区间)"), "METHODS §1: every interval is one of 95 %"),
    (_R(r"不足 30 (?:位|人)"), "METHODS §1: a smaller base prints no percentage"),
    (_R(r"不少于 (?:30|10) 位"), "METHODS §1 and §6: the least base and the least high-value customers"),
    (_R(r"q 值低于 0\.05|q < 0\.05|低于 0\.05 才算"), "METHODS §1: Benjamini-Hochberg at 0.05"),
    (_R(r"再乘 100；100 为平均"), "METHODS §1: TGI is an index of 100"),
    (_R(r"倍数不低于 1\.2|倍数在 1\.05 与 1\.2 之间"), "METHODS §1: the rule of the words"),
    (_R(r"±5 个百分点内、倍数区间在 0\.8 到 1\.25 内"), "METHODS §1: what counts as the same"),
    (_R(r"现行门槛的 0\.6、0\.8、1、1\.25、1\.67 倍"), "METHODS §4: the five lines"),
    (_R(r"IV 不低于 0\.02|相关系数绝对值高于 0\.7|（0\.02 弱、0\.1 中、0\.3 强、0\.5 很强）"), "METHODS §10"),
    (_R(r"V 为 0 到 1 的关联强度（0\.1 弱、0\.3 中、0\.5 强）"), "METHODS §1: bands of Cramér's V"),
    (_R(r"可以超过 100%"), "a multi-valued field has no whole"),
    (_R(r"至少有 20% 的客户没有被上面各项覆盖|且相差 5 个百分点以上"), "METHODS §6: the covering list"),
    (_R(r"优势比大于 1 表示"), "an odds ratio of 1 is no difference"),
    (_R(r"两个标签各需 \d+ 位客户，预期至少 \d+ 位"), "hvc/analysis/tag_pairs.py: TAG_FROM, EXPECTED_FROM"),
    (_R(r"得分为 1 加上严格小于该值的分界个数|反过来，5 分最近"), "METHODS §7: how a score is counted"),
    (_R(r"满 3 单才计算|净额大于 0 的有效订单"), "hvc/analysis/traits.py: what a habit needs"),
    (_R(r"达到 2 倍为高危"), "METHODS §8"),
    (_R(r"80% 和 90% 分位数得出，限制在 30–365 天和 60–730 天之间"), "METHODS §8: silent and lost"),
    (_R(r"按每月 1% 折现"), "METHODS §9: 1 % a month"),
    (_R(r"每 30 天的?人均"), "METHODS §9: value of the first, the middle and the later time, per month of 30 days"),
    (_R(r"不足 30 天按 30 天"), "METHODS §9: the naive formula's least history"),
    (_R(r"前 30、90 天只计"), "METHODS §9: first value of a cohort"),
    (_R(r"低于 0\.1 基本稳定，0\.1 至 0\.25 有所变化，0\.25 起明显变化"), "METHODS §12: bands of PSI"),
    (
        _R(r"每 30 天的人均消费|首次消费起 90 天|第 91 至 365 天|365 天以后"),
        "hvc/timeline/phases.py: the three parts of a customer's time",
    ),
    (_R(r"行数为 0 的一项"), "the row of a ledger that is money alone"),
    (_R(r"5 个百分点以上"), "METHODS §6: far from the margins"),
    (_R(r"不足 20 位"), "METHODS §12: a base too small for a share"),
    (_R(r"[少于不足]{2} 10 人|<10 为"), "hvc/sharing/limit.py: the smallest group that is told of"),
    (_R(r"BG/NBD|Mantel-Haenszel"), "names of methods"),
)


def excused(text: str) -> str:
    """`text` without the phrases of the methods."""
    for phrase, _ in CONSTANTS:
        text = phrase.sub("", text)
    return text
