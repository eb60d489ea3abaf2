"""Analysis → findings and actions, with their Chinese."""

from hvc.insights.acting import PLANS, act, in_several, overlaps
from hvc.insights.finding import DETECTORS, find
from hvc.insights.model import Action, Fact, Finding, Level

__all__ = ["DETECTORS", "PLANS", "Action", "Fact", "Finding", "Level", "act", "find", "in_several", "overlaps"]
