"""What a trace is made of: its events, as they arrive, and the whole, as a result has it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

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
    Repeat,
    String,
    StringAgain,
)

TraceEvent = (
    Generation | Repeat | Function | Calls | String | StringAgain | ExceptionSite | CallNode
    | Coverage | Guard | Dropped | Api | SideEffect | SideEffectAgain | Artifact | Violation
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What is known of what the code did.

    generations, functions, exceptions, tree, coverage, apis, effects, artifacts  by id.
    strings   the most interesting first, then the most frequent.
    violations  the most severe first, then by id.
    guard     set when a guard ended the run.
    dropped   how much was not kept, by what it was.
    complete  the worker has sent everything; False if it was killed before it could.
    correlation  the caller's ids that every entry belongs to, whatever its own `node`: those of
              node_id, scope_id and shape_id that the job gave.
    """

    generations: tuple[Generation, ...] = ()
    functions: tuple[Function, ...] = ()
    strings: tuple[String, ...] = ()
    exceptions: tuple[ExceptionSite, ...] = ()
    tree: tuple[CallNode, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    apis: tuple[Api, ...] = ()
    effects: tuple[SideEffect, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    violations: tuple[Violation, ...] = ()
    guard: Guard | None = None
    dropped: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    complete: bool = False
    correlation: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, for JSON; the content of an artifact in base64."""
        return {item.name: plain(getattr(self, item.name)) for item in fields(self)}


def plain(value: Any) -> Any:
    """Return a part of a trace as plain data, for JSON; bytes in base64."""
    names = getattr(value, "__slots__", None)
    if names is not None:
        return {name: plain(getattr(value, name)) for name in names}
    if type(value) is tuple:
        return [plain(item) for item in value]
    if type(value) is bytes:
        return b64encode(value).decode("ascii")
    return dict(value) if isinstance(value, Mapping) else value
