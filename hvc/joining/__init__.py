"""Typed tables → `Dataset`: one row per customer, with every fact the files hold about them."""

from hvc.joining.assemble import join, prepare
from hvc.joining.model import Dataset, Quality, Source

__all__ = ["Dataset", "Quality", "Source", "join", "prepare"]
