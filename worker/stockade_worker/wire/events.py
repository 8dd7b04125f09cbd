"""The words and bounds of trace events: the worker keeps within them, the supervisor checks them.

What is counted by a policy's ceilings is not here. The fields of each event: docs/protocol.md.
"""

from __future__ import annotations

ORIGINS = (
    "sample",
    "eval",
    "indirect_eval",
    "Function",
    "AsyncFunction",
    "GeneratorFunction",
    "AsyncGeneratorFunction",
    "timer",
    "import",
    "handler",
)
STATES = ("traced", "untraced", "refused")
GUARDS = ("call_depth", "loop_iterations", "wall")
DROPPABLE = ("generation", "function", "call", "string", "exception", "node")

NONE = -1
"""Where an id may be missing: no parent, a generation or a function that is not kept."""

MAX_BATCH_ITEMS = 100_000
"""Items that one batch may hold: what it takes while it is unpacked is bounded by them."""

MAX_NAME_CHARS = 1000
"""Of the name of a function, a native, a file or a node."""

MAX_TEXT_CHARS = 4000
"""Of a described value, an exception's text, and the reason why something is not traced."""

MAX_ARGUMENTS = 32
"""Described arguments of one call."""

MAX_EXCEPTIONS = 1000
"""Sites at which something was thrown or caught."""

WALL_GUARD_SHARE = 0.9
"""When, as a share of `wall_seconds`, a traced run is to end by itself: the rest is for its last
words, before the kill."""
