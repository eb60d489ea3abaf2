"""Files that leave little to say, through the whole walk: each report is a good, true, shorter one that says why it is short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from chance_cases import claims, whole
from planted_bad import BAD, File, independent, inverted, one_best, one_customer, only_amounts
from planted_walk import Walk, walked

from hvc.errors import RuleError
from hvc.export.markdown import render
from hvc.export.model import Material
from hvc.report.model import DataTable, Findings, Metrics, Paragraph, Section

Make = Callable[[], File]
every_file = pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
WHY = {  # why the report is short, or what it cannot say
    "independent": "在全部 6 个维度上，都没有查出高价值客户与其他客户的差别",
    "inverted": "与等级的本意相反",
    "one_best": "样本较少，结论仅作线索",
    "two_customers": "样本较少，结论仅作线索",
    "no_tags": "没有分析客户标签：数据中没有可用的「客户标签」",
    "blank_tags": "没有分析客户标签：数据中没有可用的「客户标签」",
    "only_amounts": "只看金额，说不出高价值客户有什么特征",
}
MISSING = {  # sections that such a file cannot have
    "independent": {"confounding", "periods", "clv"},
    "inverted": {"confounding", "periods", "clv"},
    "one_best": {"together", "confounding", "periods"},
    "two_customers": {"together", "confounding", "periods", "rfm"},
    "no_tags": {"tags", "together", "credit"},
    "blank_tags": {"tags", "together", "tier", "credit"},
    "only_amounts": {"tags", "tier", "credit", "cross", "together", "profile", "key_metrics", "rest", "confounding"},
}


def page(walk: Walk) -> str:
    made = Material(walk.report, walk.analysis, walk.findings, walk.actions, {})
    return dict(render(made))["report.md"].decode().replace("\\", "")


def sentences(section: Section) -> Iterator[str]:
    """What is said in words: paragraphs and cards."""
    for block in section.blocks:
        match block:
            case Paragraph():
                yield block.text
            case Findings(items):
                yield from (f"{one.headline}。{one.evidence}" for one in items)
            case _:
                pass


@every_file
def test_it_says_why_it_is_short(make: Make) -> None:
    name = make.__name__
    assert WHY[name] in page(walked(make()))


@every_file
def test_it_holds_what_every_report_holds_and_nothing_that_it_cannot(make: Make) -> None:
    keys = [section.key for section in walked(make()).report.sections]
    assert keys[0] == "overview"
    assert {"definition", "conclusion", "actions", "quality"} <= set(keys)
    assert not MISSING[make.__name__] & set(keys)
    assert len(set(keys)) == len(keys)


@every_file
def test_no_heading_stands_over_nothing(make: Make) -> None:
    for section in walked(make()).report.sections:
        assert section.title
        assert section.blocks
        follows = [*section.blocks[1:], None]
        for block, after in zip(section.blocks, follows, strict=True):
            match block:
                case Paragraph(runs) if len(runs) == 1 and runs[0].bold and not runs[0].text.endswith("。"):
                    assert isinstance(after, Paragraph), block.text
                    assert after.role == "bullet", block.text
                case DataTable():
                    assert block.frame.height, block.title
                case Findings(items) | Metrics(items):
                    assert items
                case _:
                    pass


@every_file
def test_no_sentence_is_said_twice_in_a_section(make: Make) -> None:
    for section in walked(make()).report.sections:
        said = [part for text in sentences(section) for part in re.split("(?<=。)", text) if len(part) > 12]
        assert len(set(said)) == len(said), [part for part in said if said.count(part) > 1]


@pytest.mark.parametrize("make", [independent, one_best, only_amounts], ids=lambda make: make.__name__)
def test_where_nothing_differs_no_difference_is_claimed(make: Make) -> None:
    report = walked(make()).report
    assert (
        claims(text for section in report.sections if section.key != "actions" for text in sentences(section)) == set()
    )
    assert not [text for text in whole(report) if text in {"显著偏高", "显著偏低", "略高", "略低"}]


@pytest.mark.parametrize("make", [independent, one_best, only_amounts], ids=lambda make: make.__name__)
def test_it_is_shorter_than_a_report_that_has_something_to_tell(make: Make) -> None:
    assert len(page(walked(make()))) < len(page(walked(inverted())))


def test_what_stands_on_its_head_is_told_on_its_head() -> None:
    text = page(walked(inverted()))
    for said in (
        "高价值客户的信用反而不如其他客户",
        "的高低顺序与消费对不上",
        "名不副实",
        "年龄偏低的客户更常是高价值客户",
    ):
        assert said in text
    for false in ("高价值客户的信用好于其他客户", "顺序与消费一致", "年龄偏高的客户更常"):
        assert false not in text


def test_the_conclusion_says_what_was_not_judged() -> None:
    told = {make.__name__: _conclusion(walked(make())) for make in (independent, one_best, only_amounts)}
    assert "没有判断：数据里没有可以对比的维度" in told["only_amounts"]
    assert "没有判断：客户标签、会员等级、性别。有一类客户不足 30 位" in told["one_best"]
    assert "有证据的区别：没有。" in told["independent"]
    assert "没有查出区别不等于没有区别" in told["independent"]
    assert not [text for text in told.values() if "同一时点上两类客户的差别" in text]


def _conclusion(walk: Walk) -> str:
    return "\n".join(sentences(next(s for s in walk.report.sections if s.key == "conclusion")))


def test_the_words_of_a_comparison_are_explained_only_where_one_was_made() -> None:
    assert "TGI：" not in page(walked(only_amounts()))
    assert "TGI：" in page(walked(inverted()))


def test_a_single_customer_is_told_that_there_is_nobody_to_compare_with() -> None:
    with pytest.raises(RuleError, match="没有可以对比的其他客户") as told:
        walked(one_customer())
    assert told.value.hint == "只有 1 位客户时没有别人可以对比，请上传包含全部客户的文件。"
