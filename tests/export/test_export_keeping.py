"""A brand is kept in a 分析方案 and comes back, all but its date; what a file claims is looked at again."""

from __future__ import annotations

import base64
import datetime as dt
import io
from dataclasses import replace

import pytest
from PIL import Image

from hvc.errors import HvcError
from hvc.export.keeping import kept, restored
from hvc.export.logo import printable_logo
from hvc.report.brand import PLAIN, Brand
from hvc.scheme.model import UNSIGNED, Signature


def logo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 20), "red").save(out, "PNG")
    return printable_logo(out.getvalue())


def test_all_but_the_date_comes_back() -> None:
    brand = Brand(
        "示例银行", "客户部", dt.date(2026, 3, 31), "机密", "#8B1A1A", logo(), formal=True, left_out=frozenset({"rfm"})
    )
    again = restored(kept(brand))
    assert again == replace(brand, date=None, logo=again.logo)
    assert Image.open(io.BytesIO(again.logo)).tobytes() == Image.open(io.BytesIO(brand.logo)).tobytes()


def test_nothing_said_is_nothing_kept() -> None:
    assert kept(PLAIN) == UNSIGNED
    assert restored(UNSIGNED) == PLAIN


def test_a_large_logo_stays_out_of_the_file() -> None:
    image = Image.merge("RGB", [Image.effect_noise((600, 200), 120) for _ in range(3)])
    out = io.BytesIO()
    image.save(out, "PNG")
    assert kept(Brand(logo=printable_logo(out.getvalue()))).logo == ""


def test_a_number_of_somebodys_is_not_kept() -> None:
    assert kept(Brand(author="甲 13800138041")).author == ""


@pytest.mark.parametrize(
    "told",
    [
        Signature(logo="不是"),
        Signature(logo=base64.b64encode(b"<svg/>").decode()),
        Signature(accent="red"),
    ],
    ids=["no base64", "svg", "accent"],
)
def test_what_a_file_claims_is_looked_at_again(told: Signature) -> None:
    with pytest.raises(HvcError):
        restored(told)
