"""A brand ⇄ what a 分析方案 keeps of it: all but the date, and a logo only where it is small."""

from __future__ import annotations

import base64
import binascii

from hvc.errors import SchemeError
from hvc.export.logo import printable_logo
from hvc.report.brand import LONGEST, Brand, worded
from hvc.report.palette import legible
from hvc.scheme.capturing import personal
from hvc.scheme.model import Signature
from hvc.scheme.signature import MAX_LOGO


def kept(brand: Brand) -> Signature:
    """What is saved; words with somebody's number or address in them are not."""
    words = {name: text for name in LONGEST if (text := getattr(brand, name)) and not personal(text)}
    logo = base64.b64encode(brand.logo).decode()
    return Signature(
        **words,
        accent=brand.accent,
        formal=brand.formal,
        left_out=tuple(sorted(brand.left_out)),
        logo=logo if len(logo) <= MAX_LOGO else "",
    )


def restored(told: Signature) -> Brand:
    """The brand again, its colour and its logo looked at like an upload.

    Raises:
        ExportError: a colour or a picture that cannot be printed.
        SchemeError: a logo that is no base64.
    """
    try:
        logo = base64.b64decode(told.logo, validate=True)
    except (binascii.Error, ValueError) as error:
        raise SchemeError(
            "分析方案里的标志已损坏。", hint="请在「报告」页的版式与署名里重新上传标志，再保存一份。"
        ) from error
    return Brand(
        organisation=worded("organisation", told.organisation),
        author=worded("author", told.author),
        marking=worded("marking", told.marking),
        accent=legible(told.accent) if told.accent else "",
        logo=printable_logo(logo) if logo else b"",
        formal=told.formal,
        left_out=frozenset(told.left_out),
    )
