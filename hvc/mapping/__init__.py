"""Headers and values → `Mapping`: what each column means, guessed with a confidence, checked, corrected by the user."""

from hvc.mapping.checking import check, problems
from hvc.mapping.correcting import UNITS, assign, override, own_dimension
from hvc.mapping.guessing import guess
from hvc.mapping.model import Column, Mapping, TableKind

__all__ = [
    "UNITS",
    "Column",
    "Mapping",
    "TableKind",
    "assign",
    "check",
    "guess",
    "override",
    "own_dimension",
    "problems",
]
