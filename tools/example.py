"""Make `hvc/app/example.json`: what the first sample set gives, counted by the walk itself, for the first screen to show.

Run from the repository: `python tools/example.py`. A test counts it again and compares, so the first screen never shows a
number that the sample does not give.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from json import dumps
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from hvc.analysis.model import Analysis  # noqa: E402  run as a script
from hvc.analysis.run import analyse  # noqa: E402
from hvc.app.example import FILE, Bar, Deed, Example  # noqa: E402
from hvc.app.samples import SAMPLES  # noqa: E402
from hvc.insights.acting import proposed  # noqa: E402
from hvc.insights.finding import find  # noqa: E402
from hvc.insights.model import Action  # noqa: E402
from hvc.joining import prepare  # noqa: E402
from hvc.mapping import guess  # noqa: E402
from hvc.reading import read_files  # noqa: E402
from hvc.rules import DEFAULT_THRESHOLD, Over  # noqa: E402
from hvc.schema import TAGS  # noqa: E402
from hvc.timeline.tell import tell  # noqa: E402
from hvc.units import COUNT, SHARE, YUAN  # noqa: E402

SHOWN = "tags.higher"  # the finding that is drawn
DEEDS = 2
LEAST = 10  # customers of an action worth showing


def main() -> None:
    """Write the file."""
    FILE.write_text(dumps(asdict(counted()), ensure_ascii=False, indent=1) + "\n", "utf-8")


def counted() -> Example:
    """Read, map, analyse and plan the first sample as a visitor does who changes nothing."""
    tables = read_files(SAMPLES[0].files())
    timeline = tell(prepare(tables, guess(tables)))
    analysis = analyse(timeline.dataset, Over(DEFAULT_THRESHOLD, timeline.dataset.amount), timeline=timeline)
    findings = {found.code: found for found in find(analysis)}
    actions = [one for one in proposed(analysis, tuple(findings.values())) if one.customers >= LEAST]
    return Example(
        SAMPLES[0].label,
        "。".join(findings[code].headline for code in ("profile.who", "profile.worth")) + "。",
        findings[SHOWN].headline,
        tuple(_bars(analysis, findings[SHOWN].headline)),
        tuple(_deed(action) for action in actions[:DEEDS]),
    )


def _bars(analysis: Analysis, headline: str) -> list[Bar]:
    """The tags that the headline names, each with its share on both sides."""
    breakdown = analysis.breakdown(TAGS.key)
    assert breakdown is not None, "the sample has tags"
    rows = breakdown.frame.select("level", "high_value", "others").rows()
    sides = (breakdown.n_high_value, breakdown.n_others)
    return [
        Bar(level, ours / sides[0], theirs / sides[1], _share(ours, sides[0]), _share(theirs, sides[1]))
        for level, ours, theirs in rows
        if f"「{level}」" in headline
    ]


def _share(part: int, whole: int) -> str:
    return f"{SHARE.text(part / whole)}（{part}/{whole}）"


def _deed(action: Action) -> Deed:
    return Deed(action.title, f"{COUNT.text(action.customers)} 位客户，金额合计 {YUAN.text(action.amount)}")


if __name__ == "__main__":
    main()
