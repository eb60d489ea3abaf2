"""Analysis, Findings and Actions → Report: sections, blocks, charts."""

from hvc.report.compose import compose
from hvc.report.model import Report

__all__ = ["Report", "compose"]
