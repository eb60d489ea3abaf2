"""Headers and values → `Mapping`: what each column means, guessed with a confidence, checked, corrected by the user."""

from hvc.mapping.answering import choices, decode, explain, merge
from hvc.mapping.checking import check, problems
from hvc.mapping.coded import Question, questions
from hvc.mapping.correcting import UNITS, assign, override, own_dimension
from hvc.mapping.guessing import guess
from hvc.mapping.model import Column, Mapping, TableKind
from hvc.mapping.synonyms import Merge, carriers, merges

__all__ = [
    "UNITS",
    "Column",
    "Mapping",
    "Merge",
    "Question",
    "TableKind",
    "assign",
    "carriers",
    "check",
    "choices",
    "decode",
    "explain",
    "guess",
    "merge",
    "merges",
    "override",
    "own_dimension",
    "problems",
    "questions",
]
