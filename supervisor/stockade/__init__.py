"""Stockade runs JavaScript that nobody trusts, each piece in a jailed process of its own."""

from stockade_policies import (
    Ceilings,
    InputError,
    JailError,
    Policy,
    PolicyError,
    PoolClosed,
    PoolLimits,
    ProtocolError,
    StockadeError,
    TemplateError,
    Wall,
)

from .async_supervisor import AsyncSupervisor
from .backlog import StreamItem
from .core import Stats
from .job import Job
from .results import (
    ConsoleEntry,
    ErrorInfo,
    Limit,
    LimitKind,
    MemoryStats,
    Outcome,
    RunResult,
    WorkerInfo,
)
from .supervisor import Supervisor
from .tracing import Trace, TraceEvent

__all__ = [
    "AsyncSupervisor",
    "Ceilings",
    "ConsoleEntry",
    "ErrorInfo",
    "InputError",
    "JailError",
    "Job",
    "Limit",
    "LimitKind",
    "MemoryStats",
    "Outcome",
    "Policy",
    "PolicyError",
    "PoolClosed",
    "PoolLimits",
    "ProtocolError",
    "RunResult",
    "Stats",
    "StockadeError",
    "StreamItem",
    "Supervisor",
    "TemplateError",
    "Trace",
    "TraceEvent",
    "Wall",
    "WorkerInfo",
]
