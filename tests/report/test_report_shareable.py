"""The shareable report is read by the same linter as the internal one: what is left must still be carried and true."""

from __future__ import annotations

import json

import linter
import linter_words
import linter_written
import pytest
from shared_walk import NAMES, shared, written

every_version = pytest.mark.parametrize("name", NAMES)


@every_version
def test_every_number_that_is_left_has_its_fact(name: str) -> None:
    version = shared(name)
    assert linter.complaints(version.report, version.analysis) == []
    assert linter.complaints(version.brief, version.analysis) == []
    assert list(linter.findings_of(version.findings)) == []


@every_version
def test_no_word_that_is_left_says_more_than_its_rule_allows(name: str) -> None:
    version = shared(name)
    assert linter_words.complaints(version.report, version.analysis) == []


@every_version
def test_what_is_written_of_it_holds_no_other_number(name: str) -> None:
    version = shared(name)
    files = dict(written(version))
    assert linter_written.of_markdown(files["report.md"].decode(), version.report, version.analysis) == []
    assert linter_written.of_json(json.loads(files["analysis.json"])) == []
