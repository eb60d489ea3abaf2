"""The sample sets that anyone can try without a file of their own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "sample_data"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample set: what its button says, what is in it, and its files in `sample_data`."""

    label: str
    note: str
    icon: str
    names: tuple[str, ...]

    def files(self) -> tuple[tuple[str, bytes], ...]:
        """Read the files as an upload would bring them: (name, bytes)."""
        return tuple((name, (FOLDER / name).read_bytes()) for name in self.names)


SAMPLES = (
    Sample(
        "会员客户示例",
        "120 位客户，一个工作簿三张表：客户与标签、会员等级、信用评级。最快看懂全部功能。",
        ":material/loyalty:",
        ("会员客户示例.xlsx",),
    ),
    Sample(
        "零售客户示例",
        "约 5,000 位客户、60,000 行订单，含退款。能看 RFM、流失、走势和终身价值。",
        ":material/storefront:",
        ("零售会员示例.csv", "零售订单示例.csv"),
    ),
    Sample(
        "银行客户示例",
        "约 20,000 位客户，一张表：层级、管理资产、信用等级、网点、年龄。按资产看高价值。",
        ":material/account_balance:",
        ("银行客户示例.csv",),
    ),
)
