"""Traces: what a worker tells of a run while it goes on, checked and put together."""

from .behaviour import Api, Artifact, SideEffect, SideEffectAgain, Violation
from .code import (
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
)
from .fold import Fold
from .model import Trace, TraceEvent, plain
from .record import limit_of_guard

__all__ = [
    "Api",
    "Artifact",
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
    "SideEffect",
    "SideEffectAgain",
    "String",
    "StringAgain",
    "Trace",
    "TraceEvent",
    "Violation",
    "limit_of_guard",
    "plain",
]
