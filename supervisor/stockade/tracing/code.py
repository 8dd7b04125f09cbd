"""What is told of a run's code: the pieces of it, its functions, calls and strings, as they arrive.

Every text here is the guest's or was made under its eyes: escape it before it is shown. Lines and
columns count from 1, in the generation's own original text; 0 means unknown. A generation of -1 is
one that is not known or not kept.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in the original files, by the job's source map."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """A piece of code: number 0 is the sample, the others were made by running code.

    parent  the generation that made it; -1 for the sample, and where nobody knows.
    origin  sample | eval | indirect_eval | Function | AsyncFunction | GeneratorFunction |
            AsyncGeneratorFunction | timer | import | handler | script | worker | vm | require |
            execScript.
    line, column  where in its parent it was made.
    size    bytes of the whole, sha256 of all of them.
    text    not the whole if `cut`.
    state   traced | untraced | refused (the engine did not compile it); reason says why.
    mapped  that place by the source map; node: the IR node that it belongs to.
    times   how often the same code was made at the same place.
    """

    id: int
    parent: int
    origin: str
    line: int
    column: int
    size: int
    sha256: str
    text: str
    cut: bool
    state: str
    reason: str
    mapped: Position | None
    node: str | None
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A generation was made again: `times` in all so far."""

    generation: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """How a function was called so far; values are described, and cut.

    thrown  calls that an exception ended.
    """

    function: int
    count: int
    first_arguments: tuple[str, ...]
    last_arguments: tuple[str, ...]
    first_return: str | None
    last_return: str | None
    thrown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """A function in the source of a generation.

    name   "" if it has none.
    size   bytes of its source.
    calls  None if it was never called, and in the event, which comes before any call.
    """

    id: int
    generation: int
    name: str
    line: int
    column: int
    size: int
    mapped: Position | None
    node: str | None
    calls: Calls | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class String:
    """A string that the code has made while it ran.

    text      not the whole if `cut`; length: characters of the whole.
    how       the name of the native that gave it, "return" or "concatenation".
    times     how often it was made so far.
    interest  0 to 100.
    """

    id: int
    text: str
    cut: bool
    length: int
    how: str
    generation: int
    line: int
    column: int
    times: int
    interest: int
    mapped: Position | None
    node: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StringAgain:
    """A string was made again: `times` in all so far."""

    id: int
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionSite:
    """A place where something was thrown or caught so far; how: throw | catch."""

    id: int
    generation: int
    line: int
    column: int
    how: str
    text: str
    times: int
    mapped: Position | None
    node: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNode:
    """A node of the call tree so far: `function` was called `count` times by `parent`'s.

    parent    -1 for what nothing of the guest's called.
    function  -1 for all that is not told apart.
    """

    id: int
    parent: int
    function: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a generation has run so far; bytes of a nested function are its own."""

    generation: int
    functions: int
    functions_run: int
    bytes: int
    bytes_run: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The guard that ended the run, and where; kind: call_depth | loop_iterations | wall.

    limit  the policy's number.
    seen   what the worker says that it saw.
    """

    kind: str
    limit: float
    seen: float
    generation: int
    line: int
    column: int
    mapped: Position | None
    node: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """What was counted and not kept so far.

    what  generation | function | call | string | exception | node | api | effect | artifact |
          violation.
    """

    what: str
    count: int
