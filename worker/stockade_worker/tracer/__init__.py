"""The tracer: what a run's code did, seen from below the guest."""

from .memory import Memory
from .session import Session

__all__ = ["Memory", "Session"]
