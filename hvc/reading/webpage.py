"""An HTML page, as many systems export under the name of .xls → one Grid per table in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

from hvc.reading import refusals
from hvc.reading.cells import Cells, laid_out
from hvc.reading.encoding import decode
from hvc.reading.grid import DamagedError, Grid
from hvc.reading.signs import Markup

NESTED: Final = 100  # tables within each other; a page with more was made to exhaust its reader
SPAN: Final = 1000  # columns or rows that one cell may claim
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_LINE = "\x00"  # a line break inside a cell, until blanks are folded


def read(name: str, data: bytes) -> tuple[Grid, ...]:
    """Every table that holds no other table.

    Raises:
        ReadError: no encoding fits, the page holds no table, or one is too large.
        DamagedError: tables within tables without end.
    """
    text = decode(name, data)
    page = _Page()
    page.feed(text.data.decode())
    page.close()
    found = [table.cells for table in page.done if table.cells and not table.nested]
    if not found:
        raise refusals.markup(name, Markup.PAGE)
    labels = [f"表格 {number}" for number in range(1, len(found) + 1)] if len(found) > 1 else [None]
    return tuple(
        laid_out(name, cells, label, encoding=text.encoding) for label, cells in zip(labels, found, strict=True)
    )


@dataclass(slots=True)
class _Table:
    cells: Cells = field(default_factory=dict)
    nested: bool = False
    row: int = 0
    column: int = 0
    held: dict[int, int] = field(default_factory=dict)  # column → the last row a cell from above reaches down to
    spans: tuple[int, int] = (1, 1)
    text: list[str] | None = None

    def close(self) -> None:
        """Put the open cell where it stands; what it spans stays blank, but is taken."""
        if self.text is None:
            return
        while self.held.get(self.column + 1, 0) >= self.row:
            self.column += 1
        text = _BLANKS.sub(" ", "".join(self.text)).strip()
        rows, columns = self.spans
        self.cells.setdefault(self.row, {})[self.column + 1] = re.sub(rf" ?{_LINE} ?", "\n", text).strip()
        for column in range(self.column + 1, self.column + columns + 1):
            self.held[column] = self.row + rows - 1
        self.column += columns
        self.text = None


class _Page(HTMLParser):
    """Tables as they open and close; the innermost open one takes the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Table] = []
        self.done: list[_Table] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Move to the next table, row, cell or line."""
        if tag == "table":
            if len(self.open) > NESTED:
                raise DamagedError
            for around in self.open[-1:]:
                around.nested = True
            self.open.append(_Table())
            self.done.append(self.open[-1])
        if not self.open:
            return
        table = self.open[-1]
        match tag:
            case "tr":
                table.close()
                table.row, table.column = table.row + 1, 0
            case "td" | "th":
                table.close()
                given = dict(attrs)
                table.spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
                table.text = []
            case "br" | "p" if table.text:
                table.text.append(_LINE)
            case _:
                pass

    def handle_endtag(self, tag: str) -> None:
        """Close what the tag ends."""
        if self.open and tag in {"td", "th", "tr", "table"}:
            self.open[-1].close()
        if self.open and tag == "table":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Add to the open cell."""
        if self.open and self.open[-1].text is not None:
            self.open[-1].text.append(data.replace(_LINE, ""))


def _span(given: str | None) -> int:
    return min(max(int(given), 1), SPAN) if given is not None and given.isdecimal() else 1
