"""The engine in a worker: QuickJS, the guest runtime, and one run."""

from .engine import Engine
from .execution import execute
from .warmup import rehearse, warm

__all__ = ["Engine", "execute", "rehearse", "warm"]
