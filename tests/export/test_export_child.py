from __future__ import annotations

import contextlib
import io
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hvc.errors import ExportError
from hvc.export import FORMATS, attempt, export, process, select, write
from hvc.export.framing import receive, send
from hvc.export.model import Job, Material, Outcome
from hvc.export.process import Role
from hvc.export.worker import serve
from hvc.report.model import Chart, Report, Section


@pytest.fixture(autouse=True)
def _nobody_waits() -> Iterator[None]:
    """No child of another test, nor one for the next."""
    process.dismiss()
    yield
    process.dismiss()


def run(material: Material, formats: Sequence[str], timeout: float = 60) -> Outcome:
    return attempt(material.report, material.analysis, material.findings, material.actions, formats, timeout=timeout)


def test_the_child_makes_every_format_and_gets_no_customers_of_the_dataset(hostile: Material) -> None:
    outcome = run(hostile, [one.key for one in FORMATS])
    assert outcome.errors == ()
    paths = [path for path, _ in outcome.files]
    assert {"images/tier.png", "lists/VIP专属服务.csv", "analysis.json"} < {*paths}
    assert [path for path in paths if path.startswith("report")] == [
        "report.docx",
        "report.pdf",
        "report.pptx",
        "report.html",
        "report.md",
        "report.xlsx",
    ]


def test_a_chart_that_kills_the_child_costs_its_picture_alone(plain: Material) -> None:
    outcome = run(replace(plain, report=_with_broken_chart(plain.report)), ["md", "json"])
    assert [path for path, _ in outcome.files] == ["report.md", "analysis.json"]
    assert [error.message for error in outcome.errors] == ["有 1 张图没有画成。"]
    assert "此图未能绘制" in outcome.files[0][1].decode()


def _with_broken_chart(report: Report) -> Report:
    def broken(chart: Chart) -> Chart:
        return replace(chart, chart=chart.chart.transform_calculate(x="(("))  # Vega ends on the expression

    sections = (
        replace(s, blocks=tuple(broken(b) if isinstance(b, Chart) else b for b in s.blocks)) for s in report.sections
    )
    return replace(report, sections=tuple(sections))


def play(monkeypatch: pytest.MonkeyPatch, role: Role, code: str) -> None:
    """Let `code` run in the place of our own child."""
    monkeypatch.setitem(process.COMMANDS, role, (sys.executable, "-c", code))


def test_a_child_that_stalls_is_ended_and_told(plain: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    play(monkeypatch, Role.WRITER, "import time; time.sleep(60)")
    (error,) = run(plain, ["json"], timeout=0.2).errors
    assert error.message == "分析数据没有生成：超过 0.2 秒仍未完成。"


def test_a_child_that_dies_is_told_and_tried_no_more_than_thrice(
    plain: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, Role.WRITER, "import os; os.abort()")
    outcome = run(plain, ["docx", "html", "md", "xlsx", "json"])
    assert outcome.files == ()
    assert [error.message for error in outcome.errors] == [
        *(f"{name}没有生成：生成它的进程意外退出。" for name in ("Word 文档", "网页", "Markdown")),
        *(f"{name}没有生成：前面的步骤接连失败。" for name in ("Excel 工作簿", "分析数据")),
    ]


def test_without_anyone_to_draw_documents_say_in_words_what_the_pictures_show(
    plain: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(monkeypatch, Role.ARTIST, "import os; os.abort()")
    outcome = run(replace(plain, report=_with_charts(plain.report, 6)), ["md"])
    assert [error.message for error in outcome.errors] == ["有 6 张图没有画成。"]
    assert outcome.files[0][1].decode().count("此图未能绘制") == 6


def _with_charts(report: Report, count: int) -> Report:
    chart = next(b for s in report.sections for b in s.blocks if isinstance(b, Chart))
    charts = tuple(replace(chart, name=f"chart-{place}") for place in range(count))
    return replace(report, sections=(Section("charts", "图", charts),))


def test_each_step_is_told_before_it_is_done_and_done_grows(plain: Material) -> None:
    told: list[tuple[float, str]] = []

    def telling(done: float, text: str) -> None:
        told.append((done, text))

    attempt(plain.report, plain.analysis, plain.findings, plain.actions, ["docx", "json"], telling=telling)
    assert list(dict.fromkeys(text for _, text in told)) == [
        "正在画图，第 1 张，共 1 张",
        "正在写 Word 文档",
        "正在写分析数据",
    ]
    shares = [done for done, _ in told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] < 1


class GoneError(Exception):
    """What a page raises when the user has left it."""


@pytest.mark.parametrize(("key", "busy"), [("json", Role.WRITER), ("html", Role.ARTIST)])
def test_who_leaves_ends_the_child(plain: Material, monkeypatch: pytest.MonkeyPatch, key: str, busy: Role) -> None:
    monkeypatch.setitem(process.CREW, Role.ARTIST, 1)
    started: list[tuple[Role, process.Process]] = []
    start = process._start

    def watched(role: Role) -> process.Process:
        started.append((role, start(role)))
        return started[-1][1]

    monkeypatch.setattr(process, "_start", watched)
    with pytest.raises(GoneError):
        attempt(plain.report, plain.analysis, plain.findings, plain.actions, [key], telling=_leave)
    assert [one.poll() is not None for role, one in started if role is busy] == [True]


def test_a_child_that_waits_takes_the_next_job_and_no_second_one(plain: Material) -> None:
    process.prepare()
    (waiting,) = process._spare[Role.WRITER]
    artists = [*process._spare[Role.ARTIST]]
    process.prepare()
    assert process._spare == {Role.WRITER: [waiting], Role.ARTIST: artists}
    assert run(plain, ["json"]).errors == ()
    assert waiting.poll() is not None
    assert process._spare == {Role.WRITER: [], Role.ARTIST: artists}


def test_nobody_who_draws_is_kept_ready_where_nothing_is_drawn() -> None:
    process.prepare(drawing=False)
    assert [len(process._spare[role]) for role in (Role.WRITER, Role.ARTIST)] == [1, 0]


@pytest.mark.parametrize("noticed", [True, False])
def test_a_child_that_died_while_waiting_is_replaced(plain: Material, *, noticed: bool) -> None:
    process.prepare(drawing=False)
    (waiting,) = process._spare[Role.WRITER]
    waiting.kill()
    waiting.wait()
    if noticed:
        process.prepare(drawing=False)
        assert process._spare[Role.WRITER] != [waiting]
    assert run(plain, ["json"]).errors == ()


def test_a_child_that_waits_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "KEPT", 0.05)
    process.prepare(drawing=False)
    (waiting,) = process._spare[Role.WRITER]
    assert waiting.wait(timeout=10) is not None
    assert process._spare[Role.WRITER] == []


def test_a_third_job_waits_for_its_turn(plain: Material) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(process.AT_MOST):
            held.enter_context(process.turn(lambda: None))
        with pytest.raises(GoneError), process.turn(_leave):
            pass
    assert run(plain, ["json"]).errors == ()


def _leave(*_: object) -> None:
    raise GoneError


def test_export_raises_what_attempt_would_tell(plain: Material, monkeypatch: pytest.MonkeyPatch) -> None:
    play(monkeypatch, Role.WRITER, "")
    with pytest.raises(ExportError, match="分析数据没有生成"):
        export(plain.report, plain.analysis, plain.findings, plain.actions, ["json"])


def test_formats_are_chosen_by_key_or_by_themselves_in_their_own_order() -> None:
    assert [one.key for one in select(["json", FORMATS[0]])] == [FORMATS[0].key, "json"]
    with pytest.raises(ExportError, match="没有名为 odt 的导出格式"):
        select(["odt"])


def test_the_worker_answers_each_step_in_order(plain: Material) -> None:
    asked, answered = io.BytesIO(), io.BytesIO()
    send(asked, pickle.dumps(Job(plain, ("md", "json"))))
    asked.seek(0)
    serve(asked, answered)
    answered.seek(0)
    records = list(iter(lambda: receive(answered), None))
    assert [record[:3] for record in records] == [
        (b"format", b"md", b"report.md"),
        (b"format", b"json", b"analysis.json"),
    ]


@pytest.mark.parametrize("cut", [0, 2, 6, 13, 20])
def test_a_record_that_breaks_off_is_no_record(cut: int) -> None:
    pipe = io.BytesIO()
    send(pipe, b"first", b"second")
    assert receive(io.BytesIO(pipe.getvalue()[:cut])) is None


def test_files_are_written_below_the_folder(tmp_path: Path) -> None:
    paths = write(tmp_path / "out", [("a.md", b"1"), ("images/b.png", b"2")])
    assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert paths[1] == tmp_path / "out" / "images" / "b.png"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(ExportError, match="写不进文件夹"):
        write(tmp_path / "out", [("a.md", b"1")])


def test_export_gives_the_files(plain: Material) -> None:
    files = export(plain.report, plain.analysis, plain.findings, plain.actions, ["json"])
    assert [path for path, _ in files] == ["analysis.json"]


def test_the_child_loads_neither_altair_nor_a_library_of_statistics() -> None:
    heavy = ("altair", "pandas", "scipy", "statsmodels", "streamlit", "vl_convert")
    code = f"import sys, hvc.export.worker; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=process.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
