"""Traces: what a worker tells of a run while it goes on, checked and put together."""

from .fold import Fold, limit_of_guard
from .model import (
    CallNode,
    Calls,
    Coverage,
    Dropped,
    ExceptionSite,
    Function,
    Generation,
    Guard,
    Position,
    Repeat,
    String,
    StringAgain,
    Trace,
    TraceEvent,
)

__all__ = [
    "CallNode",
    "Calls",
    "Coverage",
    "Dropped",
    "ExceptionSite",
    "Fold",
    "Function",
    "Generation",
    "Guard",
    "Position",
    "Repeat",
    "String",
    "StringAgain",
    "Trace",
    "TraceEvent",
    "limit_of_guard",
]
