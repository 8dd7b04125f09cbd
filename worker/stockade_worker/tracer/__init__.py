"""The tracer: what a run's code did, seen from below the guest."""

from .session import Session

__all__ = ["Session"]
