"""The stress run: hostile samples among honest jobs, and a count of what they leave behind."""

from .driver import Driver, OnProgress, Settings
from .ledger import Failure, Row
from .plan import Mix
from .report import Check, Report, stress

__all__ = [
    "Check",
    "Driver",
    "Failure",
    "Mix",
    "OnProgress",
    "Report",
    "Row",
    "Settings",
    "stress",
]
