"""Whose documents they are ⇄ its part of a scheme's file; the day of a report belongs to its month and stays out."""

from __future__ import annotations

from hvc.scheme.answers import Answer
from hvc.scheme.model import Signature

Json = dict[str, object]
MAX_LOGO = 150_000  # characters of a logo in the file; a larger one is chosen again next month
LONGEST = {"organisation": 40, "author": 20, "marking": 20, "accent": 7}  # characters
MAX_SECTIONS = 100


def signature_as_json(told: Signature) -> Json:
    """Only what says something."""
    parts: Json = {name: getattr(told, name) for name in (*LONGEST, "formal", "logo")}
    return {name: value for name, value in (parts | {"left_out": list(told.left_out)}).items() if value}


def signature_of(told: Answer) -> Signature:
    """Read it back; whether a colour is one, and a logo a picture, is for who prints them to say.

    Raises:
        SchemeError: a key or a value that cannot be.
    """
    entries = told.entries(frozenset({*LONGEST, "formal", "left_out", "logo"}))
    words = {name: entries[name].text(most) for name, most in LONGEST.items() if name in entries}
    return Signature(
        **words,
        formal="formal" in entries and entries["formal"].flag(),
        left_out=tuple(one.text() for one in entries["left_out"].items(MAX_SECTIONS)) if "left_out" in entries else (),
        logo=entries["logo"].text(MAX_LOGO) if "logo" in entries else "",
    )
