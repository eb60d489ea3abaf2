"""A cover → the head of the first sheet of a workbook, and what every sheet prints above itself."""

from __future__ import annotations

import io

from xlsxwriter.worksheet import Worksheet

from hvc.export.cover import Cover
from hvc.export.logo import fitted, pixels
from hvc.export.workbook import Book, Line

LOGO = 40.0, 180.0  # CSS pixels: as high and as wide as it may be
AIR = 10  # pixels under it


def head(told: Cover) -> tuple[Line, ...]:
    """From whom at the left, how it is marked at the right; nothing where nothing is to be said."""
    looks = ("from", "from", "marking")
    logo = (Line(("", "", told.marking), looks),) if told.logo else ()
    name = "" if told.logo else told.marking
    return (*logo, *((Line((told.organisation, "", name), looks),) if told.organisation or name else ()))


def margin(told: Cover) -> str:
    """The head of a printed page in Excel's code: organisation at the left, marking at the right; & is Excel's own sign."""
    left, right = (_coded(text) for text in (told.organisation, told.marking))
    return f"&L&9{left}&R&9{right}" if left or right else ""


def _coded(text: str) -> str:
    """A digit after a size would be read as part of it; xlsxwriter takes the &&G of P&G for a picture, unless a size parts them."""
    told = text.replace("&", "&&").replace("&&G", "&&&9G").replace("&&[", "&&&9[")
    return f" {told}" if text[:1].isdigit() else told


def sign(book: Book, first: Worksheet, told: Cover) -> None:
    """Put the logo into the first row of the first sheet, and whose it is on every printed page and into the file."""
    if told.author or told.organisation:
        book.file.set_properties({"author": told.author, "company": told.organisation})
    if above := margin(told):
        for sheet in book.file.worksheets():
            sheet.set_header(above)
    if told.logo:
        wide, high = fitted(told.logo, *LOGO)
        part = wide / pixels(told.logo)[0]
        how = {"image_data": io.BytesIO(told.logo), "description": told.alt, "x_scale": part, "y_scale": part}
        first.insert_image(0, 0, "logo.png", how)
        first.set_row_pixels(0, round(high) + AIR)
