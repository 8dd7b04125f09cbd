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
from .explore import Behaviour, Branch, Exploration, Explored, Shared, default_branches
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
from .tracing import Api, Artifact, SideEffect, Trace, TraceEvent, Violation

__all__ = [
    "Api",
    "Artifact",
    "AsyncSupervisor",
    "Behaviour",
    "Branch",
    "Ceilings",
    "ConsoleEntry",
    "ErrorInfo",
    "Exploration",
    "Explored",
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
    "Shared",
    "SideEffect",
    "Stats",
    "StockadeError",
    "StreamItem",
    "Supervisor",
    "TemplateError",
    "Trace",
    "TraceEvent",
    "Violation",
    "Wall",
    "WorkerInfo",
    "default_branches",
]
