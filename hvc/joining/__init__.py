"""Typed tables → `Dataset`: one row per customer, with every fact the files hold about them."""

from hvc.joining.assemble import Telling, join, prepare
from hvc.joining.model import Dataset, Quality, Source
from hvc.joining.options import USUAL, Duplicates, Options, Refunds

__all__ = ["USUAL", "Dataset", "Duplicates", "Options", "Quality", "Refunds", "Source", "Telling", "join", "prepare"]
