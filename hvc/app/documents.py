"""The analysis of this session → one file to download, made in a child process, once until something changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from hvc.analysis.model import Analysis
from hvc.app import state, steps
from hvc.export import Format, Outcome, attempt
from hvc.export.list_book import MIME, packed, workbook
from hvc.export.lists import csv, customers
from hvc.export.text import stem
from hvc.insights.model import Action

TITLE, ONE_PAGE = "高价值客户洞察", "高价值客户一页纸"


@dataclass(frozen=True, slots=True, eq=False)
class Download:
    """One file as the browser saves it."""

    name: str
    mime: str
    data: bytes


def make(analysis: Analysis, kind: Format, *, clear: bool) -> Outcome:
    """Make the files of one format and keep them."""
    findings, actions = steps.findings(analysis), steps.actions(analysis)

    def run() -> Outcome:
        full, page = steps.report(analysis), steps.brief(analysis)
        return attempt(full, analysis, findings, actions, [kind.key], brief=page, clear=clear)

    return state.once(_step(kind), (steps.report_key(analysis.dataset), clear), run)


def made(analysis: Analysis, kind: Format, *, clear: bool) -> Outcome | None:
    """The files of one format, if they were made already."""
    return (
        make(analysis, kind, clear=clear)
        if state.kept(_step(kind), (steps.report_key(analysis.dataset), clear))
        else None
    )


def download(outcome: Outcome, kind: Format) -> Download:
    """One file as it is; several as an archive that keeps their folders."""
    name = f"{ONE_PAGE if kind.brief else TITLE}-{steps.today():%Y%m%d}"
    if len(outcome.files) == 1:
        return Download(f"{name}.{kind.suffix}", kind.mime, outcome.files[0][1])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in outcome.files:
            archive.writestr(path, data)
    return Download(f"{name}-{kind.label}.zip", "application/zip", packed.getvalue())


def customer_list(analysis: Analysis, action: Action, *, clear: bool) -> Download:
    """The customers of one action as CSV, personal columns masked unless `clear`."""
    data = csv(*customers(action, analysis.dataset.fields, clear=clear))
    return Download(f"{stem(action.file)}.csv", "text/csv", data)


def list_book(analysis: Analysis, action: Action, *, clear: bool, purpose: str) -> Download:
    """The customers of one action as a workbook that also says what to do; `purpose`: why it is clear."""
    data = workbook(action, analysis.dataset.fields, clear=clear, purpose=purpose)
    return Download(f"{stem(action.file)}.xlsx", MIME, data)


def list_archive(analysis: Analysis, actions: Sequence[Action], *, purpose: str) -> bytes:
    """Every list in one archive, clear where a purpose is named."""
    return packed(actions, analysis.dataset.fields, clear=bool(purpose), purpose=purpose)


def _step(kind: Format) -> str:
    return f"file-{kind.key}"
