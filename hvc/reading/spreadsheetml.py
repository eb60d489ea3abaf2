"""A workbook as Excel 2003 wrote it in XML → one Grid per sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from hvc.reading.cells import Cells, laid_out
from hvc.reading.grid import DamagedError, Grid
from hvc.reading.scrub import scrubbed_text

_URN: Final = "urn:schemas-microsoft-com:office:spreadsheet|"
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d*)?")
_MIDNIGHT: Final = "00:00:00"
_ZERO_DAYS: Final = ("1899-12-30", "1899-12-31")


def read(name: str, data: bytes) -> tuple[Grid, ...]:
    """Every sheet that holds a cell.

    Raises:
        ReadError: a sheet's used range is too large.
        DamagedError: the XML is broken, or declares entities.
    """
    book = _Book()
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    parser.StartElementHandler = book.start
    parser.EndElementHandler = book.end
    parser.CharacterDataHandler = book.characters
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):  # a wrong encoding, an index that is no number
        raise DamagedError from None
    return tuple(
        laid_out(name, sheet.cells, scrubbed_text(sheet.name), hidden=sheet.hidden)
        for sheet in book.sheets
        if sheet.cells
    )


def _refuse(*_: object) -> None:
    raise DamagedError


@dataclass(slots=True)
class _Sheet:
    name: str
    cells: Cells = field(default_factory=dict)
    hidden: bool = False


@dataclass(slots=True)
class _Book:
    """Where the parser stands, and the cells so far."""

    sheets: list[_Sheet] = field(default_factory=list)
    row: int = 0
    column: int = 0
    skip: int = 0
    kind: str = ""
    text: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        """Move to where a sheet, row or cell stands."""
        match tag.removeprefix(_URN):
            case "Worksheet":
                self.sheets.append(_Sheet(given.get(_URN + "Name", "")))
                self.row = 0
            case "Row":
                self.row = int(given.get(_URN + "Index", self.row + 1))
                self.column = self.skip = 0
            case "Cell":
                self.column = int(given.get(_URN + "Index", self.column + self.skip + 1))
                self.skip = int(given.get(_URN + "MergeAcross", 0))
            case "Data":
                self.kind, self.text = given.get(_URN + "Type", ""), []
            case _:
                pass

    def characters(self, text: str) -> None:
        """Note a piece of a cell's text, or that a sheet is hidden."""
        if self.text is not None:
            self.text.append(text)
        elif text.strip() in {"SheetHidden", "SheetVeryHidden"} and self.sheets:
            self.sheets[-1].hidden = True

    def end(self, tag: str) -> None:
        """Put a cell where it stands."""
        if tag == _URN + "Data" and self.text is not None and self.sheets:
            self.sheets[-1].cells.setdefault(self.row, {})[self.column] = _plain("".join(self.text), self.kind)
            self.text = None


def _plain(text: str, kind: str) -> str:
    match kind:
        case "Boolean":
            return "true" if text.strip() == "1" else "false"
        case "DateTime" if found := _MOMENT.fullmatch(text.strip()):
            day, time = found.groups()
            if day in _ZERO_DAYS:
                return time
            return day if time == _MIDNIGHT else f"{day} {time}"
        case _:
            return text
