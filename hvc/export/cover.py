"""A report and its brand → what stands on its cover, in its running head, and on the small head of the 一页纸."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from hvc.export.text import clean, width
from hvc.report.brand import BY, DATED, MADE, Brand
from hvc.report.model import Report

RUNNING = 100  # columns of small type across a page


@dataclass(frozen=True, slots=True)
class Cover:
    """The words of a cover, each "" where there is none; `logo` a PNG; `facts` the lines under the title.

    On a formal cover author and date stand at the foot and not among the facts.
    """

    title: str
    subtitle: str
    organisation: str
    author: str
    date: str
    marking: str
    facts: tuple[tuple[str, str], ...]
    formal: bool
    logo: bytes = field(repr=False)

    @property
    def headed(self) -> bool:
        """Whether anything stands over the title."""
        return bool(self.logo or self.organisation or self.marking)

    @property
    def signed(self) -> str:
        """Who made it, as it stands at the foot of a formal cover."""
        return f"{BY}：{self.author}" if self.author else ""

    @property
    def alt(self) -> str:
        """The logo in words."""
        return f"{self.organisation}标志"

    @property
    def running(self) -> str:
        """What stands at the left of the running head: the title gives way to a long name."""
        both = f"{self.organisation} · {self.title}"
        if not self.organisation:
            return self.title
        return both if width(both) + width(self.marking) <= RUNNING else self.organisation


def cover(report: Report, brand: Brand) -> Cover:
    """The cover of `report`, which is signed by `brand` already."""
    facts = tuple((clean(name), clean(value)) for name, value in report.facts)
    known = dict(facts)
    date = known.get(DATED) or known.get(MADE, "")
    return Cover(
        title=clean(report.title),
        subtitle=clean(report.subtitle),
        organisation=clean(brand.organisation),
        author=clean(brand.author),
        date=date,
        marking=clean(brand.marking),
        facts=tuple(fact for fact in facts if fact[0] not in (BY, DATED, MADE)) if brand.formal else facts,
        formal=brand.formal,
        logo=brand.logo,
    )


def small_head(report: Report, brand: Brand) -> Cover:
    """The same for a single page, which has no cover to turn: author and date stay among the facts."""
    return cover(report, replace(brand, formal=False))
