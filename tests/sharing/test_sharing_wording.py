from __future__ import annotations

import pytest

from hvc.insights.model import Fact
from hvc.sharing.wording import Wording
from hvc.units import COUNT, SHARE

PLAIN = Wording((120, 42, 78))


@pytest.mark.parametrize(
    "text",
    [
        "占 7.1%（3/42）",
        "占 92.9%（39/42）",
        "1/9",
        "有 4 位客户",
        "有 4 人没有填写",
        "2 位（共 20 位）",
        "18 位（共 20 位）",
        "未使用 1 行",
        "356 行（读取 357 行）",
        "有新消费 3 → 18 位",
        "20.8%（16/39）",  # three of the 42 are not among the 39
    ],
)
def test_a_count_of_a_few_is_heard_however_it_is_written(text: str) -> None:
    assert PLAIN.tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "占 42.9%（18/42）",
        "0/42",
        "42/42",
        "有 1,204 位客户",
        "人均 5 单",
        "5 人均摊",
        "最少的只在其中 2 档看得到",
        "近 90 天",
        "2025-01-01",
        "不在 1/1.2 以下",
        "第 3 档",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert not PLAIN.tells(text)


def test_a_clause_that_tells_of_a_few_is_taken_out_and_the_others_stay() -> None:
    assert (
        PLAIN.kept("「A」有 30 位；「B」有 3 位（合计 2 元；多为旧客）。另有 20 位。") == "「A」有 30 位；另有 20 位。"
    )


def test_a_text_that_ends_after_a_clause_is_ended_as_a_sentence() -> None:
    assert PLAIN.kept("「A」有 30 位；「B」有 3 位。") == "「A」有 30 位。"


def test_a_text_of_nothing_else_is_empty() -> None:
    assert not PLAIN.kept("有 3 位客户")


def test_facts_go_with_their_sentence() -> None:
    stays, goes = Fact("a", 0.5, SHARE, "21/42"), Fact("b", 3, COUNT)
    hidden = Fact("c", 0.5, SHARE, "4/8")
    assert PLAIN.standing((stays, goes, hidden), "占 50.0%（21/42）") == (stays,)
