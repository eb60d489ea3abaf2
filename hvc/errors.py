"""What a user can put right, as errors that say what is wrong and what to do.

    HvcError
    ├── ReadError       a file cannot be read, or holds no table
    ├── MappingError    the meaning of a column is missing or contradictory
    ├── DataError       the tables were read, but nothing can be analysed
    ├── RuleError       a definition of high value that cannot be applied
    ├── SchemeError     a saved 分析方案 that cannot be read
    └── ExportError     a document could not be made

Anything else that is raised is a bug and is left to rise. A message names files, sheets, headers and counts, never a
customer's value.
"""

from __future__ import annotations


class HvcError(Exception):
    """Something the user can put right: `message` says what is wrong, `hint` what to do, both in Chinese."""

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ReadError(HvcError):
    """A file that cannot be read, or in which no table was found."""


class MappingError(HvcError):
    """A required column is missing, or two columns claim the same meaning."""


class DataError(HvcError):
    """Tables that were read, but leave nobody to analyse."""


class RuleError(HvcError):
    """A definition of high value that cannot be applied to these customers."""


class SchemeError(HvcError):
    """A saved 分析方案 that is damaged, foreign or newer than this program."""


class ExportError(HvcError):
    """A document that could not be made."""
