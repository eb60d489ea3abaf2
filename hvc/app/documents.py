"""The analysis of this session → one file to download, made in a child process, once until something changes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Hashable
from dataclasses import dataclass

from hvc.analysis.model import Analysis
from hvc.app import editions, state, steps
from hvc.export import FORMATS, Format, Outcome, attempt
from hvc.joining import Telling
from hvc.versions import LISTED

TITLE, ONE_PAGE = "高价值客户洞察", "高价值客户一页纸"


@dataclass(frozen=True, slots=True)
class Offer:
    """What one button makes: a format, or several in one archive."""

    key: str
    label: str
    kinds: tuple[Format, ...]


OFFERS = (*(Offer(kind.key, kind.label, (kind,)) for kind in FORMATS), Offer("all", "全部文件", FORMATS))


def offered() -> tuple[Offer, ...]:
    """What may be made in the version that is asked for: nothing that is all customers in the shareable one."""
    return tuple(offer for offer in OFFERS if not (state.shareable() and offer.key in LISTED))


@dataclass(frozen=True, slots=True, eq=False)
class Download:
    """One file as the browser saves it."""

    name: str
    mime: str
    data: bytes


def make(analysis: Analysis, offer: Offer, *, clear: bool, telling: Telling | None = None) -> Outcome:
    """Make the files of one offer and keep them; `telling` as `hvc.export.attempt` calls it."""
    told = editions.edition(analysis)

    def run() -> Outcome:
        return attempt(
            told.report,
            told.analysis,
            told.findings,
            told.actions,
            [kind.key for kind in offer.kinds if not (state.shareable() and kind.key in LISTED)],
            brief=told.brief,
            scores=told.scores,
            brand=state.brand(),
            shareable=state.shareable(),
            clear=clear and not state.shareable(),
            telling=telling,
        )

    return state.once(_step(offer), _made_from(analysis, clear=clear), run)


def made(analysis: Analysis, offer: Offer, *, clear: bool) -> Outcome | None:
    """The files of one offer, if they were made already."""
    known = state.kept(_step(offer), _made_from(analysis, clear=clear))
    return make(analysis, offer, clear=clear) if known else None


def download(outcome: Outcome, offer: Offer) -> Download:
    """One file as it is; several as an archive that keeps their folders."""
    first = offer.kinds[0]
    alone = len(outcome.files) == 1
    version = "-可分享版" if state.shareable() else ""
    name = f"{ONE_PAGE if first.brief and alone else TITLE}{version}-{steps.today():%Y%m%d}"
    if alone:
        return Download(f"{name}.{first.suffix}", first.mime, outcome.files[0][1])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in outcome.files:
            archive.writestr(path, data)
    return Download(f"{name}-{offer.label}.zip", "application/zip", packed.getvalue())


def _made_from(analysis: Analysis, *, clear: bool) -> Hashable:
    return steps.report_key(analysis.dataset), state.brand(), state.shareable(), clear


def _step(offer: Offer) -> str:
    return f"file-{offer.key}"
