"""The sample sets hold what they promise, and the script in `tools/` still makes them."""

from __future__ import annotations

import io
import runpy
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_data"
NAMES = ("会员客户示例.xlsx", "零售会员示例.csv", "零售订单示例.csv", "银行客户示例.csv")


def frames(folder: Path, name: str) -> dict[str, pl.DataFrame]:
    data = (folder / name).read_bytes()
    if name.endswith(".xlsx"):
        return pl.read_excel(io.BytesIO(data), sheet_id=0)
    return {name: pl.read_csv(data.decode("gb18030" if name.startswith("零售") else "utf-8-sig").encode())}


def test_the_script_makes_the_committed_files(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "tools/sample_data.py"))
    script["main"].__globals__["OUT"] = tmp_path
    script["main"]()
    for name in NAMES:
        made, kept = frames(tmp_path, name), frames(SAMPLES, name)
        assert made.keys() == kept.keys()
        for sheet, frame in kept.items():
            assert_frame_equal(made[sheet], frame)


def members() -> pl.DataFrame:
    sheets = frames(SAMPLES, "会员客户示例.xlsx")
    written = pl.col("累计交易金额")
    amount = pl.when(written.str.ends_with("万")).then(10_000).otherwise(1) * written.str.strip_chars("万").cast(float)
    return (
        sheets["客户与标签"]
        .filter(pl.col("客户ID") != "合计")
        .with_columns(amount.alias("amount"))
        .join(sheets["会员等级"], on="客户ID", how="left")
        .join(sheets["信用评级"], on="客户ID", how="left")
    )


def test_the_member_set_holds_42_of_120_over_5000() -> None:
    frame = members()
    assert (frame.height, frame.filter(pl.col("amount") > 5000).height) == (120, 42)
    assert frame.filter(pl.col("amount") == 5000).height == 3


@pytest.mark.parametrize(("tier", "count"), [("钻石会员", 18), ("黄金会员", 13)])
def test_the_member_set_holds_the_promised_tiers(tier: str, count: int) -> None:
    assert members().filter(pl.col("amount") > 5000, pl.col("会员等级") == tier).height == count


def test_nobody_in_the_samples_has_a_phone_or_a_personal_name() -> None:
    for name in NAMES:
        for frame in frames(SAMPLES, name).values():
            assert not set(frame.columns) & {"姓名", "手机", "手机号", "身份证", "身份证号", "邮箱"}
            text = "\n".join(frame.select(pl.col(pl.String)).to_series(0).head(2000).to_list())
            assert not pl.Series([text]).str.contains(r"(?:^|\D)1[3-9]\d{9}(?:\D|$)")[0]
