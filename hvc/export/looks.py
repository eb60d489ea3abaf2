"""What the cells of a workbook look like, by name: one look for every sheet."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from hvc.report.palette import LIGHT, Palette

Look = dict[str, str | int | bool]


@functools.lru_cache(maxsize=16)
def looks(palette: Palette = LIGHT) -> Mapping[str, Look]:
    """Every look, in these colours."""
    return {
        "from": {"font_size": 12, "bold": True, "font_color": palette.ink, "valign": "vcenter"},
        "marking": {"font_size": 12, "bold": True, "font_color": palette.ink, "align": "right", "valign": "vcenter"},
        "title": {"font_size": 18, "bold": True, "font_color": palette.ink},
        "subtitle": {"font_size": 10, "font_color": palette.muted},
        "section": {"font_size": 13, "bold": True, "font_color": palette.high_value, "bottom": 1, "bottom_color": palette.hairline},
        "label": {"font_color": palette.muted, "valign": "top"},
        "text": {"font_color": palette.ink, "text_wrap": True, "valign": "top"},
        "strong": {"font_color": palette.ink, "bold": True, "text_wrap": True, "valign": "top"},
        "number": {"font_color": palette.high_value, "bold": True, "font_size": 12, "align": "left", "valign": "top"},
        "note": {"font_color": palette.muted, "font_size": 9, "text_wrap": True, "valign": "top"},
        "strong-beside": {"font_color": palette.ink, "bold": True, "text_wrap": True, "valign": "top", "align": "left", "indent": 2},
        "note-beside": {"font_color": palette.muted, "font_size": 9, "text_wrap": True, "valign": "top", "align": "left", "indent": 2},
        "link": {"font_color": palette.high_value, "underline": 1, "valign": "top"},
        "header": {"bold": True, "font_color": "#FFFFFF", "bg_color": palette.high_value, "valign": "vcenter", "text_wrap": True},
        "opportunity": {"font_color": palette.opportunity, "bold": True, "valign": "top"},
        "watch": {"font_color": palette.watch, "bold": True, "valign": "top"},
        "risk": {"font_color": palette.risk, "bold": True, "valign": "top"},
    }  # fmt: skip
