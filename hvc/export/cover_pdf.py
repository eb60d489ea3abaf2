"""A cover → what the templates of the PDF read of it: texts that the fonts can show, and the name of the logo's file."""

from __future__ import annotations

from hvc.export.cover import Cover
from hvc.export.logo import proportion
from hvc.export.pdf_data import text
from hvc.export.pictures import Spec

LOGO = "logo.svg"
TERMS = "说明"


def cover_data(told: Cover) -> Spec:
    """The cover; it takes the place of the bare title, subtitle and facts."""
    return {
        "title": text(told.title),
        "subtitle": text(told.subtitle),
        "facts": [[text(name), text(value)] for name, value in told.facts],
        "terms": TERMS,
        "running": text(told.running),
        "cover": {
            "organisation": text(told.organisation),
            "author": text(told.author),
            "signed": text(told.signed),
            "date": text(told.date),
            "marking": text(told.marking),
            "formal": told.formal,
            "headed": told.headed,
            "logo": LOGO if told.logo else "",
            "proportion": proportion(told.logo) if told.logo else 1.0,
            "alt": text(told.alt),
        },
    }
