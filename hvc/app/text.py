"""Text of a user's file → Markdown that shows exactly that text: no link, no picture, no formula, no icon."""

from __future__ import annotations

import re

CHOOSE = "请选择"  # in an emptied select box, where Streamlit would say it in English
WORD_JOINER = "\u2060"  # shows as nothing and keeps the browser from finding an address in the text
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_ADDRESS = re.compile(r"(?<=[.:@])(?!\d)(?=\S)")
_ARROW = re.compile(r"(?<=[-<>=~])(?=[-<>=~])")
_WWW = re.compile("w(?=ww)", re.IGNORECASE)


def plain(text: str) -> str:
    r"""Escape `text` for a place where Streamlit reads Markdown (labels, headings, metrics, messages).

    Every ASCII punctuation mark gets a backslash; because Streamlit also looks for addresses, `:icons:`, `:material/…:` and
    arrows in the finished text, a word joiner follows each `.`, `:` and `@` that does not stand before a digit, and
    breaks `->`.
    """
    line = " ".join(text.split())
    for found in (_ADDRESS, _ARROW):
        line = found.sub(WORD_JOINER, line)
    return _PUNCTUATION.sub(r"\\\1", _WWW.sub(rf"\g<0>{WORD_JOINER}", line))
