"""What Stockade looks for by itself: the id, the severity and the meaning of each detection.

How each is found is the worker's business (`tracer/detections/`); docs/rules.md explains them.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

TYPE_CHECKING = False  # type checkers take it as true; `typing` stays out of the template
if TYPE_CHECKING:
    from collections.abc import Mapping

API_NOT_ALLOWED = "api-not-allowed"
"""The rule that the use of an API outside `allowed_apis` breaks."""


@dataclass(frozen=True, slots=True)
class Detection:
    """What it means if this is found, and how much."""

    severity: str
    meaning: str


DETECTIONS: Mapping[str, Detection] = MappingProxyType({
    "prototype-pollution": Detection(
        "high", "writes to the prototype of all objects, or has left something there"
    ),
    "constructor-manipulation": Detection(
        "high", "reaches the maker of functions through some object's constructor"
    ),
    "function-argument-injection": Detection(
        "high", "ends a function early inside the text that a function is made of"
    ),
    "escape-attempt": Detection("critical", "tries to reach what is outside of a sandbox"),
    "redos": Detection("medium", "has a regular expression that can take exponential time"),
    "memory-exhaustion": Detection("high", "asks for so much memory that it would end the run"),
    "debugger-trap": Detection("medium", "tries to stop in a debugger, so that one shows"),
    "timing-check": Detection("low", "measures how long something takes, as one that is watched"),
    "environment-fingerprinting": Detection(
        "medium", "looks at many properties of the host that tell one machine from another"
    ),
    "environment-check": Detection("low", "decides by the host, its names or its place what to do"),
    "engine-fingerprinting": Detection("low", "looks for what differs from engine to engine"),
    "tostring-check": Detection(
        "low", "looks at the source text of functions, its own or the engine's"
    ),
    "time-waster": Detection("medium", "sleeps or turns for long, to outlast a sandbox"),
    "global-tampering": Detection("medium", "replaces or freezes what the language itself offers"),
    "node-internal-binding": Detection("high", "asks node for what is behind its modules"),
    "node-engine-flags": Detection("medium", "sets flags of node's engine"),
    "node-inspector": Detection("medium", "asks node for the protocol of its debugger"),
    "conditional-compilation": Detection("low", "has code that only JScript sees (@cc_on)"),
    "obfuscated-code": Detection("info", "was written by a known obfuscator"),
})  # fmt: skip
"""By id. Off with `detections = false`; none of them ends a run."""
