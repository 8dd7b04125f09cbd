"""Traces a run from inside the worker: the code it made, its calls, the strings it decoded."""

from .memory import Memory
from .rules import Rulebook
from .session import Session

__all__ = ["Memory", "Rulebook", "Session"]
