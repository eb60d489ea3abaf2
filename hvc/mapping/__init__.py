"""Headers and values → `Mapping`: what each column means, guessed with a confidence, checked, corrected by the user."""

from hvc.mapping.guessing import guess
from hvc.mapping.model import Column, Mapping, TableKind

__all__ = ["Column", "Mapping", "TableKind", "guess"]
