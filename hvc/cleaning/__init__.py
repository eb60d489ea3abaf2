"""Table + Mapping → typed table + Issues."""

from hvc.cleaning.issues import Effect, Issue
from hvc.cleaning.table import Cleaned, clean, clean_each

__all__ = ["Cleaned", "Effect", "Issue", "clean", "clean_each"]
