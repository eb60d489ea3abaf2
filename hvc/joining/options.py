"""What the user may decide about joining: which of several rows of a customer counts, and whether refunds come off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Duplicates(Enum):
    """Which row counts where a customer has several that differ; a row with a readable amount always comes first."""

    LATEST = "日期最新的一行"
    LAST = "位置靠后的一行"
    FIRST = "位置靠前的一行"
    LARGEST = "金额最大的一行"

    @property
    def rule(self) -> str:
        """The whole rule, with how ties are decided, as it stands in an Issue."""
        return _RULES[self]


class Refunds(Enum):
    """Whether returned and refunded orders lower a customer's amount."""

    NET = "净额：扣除退款和退货"
    GROSS = "毛额：不扣除退款和退货"


@dataclass(frozen=True, slots=True)
class Options:
    """Everything the user may decide about joining. Hashable: part of the key of a dataset."""

    duplicates: Duplicates = Duplicates.LATEST
    refunds: Refunds = Refunds.NET


USUAL = Options()
_RULES = {
    Duplicates.LATEST: "取金额可读、日期最新的一行，日期相同取靠后的一行",
    Duplicates.LAST: "取金额可读、位置靠后的一行",
    Duplicates.FIRST: "取金额可读、位置靠前的一行",
    Duplicates.LARGEST: "取金额最大的一行，金额相同取日期最新、位置靠后的一行",
}
