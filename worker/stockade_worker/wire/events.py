"""The words and bounds of trace events: the worker keeps within them, the supervisor checks them.

What is counted by a policy's ceilings is not here. The fields of each event: docs/protocol.md.
"""

from __future__ import annotations

from stockade_policies.rules import RULE_SUBJECTS

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
    "script",
    "worker",
    "vm",
    "require",
    "execScript",
)
STATES = ("traced", "untraced", "refused")
GUARDS = ("call_depth", "loop_iterations", "wall")
DROPPABLE = (
    *("generation", "function", "call", "string", "exception", "node"),
    *("api", "effect", "artifact", "violation"),
)
USES = ("get", "set", "call", "construct")
EFFECTS = (
    *("network", "file", "process", "registry", "dynamic_code", "persistence", "clipboard"),
    *("dom_injection", "beacon", "storage", "message"),
)
ARTIFACTS = ("file", "download", "decoded", "script", "request")
SUBJECTS = (*RULE_SUBJECTS, "behaviour")

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

MAX_APIS = 4000
"""APIs of the make-believe host that were used, each way of use by itself."""

MAX_DETAILS = 64
"""Named details of one side effect."""

MAX_DETAIL_NAME_CHARS = 100

MAX_VIOLATIONS = 1000
"""Rules that were broken, at different places or by different things."""

WALL_GUARD_SHARE = 0.9
"""When, as a share of `wall_seconds`, a traced run is to end by itself: the rest is for its last
words, before the kill."""
