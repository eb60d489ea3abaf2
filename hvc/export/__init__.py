"""The report as files: `FORMATS` says which, `export` makes them in a child process, `write` puts them in a folder."""

from hvc.export.child import attempt, export, select
from hvc.export.folder import write
from hvc.export.formats import FORMATS
from hvc.export.model import File, Format, Outcome
from hvc.export.process import prepare

__all__ = ["FORMATS", "File", "Format", "Outcome", "attempt", "export", "prepare", "select", "write"]
