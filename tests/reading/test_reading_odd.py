"""Each kind of odd file as `python -m hvc inspect FILE --json` tells it: a table of the right shape, or a refusal in Chinese."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from odd_files import NAMES, ODD, Odd

from hvc.errors import ReadError
from hvc.inspecting import as_json
from hvc.reading import read

ROOT = Path(__file__).parents[2]
THROUGH_THE_COMMAND = ("encoding gb18030", "workbook xls", "an xlsx under a password", "nothing")


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd.shapes], ids=lambda odd: odd.label)
def test_an_odd_file_is_read_as_what_it_is(odd: Odd) -> None:
    tables = json.loads(as_json(read(odd.name, odd.make())))["tables"]
    assert [(table["rows"], len(table["columns"])) for table in tables] == list(odd.shapes)
    if tables[0]["header_row"] and "repeated" not in odd.label:
        assert [column["header"] for column in tables[0]["columns"]] == NAMES
        assert [column["field"] for column in tables[0]["columns"]][3] == "amount"


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd.said], ids=lambda odd: odd.label)
def test_what_holds_no_table_is_refused_by_name_with_what_to_do(odd: Odd) -> None:
    with pytest.raises(ReadError, match=odd.said) as caught:
        read(odd.name, odd.make())
    assert odd.name in caught.value.message
    assert "请" in caught.value.hint


@pytest.mark.parametrize("odd", [odd for odd in ODD if odd.label in THROUGH_THE_COMMAND], ids=lambda odd: odd.label)
def test_the_command_itself_answers_on_stdout_or_stderr(odd: Odd, tmp_path: Path) -> None:
    path = tmp_path / odd.name
    path.write_bytes(odd.make())
    command = [sys.executable, "-m", "hvc", "inspect", str(path), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == (2 if odd.said else 0)
    assert odd.said in done.stderr
    assert bool(done.stdout) is not bool(odd.said)
